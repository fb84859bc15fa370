// SPDX-License-Identifier: EUPL-1.2
// Reports about groups, the sheet for the staff council, the log, and the pages that an operator writes: without script,
// at 360 and 1280 px; then with the keyboard and axe.
import assert from "node:assert/strict";
import {NARROW, WIDE, expectAccessible, expectNoErrors, expectNoSideScroll, expectVisibleFocus, screenshot, tabTo} from "./browser.mjs";
import {DEMO_PASSWORD} from "../program.mjs";

const TOWN = "/verwaltung/heidelberg";
const text = (page) => page.locator("main").innerText();

async function look(page, name, width) {
  await expectNoSideScroll(page, `${name}-${width}`);
  await screenshot(page, `reports-${name}-${width}`);
}

async function signIn(page, email) {
  await page.goto("/anmelden");
  await page.fill("#email", email);
  await page.fill("#passwort", DEMO_PASSWORD);
  await page.click("main form.kc-form button[type=submit]");
  await page.waitForURL("**/konto");
}

/* Every figure on the page is a multiple of five, and at least five. */
async function expectNoSmallFigure(page) {
  const cells = await page.locator("td.is-number").allInnerTexts();
  assert.ok(cells.length > 0, "there is a table");
  for (const cell of cells) assert.match(cell.trim(), /^(verdeckt|–|\d*[05])$/, cell);
  assert.equal(cells.some((c) => c.trim() === "0"), false, "nobody is shown as nobody");
  return cells;
}

async function seesGroups(hr, width) {
  await hr.goto(`${TOWN}/berichte`);
  const said = await text(hr);
  assert.match(said, /Personen:\s*\d+/, "everybody together");
  const cells = await expectNoSmallFigure(hr);
  assert.ok(cells.some((c) => c.trim() === "verdeckt"), "a small group is hidden");
  assert.ok(cells.some((c) => /\d/.test(c)), "a large one is shown");
  assert.match(said, /„Verdeckt“ heißt: Es sind weniger als fünf Personen/, "why it is hidden");
  await look(hr, "berichte", width);
  const csv = await hr.context().request.get(`${TOWN}/berichte/tabelle.csv?teil=unit`);
  assert.equal(csv.status(), 200);
  const lines = (await csv.text()).trim().split("\r\n");
  assert.equal(lines[0].replace("\ufeff", ""), '"Gruppe";"Personen";"Eintrag bestätigt";"Stellenprofil bestätigt";');
  for (const line of lines.slice(1)) assert.match(line, /^"[^"]*"(;(verdeckt|\d*[05])){3}$/, line);
}

/* Names of job profiles in the reader's language; the control are the German ones of the same table. */
async function seesEnglishNames(open, width) {
  const names = {};
  for (const lang of ["de-DE", "en-GB"]) {
    const hr = await open({width, lang});
    await signIn(hr, "hr@heidelberg.example");
    await hr.goto(`${TOWN}/berichte`);
    names[lang] = (await hr.locator("table").nth(1).locator("tbody th").allInnerTexts()).map((n) => n.trim());
    if (lang === "en-GB") await look(hr, "berichte-en", width);
  }
  assert.ok(names["de-DE"].length > 1);
  assert.equal(names["en-GB"].length, names["de-DE"].length);
  const same = names["en-GB"].filter((n) => names["de-DE"].includes(n));
  assert.ok(same.length < names["de-DE"].length / 2, `still German: ${same}`);
}

async function switchesOff(hr, width) {
  await hr.goto(`${TOWN}/mitbestimmung`);
  await look(hr, "mitbestimmung", width);
  await hr.click("button[name=aus][value=unit]");
  await hr.waitForURL("**/mitbestimmung?gespeichert");
  assert.match(await text(hr), /Nach Abteilung \(oberste Ebene\): ausgeschaltet/, "the history");
  await look(hr, "mitbestimmung-aus", width);
  await hr.goto(`${TOWN}/berichte`);
  assert.match(await text(hr), /Diese Auswertung ist ausgeschaltet/);
  await look(hr, "berichte-aus", width);
  const refused = await hr.context().request.get(`${TOWN}/berichte/tabelle.csv?teil=unit`);
  assert.equal(refused.status(), 403, "the service refuses");
  const other = await hr.context().request.get(`${TOWN}/berichte/tabelle.csv?teil=job`);
  assert.equal(other.status(), 200, "control: the other one is on");
  await hr.goto(`${TOWN}/mitbestimmung/drucken`);
  assert.match(await text(hr), /Nach Abteilung \(oberste Ebene\): ausgeschaltet/);
  await look(hr, "mitbestimmung-drucken", width);
  await hr.goto(`${TOWN}/protokoll`);
  await hr.fill("#vorgang", "report");
  await hr.click("form[role=search] button");
  const log = await text(hr);
  assert.match(log, /report\.off/);
  assert.equal(/@/.test(log), false, "no mail address in the log");
  await look(hr, "protokoll", width);
  await hr.fill("#von", "gestern");
  await hr.click("form[role=search] button");
  assert.match(await text(hr), /Schreiben Sie den Tag so/);
  await hr.goto(`${TOWN}/mitbestimmung`);
  await hr.click("button[name=an][value=unit]");
  await hr.waitForURL("**/mitbestimmung?gespeichert");
  await hr.goto(`${TOWN}/berichte`);
  await expectNoSmallFigure(hr);
}

async function save(page, content) {
  await page.fill("#text", content);
  await page.click("main form button[type=submit]");
}

async function writesTheImprint(office, width) {
  const mark = `Genossenschaft ${width}`;
  await office.goto("/betrieb/seiten");
  assert.match(await text(office), /Angaben fehlen/);
  await look(office, "seiten", width);
  await office.click("a[href='/betrieb/seiten/imprint/de']");
  await look(office, "impressum-schreiben", width);
  await save(office, "   ");
  assert.match(await text(office), /Der Text ist leer/);
  await save(office, `# Anbieterin\n${mark}\n<script>alert(1)</script>\n\n- Telefon: [[Nummer]]\n- mail@campus.example`);
  await office.waitForURL("**?gespeichert");
  assert.match(await text(office), /Eine Angabe fehlt noch/);
  await office.goto("/impressum");
  const shown = await text(office);
  assert.ok(shown.includes(mark) && shown.includes("<script>alert(1)</script>"), "as it was typed");
  assert.match(shown, /fehlt noch: Nummer/);
  assert.match(shown, /noch nicht vollständig/);
  assert.equal(await office.locator("main a[href='mailto:mail@campus.example']").count(), 1);
  await look(office, "impressum-luecke", width);

  /* Two at once: the second is told, and what was typed stays. */
  await office.goto("/betrieb/seiten/imprint/de");
  const second = await office.context().newPage();
  await second.goto("/betrieb/seiten/imprint/de");
  await save(second, `# Anbieterin\n${mark}, vollständig`);
  await second.waitForURL("**?gespeichert");
  await save(office, "zu spät");
  assert.match(await text(office), /inzwischen geändert/);
  assert.equal(await office.locator("#text").inputValue(), "zu spät");
  await look(office, "impressum-streit", width);
  await second.goto("/impressum");
  assert.equal(/noch nicht vollständig/.test(await text(second)), false);
  await second.goto("/betrieb/seiten");
  assert.match(await text(second), /vollständig/);
  await second.close();
}

export const tests = {
  async "HR sees an aggregate and no small group, switches an analysis off, and it is refused: without script"({page: open}) {
    for (const width of [WIDE, NARROW]) {
      const hr = await open({width, script: false});
      await signIn(hr, "hr@heidelberg.example");
      await seesGroups(hr, width);
      await seesEnglishNames(open, width);
      await switchesOff(hr, width);
      hr.errors = hr.errors.filter((e) => !/status of 422/.test(e));
      expectNoErrors(hr, "HR");
      const other = await open({width, script: false});
      await signIn(other, "hr@mannheim.example");
      for (const path of ["/berichte", "/berichte/tabelle.csv?teil=unit", "/mitbestimmung", "/mitbestimmung/drucken", "/protokoll"])
        assert.equal((await other.context().request.get(TOWN + path)).status(), 403, `another town's ${path}`);
      for (const path of ["/betrieb/protokoll", "/betrieb/seiten", "/betrieb/seiten/imprint/de"])
        assert.ok([403].includes((await other.context().request.get(path)).status()), `HR and ${path}`);
    }
  },

  async "the operator writes the imprint, gaps are told until they are filled, versions are kept: without script"({page: open}) {
    for (const width of [WIDE, NARROW]) {
      const office = await open({width, script: false});
      await signIn(office, "betrieb@kommunalcampus.example");
      await writesTheImprint(office, width);
      await office.goto("/betrieb/protokoll?vorgang=page");
      assert.match(await text(office), /page\.write/);
      await look(office, "betrieb-protokoll", width);
      office.errors = office.errors.filter((e) => !/status of 422/.test(e));
      expectNoErrors(office, "the operator");
    }
  },

  async "reports, log and required pages can be used with keyboard and screen reader"({page: open}) {
    for (const width of [NARROW, WIDE]) {
      const hr = await open({width});
      await signIn(hr, "hr@heidelberg.example");
      for (const path of ["/berichte", "/mitbestimmung", "/mitbestimmung/drucken", "/protokoll"]) {
        await hr.goto(TOWN + path);
        await expectAccessible(hr, `${path}-${width}`);
      }
      await hr.goto(`${TOWN}/mitbestimmung`);
      await tabTo(hr, "button[name=aus][value=job]");
      await expectVisibleFocus(hr);
      await hr.keyboard.press("Enter");
      await hr.waitForURL("**?gespeichert");
      await tabTo(hr, "button[name=an][value=job]");
      await hr.keyboard.press("Enter");
      await hr.waitForURL("**?gespeichert");
      const office = await open({width});
      await signIn(office, "betrieb@kommunalcampus.example");
      for (const path of ["/betrieb", "/betrieb/seiten", "/betrieb/seiten/privacy/de", "/betrieb/seiten/accessibility/en", "/betrieb/protokoll", "/datenschutz", "/barrierefreiheit"]) {
        await office.goto(path);
        await expectAccessible(office, `${path}-${width}`);
        await look(office, `axe${path.replaceAll(/[^a-z]+/g, "-")}`, width);
      }
    }
  },
};
