// SPDX-License-Identifier: EUPL-1.2
// Passkeys with Chromium's virtual authenticator: adding, signing in, naming, removing; what goes wrong is said in words.
// A program of its own: passkeys are for a host, and a browser lets only https and localhost have them.
import assert from "node:assert/strict";
import {execFile} from "node:child_process";
import {createServer} from "node:net";
import {promisify} from "node:util";
import {NARROW, WIDE, expectAccessible, expectNoErrors, expectNoSideScroll, expectVisibleFocus, openBrowser, screenshot, tabTo} from "./browser.mjs";
import {startProgram} from "../program.mjs";

const PASSWORD = "Regenschirm im Aufzug 7";
const SUBMIT = "main form.kc-form button[type=submit]";
const ENTER = "#passkey button[type=submit]";
const PROBLEM = "#passkey [data-kc-problem]";

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const {port} = server.address();
      server.close(() => resolve(port));
    });
  });
}

/* A program at http://localhost and a browser before it. */
async function withOwn(run) {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const program = await startProgram({port, env: {KC_PUBLIC_URL: url}});
  const browser = await openBrowser(url);
  try {
    await run(browser, program);
  } finally {
    await browser.close();
    await program.stop();
  }
}

/* What all rows of these tables say was made now, was made an hour ago: the program's day stands still. */
async function anHourAgo(program, ...tables) {
  const script = "import sqlite3, sys\ndb = sqlite3.connect(sys.argv[1], timeout=30)\nwith db:\n"
    + "    for t in sys.argv[2:]: db.execute('UPDATE ' + t + ' SET created = created - 3600000')";
  await promisify(execFile)("python3", ["-c", script, `${program.folder}/kommunalcampus.db`, ...tables]);
}

async function mailsOf(page) {
  return (await (await page.context().request.get("/postfach")).text()).replaceAll("&amp;", "&");
}

async function register(page, email) {
  await page.goto("/registrieren");
  await page.fill("#name", "Änne Öztürk");
  await page.fill("#email", email);
  await page.fill("#neu", PASSWORD);
  await page.click(SUBMIT);
  const mail = (await mailsOf(page)).split("<section").find((s) => s.includes(email));
  await page.goto(mail.match(/\/registrieren\/bestaetigen\?t=[A-Za-z0-9_-]+/)[0]);
  await page.fill("#passwort", PASSWORD);
  await page.click(SUBMIT);
  await page.waitForURL("**/anmelden?bestaetigt");
}

async function enter(page, email) {
  await page.fill("#email", email);
  await page.fill("#passwort", PASSWORD);
  await page.click("form[action='/anmelden'] button");
  await page.waitForURL("**/konto");
}

/* With a virtual authenticator the offer in the field of the address is taken as soon as it is made. */
async function withoutOffer(page) {
  await page.addInitScript(() => {
    if (globalThis.PublicKeyCredential) globalThis.PublicKeyCredential.isConditionalMediationAvailable = async () => false;
  });
}

/* A device with a screen lock; `uv` false: it does not recognise who touches it. */
async function authenticator(page, {uv = true} = {}) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable", {enableUI: false});
  const {authenticatorId} = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: uv,
      automaticPresenceSimulation: true,
    },
  });
  return {
    verified: (is) => cdp.send("WebAuthn.setUserVerified", {authenticatorId, isUserVerified: is}),
    credentials: async () => (await cdp.send("WebAuthn.getCredentials", {authenticatorId})).credentials,
    change: (credential) => cdp.send("WebAuthn.setCredentialProperties", {authenticatorId, ...credential}),
    async put(credential) {
      await cdp.send("WebAuthn.removeCredential", {authenticatorId, credentialId: credential.credentialId});
      await cdp.send("WebAuthn.addCredential", {authenticatorId, credential});
    },
  };
}

async function add(page, name) {
  await page.goto("/konto");
  await page.click("form[action='/konto/passkeys'] button");
  await page.fill("#name", name);
  await page.click(ENTER);
}

async function signOut(page) {
  await page.goto("/konto");
  await page.click("form[action='/abmelden'] button");
  await page.waitForURL("**/anmelden?abgemeldet");
}

async function look(page, name, width) {
  await expectNoSideScroll(page, `${name}-${width}`);
  await screenshot(page, `passkey-${name}-${width}`);
  await expectAccessible(page, `${name}-${width}`);
}

const text = (page) => page.locator("main").innerText();

/* PASSKEY-6: the session is an hour old. */
async function removeWithPassword(page, name, width) {
  const proof = "form[action='/konto/passkeys/entfernen']";
  await page.goto("/konto");
  await page.click(`${proof} button`);
  assert.equal(await page.locator("#passwort").count(), 1, "asked for the password");
  await look(page, "entfernen", width);
  await page.fill("#passwort", "falsch und falsch");
  await page.click(SUBMIT);
  assert.equal(await page.locator("#passwort-fehler").count(), 1);
  await page.goto("/konto");
  assert.match(await text(page), new RegExp(name), "not removed by who does not know the password");
  await page.click(`${proof} button`);
  await page.fill("#passwort", PASSWORD);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/konto?entfernt#passkeys");
  assert.doesNotMatch(await text(page), new RegExp(name));
  page.errors = page.errors.filter((e) => !e.includes("422")); // the page that says so
}

/* ACCOUNT-20 */
async function beginFactorWithPassword(page, width) {
  await page.goto("/konto");
  await page.click("form[action='/konto/zweiter-faktor'] button");
  assert.equal(await page.locator(".kc-totp-key").count(), 0, "no key before the password");
  await look(page, "faktor-passwort", width);
  await page.fill("#passwort", "falsch und falsch");
  await page.click(SUBMIT);
  assert.equal(await page.locator("#passwort-fehler").count(), 1);
  await page.fill("#passwort", PASSWORD);
  await page.click(SUBMIT);
  assert.equal(await page.locator(".kc-totp-key").count(), 1);
  page.errors = page.errors.filter((e) => !e.includes("422")); // the page that says so
}

async function story(browser, width) {
  const page = await browser.page({width});
  const email = `schluessel${width}@heidelberg.example`;
  const device = await authenticator(page);
  await withoutOffer(page);
  await register(page, email);
  await enter(page, email);
  await page.click("form[action='/konto/passkeys'] button");
  await look(page, "neu", width);
  await page.fill("#name", "Diensttelefon");
  await tabTo(page, ENTER);
  await expectVisibleFocus(page, "making one");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/konto?passkey#passkeys");
  assert.match(await text(page), /Diensttelefon[^]*noch nicht benutzt/);
  assert.match(await mailsOf(page), /Passkey hinzugefügt: „Diensttelefon“/);
  await look(page, "konto", width);
  const [made] = await device.credentials();
  assert.ok(made.isResidentCredential && !made.userHandle.includes(email), "found without an address; names nobody");

  await page.click("form[action='/konto/passkeys'] button");
  await page.click(ENTER);
  await page.waitForSelector(`${PROBLEM}:visible`);
  assert.match(await page.locator(PROBLEM).innerText(), /schon einen Passkey/);
  await look(page, "schon-da", width);

  await signOut(page);
  await look(page, "anmelden", width);
  await tabTo(page, ENTER);
  await expectVisibleFocus(page, "signing in");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/konto");
  assert.match(await text(page), /zuletzt benutzt am 23.11.2026/);

  await page.click("#passkeys ~ ul summary");
  await page.fill("#passkeys ~ ul input[name=name]", "Neues Telefon");
  await look(page, "umbenennen", width);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/konto#passkeys");
  assert.match(await text(page), /Neues Telefon/);

  await page.click("form[action='/konto/passkeys/entfernen'] button");
  await page.waitForURL("**/konto?entfernt#passkeys");
  assert.doesNotMatch(await text(page), /Neues Telefon/);
  assert.match(await mailsOf(page), /ein Passkey entfernt: „Neues Telefon“/);
  await signOut(page);
  await page.click(ENTER);
  await page.waitForURL("**/anmelden/passkey");
  assert.match(await page.locator("main [role=alert]").first().innerText(), /nicht oder nicht mehr bekannt/);
  page.errors = page.errors.filter((e) => !e.includes("422")); // the page that says so
  await look(page, "unbekannt", width);
  await enter(page, email);
  expectNoErrors(page, "passkeys");
}

export const tests = {
  async "removing one asks for the password when the sign-in is old, as setting up a second factor does"() {
    await withOwn(async (browser, program) => {
      for (const width of [NARROW, WIDE]) {
        const page = await browser.page({width});
        const email = `alt${width}@heidelberg.example`;
        await authenticator(page);
        await withoutOffer(page);
        await register(page, email);
        await enter(page, email);
        await add(page, "Dienstgerät");
        await page.waitForURL("**/konto?passkey#passkeys");
        await anHourAgo(program, "account_session");
        await beginFactorWithPassword(page, width);
        await removeWithPassword(page, "Dienstgerät", width);
        assert.match(await mailsOf(page), /ein Passkey entfernt: „Dienstgerät“/);
        expectNoErrors(page, "removing a passkey");
      }
    });
  },

  async "the way back to an old address names the passkeys, and removes them unless the tick is taken off, without script"() {
    await withOwn(async (browser, program) => {
      for (const [width, keeps] of [[NARROW, false], [WIDE, true]]) {
        const page = await browser.page({width});
        const email = `zurueck${width}@heidelberg.example`;
        await authenticator(page);
        await withoutOffer(page);
        await register(page, email);
        await enter(page, email);
        await add(page, "Altes Telefon");
        await page.waitForURL("**/konto?passkey#passkeys");
        await anHourAgo(program, "account_passkey");
        await page.goto("/konto/adresse");
        await page.fill("#email", `weg${width}@zuhause.example`);
        await page.click(SUBMIT);
        const mail = (await mailsOf(page)).split("<section").find((s) => s.includes(email));
        const link = mail.match(/\/adresse-zurueck\?t=[A-Za-z0-9_-]+/)[0];
        await page.goto(link);
        await look(page, "adresse-zurueck", width);
        const owner = await browser.page({width, script: false});
        await owner.goto(link);
        assert.match(await text(owner), /Passkey „Altes Telefon“/);
        assert.equal(await owner.isChecked("input[name=alle]"), true, "set from the start");
        if (keeps) await owner.uncheck("input[name=alle]");
        await owner.fill("#neu", "kurz");
        await owner.click(SUBMIT);
        assert.equal(await owner.isChecked("input[name=alle]"), !keeps, "as it was sent");
        await owner.fill("#neu", PASSWORD);
        await owner.click(SUBMIT);
        await owner.waitForURL("**/anmelden?gesetzt");
        assert.equal(/auch mit: Passkey „Altes Telefon“/.test(await mailsOf(owner)), keeps, "the mail names what stays");
        await enter(owner, email);
        assert.equal((await text(owner)).includes("Altes Telefon"), keeps);
      }
    });
  },

  async "one adds a passkey, signs in with it by the keyboard, names and removes it; a removed one says so"() {
    await withOwn(async (browser) => {
      for (const width of [NARROW, WIDE]) await story(browser, width);
    });
  },

  async "a device that does not recognise who it is, and a copy that counts behind, let nobody in"() {
    await withOwn(async (browser) => {
      const page = await browser.page({width: NARROW});
      const device = await authenticator(page);
      await withoutOffer(page);
      await register(page, "kopie@heidelberg.example");
      await enter(page, "kopie@heidelberg.example");
      await device.verified(false);
      await add(page, "Telefon");
      await page.waitForSelector(`${PROBLEM}:visible`);
      assert.match(await page.locator(PROBLEM).innerText(), /nichts bestätigt/);
      await device.verified(true);
      await page.click(ENTER);
      await page.waitForURL("**/konto?passkey#passkeys");
      const [first] = await device.credentials();

      await device.verified(false);
      await signOut(page);
      await page.click(ENTER);
      await page.waitForSelector(`${PROBLEM}:visible`);
      assert.match(await page.locator(PROBLEM).innerText(), /nehmen Sie Ihr Passwort/);
      await look(page, "abgebrochen", NARROW);
      await device.verified(true);
      await page.click(ENTER);
      await page.waitForURL("**/konto");

      await signOut(page);
      await device.put({...first, signCount: 0});
      await page.click(ENTER);
      await page.waitForURL("**/anmelden/passkey");
      assert.match(await page.locator("main [role=alert]").first().innerText(), /konnte nicht geprüft werden/);
      await page.goto("/konto");
      assert.match(page.url(), /\/anmelden/, "nobody is in");
    });
  },

  async "the browser offers the passkey where the address is typed, and not again where it was refused"() {
    await withOwn(async (browser) => {
      const page = await browser.page({width: WIDE});
      const device = await authenticator(page);
      await register(page, "angebot@heidelberg.example");
      await enter(page, "angebot@heidelberg.example");
      await add(page, "Telefon");
      await page.waitForURL("**/konto?passkey#passkeys");
      await page.click("form[action='/abmelden'] button");
      await page.waitForURL("**/konto"); // chosen there by the virtual device, without a click
      const [first] = await device.credentials();
      await page.click("form[action='/konto/passkeys/entfernen'] button");
      await page.waitForURL("**/konto?entfernt#passkeys");
      assert.equal((await device.credentials())[0].credentialId, first.credentialId, "the device does not know that it was removed");
      await page.click("form[action='/abmelden'] button");
      await page.waitForURL("**/anmelden/passkey");
      assert.match(await page.locator("main [role=alert]").first().innerText(), /nicht mehr bekannt/);
      assert.equal(await page.locator("[data-kc-offer]").count(), 0);
    });
  },

  async "without script, and at another host than that of passkeys, the password is the way in"({page: open, url}) {
    const page = await open({width: NARROW, script: false});
    await page.goto(`${url}/anmelden`);
    assert.equal(await page.locator(ENTER).isVisible(), false);
    assert.equal(await page.locator("#passwort").isVisible(), true);
    const other = await open({width: WIDE}); // public_url is https://campus.example, this is 127.0.0.1
    await other.goto("/anmelden");
    assert.equal(await other.locator("#passkey").count(), 1);
    assert.equal(await other.locator(ENTER).isVisible(), false);
    expectNoErrors(other, "the sign-in page at another host");

    await withOwn(async (browser) => {
      const plain = await browser.page({width: NARROW, script: false});
      await register(plain, "ohne@heidelberg.example");
      await enter(plain, "ohne@heidelberg.example");
      await plain.click("form[action='/konto/passkeys'] button");
      assert.match(await text(plain), /eingeschaltetem JavaScript/);
      assert.equal(await plain.locator(ENTER).isVisible(), false);
      await screenshot(plain, "passkey-ohne-script");
    });
  },

  async "the page for a new password names the passkeys, and removes them when that is ticked"() {
    await withOwn(async (browser) => {
      const page = await browser.page({width: NARROW});
      const email = "verloren@heidelberg.example";
      await authenticator(page);
      await withoutOffer(page);
      await register(page, email);
      await enter(page, email);
      await add(page, "Altes Telefon");
      await page.waitForURL("**/konto?passkey#passkeys");
      await signOut(page);
      await page.goto("/passwort");
      await page.fill("#email", email);
      await page.click(SUBMIT);
      const link = (await mailsOf(page)).match(/\/passwort\/neu\?t=[A-Za-z0-9_-]+/)[0];
      await page.goto(link);
      assert.match(await text(page), /Passkey „Altes Telefon“/);
      await look(page, "passwort-neu", NARROW);
      await page.fill("#neu", PASSWORD);
      await page.check("input[name=passkeys]");
      await page.click(SUBMIT);
      await page.waitForURL("**/anmelden?gesetzt");
      await page.click(ENTER);
      await page.waitForURL("**/anmelden/passkey");
      assert.match(await page.locator("main [role=alert]").first().innerText(), /nicht mehr bekannt/);
    });
  },
};
