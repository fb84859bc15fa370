// SPDX-License-Identifier: EUPL-1.2
// What Apache with mod_auth_mellon hands over, and everything that looks like it and is not. The real Apache is in
// mellon.test.mjs.
import assert from "node:assert/strict";
import {Visitor} from "../visitor.mjs";

const IDP = "https://idp.example/metadata";

export async function run({program, check}) {
  const add = (code, more = {}) => program.issuer({format: "kommunalcampus-issuer/1", code, kind: "saml", name: `Campus ${code}`, issuer: IDP,
    mail_domains: ["idp.example"], ...more});
  await add("campus");
  await add("anderer", {issuer: "https://other.example/metadata"});
  await program.issuer({format: "kommunalcampus-issuer/1", code: "oidc", kind: "oidc", name: "OIDC", issuer: "https://op.example", client_id: "kc"});
  const right = {"KC-Saml-Secret": program.secret, "KC-Saml-Issuer": IDP, "KC-Saml-Name-Id": "_8f3a", "KC-Saml-Mail": "erika@idp.example",
    "KC-Saml-Given-Name": "Erika", "KC-Saml-Family-Name": "Muster"};
  const without = (name) => Object.fromEntries(Object.entries(right).filter(([key]) => key !== name));

  /* The link of our own page, for this browser. */
  const chosen = async (visitor) => {
    const page = await visitor.ask("/anmelden");
    return page.body_text.match(/href="(\/anmelden\/saml\/campus\?wahl=[^"]+)"/)[1];
  };

  await check("what the server in front hands over signs in", async () => {
    const visitor = new Visitor(program.url);
    const response = await visitor.ask(await chosen(visitor), {headers: right});
    assert.equal(response.status, 303, response.body_text);
    assert.match((await visitor.ask("/konto")).body_text, /Erika Muster/);
    assert.equal((await new Visitor(program.url).ask("/konto", {headers: right})).status, 303, "headers elsewhere are nothing");
  });
  const refused = [
    ["no headers at all", {}],
    ["no secret", without("KC-Saml-Secret")],
    ["another secret", {...right, "KC-Saml-Secret": "a".repeat(program.secret.length)}],
    ["the secret's beginning", {...right, "KC-Saml-Secret": program.secret.slice(0, -1)}],
    ["the secret twice in one header", {...right, "KC-Saml-Secret": `${program.secret}, ${program.secret}`}],
    ["an empty secret", {...right, "KC-Saml-Secret": ""}],
    ["empty secrets", {...right, "KC-Saml-Secret": "", "KC-Saml-Secret-2": ""}],
    ["the second secret wrong, alone", {...without("KC-Saml-Secret"), "KC-Saml-Secret-2": "a".repeat(program.secret.length)}],
    ["the first secret right, the second wrong", {...right, "KC-Saml-Secret-2": "x"}],
    ["the first secret wrong, the second right", {...right, "KC-Saml-Secret": "x", "KC-Saml-Secret-2": program.secret}],
    ["the second secret twice in one header", {...without("KC-Saml-Secret"), "KC-Saml-Secret-2": `${program.secret}, ${program.secret}`}],
    ["another identity provider", {...right, "KC-Saml-Issuer": "https://evil.example"}],
    ["no identity provider", without("KC-Saml-Issuer")],
    ["no NameID", without("KC-Saml-Name-Id")],
    ["an empty NameID: Apache's word for nothing", {...right, "KC-Saml-Name-Id": "(null)x y"}],
    ["a NameID of 300 letters", {...right, "KC-Saml-Name-Id": "a".repeat(300)}],
    ["a mailbox that it may not vouch for", {...right, "KC-Saml-Name-Id": "new1", "KC-Saml-Mail": "x@heidelberg.example"}],
    ["the mailbox of somebody with an account", {...right, "KC-Saml-Name-Id": "new2"}],
    ["no mailbox", {...without("KC-Saml-Mail"), "KC-Saml-Name-Id": "new3"}],
    ["names of other headers", {"X-Remote-User": "erika@idp.example", "Remote-User": "erika", "MELLON_NAME_ID": "_8f3a"}],
  ];
  for (const [why, headers] of refused) {
    await check(why, async () => {
      const visitor = new Visitor(program.url);
      const response = await visitor.ask(await chosen(visitor), {headers});
      assert.ok(response.status === 403 || response.status === 409, `status ${response.status}`);
      assert.ok(!visitor.cookies.has("kc_session"));
      assert.equal((await visitor.ask("/konto")).status, 303);
    });
  }
  for (const code of ["anderer", "oidc", "nichts"]) {
    await check(`at the address of "${code}"`, async () => {
      const visitor = new Visitor(program.url);
      const response = await visitor.ask(`/anmelden/saml/${code}`, {headers: right});
      assert.ok(response.status === 403 || response.status === 404, `status ${response.status}`);
      assert.ok(!visitor.cookies.has("kc_session"));
    });
  }
  const situation = async (visitor) => (await visitor.ask("/situation/stelle")).body_text.match(/value="([^"]+)" checked/)?.[1];
  const entered = async () => {
    const visitor = new Visitor(program.url);
    const page = await visitor.ask("/situation/stelle");
    const sent = await visitor.send("/situation/stelle", {stelle: page.body_text.match(/name="stelle" value="([^"]+)"/)[1]}, "/situation/stelle");
    assert.equal(sent.status, 303, sent.body_text);
    assert.ok(await situation(visitor));
    return visitor;
  };
  const form = async (visitor, page, headers, more = {}) => {
    const hidden = Object.fromEntries([...page.body_text.matchAll(/<input type="hidden" name="(token|wer)" value="([^"]+)"/g)].map((m) => [m[1], m[2]]));
    return visitor.ask("/anmelden/saml/campus", {method: "POST", body: new URLSearchParams({...hidden, ...more}).toString(),
      headers: {...headers, "Content-Type": "application/x-www-form-urlencoded"}});
  };
  await check("led here by somebody else: asked, not signed in, and nothing of the guest goes along", async () => {
    const victim = await entered();
    const before = await situation(victim);
    const other = new Visitor(program.url);
    const of_another = await chosen(other);
    for (const path of ["/anmelden/saml/campus", "/anmelden/saml/campus?wahl=", of_another, of_another.replace(/wahl=\d/, "wahl=9")]) {
      const page = await victim.ask(path, {headers: right});
      assert.equal(page.status, 200, path);
      assert.match(page.body_text, /Sie sind als Erika Muster beim Dienst/);
      assert.ok(!victim.cookies.has("kc_session"));
      assert.equal((await victim.ask("/konto")).status, 303, "nobody is signed in");
    }
    assert.equal(await situation(victim), before, "still the guest's");
    const page = await victim.ask("/anmelden/saml/campus", {headers: right});
    assert.equal((await form(victim, page, right, {token: "x"})).status, 403, "without the form's token");
    const switched = await form(victim, page, {...right, "KC-Saml-Name-Id": "_other", "KC-Saml-Given-Name": "Mallory"});
    assert.match(switched.body_text, /Sie sind als Mallory/, "another person than the page named is asked anew");
    assert.ok(!victim.cookies.has("kc_session"));
    assert.equal((await form(victim, page, right)).status, 303);
    assert.match((await victim.ask("/konto")).body_text, /Erika Muster/);
    victim.cookies.delete("kc_session");
    assert.equal(await situation(victim), before, "what was entered stayed on the device");
  });
  await check("control: chosen here, what the guest entered goes along", async () => {
    const visitor = await entered();
    const before = await situation(visitor);
    await visitor.ask(await chosen(visitor), {headers: {...right, "KC-Saml-Name-Id": "_fresh", "KC-Saml-Mail": "neu@idp.example"}});
    assert.ok(visitor.cookies.has("kc_session"));
    visitor.cookies.delete("kc_session");
    assert.ok(before);
    assert.equal(await situation(visitor), undefined);
  });

  /* --- linking --- */
  const OTHER = "https://other.example/metadata";
  const there = {...right, "KC-Saml-Issuer": OTHER, "KC-Saml-Name-Id": "_there", "KC-Saml-Given-Name": "Erika", "KC-Saml-Family-Name": "Anderswo"};
  const entering = async (id, mail) => {
    const visitor = new Visitor(program.url);
    await visitor.ask(await chosen(visitor), {headers: {...right, "KC-Saml-Name-Id": id, "KC-Saml-Mail": mail}});
    assert.ok(visitor.cookies.has("kc_session"), id);
    return visitor;
  };
  const linkOf = async (visitor) => {
    const page = await visitor.send("/konto/dienste", {dienst: "anderer"}, "/konto");
    assert.equal(page.status, 200, page.body_text);
    return page.body_text.match(/href="(\/anmelden\/saml\/anderer\?wahl=[^"]+)"/)[1];
  };
  const confirm = (visitor, page, headers) => {
    const hidden = Object.fromEntries([...page.body_text.matchAll(/<input type="hidden" name="(token|wer)" value="([^"]+)"/g)].map((m) => [m[1], m[2]]));
    return visitor.ask("/anmelden/saml/anderer", {method: "POST", body: new URLSearchParams(hidden).toString(),
      headers: {...headers, "Content-Type": "application/x-www-form-urlencoded"}});
  };
  const links = async (visitor) => (await visitor.ask("/konto")).body_text.split("/konto/dienste/loesen").length - 1;
  const by_other = async (headers = there) => {
    const visitor = new Visitor(program.url);
    const page = await visitor.ask("/anmelden");
    await visitor.ask(page.body_text.match(/href="(\/anmelden\/saml\/anderer\?wahl=[^"]+)"/)[1], {headers});
    return visitor;
  };

  await check("linking: from the own account, asked by name, then both lead there", async () => {
    const visitor = await entering("_link", "link@idp.example");
    const link = await linkOf(visitor);
    const page = await visitor.ask(link, {headers: there});
    assert.match(page.body_text, /als Erika Anderswo angemeldet/);
    assert.equal(await links(visitor), 1, "not before it was confirmed");
    const done = await confirm(visitor, page, there);
    assert.equal(done.headers.get("Location"), "/konto?dienste", done.body_text);
    assert.equal(await links(visitor), 2);
    const again = await by_other();
    assert.ok(again.cookies.has("kc_session"), "signs in with the other one");
    assert.match((await again.ask("/konto")).body_text, /link@idp\.example/, "to the same account");
  });
  await check("linking: nothing without the mark of the own account's page", async () => {
    const visitor = await entering("_alone", "alone@idp.example");
    const victim = await entering("_victim", "victim@idp.example");
    const of_another = await linkOf(visitor);
    const before = new Visitor(program.url);
    const of_sign_in = (await before.ask("/anmelden")).body_text.match(/href="(\/anmelden\/saml\/anderer\?wahl=[^"]+)"/)[1];
    const headers = {...there, "KC-Saml-Name-Id": "_mallory"};
    for (const path of ["/anmelden/saml/anderer", of_another, of_sign_in, of_another.replace(/wahl=\d/, "wahl=9")]) {
      assert.equal((await victim.ask(path, {headers})).headers.get("Location"), "/konto", path);
    }
    const page = await victim.ask(await linkOf(victim), {headers});
    const switched = await confirm(victim, page, {...headers, "KC-Saml-Name-Id": "_other"});
    assert.equal(switched.headers.get("Location"), "/konto", "another person than the page named");
    const foreign = await visitor.ask(of_another, {headers});
    assert.equal((await confirm(victim, {body_text: foreign.body_text.replace(/name="token" value="[^"]+"/g, page.body_text.match(/name="token" value="[^"]+"/)[0])},
      headers)).headers.get("Location"), "/konto", "a form of somebody else");
    assert.equal(await links(victim), 1);
    assert.equal((await confirm(victim, page, {...headers, "KC-Saml-Secret": "x"})).status, 403, "without the secret");
  });
  await check("linking: what is another account's stays there", async () => {
    const visitor = await entering("_third", "third@idp.example");
    const page = await visitor.ask(await linkOf(visitor), {headers: there});
    assert.equal((await confirm(visitor, page, there)).status, 409);
    assert.equal(await links(visitor), 1);
  });

  /* --- rules --- */
  const b64 = (text) => Buffer.from(text).toString("base64");
  await program.issuer({format: "kommunalcampus-issuer/1", code: "stadt", kind: "saml", name: "Stadt", issuer: "https://stadt.example/metadata",
    organisation: "heidelberg", mail_domains: ["stadt.example"], rules: [
      {claim: "groups", value: "personalamt", organisation: "heidelberg", role: "hr"}]});
  /* As the file that we ship says it, and as the one of before did, which knew nothing of claims and let those of a browser pass. */
  const now = {...without("KC-Saml-Secret"), "KC-Saml-Secret-2": program.secret};
  const is_hr = async (number, claims, layout = now) => {
    const visitor = new Visitor(program.url);
    const page = await visitor.ask("/anmelden");
    const headers = {...layout, "KC-Saml-Issuer": "https://stadt.example/metadata", "KC-Saml-Name-Id": `_s${number}`, "KC-Saml-Mail": `s${number}@stadt.example`,
      ...(claims === undefined ? {} : {"KC-Saml-Claims": claims})};
    await visitor.ask(page.body_text.match(/href="(\/anmelden\/saml\/stadt\?wahl=[^"]+)"/)[1], {headers});
    assert.ok(visitor.cookies.has("kc_session"));
    return (await visitor.ask("/verwaltung/heidelberg")).status === 200;
  };
  await check("rules: a group gives the role, alone or in a list, and takes it again", async () => {
    assert.equal(await is_hr(1, `groups:${b64("personalamt")}`), true);
    assert.equal(await is_hr(2, `unit:${b64("x")}, groups:${b64("leute; personalamt;Größe ß")}`), true);
    assert.equal(await is_hr(1, `groups:${b64("leute")}`), false, "no longer in it");
  });
  await check("rules: under the file of before the browser's own claims give nothing, and it signs in", async () => {
    const claims = `groups:${b64("personalamt")}`;
    assert.equal(await is_hr(3, claims, right), false);
    assert.equal(await is_hr(4, claims, {...right, "KC-Saml-Secret-2": ""}), false, "an empty second secret is none");
    assert.equal(await is_hr(5, claims, {...right, "KC-Saml-Secret-2": program.secret}), true, "control: both right");
    assert.equal(await is_hr(3, claims), true, "control: the same person under the new one");
    assert.equal(await is_hr(3, claims, right), false, "and what came goes");
  });
  const nothing = [
    ["no claims", undefined], ["an empty one", "groups:"], ["another claim", `unit:${b64("personalamt")}`], ["not in base64", "groups:personalamt"],
    ["the claim twice", `groups:${b64("personalamt")},groups:${b64("personalamt")}`], ["a longer word", `groups:${b64("personalamt2")}`],
    ["a value that looks like a claim", `unit:${b64("x,groups:" + b64("personalamt"))}`], ["a name with more before it", `xgroups:${b64("personalamt")}`],
    ["other capitals", `groups:${b64("Personalamt")}`], ["a value of 8,000 letters", `groups:${b64("a".repeat(6000) + ";personalamt")}`],
  ];
  for (const [number, [why, claims]] of nothing.entries()) {
    await check(`rules: ${why} gives nothing`, async () => assert.equal(await is_hr(20 + number, claims), false));
  }

  /* --- signing out --- */
  await check("signing out: here at once, there by a link that comes back", async () => {
    const visitor = await entering("_out", "out@idp.example");
    const out = await visitor.send("/abmelden", {}, "/konto");
    const page = await visitor.ask(out.headers.get("Location"));
    const link = page.body_text.match(/href="(\/anmelden\/dienst\/campus\/abmelden)"/);
    assert.ok(link, page.body_text);
    assert.equal((await visitor.ask(link[1])).headers.get("Location"),
      `${program.url}/saml/logout?ReturnTo=${encodeURIComponent(`${program.url}/anmelden?abgemeldet`)}`);
    assert.equal((await visitor.ask("/konto")).status, 303, "signed out already");
  });
}
