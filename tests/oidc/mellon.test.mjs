// SPDX-License-Identifier: EUPL-1.2
// SAML with the real Apache and mod_auth_mellon, as shipped in packaging/apache, between the program and an identity
// provider made of npm samlp. Left out, with a word, where Debian's packages are not installed.
import assert from "node:assert/strict";
import {execFile, spawn} from "node:child_process";
import {existsSync} from "node:fs";
import {chmod, mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {createServer} from "node:http";
import {tmpdir} from "node:os";
import path from "node:path";
import {promisify} from "node:util";
import samlp from "samlp";
import {ROOT} from "../program.mjs";
import {Visitor} from "../visitor.mjs";
import {createSign, randomBytes} from "node:crypto";
import {deflateRawSync, inflateRawSync} from "node:zlib";

const run_file = promisify(execFile);
const IDP = "https://idp.example/metadata";
const MODULES = "/usr/lib/apache2/modules";
const NEEDED = ["mpm_event", "authn_core", "authz_core", "authz_user", "auth_mellon", "headers", "proxy", "proxy_http"];

async function keyPair(folder, name) {
  const [key, cert] = [`${folder}/${name}.key`, `${folder}/${name}.cert`];
  await run_file("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test", "-keyout", key, "-out", cert]);
  return {key: await readFile(key, "utf8"), cert: await readFile(cert, "utf8")};
}

const bare = (cert) => cert.replace(/-----[^-]+-----|\s/g, "");

/* A message in the query, as the redirect binding has it (SAML bindings 3.4.4), signed. */
function redirectTo(address, kind, xml, key, relay) {
  const fields = [[kind, deflateRawSync(Buffer.from(xml)).toString("base64")], ...(relay ? [["RelayState", relay]] : []),
    ["SigAlg", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"]].map(([k, v]) => `${k}=${encodeURIComponent(v)}`).join("&");
  return `${address}?${fields}&Signature=${encodeURIComponent(createSign("RSA-SHA256").update(fields).sign(key, "base64"))}`;
}
const ids = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"';

/* Somebody signs out: the identity provider says that it is done. */
function answerLogout(idp, url) {
  const asked = inflateRawSync(Buffer.from(url.searchParams.get("SAMLRequest"), "base64")).toString();
  idp.logouts.push(asked);
  return redirectTo(idp.logout_at, "SAMLResponse", `<samlp:LogoutResponse ${ids} ID="_${randomBytes(8).toString("hex")}" Version="2.0" IssueInstant="${new Date().toISOString()}"
    Destination="${idp.logout_at}" InResponseTo="${asked.match(/ ID="([^"]+)"/)[1]}"><saml:Issuer>${IDP}</saml:Issuer>
    <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status></samlp:LogoutResponse>`, idp.keys.key, url.searchParams.get("RelayState"));
}

/* Signs in whoever comes as `idp.user`, with the keys that `idp.keys` are just now. */
async function startIdp(keys, reply) {
  const idp = {keys, user: {}, logouts: [], count: 0, logout_at: reply.replace("postResponse", "logout")};
  const server = createServer((request, response) => {
    const url = new URL(request.url, "http://127.0.0.1");
    if (url.pathname === "/slo") {
      response.writeHead(302, {Location: answerLogout(idp, url)});
      response.end();
      return;
    }
    request.query = Object.fromEntries(url.searchParams);
    request.body = {};
    request.user = idp.user;
    response.set = response.setHeader;
    response.send = (body) => response.end(body);
    samlp.auth({
      issuer: IDP, destination: reply, recipient: reply, cert: idp.keys.cert, key: idp.keys.key, sessionIndex: `_session${idp.count++}`, getPostURL: (audience, dom, req, done) => done(null, reply),
      profileMapper: (user) => ({
        getClaims: () => ({"urn:oid:0.9.2342.19200300.100.1.3": user.mail, "urn:oid:2.5.4.42": user.given, "urn:oid:2.5.4.4": user.family,
          ...(user.groups ? {groups: user.groups} : {})}),
        getNameIdentifier: () => ({nameIdentifier: user.id, nameIdentifierFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"}),
      }),
      ...idp.options,
    })(request, response, (error) => {
      response.statusCode = 500;
      response.end(String(error?.stack ?? error));
    });
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  idp.url = `http://127.0.0.1:${server.address().port}/sso`;
  idp.stop = () => (server.closeAllConnections(), new Promise((done) => server.close(done)));
  return idp;
}

/* The shipped configuration as it was before claims: it neither takes those of a visitor away nor sets any. */
const older = (shipped) => shipped.replaceAll("KC-Saml-Secret-2", "KC-Saml-Secret").split("\n").filter((line) => !/KC-Saml-Claims/.test(line)).join("\n");

/* The shipped configuration, with the places of this test. */
async function startApache(folder, port, program, idp, idpKeys, change = (shipped) => shipped) {
  const at = `http://127.0.0.1:${port}`;
  await keyPair(folder, "sp");
  await writeFile(`${folder}/sp.xml`, `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${at}/saml/metadata">
<SPSSODescriptor AuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
<SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${at}/saml/logout"/>
<NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</NameIDFormat>
<AssertionConsumerService index="0" isDefault="true" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${at}/saml/postResponse"/>
</SPSSODescriptor></EntityDescriptor>`);
  await writeFile(`${folder}/idp.xml`, `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${IDP}">
<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${bare(idpKeys.cert)}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
<SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${idp.url.replace("/sso", "/slo")}"/>
<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${idp.url}"/>
</IDPSSODescriptor></EntityDescriptor>`);
  const shipped = (await readFile(path.join(ROOT, "packaging/apache/kommunalcampus-saml.conf"), "utf8"))
    .replaceAll("/etc/apache2/saml", folder).replaceAll("CODE", "campus").replaceAll("THE-SECRET", program.secret)
    .replace('"unix:/run/kommunalcampus/http.sock|http://localhost/"', `"${program.url}/"`)
    .replace("MellonSecureCookie On", "MellonSecureCookie Off").replace("MellonCookieSameSite none", "");
  await writeFile(`${folder}/apache.conf`, [`ServerRoot ${folder}`, `ServerName 127.0.0.1`, `Listen 127.0.0.1:${port}`, `PidFile ${folder}/pid`,
    `ErrorLog ${folder}/error.log`, `User www-data`, `Group www-data`, `Mutex file:${folder}`,
    ...NEEDED.map((m) => `LoadModule ${m}_module ${MODULES}/mod_${m}.so`), change(shipped)].join("\n"));
  await chmod(folder, 0o777);
  const child = spawn("/usr/sbin/apache2", ["-f", `${folder}/apache.conf`, "-DFOREGROUND"], {stdio: ["ignore", "inherit", "inherit"]});
  const ended = new Promise((resolve) => child.once("exit", resolve));
  for (let i = 0; i < 400; i++) {
    if (await fetch(`${at}/healthz`).then((r) => r.ok, () => false)) break;
    if (child.exitCode !== null) throw new Error(`apache ended: ${await readFile(`${folder}/error.log`, "utf8").catch(() => "")}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
  return {url: at, log: () => readFile(`${folder}/error.log`, "utf8"), stop: () => (child.kill("SIGTERM"), ended)};
}

/* To the identity provider and back, as a browser does it; the last answer. */
async function signIn(visitor, change = (fields) => fields, from = undefined) {
  const link = from ?? (await visitor.ask("/anmelden")).body_text.match(/href="(\/anmelden\/saml\/campus\?wahl=[^"]+)"/)?.[1];
  assert.ok(link, "the link of our own page");
  let away = await visitor.ask(link);
  assert.equal(away.status, 303, `${away.status} ${away.body_text}`);
  away = await visitor.ask(away.headers.get("Location")); // mod_auth_mellon's own, which sets its cookie
  const page = await (await fetch(away.headers.get("Location"))).text();
  const to = page.match(/action="([^"]+)"/)?.[1].replaceAll("&#x2F;", "/").replaceAll("&#47;", "/");
  assert.ok(to, page);
  const fields = Object.fromEntries([...page.matchAll(/name="([^"]+)"[^>]*value="([^"]*)"/g)].map(([, k, v]) => [k,
    v.replace(/&#x([0-9A-Fa-f]+);/g, (_, h) => String.fromCharCode(parseInt(h, 16))).replace(/&#(\d+);/g, (_, d) => String.fromCharCode(d)).replaceAll("&amp;", "&")]));
  let answer = await visitor.ask(to, {method: "POST", headers: {"Content-Type": "application/x-www-form-urlencoded"},
    body: new URLSearchParams(change(fields)).toString()});
  for (let i = 0; i < 3 && answer.status === 303 && !answer.headers.get("Location").endsWith("/konto"); i++) answer = await visitor.ask(answer.headers.get("Location"));
  return answer;
}

export async function run({program, check, freePort}) {
  if (!existsSync("/usr/sbin/apache2") || !NEEDED.every((m) => existsSync(`${MODULES}/mod_${m}.so`))) {
    await check("left out: apache2 and libapache2-mod-auth-mellon are not installed", async () => {});
    return;
  }
  const folder = await mkdtemp(path.join(tmpdir(), "kc-mellon-"));
  const keys = await keyPair(folder, "idp");
  const other = await keyPair(folder, "other");
  const port = await freePort();
  const idp = await startIdp(keys, `http://127.0.0.1:${port}/saml/postResponse`);
  await program.issuer({format: "kommunalcampus-issuer/1", code: "campus", kind: "saml", name: "eGov-Campus", issuer: IDP, mail_domains: ["idp.example"],
    rules: [{claim: "groups", value: "personalamt", organisation: "heidelberg", role: "hr"}]});
  let apache = await startApache(folder, port, program, idp, keys);
  const person = {id: "_p1", mail: "erika@idp.example", given: "Erika", family: "Mustér"};

  await check("somebody comes from the identity provider, and once more", async () => {
    for (let i = 0; i < 2; i++) {
      const visitor = new Visitor(apache.url);
      await visitor.ask("/anmelden");
      idp.user = person;
      const answer = await signIn(visitor);
      assert.equal(answer.status, 303, `${answer.status} ${answer.body_text}\n${await apache.log()}`);
      assert.match((await visitor.ask("/konto")).body_text, /Erika Mustér/);
    }
  });
  const nobody = async (visitor, answer) => {
    assert.ok(answer.status >= 400, `status ${answer.status}`);
    assert.ok(!visitor.cookies.has("kc_session"));
    assert.notEqual((await visitor.ask("/konto")).status, 200);
  };
  await check("headers of a visitor are taken away", async () => {
    const visitor = new Visitor(apache.url);
    const headers = {"KC-Saml-Secret": program.secret, "KC-Saml-Secret-2": program.secret, "KC-Saml-Issuer": IDP, "KC-Saml-Name-Id": "_p1", "KC-Saml-Mail": person.mail};
    const answer = await visitor.ask("/anmelden/saml/campus", {headers});
    assert.equal(answer.status, 303);
    assert.match(answer.headers.get("Location"), /\/saml\/login\?/, "asked to sign in at the identity provider");
    assert.ok(!visitor.cookies.has("kc_session"));
  });
  await check("an answer with another key", async () => {
    const visitor = new Visitor(apache.url);
    await visitor.ask("/anmelden");
    idp.keys = other;
    await nobody(visitor, await signIn(visitor));
    idp.keys = keys;
  });
  await check("an answer that was changed", async () => {
    const visitor = new Visitor(apache.url);
    await visitor.ask("/anmelden");
    await nobody(visitor, await signIn(visitor, (f) => ({...f, SAMLResponse: Buffer.from(
      Buffer.from(f.SAMLResponse, "base64").toString().replace("_p1", "_p2")).toString("base64")})));
  });
  await check("no mail address: nobody new", async () => {
    const visitor = new Visitor(apache.url);
    await visitor.ask("/anmelden");
    idp.user = {id: "_p9", given: "N", family: "N"};
    await nobody(visitor, await signIn(visitor));
    idp.user = person;
  });
  /* Signed in at mod_auth_mellon: not sent away to the identity provider. */
  const knows = async (visitor) => !/\/saml\/login/.test((await visitor.ask("/anmelden/saml/campus")).headers.get("Location") ?? "");
  await check("groups give roles by the operator's rules", async () => {
    for (const [groups, status] of [[["leute", "personalamt"], 200], ["personalamt", 200], [["leute", "x"], 403]]) {
      const visitor = new Visitor(apache.url);
      await visitor.ask("/anmelden");
      idp.user = {...person, groups};
      await signIn(visitor);
      assert.equal((await visitor.ask("/verwaltung/heidelberg")).status, status, `${groups}`);
    }
    idp.user = person;
  });
  await check("an account that one has is linked, after the proof, by name", async () => {
    const visitor = new Visitor(apache.url);
    await visitor.ask("/anmelden");
    idp.user = {id: "_first", mail: "first@idp.example", given: "Erste", family: "Kennung"};
    assert.equal((await signIn(visitor)).status, 303);
    await visitor.ask("/saml/logout?ReturnTo=/");
    for (const name of [...visitor.cookies.keys()]) if (name.startsWith("mellon")) visitor.cookies.delete(name);
    idp.user = {id: "_second", mail: "x@elsewhere.example", given: "Zweite", family: "Kennung"};
    const form = await visitor.send("/konto/dienste", {dienst: "campus"}, "/konto");
    const link = form.body_text.match(/href="(\/anmelden\/saml\/campus\?wahl=[^"]+)"/);
    assert.ok(link, form.body_text);
    const asked = await signIn(visitor, undefined, link[1]);
    assert.match(asked.body_text, /als Zweite Kennung angemeldet/);
    const hidden = Object.fromEntries([...asked.body_text.matchAll(/<input type="hidden" name="(token|wer)" value="([^"]+)"/g)].map((m) => [m[1], m[2]]));
    const done = await visitor.ask("/anmelden/saml/campus", {method: "POST", body: new URLSearchParams(hidden).toString(),
      headers: {"Content-Type": "application/x-www-form-urlencoded"}});
    assert.equal(done.headers.get("Location"), "/konto?dienste", done.body_text);
    const again = new Visitor(apache.url);
    await again.ask("/anmelden");
    await signIn(again);
    assert.match((await again.ask("/konto")).body_text, /first@idp\.example/);
    idp.user = person;
  });
  await check("signing out here, then there: mod_auth_mellon tells the identity provider and comes back", async () => {
    const visitor = new Visitor(apache.url);
    await visitor.ask("/anmelden");
    await signIn(visitor);
    assert.equal(await knows(visitor), true);
    const out = await visitor.send("/abmelden", {}, "/konto");
    assert.match(out.headers.get("Location"), /dienst=campus/);
    assert.equal(await knows(visitor), true, "still signed in there: the page says so");
    const to = new URL((await visitor.ask("/anmelden/dienst/campus/abmelden")).headers.get("Location"));
    assert.equal(to.pathname, "/saml/logout");
    /* the setting public_url is the program's own address in this test; the server in front has another */
    const local = await visitor.ask(`/saml/logout?ReturnTo=${encodeURIComponent(`${apache.url}/anmelden?abgemeldet`)}`);
    const at_idp = await fetch(local.headers.get("Location"), {redirect: "manual"});
    assert.equal(idp.logouts.length, 1, "the identity provider was told");
    assert.match(idp.logouts[0], /_p1/);
    const back = await visitor.ask(at_idp.headers.get("Location"));
    assert.equal(back.headers.get("Location"), `${apache.url}/anmelden?abgemeldet`, `${back.status} ${back.body_text} ${await apache.log()}`);
    assert.equal(await knows(visitor), false, "signed out there, too");
  });
  await check("a logout that begins at the identity provider ends its session with mod_auth_mellon, not ours", async () => {
    const visitor = new Visitor(apache.url);
    await visitor.ask("/anmelden");
    await signIn(visitor);
    const request = `<samlp:LogoutRequest ${ids} ID="_${randomBytes(8).toString("hex")}" Version="2.0" IssueInstant="${new Date().toISOString()}" Destination="${idp.logout_at}">
      <saml:Issuer>${IDP}</saml:Issuer><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">_p1</saml:NameID></samlp:LogoutRequest>`;
    const answer = await visitor.ask(redirectTo(idp.logout_at, "SAMLRequest", request, keys.key));
    assert.match(answer.headers.get("Location") ?? "", /SAMLResponse=/, `${answer.status} ${await apache.log()}`);
    assert.equal(await knows(visitor), false, "its own session has ended");
    assert.equal((await visitor.ask("/konto")).status, 200, "ours goes on, as docs/signing-in.md says");
  });
  /* Sends these headers with everything. */
  const sending = async (headers) => {
    const visitor = new Visitor(apache.url);
    const ask = visitor.ask.bind(visitor);
    visitor.ask = (to, options = {}) => ask(to, {...options, headers: {...options.headers, ...headers}});
    idp.user = person;
    await visitor.ask("/anmelden");
    return {visitor, answer: await signIn(visitor)};
  };
  const claims = `groups:${Buffer.from("personalamt").toString("base64")}`;
  const isHr = async (visitor) => (await visitor.ask("/verwaltung/heidelberg")).status === 200;
  await check("claims of a visitor are taken away", async () => {
    const {visitor} = await sending({"KC-Saml-Claims": claims, "KC-Saml-Secret": "x", "KC-Saml-Secret-2": "x"});
    assert.equal((await visitor.ask("/konto")).status, 200, "signed in all the same");
    assert.equal(await isHr(visitor), false);
  });
  await apache.stop();
  apache = await startApache(folder, port, program, idp, keys, older);
  await check("a copy of the file of before: signs in, and claims of a visitor give nothing", async () => {
    const {visitor} = await sending({"KC-Saml-Claims": claims});
    assert.equal((await visitor.ask("/konto")).status, 200, await apache.log());
    assert.equal(await isHr(visitor), false);
    const guess = await sending({"KC-Saml-Claims": claims, "KC-Saml-Secret-2": "x"});
    await nobody(guess.visitor, guess.answer);
  });
  await apache.stop();
  /* What docs/signing-in.md warns of. It shows that those claims do arrive. */
  apache = await startApache(folder, port, program, idp, keys, (shipped) => older(shipped).replace('set KC-Saml-Secret "', 'set KC-Saml-Secret-2 "'));
  await check("control: that copy with the new name in it lets anybody be anything", async () => {
    assert.equal(await isHr((await sending({"KC-Saml-Claims": claims})).visitor), true);
  });
  await apache.stop();
  await idp.stop();
  await rm(folder, {recursive: true, force: true});
}
