// SPDX-License-Identifier: EUPL-1.2
// Signing in with a service that does everything wrong: each line below is refused, and nobody is signed in after it.
// After every case a right sign-in works: what refused it was the case, not a broken test.
import assert from "node:assert/strict";
import {good, jwk, other, startHostile, token} from "./hostile_provider.mjs";
import {Visitor} from "../visitor.mjs";

const now = () => Math.floor(Date.now() / 1000);
const CLIENT = "kc-client";
const EVENT = {"http://schemas.openid.net/event/backchannel-logout": {}};

function claimsOf(issuer, nonce, more = {}) {
  return {iss: issuer, sub: "erika", aud: CLIENT, exp: now() + 300, iat: now(), nonce, email: "erika@idp.example",
    email_verified: true, name: "Erika Muster", sid: "s-1", ...more};
}

/* [why, what the token says more, how it is signed] */
const TOKENS = [
  ["alg none", {}, {header: {alg: "none"}, by: "none"}],
  ["HS256 with the public key", {}, {header: {alg: "HS256"}, by: "public"}],
  ["RS512 said", {}, {header: {alg: "RS512"}}],
  ["signed by somebody else", {}, {by: other}],
  ["no signature", {}, {by: "none"}],
  ["a key nobody knows", {}, {header: {kid: "k9"}}],
  ["a key in the token", {}, {header: {jwk: other.publicKey.export({format: "jwk"})}, by: other}],
  ["a critical header", {}, {header: {crit: ["x"], x: 1}}],
  ["a logout token", {}, {header: {typ: "logout+jwt"}}],
  ["an access token", {}, {header: {typ: "at+jwt"}}],
  ["another audience", {aud: "somebody"}],
  ["several audiences without azp", {aud: [CLIENT, "somebody"]}],
  ["azp of somebody else", {azp: "somebody"}],
  ["expired", {exp: now() - 100}],
  ["no expiry", {exp: undefined}],
  ["issued in the future", {iat: now() + 3600}],
  ["issued yesterday", {iat: now() - 86400}],
  ["not before tomorrow", {nbf: now() + 86400}],
  ["another nonce", {nonce: "x"}],
  ["no nonce", {nonce: undefined}],
  ["another issuer", {iss: "https://evil.example"}],
  ["no issuer", {iss: undefined}],
  ["no subject", {sub: undefined}],
  ["a subject with a line end", {sub: "a\nb"}],
  ["a subject of 300 letters", {sub: "a".repeat(300)}],
  ["a token of 20 kilobytes", {x: "a".repeat(20000)}],
  ["mail not verified", {email_verified: false}],
  ["mail verified as a text", {email_verified: "true"}],
  ["no mail", {email: undefined}],
  ["mail of a domain that it may not vouch for", {email: "erika@heidelberg.example"}],
  ["mail with two at", {email: "a@idp.example@idp.example"}],
  ["the mailbox of somebody with an account", {email: "known@idp.example"}],
];

/* [why, what the token endpoint does] */
const ANSWERS = [
  ["status 500", (a) => (a.status = 500)],
  ["invalid_grant", (a) => ((a.status = 400), (a.body = {error: "invalid_grant"}))],
  ["a redirect", (a, issuer) => ((a.status = 302), (a.headers.Location = `${issuer}/token`))],
  ["a page", (a) => (a.body = "<html>")],
  ["cut JSON", (a) => (a.body = JSON.stringify(a.body).slice(0, -5))],
  ["no token", (a) => delete a.body.id_token],
  ["a number as token", (a) => (a.body.id_token = 7)],
  ["a megabyte", (a) => (a.body.x = "a".repeat(1 << 20))],
  ["a megabyte of token", (a) => (a.body.id_token = "a".repeat(1 << 20))],
  ["said twice", (a) => (a.body = `{"id_token":"a","id_token":${JSON.stringify(a.body.id_token)}}`)],
  ["hangs up", (a) => (a.hangUp = true)],
  ["less than announced", (a) => ((a.headers["Content-Length"] = "100000"), (a.hangUp = false), (a.body = "{"), (a.cut = true))],
  ["a claim changed", (a) => {
    const [head, body, mark] = a.body.id_token.split(".");
    const claims = JSON.parse(Buffer.from(body, "base64url"));
    a.body.id_token = `${head}.${Buffer.from(JSON.stringify({...claims, sub: "max"})).toString("base64url")}.${mark}`;
  }],
].filter(([why]) => why !== "less than announced");

/* [why, what comes back in the address] */
const RETURNS = [
  ["no state", () => ({state: undefined})],
  ["a made-up state", () => ({state: "abc"})],
  ["a letter of the state changed", (asked) => ({state: asked.state.slice(0, 40) + (asked.state[40] === "A" ? "B" : "A") + asked.state.slice(41)})],
  ["another issuer (mix-up)", () => ({iss: "https://evil.example"})],
  ["no issuer although it always says it", () => ({iss: undefined})],
  ["an error", () => ({error: "access_denied"})],
  ["no code", () => ({code: undefined})],
  ["a code of 5000 letters", () => ({code: "c".repeat(5000)})],
];

/* [name of the issuer, why, metadata, keys]: refused on leaving or on coming back */
const DESCRIPTIONS = [
  ["m1", "describes another issuer", (a) => (a.body.issuer = "https://evil.example")],
  ["m2", "token endpoint elsewhere without TLS", (a) => (a.body.token_endpoint = "http://192.0.2.1/token")],
  ["m3", "description of a megabyte", (a) => (a.body.x = "a".repeat(1 << 20))],
  ["m4", "description cut", (a) => (a.body = JSON.stringify(a.body).slice(0, -5))],
  ["m5", "description redirected", (a, issuer) => ((a.status = 302), (a.headers.Location = `${issuer}/x`))],
  ["m6", "keys in a file", (a) => (a.body.jwks_uri = "file:///etc/passwd")],
  ["m7", "sends people to a script", (a) => (a.body.authorization_endpoint = "javascript:alert(1)")],
  ["m8", "no token endpoint", (a) => delete a.body.token_endpoint],
  ["m9", "endpoint with a user name", (a) => (a.body.token_endpoint = "https://a@b.example/")],
  ["k1", "keys of a megabyte", null, (a) => (a.body.x = "a".repeat(1 << 20))],
  ["k2", "a thousand keys", null, (a) => (a.body.keys = Array(1000).fill(jwk()))],
  ["k3", "keys cut", null, (a) => (a.body = JSON.stringify(a.body).slice(0, -5))],
  ["k4", "no keys", null, (a) => (a.body = {})],
  ["k5", "keys redirected", null, (a, issuer) => ((a.status = 302), (a.headers.Location = `${issuer}/x`))],
  ["k6", "two keys of one name", null, (a) => a.body.keys.push(jwk(other))],
  ["k7", "the key is for encryption", null, (a) => (a.body.keys[0].use = "enc")],
];

/* [why, what the logout token says more, how it is signed] */
const LOGOUTS = [
  ["a nonce", {nonce: "n"}],
  ["no event", {events: undefined}],
  ["another event", {events: {x: {}}}],
  ["nobody", {sub: undefined, sid: undefined}],
  ["no jti", {jti: undefined}],
  ["another audience", {aud: "somebody"}],
  ["another issuer", {iss: "https://evil.example"}],
  ["expired", {exp: now() - 100}],
  ["alg none", {}, {header: {alg: "none"}, by: "none"}],
  ["signed by somebody else", {}, {by: other}],
];

export async function run({program, check}) {
  const provider = await startHostile();
  const add = (code, more = {}) => program.issuer({format: "kommunalcampus-issuer/1", code, kind: "oidc", name: `Dienst ${code}`,
    issuer: `${provider.url}/${code}`, client_id: CLIENT, mail_domains: ["idp.example"], ...more});
  const right = (nonce, more, how) => (issuer) => token(claimsOf(issuer, nonce, more), how);
  let people = 0;

  /* Somebody new signs in rightly. */
  async function enters(code, more = {}) {
    const visitor = new Visitor(program.url);
    const left = await visitor.leave(code);
    provider.behave = {idToken: right(left.asked?.nonce, {sub: `p${++people}`, email: `p${people}@idp.example`, ...more})};
    const response = await visitor.ask(left.back());
    assert.equal(response.status, 303, response.body_text);
    assert.ok(await visitor.isSignedIn(), "the control: a right sign-in works");
    return visitor;
  }
  async function isRefused(visitor, response) {
    assert.ok(response.status >= 400 && response.status < 600, `status ${response.status}`);
    assert.ok(!visitor.cookies.has("kc_session"), "no session");
    assert.ok(!(await visitor.isSignedIn()), "nobody is signed in");
  }

  await add("h");
  await add("h2");
  {
    const known = await enters("h", {email: "known@idp.example", sub: "known"});
    assert.ok(known);
  }
  for (const [why, more, how] of TOKENS) {
    await check(`token: ${why}`, async () => {
      const visitor = new Visitor(program.url);
      const left = await visitor.leave("h");
      provider.behave = {idToken: right(left.asked.nonce, more, how)};
      await isRefused(visitor, await visitor.ask(left.back()));
    });
  }
  for (const [why, change] of ANSWERS) {
    await check(`token endpoint: ${why}`, async () => {
      const visitor = new Visitor(program.url);
      const left = await visitor.leave("h");
      provider.behave = {idToken: right(left.asked.nonce), token: change};
      await isRefused(visitor, await visitor.ask(left.back()));
    });
  }
  for (const [why, change] of RETURNS) {
    await check(`coming back with ${why}`, async () => {
      const visitor = new Visitor(program.url);
      const left = await visitor.leave("h");
      provider.behave = {idToken: right(left.asked.nonce)};
      await isRefused(visitor, await visitor.ask(left.back(change(left.asked))));
    });
  }
  await check("a state of another browser", async () => {
    const [one, two] = [new Visitor(program.url), new Visitor(program.url)];
    const left = await one.leave("h");
    await two.ask("/anmelden");
    provider.behave = {idToken: right(left.asked.nonce)};
    await isRefused(two, await two.ask(left.back()));
  });
  await check("a state brought to another service", async () => {
    const visitor = new Visitor(program.url);
    const left = await visitor.leave("h");
    provider.behave = {idToken: right(left.asked.nonce)};
    await isRefused(visitor, await visitor.ask(left.back({iss: `${provider.url}/h2`}).replace("/dienst/h/", "/dienst/h2/")));
  });
  await check("a state that came back before", async () => {
    const visitor = new Visitor(program.url);
    const left = await visitor.leave("h");
    provider.behave = {idToken: right(left.asked.nonce, {sub: "twice", email: "twice@idp.example"})};
    await visitor.ask(left.back());
    assert.ok(await visitor.isSignedIn());
    await visitor.send("/abmelden", {}, "/konto");
    await isRefused(visitor, await visitor.ask(left.back()));
  });
  await check("a state that was refused once", async () => {
    const visitor = new Visitor(program.url);
    const left = await visitor.leave("h");
    provider.behave = {idToken: right("x")};
    await visitor.ask(left.back());
    provider.behave = {idToken: right(left.asked.nonce)};
    await isRefused(visitor, await visitor.ask(left.back()));
  });
  await check("a nonce of the sign-in before", async () => {
    const visitor = new Visitor(program.url);
    const before = await visitor.leave("h");
    const left = await visitor.leave("h");
    provider.behave = {idToken: right(before.asked.nonce)};
    await isRefused(visitor, await visitor.ask(left.back()));
  });
  await check("a linking that somebody else finishes", async () => {
    const owner = await enters("h");
    const page = await owner.send("/konto/dienste", {dienst: "h"}, "/konto");
    const to = page.body_text.match(/href="([^"]*\/auth\?[^"]*)"/)[1].replaceAll("&amp;", "&");
    const asked = Object.fromEntries(new URL(to).searchParams);
    const stranger = new Visitor(program.url);
    await stranger.ask("/anmelden");
    provider.behave = {idToken: right(asked.nonce)};
    await isRefused(stranger, await stranger.ask(`/anmelden/dienst/h/antwort?${new URLSearchParams({code: "c", state: asked.state, iss: `${provider.url}/h`})}`));
  });
  for (const [code, why, metadata, jwks] of DESCRIPTIONS) {
    await check(why, async () => {
      const visitor = new Visitor(program.url);
      await add(code);
      provider.behave = {metadata, jwks};
      const left = await visitor.leave(code);
      provider.behave = {metadata, jwks, idToken: right(left.asked?.nonce)};
      if (left.back) await isRefused(visitor, await visitor.ask(left.back()));
      else assert.equal(left.status, 502, left.text);
      assert.ok(!(await visitor.isSignedIn()));
    });
  }
  for (const what of ["metadata", "jwks"]) {
    await check(`one bad answer (${what}) is not kept: the next sign-in works`, async () => {
      const name = `once${what}`;
      await add(name);
      provider.behave = {idToken: right(name), [what]: (a) => (a.body = "<html>maintenance</html>")};
      const visitor = new Visitor(program.url);
      const left = await visitor.leave(name);
      if (left.back) assert.equal((await visitor.ask(left.back())).status, 502);
      else assert.equal(left.status, 502);
      provider.behave = {};
      await enters(name, {sub: `once-${what}`, email: `once-${what}@idp.example`});
    });
  }
  await check("a service that hangs stops its own people alone", async () => {
    await add("hangs");
    const visitors = [new Visitor(program.url), new Visitor(program.url)];
    let release;
    let reached;
    const gate = new Promise((open) => (release = open));
    const both = new Promise((open) => (reached = open));
    let waiting = 0;
    provider.behave = {metadata: async (a, issuer) => issuer.endsWith("/hangs") && (++waiting === 2 && reached(), await gate)};
    const hanging = visitors.map((v) => v.leave("hangs"));
    await both;
    await enters("h", {sub: "beside", email: "beside@idp.example"}); // the two hang on at the gate
    release();
    await Promise.all(hanging);
  });
  await check("three at once: the third is told to come again, and pages go on", async () => {
    const visitors = [new Visitor(program.url), new Visitor(program.url), new Visitor(program.url)];
    const lefts = [];
    for (const v of visitors) lefts.push(await v.leave("h"));
    let release;
    let reached;
    const gate = new Promise((open) => (release = open));
    const both = new Promise((open) => (reached = open));
    let waiting = 0;
    provider.behave = {idToken: right("x"), token: async () => (++waiting === 2 && reached(), await gate)};
    const first = [visitors[0].ask(lefts[0].back()), visitors[1].ask(lefts[1].back())];
    await both;
    const third = await visitors[2].ask(lefts[2].back());
    assert.equal(third.status, 503);
    assert.ok(third.headers.get("Retry-After"));
    assert.equal((await new Visitor(program.url).ask("/suche?q=Datenschutz")).status, 200, "the search goes on");
    release();
    for (const response of await Promise.all(first)) assert.equal(response.status, 502);
  });

  /* --- signing out by the service --- */
  const logout = (issuer, more, how) => token({iss: issuer, sub: "out", aud: CLIENT, exp: now() + 120, iat: now(), jti: `j${++people}`,
    sid: "s-out", events: EVENT, ...more}, {header: {typ: "logout+jwt"}, ...how, ...(how?.header ? {header: {typ: "logout+jwt", ...how.header}} : {})});
  const post = (body) => fetch(new URL("/anmelden/dienst/h/abmeldung", program.url),
    {method: "POST", headers: {"Content-Type": "application/x-www-form-urlencoded"}, body: new URLSearchParams(body)});
  const person = await enters("h", {sub: "out", email: "out@idp.example", sid: "s-out"});
  provider.behave = {};
  for (const [why, more, how] of LOGOUTS) {
    await check(`logout token: ${why}`, async () => {
      const response = await post({logout_token: logout(`${provider.url}/h`, more, how)});
      assert.equal(response.status, 400);
      assert.ok(await person.isSignedIn(), "still signed in");
    });
  }
  await check("a logout token once ends the session, twice is refused", async () => {
    const sent = logout(`${provider.url}/h`);
    assert.equal((await post({logout_token: sent})).status, 200);
    assert.ok(!(await person.isSignedIn()));
    const again = await enters("h", {sub: "out", email: "out@idp.example", sid: "s-out"});
    assert.equal((await post({logout_token: sent})).status, 400);
    assert.ok(await again.isSignedIn());
  });

  /* --- what the operator enters --- */
  const wrong = [
    ["the operator's role", {rules: [{claim: "g", value: "a", organisation: "heidelberg", role: "operator"}]}],
    ["a superior", {rules: [{claim: "g", value: "a", organisation: "heidelberg", role: "superior"}]}],
    ["a role in another municipality", {organisation: "heidelberg", rules: [{claim: "g", value: "a", organisation: "mannheim", role: "hr"}]}],
    ["an organisation that is not there", {organisation: "atlantis"}],
    ["a member nobody knows", {secret: "in clear"}],
    ["a local file as issuer", {issuer: "file:///etc/passwd"}],
  ];
  for (const [why, more] of wrong) {
    await check(`entering ${why}`, async () => {
      await assert.rejects(add("w", more));
      assert.ok(!(await program.command("issuer", "list")).includes("Dienst w"));
    });
  }
  await check("the secret stands in no log, and not in the database", async () => {
    assert.ok(!program.log().includes(program.secret));
    assert.ok(!(await program.databaseHas(program.secret)));
  });
  await check("what was sent to the token endpoint: the secret as Basic, the verifier of the challenge", async () => {
    provider.asked.length = 0;
    await enters("h");
    const sent = provider.asked.find((a) => a.what === "token");
    assert.equal(sent.authorization, `Basic ${Buffer.from(`${CLIENT}:${program.secret}`).toString("base64")}`);
    assert.match(sent.body, /code_verifier=[A-Za-z0-9_-]{43}/);
  });
  await provider.stop();
  assert.ok(good);
}
