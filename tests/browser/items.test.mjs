// SPDX-License-Identifier: EUPL-1.2
// Items of the check: an expert writes two kinds, a second one reviews, they are in use; without script and at 360 px.
import assert from "node:assert/strict";
import {NARROW, WIDE, expectAccessible, expectNoErrors, expectNoSideScroll, expectVisibleFocus, screenshot, tabTo} from "./browser.mjs";
import {enter, register} from "./account.test.mjs";

const SAVE = "button[value=sichern]";
const PREVIEW = "button[value=vorschau]";

async function look(page, name, width, script) {
  await expectNoSideScroll(page, `${name}-${width}`);
  await screenshot(page, `items-${name}-${width}`);
  if (script) await expectAccessible(page, `${name}-${width}`); /* axe needs script */
}

async function expert(open, grant, options) {
  const page = await open(options);
  const email = await register(page);
  await grant(email, "certifier");
  await page.goto("/anmelden");
  await enter(page, email);
  await page.waitForURL("**/konto");
  return page;
}

async function begin(page, kind) {
  await page.goto("/aufgaben/neu");
  await page.check(`input[name=art][value=${kind}]`);
  await page.click("main form.kc-form button[type=submit]");
  await page.selectOption("#kompetenz", "D1.1");
  await page.selectOption("#niveau", "4");
  await page.fill("#facette", "Filtern");
}

async function writeSingle(page, text) {
  await begin(page, "single");
  await page.fill("#text", text);
  for (const [i, choice] of ["Nach Jahr filtern", "Alles lesen", "Jemanden fragen"].entries()) await page.fill(`#t${i}`, choice);
  await page.check("input[name=richtig][value='0']");
}

async function writeGap(page, text) {
  await begin(page, "gap");
  await page.fill("#text", text);
  await page.fill("#l0", "Ich suche mit ");
  await page.fill("#o0", "* site:\nort:\nseite=");
  await page.fill("#l1", " auf der Seite ");
  await page.fill("#k1", "heidelberg.de\nwww.heidelberg.de");
  await page.fill("#danach", ".");
}

const idOf = (page) => page.url().match(/\/aufgaben\/(\d+)/)[1];

async function decide(page, id, value, reason) {
  await page.goto(`/aufgaben/${id}`);
  await page.fill("#grund", reason);
  await page.click(`button[value=${value}]`);
  await page.waitForLoadState();
}

export const tests = {
  async "an expert writes items of two kinds, a second one reviews, they are in use: without script"({page: open, grant}) {
    for (const width of [NARROW, WIDE]) {
      const writer = await expert(open, grant, {width, script: false});
      const second = await expert(open, grant, {width, script: false});
      for (const [kind, write] of [["single", writeSingle], ["gap", writeGap]]) {
        await write(writer, `Sie suchen einen Beschluss. Wie gehen Sie vor?\n(${kind}, ${width})`);
        await writer.click(PREVIEW);
        assert.ok(await writer.locator(".kc-items__preview .kc-item__text").isVisible());
        await look(writer, `vorschau-${kind}`, width);
        await writer.click(SAVE);
        await writer.waitForURL("**/aufgaben/*?gespeichert");
        const id = idOf(writer);
        await look(writer, `entwurf-${kind}`, width);
        await writer.click("button[value=einreichen]");
        assert.match(await writer.locator("main").innerText(), /Eine andere Person prüft sie/);
        assert.equal(await writer.locator("button[value=freigeben]").count(), 0, "nobody approves their own");

        await decide(second, id, "freigeben", "");
        assert.equal(await second.locator("#grund-fehler").count(), 1, "a reason is asked for");
        await look(second, `pruefung-${kind}`, width);
        await decide(second, id, "zurueckgeben", "Bitte genauer.");
        await writer.goto(`/aufgaben/${id}`);
        assert.match(await writer.locator("aside").innerText(), /Bitte genauer/);
        await writer.goto(`/aufgaben/${id}/bearbeiten`);
        await writer.fill("#erklaerung", "Filter zeigen nur, was passt.");
        await writer.click(SAVE);
        await writer.click("button[value=einreichen]");
        await decide(second, id, "freigeben", "Eindeutig und richtig.");
        assert.match(await second.locator("main").innerText(), /In Gebrauch/);
        assert.match(await second.locator("main").innerText(), /noch nicht geeicht/);
        await look(second, `in-gebrauch-${kind}`, width);
        assert.equal((await writer.goto(`/aufgaben/${id}/bearbeiten`)).status(), 403, "in use is not changed");
      }
      await writer.goto("/aufgaben?zustand=approved&kompetenz=D1.1&art=gap");
      assert.match(await writer.locator("#gefunden").innerText(), /\d/);
      await look(writer, "liste", width);
    }
  },

  async "lists come in whole or not at all, with every problem by its line; what goes out comes in again"({page: open, grant}) {
    const HEAD = "code;kompetenz;art;niveau;facette;text;antwort1;wert1;antwort2;antwort3\n";
    const ROW = ";D1.1;single;3;Filtern;Wie finden Sie ihn?;ja;1;nein;vielleicht\n";
    for (const width of [NARROW, WIDE]) {
      const page = await expert(open, grant, {width, script: false});
      const send = async (name, mimeType, text) => {
        await page.goto("/aufgaben/austausch");
        await page.setInputFiles("#datei", {name, mimeType, buffer: Buffer.from(text)});
        await page.click("main form button[type=submit]");
        await page.waitForLoadState();
      };
      await page.goto("/aufgaben/austausch");
      await look(page, "austausch", width);
      await page.click("main form button[type=submit]");
      assert.match(await page.locator("[role=alert]").innerText(), /wählen Sie eine Datei/);
      await send("a.csv", "text/csv", HEAD + ROW + ";D9.9;single;3;f;t;a;1;b;c\n;D1.1;order;9;f;t;a;;a;c\n");
      const wrong = await page.locator("[role=alert]").innerText();
      assert.match(wrong, /Zeile 3/);
      assert.match(wrong, /Zeile 4/);
      assert.match(wrong, /nichts eingelesen/);
      await look(page, "austausch-fehler", width);
      await send("a.xml", "application/xml", `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>`);
      assert.match(await page.locator("[role=alert]").innerText(), /DOCTYPE/);
      await send("a.csv", "text/csv", HEAD + ROW);
      assert.match(await page.locator("[role=status]").innerText(), /1 neu/);
      await look(page, "austausch-gut", width);
      for (const at of ["/aufgaben/aufgaben.csv", "/aufgaben/aufgaben.zip"]) {
        const answer = await page.context().request.get(at);
        assert.equal(answer.status(), 200);
        await page.goto("/aufgaben/austausch");
        await page.setInputFiles("#datei", {name: at.split("/").pop(), mimeType: "application/octet-stream", buffer: await answer.body()});
        await page.click("main form button[type=submit]");
        assert.match(await page.locator("[role=status]").innerText(), /0 neu, 0 neue Fassungen/);
      }
    }
  },

  async "what was typed stays, and the rule stands at its field"({page: open, grant}) {
    const page = await expert(open, grant, {width: WIDE});
    for (const kind of ["single", "multiple", "order", "match", "gap", "pick", "form", "situation"]) {
      await page.goto(`/aufgaben/neu/schreiben?art=${kind}`);
      await page.fill("#text", `Eine Frage <b>mit</b> "Zeichen" & Umlauten äöü`);
      await page.click(SAVE);
      assert.equal(await page.inputValue("#text"), `Eine Frage <b>mit</b> "Zeichen" & Umlauten äöü`);
      assert.ok((await page.locator("#fehler li").count()) >= 3, kind);
      assert.equal(await page.locator("#facette-fehler").count(), 1);
      assert.equal(await page.locator("#kompetenz-fehler").count(), 1);
      await look(page, `fehler-${kind}`, WIDE, true);
    }
    page.errors = page.errors.filter((e) => !/422/.test(e));
    expectNoErrors(page, "items");
  },

  async "the pages of items are accessible, also with the keyboard, and closed to others"({page: open, grant}) {
    const page = await expert(open, grant, {width: NARROW});
    await page.goto("/konto");
    await page.click("a[href='/aufgaben']");
    await look(page, "liste-script", NARROW, true);
    await page.goto("/aufgaben/neu");
    await look(page, "neu", NARROW, true);
    await page.goto("/aufgaben/1");
    await look(page, "geliefert", NARROW, true);
    await tabTo(page, "main form[action$='/probe'] button");
    await expectVisibleFocus(page);
    await page.locator("main form[action$='/probe'] input[type=radio]").first().check();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/probe");
    assert.match(await page.locator("[role=status]").innerText(), /von 1 Punkt/);
    await page.goto("/aufgaben/neu/schreiben?art=situation");
    await look(page, "schreiben-situation", NARROW, true);
    const english = await open({width: WIDE, lang: "en-GB"});
    assert.match((await english.goto("/aufgaben")).url(), /anmelden/, "who is not signed in signs in first");
    const learner = await open({width: WIDE});
    await enter((await learner.goto("/anmelden"), learner), await register(learner));
    await learner.waitForURL("**/konto");
    for (const at of ["/aufgaben", "/aufgaben/1", "/aufgaben/neu", "/aufgaben/1/bearbeiten"])
      assert.equal((await learner.goto(at)).status(), 403, at);
  },
};
