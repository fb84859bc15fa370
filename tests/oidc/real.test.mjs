// SPDX-License-Identifier: EUPL-1.2
// Against npm's oidc-provider, certified by the OpenID Foundation, in Chromium: sign in, sign out there too, link, unlink,
// back-channel logout, new keys, roles that come and go.
import assert from "node:assert/strict";
import {NARROW, WIDE, expectAccessible, expectNoSideScroll, openBrowser, screenshot} from "../browser/browser.mjs";
import {DEMO_PASSWORD} from "../program.mjs";
import {CLIENT, enter, passThrough, startProvider} from "./provider.mjs";

const SUBMIT = "main form.kc-form button[type=submit]";

export async function run({program, check}) {
  const provider = await startProvider(program, "heidelberg.example");
  const browser = await openBrowser(program.url);
  await program.issuer({format: "kommunalcampus-issuer/1", code: "echt", kind: "oidc", name: "Verzeichnis der Stadt", issuer: provider.url,
    client_id: CLIENT, organisation: "heidelberg", mail_domains: ["heidelberg.example"], rules: [
      {claim: "groups", value: "leute", organisation: "heidelberg", role: "learner"},
      {claim: "groups", value: "personal", organisation: "heidelberg", role: "hr"}]});

  await check("somebody new signs in, without script, narrow and wide; work is proposed, not decided", async () => {
    for (const width of [NARROW, WIDE]) {
      const login = `neu${width}`;
      provider.groups[login] = ["leute"];
      const page = await browser.page({width, script: false});
      await page.goto("/anmelden");
      await expectNoSideScroll(page, `oidc-anmelden-${width}`);
      await screenshot(page, `oidc-anmelden-${width}`);
      await enter(page, provider, login);
      assert.equal(new URL(page.url()).pathname, "/konto", await page.locator("body").innerText());
      const text = await page.locator("main").innerText();
      assert.match(text, new RegExp(`Person ${login}`));
      assert.match(text, /Eine Organisation hat Sie eingetragen/);
      await expectNoSideScroll(page, `oidc-konto-${width}`);
      await screenshot(page, `oidc-konto-${width}`);
      await page.context().close();
    }
  });
  await check("signing out here, then there", async () => {
    const page = await browser.page({});
    await enter(page, provider, "abmelder");
    await page.locator("form[action='/abmelden'] button").first().click();
    await page.waitForURL("**/anmelden?abgemeldet**");
    await screenshot(page, "oidc-abgemeldet");
    await expectAccessible(page, "oidc-abgemeldet");
    await page.click("text=Auch bei Verzeichnis der Stadt abmelden");
    await page.locator("button[name=logout]").first().click();
    await page.waitForURL("**/anmelden?abgemeldet");
    await page.click("text=Mit Verzeichnis der Stadt anmelden");
    assert.equal(await page.locator("input[name=login]").count(), 1, "the service asks again who it is");
    await page.context().close();
  });
  await check("an account with a password: never taken by its address, linked by its owner, unlinked", async () => {
    const page = await browser.page({});
    await enter(page, provider, "hr");
    assert.match(await page.locator("h1").innerText(), /schon ein Konto/);
    await screenshot(page, "oidc-bekannt");
    await page.goto("/anmelden");
    await page.fill("#email", "hr@heidelberg.example");
    await page.fill("#passwort", DEMO_PASSWORD);
    await page.click(SUBMIT);
    await page.waitForURL("**/konto");
    await page.click("text=Mit Verzeichnis der Stadt verknüpfen");
    await screenshot(page, "oidc-verknuepfen");
    await expectAccessible(page, "oidc-verknuepfen");
    await page.click("text=Weiter zum Dienst");
    await passThrough(page, provider, "hr");
    assert.equal(new URL(page.url()).pathname, "/konto");
    assert.match(await page.locator("main").innerText(), /verknüpft seit/);
    await screenshot(page, "oidc-verknuepft");
    await page.locator("form[action='/abmelden'] button").first().click();
    await enter(page, provider, "hr");
    assert.match(await page.locator("main").innerText(), /hr@heidelberg\.example/, "the same account");
    await page.locator("form[action='/konto/dienste/loesen'] button").first().click();
    await page.waitForURL("**/konto?dienste");
    assert.doesNotMatch(await page.locator("main").innerText(), /verknüpft seit/);
    await page.context().close();
  });
  await check("the last way in cannot be unlinked", async () => {
    const page = await browser.page({});
    await enter(page, provider, "einzig");
    await page.locator("form[action='/konto/dienste/loesen'] button").first().click();
    assert.match(await page.locator("h1").innerText(), /einziger Zugang/);
    await page.context().close();
  });
  await check("who signs out at the service is signed out here", async () => {
    const page = await browser.page({});
    await enter(page, provider, "fern");
    await page.goto(`${provider.url}/session/end`);
    await page.locator("button[name=logout]").first().click();
    await page.waitForLoadState();
    await page.goto("/konto");
    assert.match(page.url(), /\/anmelden\?zurueck=/);
    await page.context().close();
  });
  await check("a role comes with the directory, and goes with it", async () => {
    provider.groups.rolle = ["personal"];
    const page = await browser.page({});
    await enter(page, provider, "rolle");
    assert.equal((await page.goto("/verwaltung/heidelberg")).status(), 200);
    await page.goto("/konto");
    await page.locator("form[action='/abmelden'] button").first().click();
    provider.groups.rolle = [];
    await enter(page, provider, "rolle");
    assert.equal((await page.goto("/verwaltung/heidelberg")).status(), 403);
    await page.context().close();
  });
  await check("new keys of the service are taken", async () => {
    provider.turn("second");
    const page = await browser.page({});
    await enter(page, provider, "schluessel");
    assert.equal(new URL(page.url()).pathname, "/konto", await page.locator("body").innerText());
    await page.context().close();
  });
  await browser.close();
  await provider.stop();
}
