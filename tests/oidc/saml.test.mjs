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

  await check("what the server in front hands over signs in", async () => {
    const visitor = new Visitor(program.url);
    const response = await visitor.ask("/anmelden/saml/campus", {headers: right});
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
      const response = await visitor.ask("/anmelden/saml/campus", {headers});
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
  await check("as a form it is no address", async () => {
    const response = await new Visitor(program.url).ask("/anmelden/saml/campus", {method: "POST", headers: right, body: ""});
    assert.equal(response.status, 405);
  });
}
