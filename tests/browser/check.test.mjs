// SPDX-License-Identifier: EUPL-1.2
// The competence check: once with good answers and once with poor ones, killed in the middle, and into the curriculum.
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {mkdirSync, readFileSync, readdirSync, writeFileSync} from "node:fs";
import path from "node:path";
import {ROOT, startProgram} from "../program.mjs";
import {register, signIn} from "./people.mjs";
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

/* The words of a PDF, as a person would copy them. */
const wordsOf = (pdf) => execFileSync("pdftotext", ["-enc", "UTF-8", "-", "-"], {input: pdf}).toString().replace(/\s+/g, " ");

/* Somebody new, signed in. */
async function person(open, options) {
  const page = await open(options);
  page.email = await register(page, `check${++people}@stadt.example`);
  await signIn(page, page.email);
  return page;
}
let people = 0;

async function finished(page, scope, how) {
  await begin(page, scope);
  await answerAll(page, how);
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

  async "the curriculum says where a check leaves open what is held, and from where it plans"({page: open}) {
    const page = await open({width: NARROW});
    let n = 0;
    await page.goto("/situation/stelle");
    await page.check("input[name=stelle][value=buergerbuero]");
    await page.click("form.kc-form button[type=submit]");
    await begin(page, "job");
    await answerAll(page, (p, item) => (n++ % 2 ? p.click(UNKNOWN) : answerRightly(p, item)));
    await page.locator("form[action$=uebernehmen] button").click();
    await page.waitForURL("**/lehrplan");
    await page.locator(".kc-goal__unsure").first().waitFor({timeout: 60000});
    assert.match(await page.locator(".kc-goal__unsure").first().innerText(), /nicht ganz sicher: .*Stufe \d/);
    await look(page, "curriculum", NARROW);
  },

  async "the history has every finished check, and all can be deleted"({page: open}) {
    for (const width of [NARROW, WIDE]) {
      const page = await open({width});
      await page.goto("/check/verlauf");
      assert.match(await page.locator("main").innerText(), /Noch ist kein Check beendet/);
      await finished(page, "D1", (p) => p.click(UNKNOWN));
      await finished(page, "D1", answerRightly);
      await page.click('a[href="/check/verlauf"]');
      await look(page, "history", width);
      assert.ok((await page.locator("svg.kc-history").count()) > 0, "a picture");
      const rows = await page.locator("table.kc-table").first().locator("tbody tr").count();
      assert.equal(rows, 2, "a table with both");
      assert.match(await page.locator("main").innerText(), /Ihre 2 Checks zusammen sprechen für Stufe/);
      await tabTo(page, ".kc-history__delete summary");
      await expectVisibleFocus(page);
      await page.keyboard.press("Enter");
      await look(page, "history-delete", width);
      await page.click("form[action='/check/loeschen'] button");
      await page.waitForURL("**/check");
      assert.equal(await page.locator(".kc-runs li").count(), 0);
      expectNoErrors(page, "history");
    }
  },

  async "the history works without script, and one can be checked again from it"({page: open}) {
    const page = await open({script: false, width: NARROW});
    await finished(page, "S1", (p) => p.click(UNKNOWN));
    await page.goto("/check/verlauf");
    await page.locator("main form[action='/check'] button").first().click();
    await page.waitForURL("**/aufgabe");
  },

  async "a result is downloaded as a PDF that says what it is and is not, and as data"({page: open}) {
    for (const lang of ["de-DE", "en-GB"]) {
      const page = await open({lang});
      await finished(page, "D2", answerRightly);
      const answer = await page.context().request.get(`${page.url()}.pdf`, {headers: {"accept-language": lang}});
      assert.equal(answer.headers()["content-type"], "application/pdf");
      assert.match(answer.headers()["content-disposition"], /kompetenz-check\.pdf/);
      const pdf = await answer.body();
      assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
      mkdirSync(path.join(ROOT, "build/screenshots"), {recursive: true});
      writeFileSync(path.join(ROOT, `build/screenshots/check-${lang}.pdf`), pdf);
      const words = wordsOf(pdf);
      const expected = lang === "de-DE"
        ? ["Kompetenz-Check", "Am wahrscheinlichsten Stufe", "Mit großer Sicherheit zwischen", "Wahrscheinlichkeit der Stufen: Stufe", "Was dieses Ergebnis ist", "Was es nicht ist", "Keine Prüfung", "noch nicht an vielen Antworten geeicht"]
        : ["Competence check", "What this result is", "What it is not", "Not an exam", "Probability of the levels: level"];
      for (const word of expected) assert.ok(words.includes(word), `${word} in ${words.slice(0, 400)}`);
      const data = await (await page.context().request.get(`${page.url()}.json`)).json();
      assert.equal(data.format, "kommunalcampus-check-result/1");
      assert.ok(data.found.every((f) => Math.abs(f.chances.reduce((a, b) => a + b) - 1) < 0.001 && f.name.length > 0));
      assert.equal(data.answers.length, data.given);
      assert.ok(data.answers.every((a) => /^20\d\d-/.test(a.at)), "when each was answered");
    }
  },

  async "a result is shared with one person, who is seen reading it, and taken back"({page: open}) {
    const owner = await person(open, {width: NARROW});
    const friend = await person(open);
    const stranger = await person(open);
    await finished(owner, "D3", answerRightly);
    await owner.click("a[href$='/teilen']");
    await look(owner, "share", NARROW);
    const address = owner.url();
    await owner.evaluate(() => document.querySelector("main form.kc-form").setAttribute("novalidate", ""));
    await owner.fill("#an", "keine Adresse");
    await owner.fill("#bis", "2030-01-01");
    await owner.click("main form.kc-form button[type=submit]");
    assert.equal(await owner.locator("#fehler li").count(), 3, "address, purpose and day are told");
    await look(owner, "share-wrong", NARROW);
    await owner.fill("#an", friend.email.toUpperCase());
    await owner.fill("#zweck", "Gespräch über <Weiterbildung>");
    await owner.fill("#bis", "2026-11-30");
    await owner.click("main form.kc-form button[type=submit]");
    await owner.waitForURL("**/freigaben?geteilt");
    await look(owner, "shares", NARROW);
    assert.match(await owner.locator("main").innerText(), /Noch nicht geöffnet/);

    const mail = await (await friend.context().request.get("/postfach")).text();
    assert.ok(mail.includes("Ein Ergebnis wurde mit Ihnen geteilt"));
    await friend.goto("/freigaben");
    await look(friend, "shared-list", WIDE);
    await friend.click("main a[href^='/freigaben/']");
    await look(friend, "shared", WIDE);
    assert.match(await friend.locator("main").innerText(), /Gespräch über <Weiterbildung>/);
    assert.ok((await friend.locator("svg.kc-chances").count()) > 0);
    const shared = friend.url();
    assert.equal((await stranger.goto(shared)).status(), 404, "not for others");
    assert.equal((await stranger.goto(address)).status(), 404, "nor to share further");
    assert.equal((await friend.goto(address)).status(), 404);

    await owner.goto("/freigaben");
    assert.match(await owner.locator("main").innerText(), /Einmal geöffnet/);
    await owner.locator(".kc-share__looks summary").click();
    await look(owner, "shares-read", NARROW);
    await owner.click("form[action$='/zuruecknehmen'] button");
    await owner.waitForURL("**/freigaben?zurueckgenommen");
    assert.equal((await friend.goto(shared)).status(), 404, "closed");
    await friend.goto("/freigaben");
    assert.match(await friend.locator("main").innerText(), /Gerade teilt niemand/);
  },

  async "sharing works without script, asks for an account, and does not tell who has one"({page: open}) {
    const guest = await open({script: false});
    await finished(guest, "S2", (p) => p.click(UNKNOWN));
    await guest.click("a[href$='/teilen']");
    assert.match(guest.url(), /\/anmelden\?zurueck=/);
    const owner = await person(open, {script: false, width: NARROW});
    await finished(owner, "S2", (p) => p.click(UNKNOWN));
    const texts = [];
    for (const email of ["niemand@nirgends.example", (await person(open)).email]) {
      await owner.goto("/check/verlauf");
      await owner.locator("table.kc-table a").first().click();
      await owner.click("a[href$='/teilen']");
      await owner.fill("#an", email);
      await owner.fill("#zweck", "Gespräch");
      await owner.click("main form.kc-form button[type=submit]");
      await owner.waitForURL("**/freigaben?geteilt");
      texts.push((await owner.locator(".kc-note--good").innerText()) + (await owner.locator(".kc-saved > li").last().innerText()).replaceAll(email, ""));
      await owner.click("form[action$='/zuruecknehmen'] button");
    }
    assert.equal(texts[0], texts[1]);
    await owner.goto("/check/verlauf");
    await owner.locator("table.kc-table a").first().click();
    await owner.click("a[href$='/teilen']");
    await owner.fill("#an", owner.email);
    await owner.fill("#zweck", "x");
    await owner.click("main form.kc-form button[type=submit]");
    assert.equal(await owner.locator("#an-fehler").count(), 1, "nobody shares with themselves");
  },
};
