// SPDX-License-Identifier: EUPL-1.2
// Searching: with and without script, with the keyboard alone, on narrow and wide screens.
import assert from "node:assert/strict";
import {NARROW, WIDE, expectAccessible, expectNoErrors, expectNoSideScroll, expectVisibleFocus, screenshot, tabTo} from "./browser.mjs";

const LOOKS = [
  {name: "start", path: "/"},
  {name: "suche", path: "/suche?q=KI"},
  {name: "suche-ort", path: "/suche?ort=Heidelberg&umkreis=50&format=in_person&sort=entfernung"},
  {name: "suche-leer", path: "/suche?q=Quastenflosser&format=mooc&frei=1"},
  {name: "suche-falsch", path: "/suche?q=KI&ort=Entenhausen&von=31.02.2027&thema=gibt-es-nicht"},
  {name: "suche-alle", path: "/suche?seite=3"},
  {name: "baustein-selbst", path: "/baustein/ki-im-rathaus-verstehen"},
  {name: "ueber", path: "/ueber"},
  {name: "datenschutz", path: "/datenschutz"},
  {name: "barrierefreiheit", path: "/barrierefreiheit"},
  {name: "impressum", path: "/impressum"},
];

async function countOf(page) {
  const text = await page.locator("#ergebnis h1").innerText();
  if (/^Kein/.test(text)) return 0;
  return /^Ein /.test(text) ? 1 : Number(text.match(/\d+/)[0]);
}

async function firstOf(page, format) {
  await page.goto(`/suche?format=${format}&sort=termin`);
  return page.locator(".kc-hit__title a").first().getAttribute("href");
}

export const tests = {
  async "every page is accessible and fits 1280, 360 and 320 px, light and dark"({page: open}) {
    for (const {width, dark} of [{width: WIDE}, {width: NARROW}, {width: 320}, {width: WIDE, dark: true}]) {
      const page = await open({width, dark});
      const blocks = [];
      for (const format of ["in_person", "live_online", "follow_up"])
        blocks.push({name: `baustein-${format}`, path: await firstOf(page, format)});
      for (const look of [...LOOKS, ...blocks]) {
        const name = `${look.name}-${width}${dark ? "-dunkel" : ""}`;
        await page.goto(look.path);
        await expectNoSideScroll(page, name);
        await expectAccessible(page, name);
        expectNoErrors(page, name);
        if (width !== 320) await screenshot(page, name);
      }
    }
  },

  async "pages that are not there help on"({page: open}) {
    const page = await open();
    for (const path of ["/gibt/es/nicht", "/baustein/gibt-es-nicht"]) {
      assert.equal((await page.goto(path)).status(), 404);
      await expectAccessible(page, path);
      await page.getByLabel("Lernbausteine suchen").last().fill("Datenschutz");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/suche\?q=Datenschutz/);
      assert.ok((await countOf(page)) > 0);
    }
    await page.goto("/gibt/es/nicht");
    await screenshot(page, "fehler-404");
  },

  async "from the start page to a learning block, with script"({page: open}) {
    const page = await open();
    await page.goto("/");
    await page.getByLabel("Was?").fill("Datenschutz");
    await page.getByRole("button", {name: "Lernbausteine finden"}).click();
    await page.waitForURL(/q=Datenschutz/);
    const all = await countOf(page);
    assert.ok(all > 1);
    assert.ok((await page.locator(".kc-hit mark").count()) > 0, "words that fit are marked");

    /* A filter takes effect at once, without losing the focus, and is in the address. */
    const online = page.locator('#filter input[name="format"][value="live_online"]');
    await online.check();
    await page.waitForURL(/format=live_online/);
    await page.locator(".kc-chip--on", {hasText: "Live online"}).waitFor();
    const fewer = await countOf(page);
    assert.ok(fewer > 0 && fewer < all);
    assert.equal(await page.evaluate(() => document.activeElement.value), "live_online");
    await expectAccessible(page, "results after a filter");
    await page.goBack();
    await page.waitForURL((url) => !url.search.includes("format=live_online"));
    await page.waitForFunction((n) => document.querySelector("#ergebnis h1").innerText.includes(n), String(all));

    await page.locator(".kc-hit__title a").first().click();
    await page.waitForURL(/\/baustein\//);
    await page.getByRole("heading", {level: 2, name: "Das lernen Sie"}).waitFor();
    expectNoErrors(page, "the search journey");
  },

  async "suggestions while typing, with the keyboard and the pointer"({page: open}) {
    const page = await open();
    await page.goto("/suche");
    await page.locator("#q").pressSequentially("daten");
    const list = page.getByRole("listbox", {name: "Vorschläge"});
    await list.waitFor();
    assert.equal(await page.locator("#q").getAttribute("aria-expanded"), "true");
    await expectAccessible(page, "suggestions");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const active = await page.locator("#q").getAttribute("aria-activedescendant");
    assert.equal(await page.locator(`#${active}`).getAttribute("aria-selected"), "true");
    await page.keyboard.press("Escape");
    assert.equal(await list.isVisible(), false);
    assert.equal(await page.locator("#q").inputValue(), "daten");
    await page.keyboard.press("ArrowDown");
    await list.waitFor();
    await page.keyboard.press("ArrowDown");
    const word = await page.getByRole("option", {selected: true}).locator("span").first().innerText();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/suche\?q=/);
    assert.equal(await page.locator("#q").inputValue(), word);
    await page.locator("#q").fill("");
    await page.locator("#q").pressSequentially("datensch");
    await page.getByRole("option", {name: /Thema/}).first().click();
    await page.waitForURL(/thema=/);
    expectNoErrors(page, "suggestions");
  },

  async "hours, beginning, level and match narrow down and order"({page: open}) {
    const page = await open({script: false});
    await page.goto("/suche?dauer_ab=16&beginn=90&niveau=5");
    const all = await countOf(page);
    for (const chip of ["ab 16 Stunden", "in den nächsten 90 Tagen", "Niveau 5"])
      await page.locator(".kc-chip--on", {hasText: chip}).waitFor();
    assert.equal(await page.locator('input[name="dauer_ab"]').inputValue(), "16");
    await page.goto("/suche?beginn=90&niveau=5");
    assert.ok((await countOf(page)) >= all);
    await page.getByRole("link", {name: "Passung", exact: true}).click();
    await page.getByRole("link", {name: "Meine Situation angeben"}).waitFor();
    await page.goto("/suche?ort=Heidelberg");
    assert.match(await page.locator('select[name="umkreis"]').innerText(), /25 km \(\d+\)/);
  },

  async "a search is kept, looked at and deleted, with and without script"({page: open}) {
    for (const {width, script} of [{width: WIDE, script: true}, {width: NARROW, script: false}]) {
      const page = await open({width, script});
      await page.goto("/suche?q=Datenschutz&format=live_online&sort=preis&seite=1");
      const hits = await countOf(page);
      await page.getByRole("link", {name: "Diese Suche merken"}).click();
      await expectNoSideScroll(page, "keep a search");
      if (script) await expectAccessible(page, "keep a search"); /* axe is script */
      await screenshot(page, `suche-merken-${width}`);
      await page.getByLabel("Name der Suche").fill(" ");
      await page.getByRole("button", {name: "Suche merken"}).click();
      await page.getByText("Bitte geben Sie der Suche einen Namen.").waitFor();
      await page.getByLabel("Name der Suche").fill("Datenschutz live");
      await page.getByRole("button", {name: "Suche merken"}).click();
      await page.waitForURL(/\/gemerkt$/);
      await page.getByRole("heading", {level: 2, name: "Datenschutz live"}).waitFor();
      await page.getByText("„Datenschutz“ · Live online").waitFor();
      await page.getByText(/Nichts Neues seit dem/).waitFor();
      await expectNoSideScroll(page, "kept searches");
      if (script) await expectAccessible(page, "kept searches"); /* axe is script */
      await screenshot(page, `gemerkt-${width}`);
      const other = await open({width});
      await other.goto("/gemerkt");
      assert.equal(await other.getByText("Datenschutz live").count(), 0, "nobody else sees it");
      await page.getByRole("button", {name: /Ansehen.*Datenschutz live/}).click();
      await page.waitForURL(/\/suche\?q=Datenschutz&format=live_online$/);
      assert.equal(await countOf(page), hits);
      await page.getByRole("link", {name: "Gespeicherte Suchen"}).first().click();
      await page.getByRole("button", {name: /Löschen.*Datenschutz live/}).click();
      await page.getByText("Sie haben noch keine Suche gespeichert").waitFor();
    }
  },

  async "the same without script: apply, remove, sort, next page"({page: open}) {
    const page = await open({script: false});
    await page.goto("/");
    await page.getByRole("button", {name: "Lernbausteine finden"}).click();
    const all = await countOf(page);
    await page.locator('#filter input[name="format"][value="in_person"]').check();
    await page.locator('#filter input[name="zertifiziert"]').check();
    await page.getByRole("button", {name: "Filter anwenden"}).click();
    await page.waitForURL(/format=in_person/);
    assert.match(page.url(), /zertifiziert=1/);
    const fewer = await countOf(page);
    assert.ok(fewer > 0 && fewer < all);
    await page.getByRole("link", {name: /Filter entfernen:\s+Zertifiziert/}).click();
    await page.waitForURL((url) => !url.search.includes("zertifiziert"));
    assert.ok((await countOf(page)) >= fewer);
    await page.getByRole("link", {name: "Preis", exact: true}).click();
    await page.waitForURL(/sort=preis/);
    const prices = await page.locator(".kc-hit .kc-price").allInnerTexts();
    const cents = prices.map((p) => (p === "kostenlos" ? 0 : Number(p.replace(/[^\d]/g, ""))));
    assert.deepEqual(cents, [...cents].sort((a, b) => a - b));
    await page.goto("/suche");
    await page.getByRole("link", {name: "Weiter"}).click();
    await page.waitForURL(/seite=2/);
    assert.match(await page.locator(".kc-paging__where").innerText(), /Treffer 21 bis 40 von/);
  },

  async "with the keyboard alone"({page: open}) {
    const page = await open();
    await page.goto("/");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "kc-skip");
    await expectVisibleFocus(page);
    await page.keyboard.press("Enter");
    await tabTo(page, "#q");
    await expectVisibleFocus(page);
    await page.keyboard.type("Datenschutz");
    await tabTo(page, 'button[type="submit"]');
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=Datenschutz/);
    await tabTo(page, '#filter input[name="format"]');
    await expectVisibleFocus(page);
    await page.keyboard.press("Space");
    await page.waitForURL(/format=/);
    await page.locator(".kc-chip--on").first().waitFor();
    await tabTo(page, ".kc-chip--on");
    await expectVisibleFocus(page);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => !url.search.includes("format="));
    await tabTo(page, ".kc-hit__title a", 120);
    await expectVisibleFocus(page);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/baustein\//);
    expectNoErrors(page, "the keyboard journey");
  },

  async "on a narrow screen the filters are one tap away"({page: open}) {
    for (const script of [true, false]) {
      const page = await open({width: NARROW, script});
      await page.goto("/suche?q=Datenschutz");
      assert.equal(await page.locator("#filter").isVisible(), false);
      await page.getByRole("link", {name: "Filter", exact: true}).click();
      await page.locator("#filter").waitFor({state: "visible"});
      await page.locator('#filter input[name="format"][value="live_online"]').check();
      if (script) {
        await page.waitForURL(/format=live_online/);
        await expectNoSideScroll(page, "open filters");
        await screenshot(page, "suche-filter-offen-360");
      }
      await page.getByRole("button", {name: "Filter anwenden"}).click();
      await page.waitForURL(/format=live_online/);
    }
  },

  async "what was typed wrong is kept and told"({page: open}) {
    const page = await open();
    await page.goto("/suche?q=KI&ort=Entenhausen&von=31.02.2027&thema=gibt-es-nicht");
    assert.equal(await page.getByLabel("Wo?").inputValue(), "Entenhausen");
    assert.equal(await page.getByLabel("Wo?").getAttribute("aria-invalid"), "true");
    await page.getByText("„Entenhausen“ kennen wir nicht").waitFor();
    await page.getByText("„31.02.2027“ ist kein Datum").waitFor();
    await page.getByText("Den Filter „gibt-es-nicht“ gibt es nicht").waitFor();
    assert.ok((await countOf(page)) > 0);
  },

  async "a place that can be several is asked back"({page: open}) {
    const page = await open();
    await page.goto("/suche?ort=Neustadt&umkreis=50");
    await page.getByText("Anderen Ort gemeint?").click();
    const choice = page.locator(".kc-places a", {hasText: "Rübenberge"});
    await choice.click();
    await page.waitForURL(/R%C3%BCbenberge/);
    assert.equal(await page.getByLabel("Wo?").inputValue(), "31535 Neustadt am Rübenberge");
    await page.getByText("Im Umkreis von 50 km um Neustadt am Rübenberge").waitFor();
    assert.equal(await page.locator(".kc-places a", {hasText: "Rübenberge"}).count(), 0);
  },

  async "the language changes and leads back to the same page"({page: open}) {
    const page = await open();
    await page.goto("/suche?q=Datenschutz&frei=1");
    await page.getByRole("link", {name: "English"}).click();
    await page.waitForURL(/\/suche\?q=Datenschutz&frei=1/);
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    await page.getByRole("link", {name: "My curriculum"}).first().waitFor();
    await expectAccessible(page, "results in English");
    await screenshot(page, "suche-englisch");
    await page.getByRole("link", {name: "Deutsch"}).click();
    await page.waitForURL(/\/suche\?q=Datenschutz&frei=1/);
    assert.equal(await page.locator("html").getAttribute("lang"), "de");
    await page.goto("/sprache/en?zurueck=//example.org/");
    assert.equal(new URL(page.url()).pathname, "/");
    const english = await open({lang: "en-GB"});
    await english.goto("/");
    assert.equal(await english.locator("html").getAttribute("lang"), "en");
  },
};
