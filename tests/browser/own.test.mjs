// SPDX-License-Identifier: EUPL-1.2
// What a person can do with their own data: see it, take it along, delete it; at 360 and 1280 px, with and without script.
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {NARROW, WIDE, expectAccessible, expectNoErrors, expectNoSideScroll, expectVisibleFocus, screenshot, tabTo} from "./browser.mjs";
import {PASSWORD, register, signIn} from "./people.mjs";

let people = 0;

async function look(page, name, width, script = true) {
  await expectNoSideScroll(page, `${name}-${width}`);
  if (script) await expectAccessible(page, `${name}-${width}`);
  await screenshot(page, `own-${name}-${width}`);
}

async function person(open, options) {
  const page = await open(options);
  page.email = await register(page, `eigene${++people}@stadt.example`, "Kanaria Gelb");
  await signIn(page, page.email);
  return page;
}

const wordsOf = (pdf) => execFileSync("pdftotext", ["-enc", "UTF-8", "-", "-"], {input: pdf}).toString().replace(/\s+/g, " ");

async function stateWishes(page) {
  await page.goto("/situation/stelle");
  await page.check("input[name=stelle][value=buergerbuero]");
  await page.click("form.kc-form button[type=submit]");
}

async function exported(page) {
  const json = await page.context().request.get("/meine-daten.json");
  assert.match(json.headers()["content-disposition"], /meine-daten\.json/);
  assert.equal(json.headers()["cache-control"], "no-store");
  return json.json();
}

export const tests = {
  async "consents: what was said stands there, is taken back with one click, and the history stays"({page: open}) {
    for (const [width, script, guest] of [[NARROW, false, true], [WIDE, true, false]]) {
      const page = guest ? await open({width, script}) : await person(open, {width, script});
      await page.goto("/einwilligungen");
      assert.equal(await page.locator("main form").count(), 0, "nothing was consented to, nothing is asked for");
      await look(page, "einwilligungen-leer", width, script);
      await page.goto("/check");
      await page.check("input[name=bereich] >> nth=0");
      await page.check("input[name=helfen]");
      await page.locator("form:has(input[name=helfen]) button[type=submit]").click();
      await page.waitForURL(/\/check\/\d+\//);
      await page.goto("/meine-daten");
      await page.click("main a[href='/einwilligungen']");
      assert.equal(await page.locator("main button[value=nehmen]").count(), 1);
      await look(page, "einwilligungen", width, script);
      assert.match(JSON.stringify((await exported(page)).consent), /calibration/);
      await page.click("main button[value=nehmen]");
      await page.waitForURL("**/einwilligungen?geaendert");
      assert.equal(await page.locator("main button[value=nehmen]").count(), 0);
      assert.deepEqual((await page.locator(".kc-consent__past li").allInnerTexts()).map((t) => /zurückgenommen/.test(t)), [true, false]);
      await look(page, "einwilligungen-zurueck", width, script);
      assert.equal((await exported(page)).consent.length, 2);
    }
  },

  async "somebody signed in sees what is kept about them and takes it along"({page: open}) {
    for (const width of [NARROW, WIDE]) {
      const page = await person(open, {width});
      await stateWishes(page);
      await page.goto("/konto");
      await tabTo(page, "a[href='/meine-daten']");
      await expectVisibleFocus(page);
      await page.keyboard.press("Enter");
      await page.waitForURL("**/meine-daten");
      await look(page, "daten", width);
      const data = await exported(page);
      assert.equal(data.format, "kommunalcampus-own/1");
      assert.equal(data.account[0].email, page.email);
      assert.equal(data.account[0].name, "Kanaria Gelb");
      assert.equal(data.guest.length, 1);
      assert.ok(data.account_session.length >= 1 && data.mail.every((m) => !/\?t=[A-Za-z0-9]/.test(m.body)));
      const pdf = await (await page.context().request.get("/meine-daten.pdf")).body();
      const words = wordsOf(pdf);
      for (const word of ["Meine Daten", "Kanaria Gelb", page.email, "Bürgerbüro", "Was Sie für andere tun", "Art. 6 Abs. 1"])
        assert.ok(words.includes(word), `${word} in ${words.slice(0, 600)}`);
      expectNoErrors(page, "meine-daten");
    }
  },

  async "a guest takes along what the key of the browser opens, and deletes it with one click, without script"({page: open}) {
    const page = await open({width: NARROW, script: false});
    await stateWishes(page);
    await page.goto("/meine-daten");
    await look(page, "gast", NARROW, false);
    const data = await exported(page);
    assert.equal(data.guest[0].job, "Sachbearbeitung Bürgerbüro");
    assert.equal(data.account.length, 0);
    await page.click("form[action='/situation/loeschen'] button");
    await page.waitForURL("**/geloescht");
    assert.equal((await exported(page)).guest.length, 0);
  },

  async "somebody reads what goes and stays, takes everything along and deletes the account"({page: open}) {
    for (const width of [NARROW, WIDE]) {
      const page = await person(open, {width});
      await stateWishes(page);
      const cookies = await page.context().cookies();
      await page.goto("/meine-daten");
      await tabTo(page, "a[href='/konto/loeschen']", 120);
      await expectVisibleFocus(page);
      await page.keyboard.press("Enter");
      await page.waitForURL("**/konto/loeschen");
      await look(page, "loeschen", width);
      await page.fill("#passwort", "falsch");
      await page.click("form[action='/konto/loeschen'] button");
      assert.equal(await page.locator("#sicher-fehler").count(), 1, "without the tick nothing happens");
      await look(page, "loeschen-fehlt", width);
      await page.check("#sicher");
      await page.fill("#passwort", "falsch");
      await page.click("form[action='/konto/loeschen'] button");
      assert.equal(await page.locator("#passwort-fehler").count(), 1, "a wrong password is told");
      await page.check("#sicher");
      await page.fill("#passwort", PASSWORD);
      await page.click("form[action='/konto/loeschen'] button");
      await page.waitForURL("**/konto-geloescht");
      await look(page, "geloescht", width);
      assert.equal((await page.context().cookies()).some((c) => c.name === "kc_session" && c.value), false);
      await page.context().addCookies(cookies);
      await page.goto("/konto");
      assert.match(page.url(), /anmelden/, "the old cookie opens nothing");
      await page.fill("#email", page.email);
      await page.fill("#passwort", PASSWORD);
      await page.click("main form.kc-form button[type=submit]");
      assert.match(page.url(), /anmelden/, "nobody signs in any more");
      const mails = await (await page.context().request.get("/postfach")).text();
      assert.equal(mails.includes(page.email), false, "nor is a mail left");
      assert.ok(page.errors.every((e) => e.includes("422")), page.errors.join());
    }
  },

  async "the account is deleted without script; the last of a department is told what to do before"({page: open}) {
    const page = await open({width: NARROW, script: false});
    await signIn(page, "hr@mannheim.example");
    await page.goto("/konto/loeschen");
    await look(page, "hindernis", NARROW, false);
    assert.match(await page.locator("#loeschen").innerText(), /Mannheim.*Personalstelle/s);
    assert.equal(await page.locator("#passwort").count(), 0);
    const own = await open({script: false});
    own.email = await register(own, "ohneskript@stadt.example");
    await signIn(own, own.email);
    await own.goto("/konto/loeschen");
    await own.check("#sicher");
    await own.fill("#passwort", PASSWORD);
    await own.click("form[action='/konto/loeschen'] button");
    await own.waitForURL("**/konto-geloescht");
  },
};
