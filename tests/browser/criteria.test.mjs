// SPDX-License-Identifier: EUPL-1.2
// Experts write the next list of criteria, the cooperative puts it in force: without script, at 360 and 1280 px; then with the
// keyboard and axe.
import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {NARROW, WIDE, expectAccessible, expectNoErrors, expectNoSideScroll, expectVisibleFocus, screenshot, tabTo} from "./browser.mjs";
import {demoPerson} from "./publish.test.mjs";

const BASE = "/guetekriterien";
const text = (page) => page.locator("main").innerText();
const titles = (page) => page.locator("main input[id^=t]").evaluateAll((all) => all.map((i) => i.value));
const press = async (page, value) => {
  await page.locator(`button[name=tun][value=${value}]`).first().click();
  await page.waitForLoadState();
};

async function look(page, name, width) {
  await expectNoSideScroll(page, `${name}-${width}`);
  await screenshot(page, `criteria-${name}-${width}`);
}

/* Rows are moved, added and removed; what was typed stays, and nothing is saved until it is. */
async function movesRows(expert, width) {
  const first = await titles(expert);
  await expert.fill("#t0", `Lernziele sind klar (${width})`);
  await press(expert, "runter-0");
  assert.match(await text(expert), /Noch nicht gesichert/);
  assert.deepEqual((await titles(expert)).slice(0, 2), [first[1], `Lernziele sind klar (${width})`]);
  assert.match(expert.url(), /#k1$/, "the page stands where the row is");
  await press(expert, "hoch-1");
  assert.equal((await titles(expert))[0], `Lernziele sind klar (${width})`);
  await press(expert, `weg-${first.length - 1}`);
  assert.equal((await titles(expert)).length, first.length - 1);
  await press(expert, "neu");
  assert.equal((await titles(expert)).length, first.length);
  await look(expert, "neue-zeile", width);
  await press(expert, "sichern");
  assert.match(await text(expert), /2 /, "title and text of the new row are missing");
  assert.equal((await titles(expert))[0], `Lernziele sind klar (${width})`, "what was typed stays");
  await look(expert, "fehler", width);
  const last = first.length - 1;
  await expert.fill(`#t${last}`, `Nachhaltig ${width}`);
  await expert.fill(`#x${last}`, "Unterlagen bleiben nach dem Kurs nutzbar.\nAuch auf dem Telefon.");
  await expert.check(`input[name=p${last}]`);
}

async function writesAndPublishes(open, width) {
  const expert = await demoPerson(open, "beirat@fachbeirat.example", {width, script: false});
  const office = await demoPerson(open, "betrieb@kommunalcampus.example", {width, script: false});
  await expert.goto("/zertifizierung");
  await expert.click(`a[href='${BASE}']`);
  await look(expert, "liste", width);
  await expert.click("main form[action='/guetekriterien'] button");
  await expert.waitForURL(`**${BASE}/entwurf`);
  await look(expert, "entwurf", width);
  await movesRows(expert, width);
  await press(expert, "vorschau");
  await expert.waitForURL(`**${BASE}/entwurf/vorschau`);
  const said = await text(expert);
  assert.match(said, new RegExp(`Geändert: Lernziele sind klar \\(${width}\\)`));
  assert.match(said, new RegExp(`Neu: Nachhaltig ${width}`));
  assert.match(said, /Entfällt: /);
  assert.equal(await expert.locator("button[value=in-kraft]").count(), 0, "experts put nothing in force");
  assert.equal(await expert.locator("fieldset[disabled] input[type=radio]:disabled").count() > 0, true);
  await look(expert, "vorschau", width);

  const stale = await demoPerson(open, "betrieb@kommunalcampus.example", {width, script: false});
  await stale.goto(`${BASE}/entwurf/vorschau`);
  await expert.goto(`${BASE}/entwurf`);
  await press(expert, "sichern");
  assert.match(await text(expert), /Der Entwurf ist gesichert/);
  await press(stale, "in-kraft");
  assert.match(await text(stale), /inzwischen geändert/, "nobody puts in force what they have not seen");

  await office.goto("/betrieb");
  await office.click(`a[href='${BASE}']`);
  await office.click(`a[href='${BASE}/entwurf/vorschau']`);
  await press(office, "in-kraft");
  await office.waitForURL(`**${BASE}?in-kraft`);
  await look(office, "in-kraft", width);
  await office.click("main table tbody th a >> nth=0");
  assert.match(await text(office), new RegExp(`Nachhaltig ${width}`));
  assert.match(await text(office), /nicht mehr geändert/);
  await look(office, "fassung", width);
  for (const page of [expert, office, stale]) page.errors = page.errors.filter((e) => !/status of (422|409)/.test(e));
  for (const page of [expert, office]) expectNoErrors(page, "criteria");
}

export const tests = {
  async "experts write a list of criteria and the cooperative puts it in force: without script"({page: open}) {
    for (const width of [NARROW, WIDE]) await writesAndPublishes(open, width);
  },

  async "a list of criteria is taken along, changed and read in; other files are refused with what was typed"({page: open}) {
    const office = await demoPerson(open, "betrieb@kommunalcampus.example", {width: WIDE});
    await office.goto(BASE);
    const [download] = await Promise.all([office.waitForEvent("download"), office.click("main table td a >> nth=0")]);
    const list = JSON.parse(await readFile(await download.path(), "utf8"));
    assert.equal(list.format, "kommunalcampus-criteria/1");
    await office.click("details summary");
    await office.fill("#text", '{"format": "etwas anderes"}');
    await office.click("form[action$=einlesen] button");
    assert.match(await text(office), /keine Liste von Kriterien/);
    assert.equal(await office.inputValue("#text"), '{"format": "etwas anderes"}', "what was pasted stays");
    await look(office, "einlesen-fehler", WIDE);
    await office.setInputFiles("#datei", {name: "k.json", mimeType: "application/json", buffer: Buffer.alloc((1 << 19) + 1, " ")});
    await office.click("form[action$=einlesen] button");
    assert.match(await text(office), /keine Liste von Kriterien/, "too large");
    list.criteria[0].title = "Aus der Datei";
    list.criteria.reverse();
    await office.setInputFiles("#datei", {name: "k.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(list))});
    await office.click("form[action$=einlesen] button");
    await office.waitForURL(`**${BASE}/entwurf?eingelesen`);
    const read = await titles(office);
    assert.equal(read.at(-1), "Aus der Datei");
    assert.equal(read.length, list.criteria.length);
    await office.goto(`${BASE}/entwurf/vorschau`);
    await press(office, "verwerfen");
    await office.waitForURL(`**${BASE}?verworfen`);
  },

  async "another list in the place of the draft that was seen is not put in force, and what was typed stays"({page: open}) {
    const office = await demoPerson(open, "betrieb@kommunalcampus.example", {width: NARROW, script: false});
    const typing = await demoPerson(open, "betrieb@kommunalcampus.example", {width: NARROW, script: false});
    const expert = await demoPerson(open, "beirat@fachbeirat.example", {width: NARROW, script: false});
    const begin = async (page) => {
      await page.goto(BASE);
      await page.click("main form[action='/guetekriterien'] button");
      await page.waitForURL(`**${BASE}/entwurf`);
    };
    const save = async (page, title) => {
      await page.fill("#t0", title);
      await press(page, "sichern");
      assert.match(await text(page), /Der Entwurf ist gesichert/);
    };
    await begin(office);
    await save(office, "Gesehen");
    await office.goto(`${BASE}/entwurf/vorschau`);
    await typing.goto(`${BASE}/entwurf`);
    await typing.fill("#t0", "Lange getippt");
    await expert.goto(`${BASE}/entwurf/vorschau`);
    await press(expert, "verwerfen");
    await begin(expert);
    await save(expert, "Ungesehen");
    await press(office, "in-kraft");
    assert.match(await text(office), /inzwischen geändert/);
    assert.match(await text(office), /Ungesehen/, "shows what there is now");
    await look(office, "anderer-entwurf", NARROW);
    await press(typing, "sichern");
    assert.match(await text(typing), /inzwischen geändert/);
    assert.equal((await titles(typing))[0], "Lange getippt", "what was typed stays");
    await expert.goto(`${BASE}/entwurf`);
    assert.equal((await titles(expert))[0], "Ungesehen");
    await expert.goto(`${BASE}/entwurf/vorschau`);
    await press(expert, "verwerfen");
    await expert.waitForURL(`**${BASE}?verworfen`);
  },

  async "criteria are edited with the keyboard, and the pages are accessible"({page: open}) {
    for (const width of [NARROW, WIDE]) {
      const office = await demoPerson(open, "betrieb@kommunalcampus.example", {width});
      await office.goto(BASE);
      await expectAccessible(office, `${BASE}-${width}`);
      await tabTo(office, "main form[action='/guetekriterien'] button");
      await expectVisibleFocus(office);
      await office.keyboard.press("Enter");
      await office.waitForURL(`**${BASE}/entwurf`);
      await expectAccessible(office, `${BASE}/entwurf-${width}`);
      await tabTo(office, "#name");
      await office.keyboard.type(" neu");
      await office.keyboard.press("Enter");
      await office.waitForURL(`**${BASE}/entwurf?gesichert`);
      assert.match(await office.inputValue("#name"), /neu/, "Enter saves, and moves no row");
      await office.goto(`${BASE}/entwurf/vorschau`);
      await expectAccessible(office, `${BASE}/entwurf/vorschau-${width}`);
      await press(office, "verwerfen");
      await office.goto(`${BASE}/1`);
      await expectAccessible(office, `${BASE}/1-${width}`);
      expectNoErrors(office, "criteria");
    }
  },
};
