// SPDX-License-Identifier: EUPL-1.2
// How the order comes about: readable on every screen, without script, with the keyboard, in both languages.
import assert from "node:assert/strict";
import {NARROW, WIDE, expectAccessible, expectNoErrors, expectNoSideScroll, expectVisibleFocus, screenshot, tabTo} from "./browser.mjs";

async function looks(open, options, name) {
  const page = await open(options);
  await page.goto("/rangfolge");
  await expectNoSideScroll(page, name);
  if (options.script !== false) await expectAccessible(page, name);
  await screenshot(page, name);
  expectNoErrors(page, name);
  await page.context().close();
}

/* The points of the worked example, by body of the table: lines, then the sum that is shown. */
async function sumsOf(page) {
  return page.locator("#beispiel ~ table").first().evaluate((table) =>
    [...table.tBodies].map((body) => {
      const points = [...body.rows].map((row) => Number(row.cells[1].textContent.match(/\d+/)[0]));
      return {sum: points.slice(0, -1).reduce((a, b) => a + b, 0), shown: points.at(-1)};
    }));
}

export const tests = {
  "the ranking page can be read at 360 and at 1280 pixels, light and dark, without script": async ({page: open}) => {
    await looks(open, {width: NARROW}, "rangfolge-360");
    await looks(open, {width: WIDE}, "rangfolge-1280");
    await looks(open, {width: WIDE, dark: true}, "rangfolge-dunkel");
    await looks(open, {width: NARROW, script: false}, "rangfolge-ohne-skript");
    await looks(open, {width: WIDE, lang: "en-GB"}, "rangfolge-en");
  },

  "the points of the worked example add up": async ({page: open}) => {
    const page = await open();
    await page.goto("/rangfolge");
    const sums = await sumsOf(page);
    assert.equal(sums.length, 2, "somebody without an employer has two sides");
    for (const side of sums) assert.equal(side.sum, side.shown);
    await page.context().close();
  },

  "the footer and the suggestions lead to the ranking page; its contents go by keyboard": async ({page: open}) => {
    const page = await open();
    await page.goto("/");
    await page.locator('footer a[href="/rangfolge"]').click();
    await tabTo(page, 'a[href="#beispiel"]');
    await expectVisibleFocus(page, "contents");
    await page.keyboard.press("Enter");
    assert.match(page.url(), /#beispiel$/);
    await page.context().close();
  },
};
