// SPDX-License-Identifier: EUPL-1.2
// A job advertisement becomes a goal of a guest and a profile of a municipality; its text is kept nowhere.
import assert from "node:assert/strict";
import {readFileSync, readdirSync} from "node:fs";
import path from "node:path";
import {ROOT} from "../program.mjs";
import {NARROW, WIDE, expectAccessible, expectNoErrors, expectNoSideScroll, expectVisibleFocus, screenshot, tabTo} from "./browser.mjs";
import {signIn} from "./people.mjs";

const advert = (name) => readFileSync(path.join(ROOT, "tests/adverts", `${name}.txt`), "utf8");
const GO = "form[enctype] button[type=submit]";
const text = (page) => page.locator("main").innerText();

async function look(page, name, script) {
  await expectNoSideScroll(page, name);
  if (script) await expectAccessible(page, name);
  await screenshot(page, name);
}

async function paste(page, address, content) {
  await page.goto(address);
  await page.fill("#anzeige", content);
  await page.click(GO);
}

/* From the text to the curriculum, with own targets in place of a job. */
async function guest(open, {width, script}) {
  const name = `anzeige-${width}${script ? "" : "-ohne-skript"}`;
  const page = await open({width, script});
  await page.goto("/situation/stelle");
  await page.click('a[href="/situation/anzeige"]');
  await look(page, name, script);
  await page.fill("#anzeige", advert("tune-03-vergabe"));
  await page.click(GO);
  assert.match(await text(page), /Kompetenzen vorgeschlagen/);
  assert.match(await text(page), /weil im Text steht: „vertiefte“/);
  assert.equal(await page.locator("select[name='stufe-M3.3']").inputValue(), "5");
  assert.match(await page.locator("mark").first().innerText(), /Vergabe/);
  await look(page, `${name}-vorschlag`, script);
  await page.locator("select[name='stufe-S2.3']").selectOption("6");
  await page.click('form[action="/situation/anzeige/ziel"] .kc-btn--large');
  await page.waitForURL("**/situation/koennen");
  assert.match(await text(page), /Ihr eigenes Ziel/);
  await page.goto("/situation");
  assert.match(await text(page), /Ihr eigenes Ziel/);
  await look(page, `${name}-ziel`, script);
  await page.goto("/passung");
  assert.ok((await page.locator("main article, main li.kc-card, main .kc-card").count()) > 0);
  assert.match(await (await page.context().request.get("/meine-daten.json")).text(), /guest_target/);
  expectNoErrors(page, name);
  return page;
}

/* Every file of the program's folder, and what it logged. */
function written(program) {
  const files = readdirSync(program.folder, {recursive: true, withFileTypes: true}).filter((f) => f.isFile());
  return files.map((f) => [f.name, readFileSync(path.join(f.parentPath ?? f.path, f.name))]).concat([["log", Buffer.from(program.log())]]);
}

export const tests = {
  "an advertisement becomes a guest's goal at 360 and 1280 pixels, with and without script": async ({page: open}) => {
    for (const options of [{width: NARROW, script: true}, {width: WIDE, script: false}]) {
      const page = await guest(open, options);
      await page.context().close();
    }
  },

  "a profile of the library takes the place of own targets, and they can stay": async ({page: open}) => {
    const page = await guest(open, {width: WIDE, script: true});
    await page.goto("/situation/stelle");
    assert.ok(await page.locator("input[name=stelle][value='-']").isChecked());
    await page.click("form[action='/situation/stelle'] button.kc-btn--large");
    await page.waitForURL("**/situation/koennen");
    await paste(page, "/situation/anzeige", advert("tune-03-vergabe"));
    await page.click("input[name=stelle][value=vergabestelle] ~ button");
    await page.waitForURL("**/situation/koennen");
    assert.doesNotMatch(await text(page), /Ihr eigenes Ziel/);
    await page.context().close();
  },

  "what cannot be read is said, and the text stays in the field": async ({page: open}) => {
    const page = await open();
    for (const [content, said] of [
      [" \n ", /kein Text angekommen/],
      ["Zwei Eier trennen und das Mehl unterheben.", /keine Kompetenz erkannt/],
      ["Vergabe ".repeat(3000), /zu lang/],
      ["<p>Vergabe</p>".repeat(3000), /zu lang/],
      ["Vergabe ".repeat(80000), /zu lang/],
    ]) {
      await paste(page, "/situation/anzeige", content);
      assert.match(await text(page), said);
      assert.equal((await page.inputValue("#anzeige")).trim(), content.trim());
      assert.equal(await page.locator("#anzeige").getAttribute("aria-invalid"), "true");
    }
    await paste(page, "/situation/anzeige", "Zwei Eier trennen und das Mehl unterheben.");
    await expectAccessible(page, "anzeige-falsch");
    await screenshot(page, "anzeige-falsch");
    await paste(page, "/situation/anzeige", "<h2>Ihre Aufgaben</h2><ul><li>Vergabe</li></ul><script>alert(1)</script>");
    assert.equal(await page.locator("select[name='stufe-M3.3']").inputValue(), "4");
    await paste(page, "/situation/anzeige", "Auf dem Tisch liegt der Haushaltsplan.");
    assert.match(await text(page), /sieht nicht wie eine Stellenanzeige aus/);
    await page.context().close();
  },

  "an advertisement can be sent with the keyboard alone": async ({page: open}) => {
    const page = await open();
    await page.goto("/situation/anzeige");
    await tabTo(page, "#anzeige");
    await page.keyboard.insertText(advert("tune-11-ordnungsdienst"));
    await tabTo(page, GO);
    await expectVisibleFocus(page);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#vorschlag");
    await tabTo(page, "form[action='/situation/anzeige/ziel'] .kc-btn--large", 200);
    await expectVisibleFocus(page);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/situation/koennen");
    await page.context().close();
  },

  "a personnel department saves it as a profile of its own": async ({page: open}) => {
    for (const width of [NARROW, WIDE]) {
      const page = await open({width});
      await signIn(page, "hr@mannheim.example");
      await page.goto("/verwaltung/mannheim/stellen");
      await page.click('a[href="/verwaltung/mannheim/stellenanzeige"]');
      await page.fill("#anzeige", advert("tune-02-kaemmerei"));
      await page.click(GO);
      await look(page, `anzeige-verwaltung-${width}`, true);
      assert.match(await page.inputValue("#name"), /Kämmerei/);
      await page.fill("#name", "");
      await page.locator("select[name='stufe-M3.2']").selectOption("7");
      await page.click("form[action$='/anlegen'] button[type=submit]");
      assert.equal(await page.locator("#name-fehler").count(), 1);
      assert.equal(await page.locator("select[name='stufe-M3.2']").inputValue(), "7");
      await page.fill("#name", `Kämmerei aus Anzeige ${width}`);
      await page.click("form[action$='/anlegen'] button[type=submit]");
      await page.waitForURL("**/stellen/k-*");
      assert.equal(await page.locator("select[name='stufe-M3.2']").inputValue(), "7");
      assert.match(await page.locator("h1").innerText(), /Kämmerei aus Anzeige/);
      await page.context().close();
    }
  },

  "nothing of the text is in a file or the log afterwards": async ({page: open, program}) => {
    const canary = "Kanarienvogelkompetenz";
    const page = await open();
    await paste(page, "/situation/anzeige", advert("tune-03-vergabe").replace("europaweiter", canary));
    assert.match(await text(page), new RegExp(canary));
    await page.click('form[action="/situation/anzeige/ziel"] .kc-btn--large');
    await page.waitForURL("**/situation/koennen");
    for (const [name, bytes] of written(program))
      assert.ok(!bytes.includes(canary) && !bytes.includes("Vergabestatistik"), `${name} has the text`);
    // The control: what a person does save is found the same way.
    await signIn(page, "hr@mannheim.example");
    await paste(page, "/verwaltung/mannheim/stellenanzeige", advert("tune-02-kaemmerei"));
    await page.fill("#name", canary);
    await page.click("form[action$='/anlegen'] button[type=submit]");
    await page.waitForURL("**/stellen/k-*");
    assert.ok(written(program).some(([, bytes]) => bytes.includes(canary)), "the search finds what is there");
    await page.context().close();
  },
};
