// SPDX-License-Identifier: EUPL-1.2
// A provider sees where blocks are missing, without persons, and begins one; without script, at 360 and 1280 px.
import assert from "node:assert/strict";
import {NARROW, WIDE, expectAccessible, expectNoErrors, expectVisibleFocus, tabTo} from "./browser.mjs";
import {demoPerson, look} from "./publish.test.mjs";

const ORG = "/anbieter/va-rheinbogen";

export const tests = {
  async "a provider sees demand without persons and begins a block for it: without script"({page: open}) {
    for (const width of [NARROW, WIDE]) {
      const page = await demoPerson(open, "kurse@va-rheinbogen.example", {width, script: false});
      await page.goto(ORG);
      await page.click("a[href^='/anbieter/bedarf']");
      const cells = await page.locator("td[data-label='Menschen']").allTextContents();
      assert.ok(cells.length > 3, "the demo has demand");
      for (const cell of cells) assert.match(cell.trim(), /^[1-9]\d*[05]$|^5$/, "in fives, never nobody");
      const unmet = (await page.locator("td[data-label='Ungedeckt']").allTextContents()).map(Number);
      assert.deepEqual(unmet, [...unmet].sort((a, b) => b - a), "the largest on top");
      await look(page, "bedarf", width);
      const csv = await page.context().request.get("/anbieter/bedarf.csv");
      assert.equal(csv.status(), 200);
      assert.equal((await csv.text()).trim().split("\r\n").length, cells.length + 1);
      assert.doesNotMatch(await csv.text(), /@/);
      await page.locator("main table a").first().click();
      await page.waitForURL(`**${ORG}/neu?kompetenz=*`);
      assert.notEqual(await page.inputValue("#z0"), "", "the competence is chosen");
      assert.equal(await page.inputValue("#zv0"), "0");
    }
    const hr = await demoPerson(open, "hr@heidelberg.example", {width: WIDE, script: false});
    for (const path of ["/anbieter/bedarf", "/anbieter/bedarf.csv"])
      assert.equal((await hr.context().request.get(path)).status(), 403, `HR and ${path}`);
  },

  async "the page of demand is accessible and works with the keyboard"({page: open}) {
    const page = await demoPerson(open, "kurse@va-rheinbogen.example", {width: WIDE});
    await page.goto("/anbieter/bedarf");
    await expectAccessible(page, "demand");
    await tabTo(page, "main table a");
    await expectVisibleFocus(page);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**${ORG}/neu?kompetenz=*`);
    expectNoErrors(page, "demand");
  },
};
