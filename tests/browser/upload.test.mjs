// SPDX-License-Identifier: EUPL-1.2
// A provider hands in a list, a colleague publishes what came of it; without script, by keyboard, at 360 and 1280 px.
import assert from "node:assert/strict";
import {readFile} from "node:fs/promises";
import {NARROW, WIDE, expectAccessible, expectNoErrors, expectVisibleFocus, tabTo} from "./browser.mjs";
import {demoPerson, look} from "./publish.test.mjs";

const ORG = "/anbieter/va-rheinbogen";
const text = (page) => page.locator("main").innerText();

const wrong = (n) => `titel;preis;ziele;farbe\nListenbaustein ${n};viel;D1.1 0-3;rot\n;12;;\nZweiter ${n};1;D99 0-1;\n`;
const right = (n, price) =>
  "titel;kurz;beschreibung;lernform;sprache;stunden;preis;ziele;sitzungen;plaetze\n" +
  `Listenbaustein ${n};Kurz gesagt.;Lang gesagt.;live_online;de;7,5;${price};D1.1 0-3;14.06.2027 09:00-16:00;12\n` +
  `Listenbaustein ${n};;;;;;;;15.07.2027 09:00-16:00;\n` +
  `Unfertiger Baustein ${n};;;;;;;;;\n`;

const course = (id, name, text) => ({id, type: "Course", attributes: {
  name, description: `<p>${text}</p><script>alert(1)</script>`, inLanguage: ["de"], courseMode: "MOOC", publisher: {name: "VA Rheinbogen"},
  url: `https://kurse.example/${id}`, workload: {timeValue: 8, timeUnit: "h"}}});
const feed = (n, text) => JSON.stringify({links: {}, data: [
  course(`feed-a-${n}`, `Feedbaustein ${n}`, text), course(`feed-b-${n}`, `Zweiter Feedbaustein ${n}`, "Bleibt.")]});

async function handIn(page, csv, name = "bausteine.csv", mimeType = "text/csv") {
  await page.goto(`${ORG}/hochladen`);
  await page.setInputFiles("#datei", {name, mimeType, buffer: Buffer.from(csv)});
  await page.click("main form button[type=submit]");
  await page.waitForLoadState();
}

export const tests = {
  async "a provider hands in a list, sees what would change, and a colleague publishes it: without script"({page: open}) {
    for (const width of [NARROW, WIDE]) {
      const writer = await demoPerson(open, "kurse@va-rheinbogen.example", {width, script: false});
      const second = await demoPerson(open, "lektorat@va-rheinbogen.example", {width, script: false});
      await writer.goto(ORG);
      await look(writer, "liste-mit-wegen", width);
      await writer.click(`a[href='${ORG}/hochladen']`);
      await look(writer, "hochladen", width);
      await writer.click(`a[href='${ORG}/hochladen/spalten']`);
      assert.match(await text(writer), /voraussetzungen/);
      await look(writer, "spalten", width);

      await handIn(writer, wrong(width));
      assert.match(await text(writer), /3 Fehler/);
      assert.match(await text(writer), /farbe/, "columns that are not known are named");
      assert.equal(await writer.locator("main table tbody tr").count(), 3, "everything at once");
      await look(writer, "hochladen-fehler", width);

      await handIn(writer, right(width, 120));
      assert.match(await text(writer), /2 Lernbausteine sind neu/);
      assert.match(await text(writer), /2 neue Termine/);
      await look(writer, "hochladen-vorschau", width);
      await writer.click("main form button[type=submit]");
      await writer.waitForURL("**/pruefung?uebernommen");
      await look(writer, "entwuerfe", width);
      await writer.click("button[value=alle]");
      await writer.waitForURL("**/pruefung?vorgelegt=*");
      assert.match(await text(writer), /Ein Entwurf liegt jetzt zur Prüfung/);
      assert.match(await text(writer), /Ihr eigener Text/);
      assert.equal(await writer.locator("button[value=veroeffentlichen]").count(), 0, "nobody publishes the own text");

      await second.goto(`${ORG}/pruefung`);
      assert.match(await text(second), new RegExp(`Listenbaustein ${width}`));
      await look(second, "pruefliste", width);
      await second.locator(`li:has-text("Listenbaustein ${width}") button[value=veroeffentlichen]`).click();
      await second.waitForURL("**/pruefung?veroeffentlicht");
      await look(second, "pruefliste-danach", width);

      await handIn(writer, right(width, 120));
      assert.match(await text(writer), /ändert nichts/, "the same list again");
      await look(writer, "hochladen-gleich", width);
      await handIn(writer, right(width, 99));
      assert.match(await text(writer), /Preis in Euro/);
      assert.match(await text(writer), /die veröffentlichte bleibt/);
      await look(writer, "hochladen-geaendert", width);
    }
  },

  async "a provider hands in a feed of MOOChub: drafts, known again by the feed's own numbers, without script"({page: open}) {
    const json = "application/json";
    for (const width of [NARROW, WIDE]) {
      const writer = await demoPerson(open, "kurse@va-rheinbogen.example", {width, script: false});
      await handIn(writer, '{"data": [{"type": "Course"', "feed.json", json);
      assert.match(await text(writer), /kein MOOChub-Feed/);
      await look(writer, "feed-fehler", width);

      await handIn(writer, feed(width, "Erste Worte."), "feed.json", json);
      assert.match(await text(writer), /2 Lernbausteine sind neu/);
      await look(writer, "feed-vorschau", width);
      await writer.click("main form button[type=submit]");
      await writer.waitForURL("**/pruefung?uebernommen");
      await writer.goto(ORG);
      assert.match(await text(writer), new RegExp(`Zweiter Feedbaustein ${width}`));
      await writer.locator(`a:has-text("Feedbaustein ${width}")`).first().click();
      await writer.waitForLoadState();
      assert.doesNotMatch(await writer.content(), /alert\(1\)/, "nothing of a script is kept");
      await look(writer, "feed-entwurf", width);

      await handIn(writer, feed(width, "Erste Worte."), "feed.json", json);
      assert.match(await text(writer), /ändert nichts/, "the same feed again");
      await handIn(writer, feed(width, "Andere Worte."), "feed.json", json);
      assert.doesNotMatch(await text(writer), /sind neu/, "known again");
      assert.match(await text(writer), /Beschreibung/, "what differs");
      await look(writer, "feed-geaendert", width);
    }
  },

  async "what a provider takes along changes nothing when it is handed in"({page: open}) {
    const page = await demoPerson(open, "kurse@va-rheinbogen.example", {width: WIDE});
    await page.goto(`${ORG}/hochladen`);
    const links = await page.locator(`a[href^='${ORG}/bausteine.csv']`).all();
    assert.ok(links.length > 0);
    for (const link of links) {
      const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
      const csv = await readFile(await download.path(), "utf8");
      assert.match(csv, /"baustein";"titel"/);
      const other = await demoPerson(open, "kurse@va-rheinbogen.example", {width: WIDE});
      await handIn(other, csv);
      assert.match(await text(other), /ändert nichts/);
    }
  },

  async "lists can be handed in with the keyboard, and the pages are accessible"({page: open}) {
    const page = await demoPerson(open, "kurse@va-rheinbogen.example", {width: WIDE});
    for (const path of ["/hochladen", "/hochladen/spalten", "/pruefung"]) {
      await page.goto(ORG + path);
      await expectAccessible(page, path);
    }
    await page.goto(`${ORG}/hochladen`);
    await tabTo(page, "#text");
    await expectVisibleFocus(page);
    await page.keyboard.type("titel;preis");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Mit der Tastatur;viel");
    await tabTo(page, "main form button[type=submit]");
    await expectVisibleFocus(page);
    await page.keyboard.press("Enter");
    await page.waitForSelector("table");
    assert.match(await page.inputValue("#text"), /Mit der Tastatur;viel/, "what was typed stays");
    await expectAccessible(page, "problems");
    await page.fill("#text", "titel;preis\nMit der Tastatur;12");
    await page.click("main form button[type=submit]");
    await page.waitForSelector("input[name=stand]", {state: "attached"});
    await expectAccessible(page, "preview");
    page.errors = page.errors.filter((e) => !/422/.test(e)); // the wrong list
    expectNoErrors(page, "upload");
  },
};
