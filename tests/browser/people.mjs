// SPDX-License-Identifier: EUPL-1.2
// People with accounts, for tests of what one does signed in.
import assert from "node:assert/strict";

export const PASSWORD = "Regenschirm im Aufzug 7";
const SUBMIT = "main form.kc-form button[type=submit]";

/* The link of the newest mail to this address, as the demo's page of mails shows it. */
export async function mailedLink(page, email) {
  const text = await (await page.context().request.get("/postfach")).text();
  const mail = text.split("<section").find((s) => s.includes(email));
  const found = mail?.replaceAll("&amp;", "&").match(/https:\/\/campus\.example(\/[a-z/-]+\?t=[A-Za-z0-9_-]+)/);
  assert.ok(found, `a link in a mail to ${email}`);
  return found[1];
}

/* Registered and confirmed. */
export async function register(page, email, name = "Änne Öztürk") {
  await page.goto("/registrieren");
  await page.fill("#name", name);
  await page.fill("#email", email);
  await page.fill("#neu", PASSWORD);
  await page.click(SUBMIT);
  await page.goto(await mailedLink(page, email));
  await page.fill("#passwort", PASSWORD);
  await page.click(SUBMIT);
  await page.waitForURL("**/anmelden?bestaetigt");
  return email;
}

export async function signIn(page, email) {
  await page.goto("/anmelden");
  await page.fill("#email", email);
  await page.fill("#passwort", PASSWORD);
  await page.click(SUBMIT);
  await page.waitForURL("**/konto");
}
