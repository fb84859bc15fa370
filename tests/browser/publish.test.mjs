// SPDX-License-Identifier: EUPL-1.2
// A provider writes a block, a colleague publishes it, a guest finds it; without script, at 360 and 1280 px.
import assert from "node:assert/strict";
import {NARROW, WIDE, expectAccessible, expectNoErrors, expectNoSideScroll, expectVisibleFocus, screenshot, tabTo} from "./browser.mjs";
import {DEMO_PASSWORD} from "../program.mjs";

const SUBMIT = "main form.kc-form button[type=submit]";
const ORG = "/anbieter/va-rheinbogen";

export async function look(page, name, width) {
  await expectNoSideScroll(page, `${name}-${width}`);
  await screenshot(page, `publish-${name}-${width}`);
}

export async function demoPerson(open, email, options) {
  const page = await open(options);
  await page.goto("/anmelden");
  await page.fill("#email", email);
  await page.fill("#passwort", DEMO_PASSWORD);
  await page.click(SUBMIT);
  await page.waitForURL("**/konto");
  return page;
}

const text = (page) => page.locator("main").innerText();

export async function fillBlock(page, title) {
  await page.fill("#titel", title);
  await page.fill("#kurz", "Wie ein Amt Rückfragen spart: verständliche Bescheide in einem Tag.");
  await page.fill("#beschreibung", "Sie schreiben einen Bescheid Ihrer Stelle um.\n\n- kurze Sätze\n- klare Fristen");
  await page.selectOption("#lernform", "in_person");
  await page.fill("#stunden", "7,5");
  await page.fill("#preis", "120");
  await page.selectOption("#z0", "D2.1");
  await page.selectOption("#zv0", "0");
  await page.selectOption("#zb0", "3");
}

/* Written by one and published by another; answers the address of the block in the provider's desk. */
export async function publishBlock(open, title, width) {
  const writer = await demoPerson(open, "kurse@va-rheinbogen.example", {width, script: false});
  const second = await demoPerson(open, "lektorat@va-rheinbogen.example", {width, script: false});
  await writer.goto(`${ORG}/neu`);
  await fillBlock(writer, title);
  await writer.selectOption("#lernform", "mooc");
  await writer.check("#jederzeit");
  await writer.click("button[value=sichern]");
  await writer.waitForURL("**?gespeichert");
  const version = new URL(writer.url()).pathname;
  await writer.click("button[value=einreichen]");
  await writer.waitForLoadState();
  await second.goto(version);
  await second.click("button[value=veroeffentlichen]");
  await second.waitForURL("**?veroeffentlicht");
  await writer.goto(ORG);
  return writer.locator(`h3 a:has-text("${title}")`).first().getAttribute("href");
}

async function planDate(page, width) {
  await page.click("a[href$='/termin/neu']");
  await page.fill("#sitzungen", "neun Uhr");
  await page.fill("#plz", "00000");
  await page.fill("#plaetze", "viele");
  await page.click("button[value=sichern]");
  assert.equal(await page.locator("#sitzungen-fehler").count(), 1);
  assert.equal(await page.locator("#plaetze-fehler").count(), 1);
  assert.equal(await page.inputValue("#plaetze"), "viele", "what was typed stays");
  await look(page, "termin-falsch", width);
  await page.fill("#sitzungen", "14.06.2027 09:00-16:30");
  await page.fill("#raum", "Haus der Bildung, Raum 3");
  await page.fill("#plz", "68159");
  await page.fill("#ort", "Mannheim");
  await page.fill("#plaetze", "14");
  await page.click("button[value=sichern]");
  await page.waitForURL("**?termin");
}

export const tests = {
  async "a provider writes a block, a colleague publishes it, a guest finds it: without script"({page: open}) {
    for (const width of [NARROW, WIDE]) {
      const title = `Bescheide zum Verstehen ${width}`;
      const writer = await demoPerson(open, "kurse@va-rheinbogen.example", {width, script: false});
      const second = await demoPerson(open, "lektorat@va-rheinbogen.example", {width, script: false});
      await writer.goto("/anbieter");
      await writer.waitForURL(`**${ORG}`);
      await look(writer, "liste", width);
      await writer.click(`a[href='${ORG}/neu']`);
      await writer.fill("#preis", "viel");
      await writer.click("button[value=sichern]");
      assert.equal(await writer.locator("#titel-fehler").count(), 1);
      assert.equal(await writer.locator("#preis-fehler").count(), 1);
      assert.equal(await writer.inputValue("#preis"), "viel", "what was typed stays");
      await look(writer, "neu-falsch", width);
      await fillBlock(writer, title);
      await writer.fill("#kurz", "");
      await writer.click("button[value=sichern]");
      await writer.waitForURL("**?gespeichert");
      assert.match(await text(writer), /Noch offen/);
      assert.equal(await writer.locator("button[value=einreichen]").count(), 0);
      await look(writer, "entwurf-offen", width);
      const version = new URL(writer.url()).pathname;

      /* Two at the same text: the second is refused and loses nothing. */
      await second.goto(`${version}/bearbeiten`);
      await writer.goto(`${version}/bearbeiten`);
      await fillBlock(writer, title);
      await writer.click("button[value=sichern]");
      await second.fill("#stunden", "9");
      const refused = await Promise.all([second.waitForResponse((r) => r.request().method() === "POST"), second.click("button[value=sichern]")]);
      assert.equal(refused[0].status(), 409);
      assert.equal(await second.inputValue("#stunden"), "9");
      await look(second, "gleichzeitig", width);

      await writer.click("a[href*='/baustein/']:not(nav a)");
      await planDate(writer, width);
      await look(writer, "baustein", width);
      await writer.goto(`${version}/vorschau`);
      assert.match(await text(writer), /Vorschau: So sehen Lernende/);
      assert.match(await text(writer), /Haus der Bildung/);
      await look(writer, "vorschau", width);
      await writer.goto(version);
      await writer.click("button[value=einreichen]");
      assert.equal(await writer.locator("button[value=veroeffentlichen]").count(), 0, "nobody publishes the own text");
      await look(writer, "eingereicht", width);
      await second.goto(version);
      await look(second, "pruefung", width);
      await second.click("button[value=veroeffentlichen]");
      await second.waitForURL("**?veroeffentlicht");

      const guest = await open({width, script: false});
      let found = 0;
      for (let i = 0; i < 20 && found === 0; i++) {
        await guest.goto(`/suche?q=${encodeURIComponent(title)}`);
        found = await guest.locator(`a[href^='/baustein/bescheide-zum-verstehen-${width}']`).count();
      }
      assert.ok(found > 0, "a guest finds it");
      await look(guest, "gefunden", width);
      await guest.goto(`/baustein/bescheide-zum-verstehen-${width}`);
      assert.match(await text(guest), /120/);
    }
  },

  async "two experts certify a block without seeing each other, and everybody sees the seal with its reasons: without script"({page: open}) {
    for (const width of [NARROW, WIDE]) {
      const title = `Mit Gütesiegel ${width}`;
      const block = await publishBlock(open, title, width);
      const provider = await demoPerson(open, "kurse@va-rheinbogen.example", {width, script: false});
      await provider.goto(`${block}/guetesiegel`);
      await look(provider, "siegel-antrag", width);
      await provider.click("main form button[type=submit]");
      await provider.waitForURL("**?beantragt");
      for (const [i, email] of ["beirat@fachbeirat.example", "gutachten@fachbeirat.example"].entries()) {
        const expert = await demoPerson(open, email, {width, script: false});
        await expert.goto("/zertifizierung");
        await look(expert, `gutachten-liste-${i}`, width);
        await expert.click(`main .kc-saved a:has-text("${title}")`);
        assert.doesNotMatch(await text(expert), /Gut belegt 0/, "the judgement of the other is not seen");
        await Promise.all([expert.waitForResponse((r) => r.status() === 422), expert.click("main form.kc-items__form button[type=submit]")]);
        await expert.waitForLoadState();
        assert.ok((await expert.locator(".kc-field__error").count()) > 5, "each criterion wants a verdict and a reason");
        await look(expert, `gutachten-falsch-${i}`, width);
        for (let k = 0; k < 9; k++) {
          await expert.check(`input[name=u${k}][value=${k === 3 && i === 1 ? "partly" : "met"}]`);
          await expert.fill(`#g${k}`, `Gut belegt ${i}`);
        }
        await expert.click("main form.kc-items__form button[type=submit]");
        await expert.waitForURL("**?gegeben");
        await look(expert, `gutachten-${i}`, width);
        await expert.context().close();
      }
      const guest = await open({width, script: false});
      const path = `/baustein/${block.split("/").pop()}`;
      let seal = 0;
      for (let i = 0; i < 20 && seal === 0; i++) {
        await guest.goto(path);
        seal = await guest.locator(`a[href='${path}/guetesiegel']`).count();
      }
      assert.equal(seal, 1, "the seal is on the block's page");
      await guest.click(`a[href='${path}/guetesiegel']`);
      assert.match(await text(guest), /Gültig vom/);
      assert.match(await text(guest), /Gut belegt 0/);
      assert.match(await text(guest), /Gut belegt 1/);
      assert.doesNotMatch(await text(guest), /Bernd Beirat/, "experts are not named");
      await look(guest, "siegel", width);
    }
    const page = await demoPerson(open, "beirat@fachbeirat.example", {width: WIDE});
    await page.goto("/zertifizierung");
    await expectAccessible(page, "experts");
  },

  async "the form of a block can be filled with the keyboard, and is accessible"({page: open}) {
    const page = await demoPerson(open, "kurse@va-rheinbogen.example", {width: WIDE});
    for (const path of [ORG, `${ORG}/neu`]) {
      await page.goto(path);
      await expectAccessible(page, path);
    }
    await tabTo(page, "#titel");
    await expectVisibleFocus(page);
    await page.keyboard.type("Mit der Tastatur geschrieben");
    await tabTo(page, "button[value=sichern]");
    await expectVisibleFocus(page);
    await page.keyboard.press("Enter");
    await page.waitForURL("**?gespeichert");
    await expectAccessible(page, "version");
    await page.click("a[href*='/baustein/']:not(nav a)");
    await expectAccessible(page, "block");
    await page.click("a[href$='/termin/neu']");
    await expectAccessible(page, "date");
    expectNoErrors(page, "publish");
  },
};
