// SPDX-License-Identifier: EUPL-1.2
// The personnel department lets a directory in and shuts it out again: with and without script, wide and narrow.
import assert from "node:assert/strict";
import {expectAccessible, expectNoSideScroll, NARROW, screenshot, WIDE} from "./browser.mjs";
import {signIn} from "./people.mjs";

const PAGE = "/verwaltung/heidelberg/verzeichnis";

async function letInAndOut(page, name, width, script) {
  await signIn(page, "hr@heidelberg.example");
  await page.goto(PAGE);
  if (script) await expectAccessible(page, `${PAGE} ${name}`);
  await page.click("main form.kc-form button[type=submit]");
  assert.match(await page.textContent("[role=alert]"), /nennen Sie das Verzeichnis/);
  await page.fill("#name", name);
  await page.selectOption("#tage", "365");
  await page.check("input[name=einladen]");
  await page.click("main form.kc-form button[type=submit]");
  const secret = await page.textContent("[role=status] dd >> nth=1");
  assert.match(secret, /^kcdir_[A-Za-z0-9_-]{32}$/);
  if (script) await expectAccessible(page, `${PAGE} with a token`);
  await expectNoSideScroll(page, `${PAGE} with a token`);
  await screenshot(page, `directory-token-${width}`);
  await page.goto(PAGE);
  assert.ok(!(await page.content()).includes(secret), "shown once");
  const row = page.locator("tr", {hasText: name});
  assert.match(await row.textContent(), /gültig bis/);
  await screenshot(page, `directory-${width}`);
  await row.getByRole("button", {name: "Widerrufen"}).click();
  await page.waitForURL(`**${PAGE}?widerrufen`);
  assert.match(await page.locator("tr", {hasText: name}).textContent(), /widerrufen/);
}

export const tests = {
  async "a directory is let in and shut out"({page: open}) {
    await letInAndOut(await open({width: WIDE}), "Entra ID der Stadt", WIDE, true);
    await letInAndOut(await open({width: NARROW, script: false}), "Keycloak", NARROW, false);
  },
};
