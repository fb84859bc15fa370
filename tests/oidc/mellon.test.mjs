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

/* Signs in whoever comes as `idp.user`, with the keys that `idp.keys` are just now. */
async function startIdp(keys, reply) {
  const idp = {keys, user: {}};
  const server = createServer((request, response) => {
    const url = new URL(request.url, "http://127.0.0.1");
    request.query = Object.fromEntries(url.searchParams);
    request.body = {};
    request.user = idp.user;
    response.set = response.setHeader;
    response.send = (body) => response.end(body);
    samlp.auth({
      issuer: IDP, destination: reply, recipient: reply, cert: idp.keys.cert, key: idp.keys.key, getPostURL: (audience, dom, req, done) => done(null, reply),
      profileMapper: (user) => ({
        getClaims: () => ({"urn:oid:0.9.2342.19200300.100.1.3": user.mail, "urn:oid:2.5.4.42": user.given, "urn:oid:2.5.4.4": user.family}),
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

/* The shipped configuration, with the places of this test. */
async function startApache(folder, port, program, idp, idpKeys) {
  const at = `http://127.0.0.1:${port}`;
  await keyPair(folder, "sp");
  await writeFile(`${folder}/sp.xml`, `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${at}/saml/metadata">
<SPSSODescriptor AuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
<NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</NameIDFormat>
<AssertionConsumerService index="0" isDefault="true" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${at}/saml/postResponse"/>
</SPSSODescriptor></EntityDescriptor>`);
  await writeFile(`${folder}/idp.xml`, `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${IDP}">
<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${bare(idpKeys.cert)}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${idp.url}"/>
</IDPSSODescriptor></EntityDescriptor>`);
  const shipped = (await readFile(path.join(ROOT, "packaging/apache/kommunalcampus-saml.conf"), "utf8"))
    .replaceAll("/etc/apache2/saml", folder).replaceAll("CODE", "campus").replaceAll("THE-SECRET", program.secret)
    .replace('"unix:/run/kommunalcampus/http.sock|http://localhost/"', `"${program.url}/"`)
    .replace("MellonSecureCookie On", "MellonSecureCookie Off").replace("MellonCookieSameSite none", "");
  await writeFile(`${folder}/apache.conf`, [`ServerRoot ${folder}`, `ServerName 127.0.0.1`, `Listen 127.0.0.1:${port}`, `PidFile ${folder}/pid`,
    `ErrorLog ${folder}/error.log`, `User www-data`, `Group www-data`, `Mutex file:${folder}`,
    ...NEEDED.map((m) => `LoadModule ${m}_module ${MODULES}/mod_${m}.so`), shipped].join("\n"));
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
async function signIn(visitor, change = (fields) => fields) {
  const link = (await visitor.ask("/anmelden")).body_text.match(/href="(\/anmelden\/saml\/campus\?wahl=[^"]+)"/);
  assert.ok(link, "the link of our own page");
  let away = await visitor.ask(link[1]);
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
  await program.issuer({format: "kommunalcampus-issuer/1", code: "campus", kind: "saml", name: "eGov-Campus", issuer: IDP, mail_domains: ["idp.example"]});
  const apache = await startApache(folder, port, program, idp, keys);
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
    const headers = {"KC-Saml-Secret": program.secret, "KC-Saml-Issuer": IDP, "KC-Saml-Name-Id": "_p1", "KC-Saml-Mail": person.mail};
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
  await apache.stop();
  await idp.stop();
  await rm(folder, {recursive: true, force: true});
}
