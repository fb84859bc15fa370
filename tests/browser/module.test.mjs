// SPDX-License-Identifier: EUPL-1.2
// A learning block: how it fits the guest's situation, and its way to other blocks.
import assert from "node:assert/strict";
import {expectAccessible, expectNoErrors, screenshot} from "./browser.mjs";

export const tests = {
  async "a block says how it fits once the situation is known"({page: open}) {
    const page = await open();
    await page.goto("/baustein/e-akte-einsteigen");
    await page.getByRole("heading", {name: "Passt das zu mir?"}).waitFor();
    await page.getByRole("link", {name: "Situation angeben"}).click();
    await page.waitForURL(/\/situation/);
    await page.locator('main input[type="radio"]').first().check({force: true});
    await page.locator('main form button[type="submit"]').first().click();
    await page.waitForURL(/\/situation\/./);
    await page.goto("/baustein/e-akte-einsteigen");
    await page.getByRole("heading", {name: "Ihre Passung"}).waitFor();
    const score = Number(await page.locator(".kc-score strong").innerText());
    assert.ok(score >= 0 && score <= 100);
    await page.getByText(`${score} von 100 Punkten`).waitFor();
    await expectAccessible(page, "a block with its match");
    await screenshot(page, "baustein-passung");
    await page.goto("/baustein/cyberlabor");
    await page.getByRole("heading", {name: "Passt nicht zu Ihren Wünschen"}).waitFor();
    await expectAccessible(page, "a block that is out");
    expectNoErrors(page, "blocks with a situation");
  },

  async "a chain leads to the next block and back"({page: open}) {
    const page = await open({script: false});
    await page.goto("/baustein/ki-labor-nachbereitung");
    const before = page.locator(".kc-chain a").first();
    const title = await before.innerText();
    await before.click();
    assert.equal(await page.locator("h1").innerText(), title);
    await page.locator('.kc-chain a[href="/baustein/ki-labor-nachbereitung"]').click();
    await page.waitForURL(/ki-labor-nachbereitung/);
  },
};
