// SPDX-License-Identifier: EUPL-1.2
// Organisations: the cooperative admits a municipality, its HR imports people and invites them, one confirms her job,
// changes her employer and keeps what is hers; without script, at 360 and 1280 px. And HR of one municipality tries
// what it could do in another.
import assert from "node:assert/strict";
import {NARROW, WIDE, expectAccessible, expectNoErrors, expectNoSideScroll, expectVisibleFocus, screenshot, tabTo} from "./browser.mjs";
import {DEMO_PASSWORD} from "../program.mjs";

const PASSWORD = "Kaffeetasse auf dem Dach 3";
const SUBMIT = "main form.kc-form button[type=submit]";

async function look(page, name, width) {
  await expectNoSideScroll(page, `${name}-${width}`);
  await screenshot(page, `organisation-${name}-${width}`);
}

export async function signIn(page, email, password = DEMO_PASSWORD) {
  await page.goto("/anmelden");
  await page.fill("#email", email);
  await page.fill("#passwort", password);
  await page.click(SUBMIT);
  await page.waitForURL("**/konto");
}

/* The link of the newest mail to this address, as the demo's page shows it. */
export async function invitationTo(page, email) {
  const text = await (await page.context().request.get("/postfach")).text();
  const mail = text.split("<section").find((s) => s.includes(email));
  assert.ok(mail, `a mail to ${email}`);
  const link = mail.replaceAll("&amp;", "&").match(/https?:\/\/[^/\s"<]+(\/einladung\?t=[A-Za-z0-9_-]+)/);
  assert.ok(link, `a link in ${mail}`);
  return link[1];
}

/* Set a password by the invitation, and sign in with it. */
export async function comeIn(page, email, name, width) {
  await page.goto(await invitationTo(page, email));
  await look(page, name, width);
  await page.fill("#neu", PASSWORD);
  await page.click(SUBMIT);
  await page.waitForURL("**/anmelden?gesetzt");
  await page.fill("#email", email);
  await page.fill("#passwort", PASSWORD);
  await page.click(SUBMIT);
  await page.waitForURL("**/konto");
}

const text = (page) => page.locator("main").innerText();

export async function admit(page, town, width) {
  await page.goto("/betrieb");
  await look(page, "betrieb", width);
  await page.click("a[href='/betrieb/neu?art=municipality']");
  await page.fill("#ags", "99999999");
  await page.fill("#anteile", "0");
  await page.fill("#leitweg", "04011000-12345-30");
  await page.click(SUBMIT);
  assert.ok((await page.locator(".kc-field__error").count()) > 0, "what is wrong is said");
  await look(page, "antrag-falsch", width);
  await page.fill("#anteile", "15");
  await page.fill("#leitweg", "04011000-12345-03");
  await page.fill("#kontakt", "Henriette Haus");
  await page.fill("#kontakt_email", `hr@${town.code}.example`);
  await page.click(SUBMIT);
  assert.match(await text(page), /gibt es im amtlichen Verzeichnis nicht/);
  await page.fill("#ags", town.ags);
  await page.click(SUBMIT);
  await page.waitForURL(`**/betrieb/organisation/${town.code}?neu`);
  await look(page, "antrag", width);
  await page.click("form[action$='/aufnehmen'] button");
  await page.waitForURL(`**/betrieb/organisation/${town.code}?aufgenommen`);
  await look(page, "mitglied", width);
}

const HEADINGS = "Nachname;Vorname;E-Mail;Personalnummer;Amt;Stelle;Vorgesetzte/r (E-Mail);Eintritt";
function listOf(town, people) {
  const rows = [HEADINGS, `Leitner;Lena;lena@${town.code}.example;1;Bürgeramt;Amtsleitung;;01.02.2020`];
  for (let i = 2; i <= people; i++) {
    const name = i === 2 ? "Nora" : `Person${i}`;
    rows.push(`Neumann;${name};${name.toLowerCase()}@${town.code}.example;${i};Bürgeramt;buergerbuero;lena@${town.code}.example;01.03.2021`);
  }
  return `${rows.join("\r\n")}\r\n`;
}

/* As Excel writes it: Windows-1252, semicolons. */
const windows1252 = (s) => Buffer.from(s, "latin1");

export async function importPeople(page, town, width) {
  await page.goto("/verwaltung");
  await page.waitForURL(`**/verwaltung/${town.code}`);
  await look(page, "verwaltung-leer", width);
  await page.click("main a.kc-btn");
  await look(page, "liste", width);
  await page.fill("#text", `${HEADINGS}\nFalsch;Frida;frida@;1;;Zauberin;niemand@x.example;31.02.2020\nDoppelt;Dora;dora@x.example;1;;;;\n`);
  await page.click(SUBMIT);
  assert.match(await text(page), /Es wurde nichts geändert/);
  await look(page, "liste-fehler", width);
  await page.setInputFiles("#datei", {name: "personal.csv", mimeType: "text/csv", buffer: windows1252(listOf(town, 50))});
  await page.click(SUBMIT);
  assert.match(await text(page), /50 Personen sind neu/);
  await look(page, "liste-vorschau", width);
  await page.click("form[action$='/uebernehmen'] button");
  await page.waitForURL(`**/verwaltung/${town.code}?eingelesen`);
  assert.match(await text(page), /50 Personen/);
  await page.fill("#q", "nora");
  await page.click(".kc-staff-search button");
  assert.match(await text(page), /Eine Person/);
  await look(page, "verwaltung", width);
}

/* Nobody is named in what is not said: importing again changes two, and one who is missing has left. */
async function importAgain(page, town, width) {
  const list = listOf(town, 49).replace("Neumann;Person3", "Neumann-Alt;Person3");
  await page.goto(`/verwaltung/${town.code}/liste`);
  await page.setInputFiles("#datei", {name: "personal.csv", mimeType: "text/csv", buffer: Buffer.from(`\ufeff${list}`)});
  await page.click(SUBMIT);
  const said = await text(page);
  assert.match(said, /Niemand ist neu/);
  assert.match(said, /Eine Person ändert sich/);
  assert.match(said, /Eine Person fehlt in der Liste/);
  await page.check("input[value=enden]");
  await page.fill("#letzter_tag", "2026-11-22");
  await look(page, "liste-wieder", width);
  await page.click("form[action$='/uebernehmen'] button");
  await page.goto(`/verwaltung/${town.code}?stand=ausgeschieden`);
  assert.match(await text(page), /person50@/);
}

async function invite(page, town, width) {
  await page.goto(`/verwaltung/${town.code}`);
  await page.click("form[action$='/einladen'] button");
  await page.waitForURL("**?eingeladen=49");
  await page.click(`a:has-text("Nora Neumann")`);
  await look(page, "person", width);
  await page.fill("#vorgesetzt", "wer@nirgends.example");
  await page.click(SUBMIT);
  await page.locator("#vorgesetzt-fehler").waitFor();
  await page.fill("#vorgesetzt", `lena@${town.code}.example`);
  await page.fill("#vertretung", `person3@${town.code}.example`);
  await page.click(SUBMIT);
  await page.waitForURL("**?gespeichert");
  assert.equal(await page.inputValue("#vertretung"), `person3@${town.code}.example`);
}

/* An own copy of a job profile, for the people of this municipality alone. */
async function adaptJob(page, town, width) {
  await page.goto(`/verwaltung/${town.code}/stellen`);
  await page.selectOption("#vorlage", "buergerbuero");
  await page.click(".kc-staff-search button");
  await page.waitForURL("**/stellen/k-*");
  const address = new URL(page.url()).pathname;
  await page.fill("#name", "");
  await page.click(SUBMIT);
  await page.locator("#name-fehler").waitFor();
  await page.fill("#name", `Unser Bürgerbüro ${town.code}`);
  await page.locator("select[name^=stufe-]").first().selectOption("7");
  await page.click(SUBMIT);
  await page.waitForURL("**?gespeichert");
  assert.equal(await page.locator("select[name^=stufe-]").first().inputValue(), "7");
  await look(page, "stellenprofil", width);
  await page.goto(`/verwaltung/${town.code}?q=nora`);
  await page.click(`a:has-text("Nora Neumann")`);
  await page.selectOption("#stelle", {label: `Unser Bürgerbüro ${town.code}`});
  await page.click(SUBMIT);
  await page.waitForURL("**?gespeichert");
  return address;
}

async function confirmJob(page, width) {
  assert.match(await text(page), /wartet auf Ihre Antwort/);
  await page.goto("/konto/stelle");
  await look(page, "stelle-frage", width);
  await page.click("button:has-text('Ja, das stimmt')");
  await page.click("button:has-text('Profil bestätigen')");
  await page.waitForURL("**/konto/stelle?bestaetigt");
  await look(page, "stelle", width);
  await page.goto("/situation");
  assert.match(await text(page), /Unser Bürgerbüro/);
}

/* Heidelberg enters her under its own address; she takes that into her account; the old work ends. */
async function changeEmployer(nora, hr, town, width) {
  const heidelberg = await hr.context().browser().newContext({baseURL: new URL(hr.url()).origin, javaScriptEnabled: false});
  const page = await heidelberg.newPage();
  const email = `nora.${town.code}@heidelberg.example`;
  await signIn(page, "hr@heidelberg.example");
  await page.goto("/verwaltung/heidelberg/liste");
  await page.fill("#text", `Name;E-Mail;Stelle\n"Neumann, Nora";${email};bauamt\n`);
  await page.click(SUBMIT);
  await page.click("form[action$='/uebernehmen'] button");
  await page.goto(`/verwaltung/heidelberg?q=${encodeURIComponent(email)}`);
  await page.click(`a:has-text("Nora Neumann")`);
  await page.click("form[action$='/einladen'] button");
  await heidelberg.close();

  await nora.goto(await invitationTo(nora, email));
  await look(nora, "einladung-konto", width);
  await nora.click(SUBMIT);
  await nora.waitForURL("**/konto/stelle");
  await nora.click("button:has-text('Ja, das stimmt')");
  await nora.goto("/situation");
  assert.match(await text(nora), /Bürgerbüro/, "her own target stays until she says otherwise");

  await hr.goto(`/verwaltung/${town.code}?q=nora`);
  await hr.click(`a:has-text("Nora Neumann")`);
  await hr.fill("#austritt", "2026-11-22");
  await hr.click(SUBMIT);
  await hr.waitForURL("**?gespeichert");
  await hr.goto(`/verwaltung/${town.code}?q=nora`);
  assert.match(await text(hr), /gibt es niemanden/);

  await nora.goto("/konto/stelle");
  const said = await text(nora);
  assert.match(said, /Heidelberg/);
  assert.match(said, /beendet/);
  await look(nora, "stelle-gewechselt", width);
  await nora.goto("/situation");
  assert.match(await text(nora), /Bürgerbüro/);
}

/* What HR of one municipality could try in another: by address, and with the form's own token. */
async function tryAll(page, code, id) {
  const get = ["", "?q=", "/liste", "/stellen", "/abteilungen", "/startseite", `/person/${id}`];
  const post = ["/einladen", "/liste", "/liste/uebernehmen", `/person/${id}`, `/person/${id}/einladen`, `/person/${id}/rolle`, "/abteilungen", "/stellen", "/startseite"];
  await page.goto("/konto");
  const token = await page.locator("input[name=token]").first().inputValue();
  const origin = new URL(page.url()).origin;
  const answers = [];
  for (const path of get) answers.push({path, answer: await page.context().request.get(`/verwaltung/${code}${path}`)});
  for (const path of post) {
    const form = {token, name: "X", liste: "1", hr: "1", eintritt: "2020-01-01", text: "Name;E-Mail\nX;x@x.example\n"};
    answers.push({path, answer: await page.context().request.post(`/verwaltung/${code}${path}`, {form, headers: {Origin: origin}, maxRedirects: 0})});
  }
  return answers;
}

export const tests = {
  async "a municipality is admitted, imports its people, one is invited, confirms her job, and takes her account along: without script"({page: open}) {
    const towns = [
      {width: WIDE, ags: "08226095", code: "walldorf"},
      {width: NARROW, ags: "08226096", code: "weinheim"},
    ];
    for (const {width, ...town} of towns) {
      const office = await open({width, script: false});
      await signIn(office, "betrieb@kommunalcampus.example");
      await admit(office, town, width);
      const hr = await open({width, script: false});
      await comeIn(hr, `hr@${town.code}.example`, "einladung", width);
      await look(hr, "konto", width);
      await importPeople(hr, town, width);
      await importAgain(hr, town, width);
      await invite(hr, town, width);
      const profile = await adaptJob(hr, town, width);
      const nora = await open({width, script: false});
      await comeIn(nora, `nora@${town.code}.example`, "einladung", width);
      await confirmJob(nora, width);
      await changeEmployer(nora, hr, town, width);
      const other = await open({width, script: false});
      await signIn(other, "hr@heidelberg.example");
      assert.equal((await other.context().request.get(profile)).status(), 403, "another town's profile");
      assert.equal((await other.context().request.get(profile.replace(town.code, "heidelberg"))).status(), 404);
      await other.goto("/situation/stelle");
      assert.equal((await text(other)).includes("Unser Bürgerbüro"), false, "nobody else meets it");
      await office.goto(`/betrieb/organisation/${town.code}`);
      await office.locator("summary").first().click();
      await office.fill("#letzter_tag", "2026-12-31");
      await office.click("form[action$='/verabschieden'] button");
      await office.waitForURL("**?gespeichert");
      await hr.goto("/verwaltung");
      assert.match(await hr.locator("h1").innerText(), /nicht/, "who works for nobody that is a member manages nobody");
      for (const page of [office, hr, nora]) {
        page.errors = page.errors.filter((e) => !/status of (403|422)/.test(e)); // the wrong forms, and the end
        expectNoErrors(page, "the story");
      }
    }
  },

  async "HR of one municipality can do nothing in another; the control is HR of the other"({page: open}) {
    const canary = "ackerl@heidelberg.example";
    const hr = await open({script: false});
    await signIn(hr, "hr@heidelberg.example");
    await hr.goto("/verwaltung/heidelberg?q=anna.ackerl");
    const id = (await hr.locator("table a").first().getAttribute("href")).match(/person\/(\d+)/)[1];
    let seen = 0;
    for (const path of ["?q=ackerl", `/person/${id}`]) {
      seen += (await (await hr.context().request.get(`/verwaltung/heidelberg${path}`)).text()).includes(canary);
    }
    assert.equal(seen, 2, "control: the own HR sees what is searched for");

    for (const email of ["hr@mannheim.example", "anna.ackerl@heidelberg.example", "kurse@va-rheinbogen.example", "beirat@fachbeirat.example"]) {
      const other = await open({script: false});
      await signIn(other, email);
      for (const {path, answer} of await tryAll(other, "heidelberg", id)) {
        assert.ok([403, 404].includes(answer.status()), `${email} ${path}: ${answer.status()}`);
        assert.equal((await answer.text()).includes(canary), false, `${email} ${path} shows nobody`);
      }
      /* The other's number below the own address. */
      const crossed = await other.context().request.get(`/verwaltung/mannheim/person/${id}`);
      assert.ok([403, 404].includes(crossed.status()), `${email} with a number of another: ${crossed.status()}`);
      assert.equal((await other.context().request.get("/betrieb")).status(), 403, `${email} and the cooperative`);
    }
    const guest = await open({script: false});
    await guest.goto("/verwaltung/heidelberg");
    assert.match(guest.url(), /\/anmelden\?zurueck=/);
  },

  async "pages of organisations can be used with keyboard and screen reader"({page: open}) {
    for (const width of [NARROW, WIDE]) {
      const page = await open({width});
      await signIn(page, "betrieb@kommunalcampus.example");
      for (const path of ["/betrieb", "/betrieb/neu?art=provider", "/betrieb/organisation/heidelberg", "/kommunen", "/k/heidelberg"]) {
        await page.goto(path);
        await expectAccessible(page, `${path}-${width}`);
        await look(page, path.replaceAll(/[^a-z]+/g, "-"), width);
      }
      const hr = await open({width});
      await signIn(hr, "hr@heidelberg.example");
      await hr.goto("/verwaltung/heidelberg?q=anna.ackerl");
      const person = await hr.locator("table a").first().getAttribute("href");
      for (const path of ["/verwaltung/heidelberg", person, "/verwaltung/heidelberg/liste", "/verwaltung/heidelberg/abteilungen", "/verwaltung/heidelberg/stellen", "/verwaltung/heidelberg/startseite"]) {
        await hr.goto(path);
        await expectAccessible(hr, `${path}-${width}`);
        await look(hr, `${path.replaceAll(/[^a-z]+/g, "-")}-axe`, width);
      }
      await hr.goto("/verwaltung/heidelberg");
      await tabTo(hr, "#q");
      await expectVisibleFocus(hr);
      await hr.keyboard.type("becker");
      await hr.keyboard.press("Enter");
      await hr.waitForURL("**q=becker**");
      const anna = await open({width});
      await signIn(anna, "anna.ackerl@heidelberg.example");
      await anna.goto("/konto/stelle");
      await expectAccessible(anna, `/konto/stelle-${width}`);
      await look(anna, "stelle-axe", width);
      for (const p of [page, hr, anna]) expectNoErrors(p, `organisations-${width}`);
    }
  },
};
