// SPDX-License-Identifier: EUPL-1.2
// What a person can do with their own data: see it, take it along, delete it; at 360 and 1280 px, with and without script.
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {NARROW, WIDE, expectAccessible, expectNoErrors, expectNoSideScroll, expectVisibleFocus, screenshot, tabTo} from "./browser.mjs";
import {register, signIn} from "./people.mjs";

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
};
