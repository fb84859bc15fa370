// SPDX-License-Identifier: EUPL-1.2
// The competence check: once with good answers and once with poor ones, killed in the middle, and into the curriculum.
import assert from "node:assert/strict";
import {readFileSync, readdirSync} from "node:fs";
import path from "node:path";
import {ROOT, startProgram} from "../program.mjs";
import {NARROW, WIDE, expectAccessible, expectNoErrors, expectNoSideScroll, expectVisibleFocus, screenshot, tabTo} from "./browser.mjs";

const FOLDER = path.join(ROOT, "data/items");
const ITEMS = readdirSync(FOLDER).flatMap((f) => JSON.parse(readFileSync(path.join(FOLDER, f), "utf8")).items);
const ITEMS_MAX = 20;
const ANSWER = "button[value=antwort]";
const UNKNOWN = "button[value=unbekannt]";

async function itemOf(page) {
  const code = await page.locator("input[name=aufgabe]").getAttribute("value");
  return ITEMS.find((i) => i.code === code);
}

const choose = (page, text) => page.locator(".kc-tile-choice", {has: page.getByText(text, {exact: true})}).locator("input").check();
const select = (page, label, text) => page.locator(`select[id="${label}"]`).selectOption({label: text});

/* As somebody who knows it all reads the screen. */
async function answerRightly(page, item) {
  const best = (list) => list.filter((c) => c.right || c.credit === 3);
  if (["single", "multiple", "situation"].includes(item.kind))
    for (const c of best(item.choices)) await choose(page, c.text);
  if (item.kind === "pick") {
    const row = best(item.rows)[0];
    await page.locator("tbody tr", {hasText: row.cells.join(" ")}).or(page.locator("tbody tr", {hasText: row.cells[0]})).first().locator("input").check();
  }
  if (item.kind === "order")
    for (const field of await page.locator(".kc-item__fields .kc-field").all()) {
      const label = (await field.locator("label").innerText()).trim();
      await field.locator("select").selectOption({label: String(item.steps.indexOf(label) + 1)});
    }
  if (item.kind === "match") for (const [i, pair] of item.pairs.entries()) await select(page, `a${i}`, pair.right);
  for (const [i, blank] of (item.gaps ?? item.fields ?? []).entries()) {
    if (blank.accepted) await page.fill(`#a${i}`, blank.accepted[0]);
    else await select(page, `a${i}`, best(blank.choices)[0].text);
  }
  await page.click(ANSWER);
}

async function begin(page, scope) {
  await page.goto("/check");
  await page.check(`input[name=bereich][value="${scope}"]`);
  await page.click("form.kc-form button[type=submit]");
  await page.waitForURL("**/aufgabe");
}

/* To the end; answers how many items it were. */
async function answerAll(page, how) {
  let n = 0;
  while (page.url().endsWith("/aufgabe")) {
    assert.ok(n < ITEMS_MAX, "never more than it says");
    await how(page, await itemOf(page));
    await page.waitForLoadState();
    n++;
  }
  assert.match(page.url(), /\/ergebnis$/);
  return n;
}

const levelsOf = async (page) => {
  const data = await (await page.context().request.get(`${page.url()}.json`)).json();
  return data.found.reduce((sum, f) => sum + f.level, 0) / data.found.length;
};

async function look(page, name, width) {
  await expectNoSideScroll(page, `${name}-${width}`);
  await expectAccessible(page, `${name}-${width}`);
  await screenshot(page, `check-${name}-${width}`);
}

export const tests = {
  async "a check with good answers finds more than one with poor ones, and leads into the curriculum"({page: open}) {
    const page = await open();
    await page.goto("/situation/stelle");
    await page.check("input[name=stelle][value=buergerbuero]");
    await page.click("form.kc-form button[type=submit]");
    await begin(page, "D1");
    await answerAll(page, (p) => p.click(UNKNOWN));
    const poor = await levelsOf(page);
    await begin(page, "D4");
    await answerAll(page, answerRightly);
    const good = await levelsOf(page);
    assert.ok(good >= poor + 2, `${good} and ${poor}`);
    await page.locator("form[action$=uebernehmen] button").click();
    await page.waitForURL("**/lehrplan");
    const data = await page.context().request.get("/situation");
    assert.equal(data.status(), 200);
    expectNoErrors(page);
  },

  async "each page of the check works narrow and wide, and what is missing is told"({page: open}) {
    for (const width of [NARROW, WIDE]) {
      const page = await open({width});
      await page.goto("/check");
      await look(page, "start", width);
      await begin(page, "digital");
      await look(page, "item", width);
      await page.click(ANSWER);
      assert.equal(await page.locator("#antwort-fehler").count(), 1, "nothing chosen");
      await look(page, "missing", width);
      await answerAll(page, answerRightly);
      await look(page, "result", width);
      await page.goto("/check");
      await look(page, "list", width);
    }
  },

  async "a check works without script and with the keyboard alone"({page: open}) {
    const plain = await open({script: false, width: NARROW});
    await begin(plain, "S1");
    await answerRightly(plain, await itemOf(plain));
    await answerAll(plain, (p) => p.click(UNKNOWN));
    const page = await open();
    await begin(page, "D5");
    await tabTo(page, UNKNOWN);
    await expectVisibleFocus(page, "unknown");
    await page.keyboard.press("Enter");
    await page.waitForLoadState();
    assert.match(await page.locator("#aufgabe").innerText(), /2/);
  },

  async "an answer sent twice counts once, and another person sees nothing"({page: open}) {
    const page = await open();
    await begin(page, "D2");
    const address = page.url();
    const token = await page.locator("input[name=token]").first().getAttribute("value");
    const form = {token, aufgabe: (await itemOf(page)).code, tun: "unbekannt"};
    const first = await page.context().request.post(address, {form, maxRedirects: 0, headers: {origin: new URL(address).origin}});
    const second = await page.context().request.post(address, {form, maxRedirects: 0, headers: {origin: new URL(address).origin}});
    assert.deepEqual([first.status(), second.status()], [303, 409]);
    await page.reload();
    assert.match(await page.locator("#aufgabe").innerText(), /2/);
    const other = await open();
    for (const end of ["aufgabe", "ergebnis", "ergebnis.json"]) {
      const answer = await other.goto(address.replace(/aufgabe$/, end));
      assert.equal(answer.status(), 404, end);
    }
  },

  async "a check goes on after the server was killed"({page: open}) {
    const program = await startProgram();
    try {
      const page = await open();
      await page.goto(`${program.url}/check`);
      await page.check('input[name=bereich][value="D3"]');
      await page.click("form.kc-form button[type=submit]");
      await page.waitForURL("**/aufgabe");
      for (let i = 0; i < 3; i++) await answerRightly(page, await itemOf(page));
      const code = (await itemOf(page)).code;
      const address = new URL(page.url()).pathname;
      const url = await program.killAndRestart();
      await page.goto(url + address);
      assert.equal((await itemOf(page)).code, code, "the same item");
      assert.match(await page.locator("#aufgabe").innerText(), /4/);
      await page.click(UNKNOWN);
      await page.waitForLoadState();
      assert.match(await page.locator("#aufgabe").innerText(), /5/);
    } finally {
      await program.stop();
    }
  },
};
