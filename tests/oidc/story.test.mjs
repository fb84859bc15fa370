// SPDX-License-Identifier: EUPL-1.2
// The whole story, in Chromium without script, at 1280 and 360 px: the cooperative admits a municipality; its personnel
// department imports 50 people; one signs in with the town's directory, gets a job profile and a curriculum, changes
// her employer and keeps what is hers; a provider publishes a block and two experts certify it; the personnel department
// sees an aggregate and no person.
import assert from "node:assert/strict";
import {NARROW, WIDE, expectNoSideScroll, openBrowser, screenshot} from "../browser/browser.mjs";
import {admit, comeIn, importPeople, invitationTo, signIn} from "../browser/organisation.test.mjs";
import {demoPerson, publishBlock} from "../browser/publish.test.mjs";
import {CLIENT, enter, startProvider} from "./provider.mjs";

const TOWN = {ags: "08226095", code: "walldorf"};
const NORA = `nora@${TOWN.code}.example`;
const SUBMIT = "main form.kc-form button[type=submit]";
const TITLE = "Anträge in einfachen Worten erklären";

const text = (page) => page.locator("main").innerText();
const table = (page) => page.locator("main").innerHTML();

async function look(page, name, width) {
  await expectNoSideScroll(page, `story-${name}-${width}`);
  await screenshot(page, `story-${name}-${width}`);
}

async function curriculumOf(page, width) {
  const accept = page.locator("form[action='/lehrplan/annehmen'] button");
  await page.goto("/lehrplan");
  for (let i = 0; i < 100 && (await accept.count()) === 0; i++) await page.reload(); // it is made while the page waits
  await look(page, "lehrplan", width);
  await Promise.all([page.waitForResponse((r) => r.request().method() === "POST"), accept.first().click()]);
  await page.goto("/lehrplan");
  assert.match(await page.locator("[aria-labelledby=uebernommen]").innerText(), /nichts geändert/);
  await look(page, "lehrplan-uebernommen", width);
}

async function confirmJob(page) {
  await page.goto("/konto/stelle");
  await page.click("button:has-text('Ja, das stimmt')");
  await page.click("button:has-text('Profil bestätigen')");
  await page.waitForURL("**/konto/stelle?bestaetigt");
}

/* Heidelberg enters her under its own address, and the invitation is taken into the account that she has. */
async function changeEmployer(open, nora, hr, width) {
  const email = `nora.neumann@heidelberg.example`;
  const heidelberg = await open({width, script: false});
  await signIn(heidelberg, "hr@heidelberg.example");
  await heidelberg.goto("/verwaltung/heidelberg/liste");
  await heidelberg.fill("#text", `Name;E-Mail;Stelle\n"Neumann, Nora";${email};bauamt\n`);
  await heidelberg.click(SUBMIT);
  await heidelberg.click("form[action$='/uebernehmen'] button");
  await heidelberg.goto(`/verwaltung/heidelberg?q=${encodeURIComponent(email)}`);
  await heidelberg.click(`a:has-text("Nora Neumann")`);
  await heidelberg.click("form[action$='/einladen'] button");
  await nora.goto(await invitationTo(nora, email));
  await nora.click(SUBMIT);
  await nora.waitForURL("**/konto/stelle");
  await nora.click("button:has-text('Ja, das stimmt')");
  await hr.goto(`/verwaltung/${TOWN.code}?q=nora`);
  await hr.click(`a:has-text("Nora")`);
  await hr.fill("#austritt", new Date(Date.now() - 86400000).toISOString().slice(0, 10));
  await hr.click(SUBMIT);
  await hr.waitForURL("**?gespeichert");
  await hr.goto(`/verwaltung/${TOWN.code}?q=nora`);
  assert.match(await text(hr), /gibt es niemanden/, "the old employer has her no more");
}

async function certify(open, block, width) {
  const provider = await demoPerson(open, "kurse@va-rheinbogen.example", {width, script: false});
  await provider.goto(`${block}/guetesiegel`);
  await provider.click("main form button[type=submit]");
  await provider.waitForURL("**?beantragt");
  for (const email of ["beirat@fachbeirat.example", "gutachten@fachbeirat.example"]) {
    const expert = await demoPerson(open, email, {width, script: false});
    await expert.goto("/zertifizierung");
    await expert.click(`main .kc-saved a:has-text("${TITLE}")`);
    for (let k = 0; k < 9; k++) {
      await expert.check(`input[name=u${k}][value=met]`);
      await expert.fill(`#g${k}`, "Gut belegt");
    }
    await expert.click("main form.kc-items__form button[type=submit]");
    await expert.waitForURL("**?gegeben");
  }
}

/* The search shows the block with its seal as soon as the snapshot has it. */
async function expectSealed(page, block, width) {
  const path = `/baustein/${block.split("/").pop()}`;
  const seal = page.locator(`a[href='${path}/guetesiegel']`);
  for (let i = 0; i < 40 && (await seal.count()) === 0; i++) await page.goto(path);
  assert.equal(await seal.count(), 1, "the seal is on the block's page");
  await look(page, "siegel", width);
}

/* What the personnel department sees: figures of groups; and of the person nothing but what it entered. */
async function expectNoPerson(hr, width) {
  await hr.goto(`/verwaltung/${TOWN.code}/berichte`);
  const said = await text(hr);
  assert.match(said, /Personen:\s*\d+/, "everybody together");
  for (const cell of await hr.locator("td.is-number").allInnerTexts()) assert.match(cell.trim(), /^(verdeckt|–|\d*[05])$/, cell);
  assert.doesNotMatch(said, /Nora|Neumann/, "nobody is named");
  await look(hr, "bericht", width);
  await hr.goto(`/verwaltung/${TOWN.code}?stand=ausgeschieden`);
  assert.match(await text(hr), /Nora/, "control: its own list of those who left names her");
  await hr.click(`a:has-text("Nora")`);
  const page = await table(hr);
  for (const word of ["heidelberg", "übernommen", "Stufe "]) assert.equal(page.includes(word), false, `no ${word} on the page of her work`);
  for (const path of ["/lehrplan", "/situation", "/konto/stelle", "/check"]) {
    await hr.goto(path);
    assert.doesNotMatch(await text(hr), /Nora/, `${path} is one's own`);
  }
}

export async function run({program, check}) {
  const provider = await startProvider(program, `${TOWN.code}.example`);
  const browser = await openBrowser(program.url);
  const open = (options) => browser.page(options);
  const people = {};

  await check("the cooperative admits a municipality", async () => {
    people.office = await open({width: WIDE, script: false});
    await signIn(people.office, "betrieb@kommunalcampus.example");
    await admit(people.office, TOWN, WIDE);
  });
  await check("its personnel department imports 50 people", async () => {
    people.hr = await open({width: WIDE, script: false});
    await comeIn(people.hr, `hr@${TOWN.code}.example`, "einladung", WIDE);
    await importPeople(people.hr, TOWN, WIDE);
  });
  await check("one signs in with the town's directory and finds the work that was entered, on a phone", async () => {
    await program.issuer({format: "kommunalcampus-issuer/1", code: "echt", kind: "oidc", name: "Verzeichnis der Stadt", issuer: provider.url,
      client_id: CLIENT, organisation: TOWN.code, mail_domains: [`${TOWN.code}.example`],
      rules: [{claim: "groups", value: "leute", organisation: TOWN.code, role: "learner"}]});
    provider.groups.nora = ["leute"];
    people.nora = await open({width: NARROW, script: false});
    await enter(people.nora, provider, "nora");
    assert.equal(new URL(people.nora.url()).pathname, "/konto", await people.nora.locator("body").innerText());
    await look(people.nora, "konto", NARROW);
    await confirmJob(people.nora);
    await people.nora.goto("/konto/stelle");
    assert.equal((await text(people.nora)).split("Walldorf").length - 1 > 0, true);
    await look(people.nora, "stelle", NARROW);
    await people.hr.goto(`/verwaltung/${TOWN.code}?q=${encodeURIComponent(NORA)}`);
    assert.match(await text(people.hr), /Eine Person/, "she is entered once");
  });
  await check("she has a curriculum for her job profile and takes it", () => curriculumOf(people.nora, NARROW));
  await check("she changes her employer and keeps what is hers", async () => {
    await changeEmployer(open, people.nora, people.hr, WIDE);
    await people.nora.goto("/lehrplan");
    assert.equal(await people.nora.locator("[aria-labelledby=uebernommen]").count(), 1, "her plan is still hers");
    await people.nora.goto("/konto/stelle");
    const said = await text(people.nora);
    assert.match(said, /Heidelberg/);
    assert.match(said, /beendet/);
    await look(people.nora, "gewechselt", NARROW);
  });
  await check("a provider publishes a block, two experts certify it, everybody sees the seal", async () => {
    const block = await publishBlock(open, TITLE, WIDE);
    await certify(open, block, WIDE);
    await expectSealed(people.nora, block, NARROW);
  });
  await check("the personnel department sees groups, and of her nothing but what it entered", () => expectNoPerson(people.hr, WIDE));
  await browser.close();
  await provider.stop();
}
