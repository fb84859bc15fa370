// SPDX-License-Identifier: EUPL-1.2
// Accounts: register, confirm by the mail, second factor, sessions, sign out; without script and at 360 px. What
// protects them is tried from outside, as somebody would who wants in.
import assert from "node:assert/strict";
import {createHmac} from "node:crypto";
import {NARROW, WIDE, expectAccessible, expectNoErrors, expectNoSideScroll, screenshot} from "./browser.mjs";
import {TODAY} from "../program.mjs";

const PASSWORD = "Regenschirm im Aufzug 7";
const SUBMIT = "main form.kc-form button[type=submit]";
let people = 0;

async function look(page, name, width) {
  await expectNoSideScroll(page, `${name}-${width}`);
  await screenshot(page, `account-${name}-${width}`);
}

/* axe needs script. */
async function lookClosely(page, name, width) {
  await look(page, name, width);
  await expectAccessible(page, `${name}-${width}`);
}

/* The newest mail to this address, as the demo's page shows it. */
async function mailTo(page, email) {
  const text = await (await page.context().request.get("/postfach")).text();
  const found = text.split("<section").find((s) => s.includes(email));
  assert.ok(found, `a mail to ${email}`);
  return found.replaceAll("&amp;", "&");
}

function linkOf(mail) {
  const found = mail.match(/https:\/\/campus\.example(\/[a-z/-]+\?t=[A-Za-z0-9_-]+)/);
  assert.ok(found, `a link to the public address in ${mail}`);
  return found[1];
}

export async function register(page, {confirm = true} = {}) {
  const email = `person${++people}@heidelberg.example`;
  await page.goto("/registrieren");
  await page.fill("#name", "Änne Öztürk");
  await page.fill("#email", email.toUpperCase());
  await page.fill("#neu", PASSWORD);
  await page.click(SUBMIT);
  assert.match(await page.locator("h1").innerText(), /Postfach/);
  if (!confirm) return email;
  await page.goto(linkOf(await mailTo(page, email)));
  await page.fill("#passwort", PASSWORD);
  await page.click(SUBMIT);
  await page.waitForURL("**/anmelden?bestaetigt");
  return email;
}

export async function enter(page, email, password = PASSWORD) {
  await page.fill("#email", email);
  await page.fill("#passwort", password);
  await page.click(SUBMIT);
}

/* RFC 6238, of the server's fixed instant. */
function totp(key, steps) {
  let bits = "";
  for (const c of key.replaceAll(" ", "")) bits += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0");
  const secret = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(NOW / 30000) + steps));
  const hash = createHmac("sha1", secret).update(counter).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, "0");
}
const NOW = Date.parse(`${TODAY}T07:00:00Z`); // eight in the morning in Germany: KC_TODAY

export const tests = {
  async "one registers, confirms, signs in with a second factor, revokes a session, signs out: without script"({page: open}) {
    for (const width of [NARROW, WIDE]) {
      const page = await open({width, script: false});
      const email = await register(page);
      await look(page, "anmelden", width);
      await enter(page, email);
      await page.waitForURL("**/konto");
      await look(page, "konto", width);
      const before = (await page.context().cookies()).find((c) => c.name === "kc_session");
      assert.ok(before.httpOnly && before.sameSite === "Lax");

      await page.click("form[action='/konto/zweiter-faktor'] button");
      await look(page, "faktor", width);
      const key = await page.locator(".kc-totp-key").innerText();
      await page.fill("#code", "000000");
      await page.click(SUBMIT);
      assert.equal(await page.locator("#code-fehler").count(), 1);
      assert.equal(await page.locator(".kc-totp-key").innerText(), key, "a wrong code keeps the key");
      await page.fill("#code", totp(key, -1));
      await page.click(SUBMIT);
      const codes = await page.locator(".kc-codes code").allInnerTexts();
      assert.equal(new Set(codes).size, 10);
      await look(page, "ersatzcodes", width);

      const other = await open({width, script: false});
      await other.goto("/anmelden");
      await enter(other, email);
      await look(other, "code", width);
      await other.fill("#code", totp(key, -1));
      await other.click(SUBMIT);
      assert.equal(await other.locator("[role=alert]").count(), 1, "a code is taken once");
      assert.equal((await other.context().cookies()).some((c) => c.name === "kc_session"), false, "no session before the code");
      await other.fill("#code", totp(key, 0));
      await other.click(SUBMIT);
      await other.waitForURL("**/konto");
      await look(other, "geraete", width);
      await page.goto("/konto");
      await page.click("#geraete ~ ul form button");
      await other.goto("/konto");
      assert.match(other.url(), /\/anmelden\?zurueck=%2Fkonto$/, "the other one is signed out");

      await enter(other, email);
      await other.fill("#code", codes[3].toUpperCase().replaceAll("-", " "));
      await other.click(SUBMIT);
      await other.waitForURL("**/konto");
      assert.match(await other.locator("main").innerText(), /9 Ersatzcodes/);

      await page.click("form[action='/abmelden'] button");
      await page.waitForURL("**/anmelden?abgemeldet");
      await page.context().addCookies([before]);
      await page.goto("/konto");
      assert.match(page.url(), /\/anmelden/, "the old cookie is worth nothing");
    }
  },

  async "another mail address: asked for, confirmed, taken back by the old mailbox, without script"({page: open}) {
    for (const width of [NARROW, WIDE]) {
      const page = await open({width, script: false});
      const email = await register(page);
      const next = `neu${width}@zuhause.example`;
      await enter(page, email);
      await page.waitForURL("**/konto");
      await page.click("a[href='/konto/adresse']");
      await look(page, "adresse", width);
      assert.equal(await page.locator("#passwort").count(), 0, "signed in just now");
      await page.fill("#email", "keine");
      await page.click(SUBMIT);
      assert.equal(await page.locator("#fehler li").count(), 1);
      await page.fill("#email", email);
      await page.click(SUBMIT);
      assert.match(await page.locator("#fehler").innerText(), /schon die Adresse/);
      await page.fill("#email", next.toUpperCase());
      await page.click(SUBMIT);
      assert.match(await page.locator("main").innerText(), /neue Postfach/);
      await look(page, "adresse-verlangt", width);
      const link = linkOf(await mailTo(page, next));
      const stranger = await open({width, script: false});
      await stranger.goto(link);
      assert.match(stranger.url(), /\/anmelden\?zurueck=/, "the link alone opens nothing");
      await page.goto("/konto");
      assert.match(await page.locator(".kc-lead").innerText(), new RegExp(email), "not before it is confirmed");
      await page.goto(link);
      await look(page, "adresse-bestaetigen", width);
      await page.click(SUBMIT);
      await page.waitForURL("**/konto?adresse");
      await look(page, "adresse-neu", width);
      assert.match(await page.locator(".kc-lead").innerText(), new RegExp(next));
      await page.goto(link);
      assert.match(await page.locator("main").innerText(), /gilt hier nicht/);

      await stranger.goto(linkOf(await mailTo(page, email)));
      await look(stranger, "adresse-zurueck", width);
      await stranger.fill("#neu", "Sonnenblume im Keller 3");
      await stranger.click(SUBMIT);
      await stranger.waitForURL("**/anmelden?gesetzt");
      await page.goto("/konto");
      assert.match(page.url(), /\/anmelden/, "everybody is signed out");
      await enter(stranger, email, "Sonnenblume im Keller 3");
      await stranger.waitForURL("**/konto");
    }
  },

  async "the pages of changing the address are accessible"({page: open}) {
    for (const width of [NARROW, WIDE]) {
      const page = await open({width});
      const email = await register(page);
      await enter(page, email);
      await page.waitForURL("**/konto");
      await page.goto("/konto/adresse");
      await lookClosely(page, "adresse-script", width);
      await page.fill("#email", `zwei${width}@zuhause.example`);
      await page.click(SUBMIT);
      await page.goto("/konto/adresse");
      await lookClosely(page, "adresse-wartet", width);
      await page.goto(linkOf(await mailTo(page, email)));
      await lookClosely(page, "adresse-zurueck-script", width);
    }
  },

  async "the pages of an account are accessible and keep what was typed, but no password"({page: open}) {
    for (const width of [WIDE, NARROW]) {
      const page = await open({width});
      await page.goto("/registrieren");
      await lookClosely(page, "registrieren", width);
      await page.fill("#name", "Änne");
      await page.fill("#email", "keine Adresse");
      await page.fill("#neu", "kurz");
      await page.evaluate(() => document.querySelector("main form").setAttribute("novalidate", ""));
      await page.click(SUBMIT);
      assert.equal(await page.locator("#fehler li").count(), 2);
      assert.equal(await page.inputValue("#name"), "Änne");
      assert.equal(await page.inputValue("#email"), "keine Adresse");
      assert.equal(await page.inputValue("#neu"), "");
      await lookClosely(page, "registrieren-fehler", width);
      const email = await register(page);
      await enter(page, email);
      await page.waitForURL("**/konto");
      await lookClosely(page, "konto-script", width);
      await page.goto("/konto/passwort");
      await lookClosely(page, "passwort", width);
      const english = await open({width, lang: "en-GB"});
      await english.goto("/anmelden");
      await lookClosely(english, "anmelden.en", width);
      assert.match(await english.locator("h1").innerText(), /Sign in/);
      page.errors = page.errors.filter((e) => !/422/.test(e));
      expectNoErrors(page, "account");
    }
  },

  async "what a guest entered goes along; when both have something the person chooses"({page: open}) {
    const page = await open({script: false});
    await page.goto("/situation");
    await page.check("input[name=stelle][value=buergerbuero]");
    await page.click("form.kc-form button[type=submit]");
    const email = await register(page);
    await enter(page, email);
    await page.waitForURL("**/konto");
    await page.goto("/situation/stelle");
    assert.ok(await page.isChecked("input[name=stelle][value=buergerbuero]"), "taken over");

    const other = await open({script: false});
    await other.goto("/situation");
    const jobs = await other.locator("input[name=stelle]").evaluateAll((all) => all.map((i) => i.value));
    const job = jobs.find((j) => j !== "buergerbuero");
    await other.check(`input[name=stelle][value=${job}]`);
    await other.click("form.kc-form button[type=submit]");
    await other.goto("/anmelden");
    await enter(other, email);
    await other.waitForURL("**/konto/angaben");
    await look(other, "angaben", WIDE);
    await other.click("button[name=geraet]");
    await other.goto("/situation/stelle");
    assert.ok(await other.isChecked(`input[name=stelle][value=${job}]`));
    await page.goto("/situation/stelle");
    assert.ok(await page.isChecked(`input[name=stelle][value=${job}]`), "on every device");
    await page.click("form[action='/abmelden'] button");
    await page.goto("/situation/stelle");
    assert.equal(await page.locator("input[name=stelle]:checked").count(), 0, "nothing is left for the next one");
  },

  async "known and unknown addresses get the same answers, and a new password comes by mail"({page: open}) {
    const page = await open({script: false});
    const known = await register(page);
    const unknown = "niemand@heidelberg.example";
    const answers = {};
    for (const [who, email] of [["known", known], ["unknown", unknown]]) {
      await page.goto("/anmelden");
      await enter(page, email, "Falsches Passwort 99");
      const wrong = await page.locator("[role=alert]").innerText();
      await page.goto("/passwort");
      await page.fill("#email", email);
      await page.click(SUBMIT);
      const reset = await page.locator("main").innerText();
      await page.goto("/registrieren");
      await page.fill("#name", "Jemand");
      await page.fill("#email", email);
      await page.fill("#neu", "Ganz andere Wolkenfarbe");
      await page.click(SUBMIT);
      answers[who] = [wrong, reset, await page.locator("main").innerText()];
    }
    assert.deepEqual(answers.known, answers.unknown);

    await page.goto("/passwort");
    await page.fill("#email", known);
    await page.click(SUBMIT);
    const link = linkOf(await mailTo(page, known));
    await page.goto(link);
    await page.fill("#neu", "Sonnenblumen im Keller");
    await page.click(SUBMIT);
    await page.waitForURL("**/anmelden?gesetzt");
    const again = await page.goto(link);
    assert.equal(again.status(), 404, "a link works once");
    await page.goto("/anmelden");
    await enter(page, known, PASSWORD);
    assert.equal(await page.locator("[role=alert]").count(), 1, "the old password is worth nothing");
    await enter(page, known, "Sonnenblumen im Keller");
    await page.waitForURL("**/konto");
  },

  async "whoever registers a foreign address gets no account with it"({page: open}) {
    const page = await open({script: false});
    const email = await register(page, {confirm: false});
    await page.goto("/anmelden");
    await enter(page, email);
    assert.equal(await page.locator("[role=alert]").count(), 1, "unconfirmed accounts do not sign in");
    await page.goto(linkOf(await mailTo(page, email)));
    await page.fill("#passwort", "ein anderes Passwort");
    await page.click(SUBMIT);
    assert.equal(await page.locator("[role=alert]").count(), 1, "the link alone does not confirm");
  },

  async "guessing gets slower, for one account and not for its neighbour"({page: open}) {
    const page = await open({script: false});
    const email = "geraten@heidelberg.example";
    let status = 0;
    for (let i = 0; i < 6; i++) {
      await page.goto("/anmelden");
      const answer = page.waitForResponse((r) => r.request().method() === "POST");
      await enter(page, email, `Versuch Nummer ${i} 1234`);
      status = (await answer).status();
      if (i < 5) assert.equal(status, 422);
    }
    assert.equal(status, 429);
    assert.match(await page.locator("[role=alert]").innerText(), /warten/);
  },

  async "forms from elsewhere, planted cookies, foreign ways back and foreign hosts change nothing"({page: open, url}) {
    const page = await open({script: false});
    const ask = page.context().request;
    const email = await register(page);
    await page.goto("/anmelden?zurueck=" + encodeURIComponent("//evil.example/"));
    assert.equal(await page.inputValue("input[name=zurueck]"), "/konto");
    await page.context().addCookies([{name: "kc_session", value: "A".repeat(32), url}]);
    await page.goto("/anmelden");
    await enter(page, email);
    await page.waitForURL("**/konto");
    const cookie = (await page.context().cookies()).find((c) => c.name === "kc_session");
    assert.notEqual(cookie.value, "A".repeat(32), "a planted session is not taken");

    const plain = {maxRedirects: 0};
    const token = await page.inputValue("form[action='/abmelden'] input[name=token]");
    const wrongToken = token.slice(0, -1) + (token.endsWith("A") ? "B" : "A");
    assert.equal((await ask.post("/abmelden", {...plain, form: {}})).status(), 403, "no token");
    assert.equal((await ask.post("/abmelden", {...plain, form: {token: wrongToken}})).status(), 403, "another token");
    assert.equal((await ask.post("/abmelden", {...plain, form: {token}, headers: {Origin: "https://evil.example"}})).status(), 403, "another origin");
    const konto = await ask.get("/konto");
    assert.equal(konto.status(), 200, "still signed in");
    const lone = await open({script: false});
    await lone.context().addCookies([cookie]);
    await lone.goto("/konto");
    const own = await lone.inputValue("form[action='/abmelden'] input[name=token]");
    const twice = await lone.context().request.post("/anmelden", {...plain, form: {token: own, email, passwort: PASSWORD}});
    assert.equal(twice.status(), 303, "who is signed in signs in no second time");
    assert.equal((await lone.goto("/check")).status() < 500, true, "without a guest's cookie");
    assert.match(konto.headers()["content-security-policy"], /frame-ancestors 'none'/);
    assert.match(konto.headers()["cache-control"], /no-store/);
    assert.match((await ask.get("/")).headers()["cache-control"], /no-store/, "a page with a name is nobody else's");

    const guest = await open({script: false});
    await guest.goto("/passwort");
    const reset = await guest.inputValue("form.kc-form input[name=token]");
    await guest.context().request.post("/passwort", {form: {token: reset, email, rolle: "operator", status: "active", zurueck: "https://evil.example"}, headers: {"X-Forwarded-Host": "evil.example"}});
    assert.doesNotMatch(await mailTo(page, email), /evil/);
    linkOf(await mailTo(page, email));
  },
};
