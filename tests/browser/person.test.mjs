// SPDX-License-Identifier: EUPL-1.2
// The main job: choose a job, rate oneself, wish, see matches, see the curriculum, delete it all. With and without
// script, with the keyboard alone, on narrow and wide screens.
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import path from "node:path";
import {FileSystemConfigLoader, HtmlValidate} from "html-validate";
import {ROOT} from "../program.mjs";
import {NARROW, WIDE, expectAccessible, expectNoErrors, expectNoSideScroll, expectVisibleFocus, screenshot, tabTo} from "./browser.mjs";

const rules = JSON.parse(readFileSync(path.join(ROOT, "tests/page/htmlvalidate.json"), "utf8"));
const validator = new HtmlValidate(new FileSystemConfigLoader(rules));
const SAVE = "form.kc-form button[type=submit]";
const JOB = "buergerbuero";

async function look(page, name, width) {
  await expectNoSideScroll(page, `${name}-${width}`);
  await expectAccessible(page, `${name}-${width}`);
  await screenshot(page, `person-${name}-${width}`);
}

/* What the server sent, not what the browser made of it. */
async function expectValid(page, address) {
  const answer = await page.context().request.get(address);
  const report = await validator.validateString(await answer.text(), address);
  const wrong = report.results.flatMap((r) => r.messages).map((m) => `${m.ruleId}: ${m.message} (line ${m.line})`);
  assert.deepEqual(wrong, [], address);
  assert.match(answer.headers()["cache-control"], /no-store/, address);
}

async function fittingOf(page) {
  const text = await page.locator("#anzahl").innerText();
  if (/^(Kein|No )/.test(text)) return 0;
  return /^(Ein|One) /.test(text) ? 1 : Number(text.match(/\d+/)[0]);
}

async function chooseJob(page) {
  await page.goto("/situation");
  await page.check(`input[name=stelle][value=${JOB}]`);
  await page.click(SAVE);
  await page.waitForURL("**/situation/koennen");
}

/* Through all three steps with the wishes as they are. */
async function fillIn(page) {
  await chooseJob(page);
  await page.check('input[name="k-D1.3"][value="1"]');
  await page.click(SAVE);
  await page.waitForURL("**/situation/wuensche");
  await page.click(SAVE);
  await page.waitForURL(/\/situation$/);
}

/* The plan may still be being made: then the page says so, and looks again by itself. */
async function openPlan(page) {
  await page.goto("/lehrplan");
  await page.locator(".kc-plan__summary").waitFor({timeout: 60000});
}

/* The answer to a form of the plan: the address stays the same, and the plan may still be in the making. */
async function answered(page, deed) {
  await Promise.all([page.waitForNavigation(), deed]);
  await page.locator(".kc-plan__summary").waitFor({timeout: 60000});
}

export const tests = {
  async "every step of the situation is accessible, fits, is valid and keeps what was typed"({page: open}) {
    for (const width of [WIDE, NARROW]) {
      const page = await open({width});
      await page.goto("/situation");
      await look(page, "stelle", width);
      await page.click(SAVE);
      assert.equal(await page.locator("#fehler a").getAttribute("href"), "#stelle");
      await look(page, "stelle-fehler", width);
      await chooseJob(page);
      await look(page, "koennen", width);
      await page.check('input[name="k-D1.3"][value="1"]');
      await page.click(SAVE);
      await page.waitForURL("**/situation/wuensche");
      await look(page, "wuensche", width);
      await page.fill("#stunden", "viel");
      await page.fill("#budget", "ein Vermögen");
      await page.fill("#ort", "Entenhausen");
      await page.click(SAVE);
      assert.equal(await page.locator("#fehler li").count(), 3);
      assert.equal(await page.inputValue("#stunden"), "viel");
      assert.equal(await page.inputValue("#ort"), "Entenhausen");
      await look(page, "wuensche-fehler", width);
      await page.goto("/situation/wuensche");
      assert.equal(await page.inputValue("#stunden"), "4", "nothing of it was saved");
      await page.click("#wochen summary");
      await page.check("input[name=gesperrt] >> nth=4");
      await page.click(SAVE);
      await page.waitForURL(/\/situation$/);
      await look(page, "situation", width);
      if (width === WIDE)
        for (const address of ["/situation", "/situation/stelle", "/situation/koennen", "/situation/wuensche"])
          await expectValid(page, address);
    }
  },

  async "a wish shows its effect on the matches at once, and the count is announced"({page: open}) {
    const page = await open();
    await fillIn(page);
    await page.goto("/passung");
    const before = await fittingOf(page);
    assert.ok(before > 0);
    assert.equal(await page.locator("#anzahl").getAttribute("role"), "status");
    assert.equal(await page.locator("[data-kc-noscript]").isVisible(), false);
    const done = page.waitForResponse((r) => r.url().endsWith("/passung") && r.request().method() === "GET");
    await page.fill("#budget", "0");
    await page.press("#budget", "Tab");
    await done;
    await page.waitForFunction((n) => !document.querySelector("#anzahl").textContent.includes(String(n)), before);
    const free = await fittingOf(page);
    assert.ok(free < before, `${free} free of ${before}`);
    assert.match(await page.locator("#weggelassen").innerText(), /kosten mehr als/);
    await page.fill("#budget", "nichts");
    await page.press("#budget", "Tab");
    await page.locator("#budget-fehler").waitFor();
    assert.equal(await fittingOf(page), free, "a wrong wish changes nothing");
    await page.fill("#budget", "");
    await page.press("#budget", "Tab");
    await page.locator("#budget-fehler").waitFor({state: "detached"});
    assert.ok((await fittingOf(page)) >= before);
  },

  async "the points of each side add up, and the sides make the score"({page: open}) {
    const page = await open({script: false});
    await fillIn(page);
    await page.goto("/passung");
    const cards = await page.locator(".kc-match").evaluateAll((all) => all.map((card) => ({
      score: Number(card.querySelector(".kc-score strong").textContent),
      sides: [...card.querySelectorAll(".kc-points tbody")].map((body) => {
        const points = [...body.querySelectorAll(".is-number")].map((cell) => Number(cell.textContent.match(/\d+/)[0]));
        return {points: points.slice(0, -1), score: points.at(-1), weight: Number(body.rows[body.rows.length - 1].cells[0].textContent.match(/\d+/)[0])};
      }),
    })));
    assert.ok(cards.length > 5);
    for (const {score, sides} of cards) {
      for (const side of sides) assert.equal(side.points.reduce((a, b) => a + b, 0), side.score);
      const parts = sides.reduce((sum, side) => sum + side.weight, 0);
      assert.equal(Math.round(parts / sides.reduce((sum, side) => sum + side.weight / side.score, 0)), score);
    }
  },

  async "matches and curriculum are accessible, fit and are valid"({page: open}) {
    for (const width of [WIDE, NARROW]) {
      const page = await open({width});
      await page.goto("/passung");
      await look(page, "passung-leer", width);
      await page.goto("/lehrplan");
      await look(page, "lehrplan-leer", width);
      await fillIn(page);
      await openPlan(page);
      for (const [name, address] of [["passung", "/passung"], ["lehrplan", "/lehrplan?wenn=stunden-mehr-2"], ["drucken", "/lehrplan/drucken"]]) {
        await page.goto(address);
        await look(page, name, width);
        if (width === WIDE) await expectValid(page, address);
      }
      expectNoErrors(page, `person-${width}`);
    }
  },

  async "without script: keep, drop, take it back, another plan, print, calendar"({page: open}) {
    const page = await open({script: false});
    await fillIn(page);
    await page.goto("/passung");
    const title = await page.locator(".kc-match h2").first().innerText();
    await page.locator(".kc-match button[value=drop]").first().click();
    assert.match(await page.locator("[role=status].kc-note").innerText(), new RegExp(`„${title}“ wird nicht mehr vorgeschlagen`));
    assert.notEqual(await page.locator(".kc-match h2").first().innerText(), title);
    await page.locator("[role=status].kc-note button").click();
    assert.equal(await page.locator(".kc-match h2").first().innerText(), title);
    await page.locator(".kc-match button[value=keep]").first().click();
    await openPlan(page);
    assert.match(await page.locator("#festgelegt + ul").innerText(), new RegExp(title));
    assert.ok((await page.locator(".kc-planblock").count()) > 0, "there is a plan");
    await page.locator("#festgelegt + ul button").click();
    await page.locator(".kc-plan__summary").waitFor({timeout: 60000});
    assert.equal(await page.locator("#festgelegt").count(), 0);
    await page.goto("/lehrplan/drucken");
    assert.ok((await page.locator(".kc-paper__table").first().locator("tbody tr").count()) > 0);
    const answer = await page.context().request.get("/lehrplan.ics");
    const calendar = await answer.text();
    assert.match(answer.headers()["content-type"], /^text\/calendar/);
    assert.match(answer.headers()["content-disposition"], /lehrplan\.ics/);
    assert.match(calendar, /^BEGIN:VCALENDAR\r\n/);
    assert.match(calendar, /END:VCALENDAR\r\n$/);
    assert.equal(calendar.match(/BEGIN:VEVENT/g)?.length, calendar.match(/END:VEVENT/g)?.length);
    for (const line of calendar.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, line);
  },

  async "another aim is taken with one button"({page: open}) {
    const page = await open({script: false});
    await fillIn(page);
    await openPlan(page);
    if ((await page.locator(".kc-others button").count()) === 0) return;
    const before = await page.locator(".kc-plan__summary").innerText();
    await page.locator(".kc-others button").first().click();
    await page.locator(".kc-plan__summary").waitFor({timeout: 60000});
    assert.notEqual(await page.locator(".kc-plan__summary").innerText(), before);
  },

  async "what if: one change is answered in place, changes nothing, and is taken over with one button"({page: open}) {
    const page = await open();
    await fillIn(page);
    await openPlan(page);
    await tabTo(page, "#was-waere-wenn .kc-chip");
    await expectVisibleFocus(page);
    await page.evaluate(() => (window.kcSamePage = true));
    await page.keyboard.press("Enter");
    await page.locator("#wenn-antwort form").waitFor({timeout: 60000});
    assert.equal(await page.evaluate(() => window.kcSamePage), true, "in place");
    assert.equal(await page.locator("#was-waere-wenn .kc-chip[aria-current]").innerText(), "1 Stunde mehr je Woche");
    assert.equal(await page.evaluate(() => document.activeElement.classList.contains("kc-chip")), true, "the focus stays");
    assert.match(await page.locator("#wenn-antwort").innerText(), /Besser:[^]*Schlechter:/);
    await page.locator("#wenn-antwort a[data-kc-what-if]").click();
    await page.locator("#wenn-antwort form").waitFor({state: "detached"});
    await page.goto("/situation/wuensche");
    assert.equal(await page.inputValue("#stunden"), "4", "nothing changed by asking");
    await page.goto("/lehrplan?wenn=stunden-mehr-2#was-waere-wenn");
    await page.locator("#wenn-antwort form button").click();
    await page.locator(".kc-plan__summary").waitFor({timeout: 60000});
    await page.goto("/situation/wuensche");
    assert.equal(await page.inputValue("#stunden"), "5");
    expectNoErrors(page, "what-if");
  },

  async "what if without script: by links and forms; another block instead; nonsense is answered plainly"({page: open}) {
    const page = await open({script: false});
    await fillIn(page);
    await openPlan(page);
    const title = await page.locator(".kc-planblock h3").first().innerText();
    await page.locator(".kc-planblock a[data-kc-what-if]").first().click();
    for (let i = 0; i < 60 && !(await page.locator("#wenn-antwort form").count()); i++) await page.reload();
    assert.match(await page.locator("#wenn-frage").innerText(), new RegExp(title.slice(0, 20)));
    await page.locator("#wenn-antwort form button").click();
    await page.locator(".kc-plan__summary").waitFor({timeout: 60000});
    assert.equal(await page.locator(".kc-planblock h3", {hasText: title}).count(), 0);
    assert.match(await page.locator("#festgelegt + ul").innerText(), /aussortiert/);
    await page.goto("/lehrplan?wenn=mehr-von-allem");
    await page.locator(".kc-plan__summary").waitFor({timeout: 60000});
    assert.match(await page.locator("#wenn-antwort").innerText(), /nicht möglich/);
  },

  async "with the keyboard alone: job, rating, wishes, matches"({page: open}) {
    const page = await open();
    await page.goto("/situation");
    await tabTo(page, "input[name=stelle]");
    await page.keyboard.press("Space");
    await expectVisibleFocusAround(page);
    await tabTo(page, SAVE);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/situation/koennen");
    await tabTo(page, ".kc-rate input");
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.evaluate(() => document.activeElement.value), "0");
    await tabTo(page, SAVE);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/situation/wuensche");
    await tabTo(page, "#stunden");
    await expectVisibleFocus(page);
    await page.keyboard.type("6");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/situation$/);
    await tabTo(page, "a[href='/passung'].kc-btn");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/passung");
    assert.ok((await fittingOf(page)) > 0);
  },

  async "the list of jobs can be searched, and says how many are left"({page: open}) {
    const page = await open();
    await page.goto("/situation");
    await page.getByLabel("Liste durchsuchen").fill("buergerb");
    assert.equal(await page.locator(".kc-tile-choice:visible").count(), 0);
    await page.getByLabel("Liste durchsuchen").fill("burgerb");
    assert.equal(await page.locator(".kc-tile-choice:visible").count(), 1);
    assert.match(await page.locator("[data-kc-filter] [role=status]").innerText(), /1$/);
  },

  async "a plan is accepted, what changes since is told, and it goes when it is deleted"({page: open}) {
    for (const [width, script] of [[NARROW, true], [WIDE, true], [WIDE, false]]) {
      const page = await open({width, script});
      await fillIn(page);
      await openPlan(page);
      await tabTo(page, "form[action='/lehrplan/annehmen'] button", 200);
      await expectVisibleFocus(page);
      await answered(page, page.keyboard.press("Enter"));
      assert.match(await page.locator("[aria-labelledby=uebernommen]").innerText(), /nichts geändert/);
      assert.equal(await page.locator("form[action='/lehrplan/annehmen']").count(), 0, "nothing to accept");
      const blocks = await page.locator(".kc-planblock").count();
      await answered(page, page.locator(".kc-planblock form").first().getByRole("button", {name: "Nicht mehr vorschlagen"}).click());
      const told = page.locator("[aria-labelledby=uebernommen]");
      assert.match(await told.innerText(), /passt nicht mehr zu Ihren Wünschen/);
      // What built on it can go too.
      assert.ok(await page.locator(".kc-planblock").count() < blocks);
      if (script) await look(page, "uebernommen", width); // axe is a script
      await expectValid(page, "/lehrplan");
      await answered(page, told.getByRole("button", {name: "Bei meinem Plan bleiben"}).click());
      assert.match(await told.innerText(), /Sie bleiben bei Ihrem Plan/);
      await told.locator("summary").click();
      await answered(page, told.getByRole("button", {name: "Vorschlag übernehmen"}).click());
      assert.match(await told.innerText(), /nichts geändert/);
      await answered(page, told.getByRole("button", {name: "ganz neu planen"}).click());
      assert.equal(await told.count(), 0);
      assert.equal(await page.locator("form[action='/lehrplan/annehmen']").count(), 1);
    }
  },

  async "nobody sees what another guest entered, and deleting deletes"({page: open}) {
    const first = await open();
    const second = await open();
    await fillIn(first);
    await second.goto("/situation");
    assert.equal(await second.locator("input[name=stelle]:checked").count(), 0);
    await second.goto("/lehrplan");
    assert.equal(await second.locator(".kc-planblock").count(), 0);
    const stolen = await second.evaluate(async () => {
      const body = new URLSearchParams({token: "x".repeat(43), stelle: "bauamt"});
      return (await fetch("/situation/stelle", {method: "POST", body})).status;
    });
    assert.equal(stolen, 403);
    const cookies = await first.context().cookies();
    await first.goto("/situation");
    await first.getByRole("button", {name: "Alles löschen"}).click();
    await first.waitForURL("**/geloescht");
    assert.equal((await first.context().cookies()).some((c) => c.name === "kc_guest"), false);
    await first.context().addCookies(cookies);
    await first.goto("/situation");
    assert.equal(await first.locator("input[name=stelle]:checked").count(), 0, "gone on the server too");
  },

  async "in English too"({page: open}) {
    const page = await open({lang: "en-GB"});
    await fillIn(page);
    assert.equal(await page.locator("h1").innerText(), "My situation");
    await page.goto("/passung");
    assert.equal(await page.locator("h1").innerText(), "What suits me?");
    await openPlan(page);
    assert.match(await page.locator("#andere").innerText(), /Other curricula/);
  },
};

/* The outline is drawn around the whole tile. */
async function expectVisibleFocusAround(page) {
  const style = await page.evaluate(() => getComputedStyle(document.activeElement.closest("label")).outlineStyle);
  assert.notEqual(style, "none");
}
