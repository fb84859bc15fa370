// SPDX-License-Identifier: EUPL-1.2
// What directories ask, in their order and spelling: Entra ID (learn.microsoft.com, "Develop and plan provisioning for a
// SCIM endpoint"), Okta (developer.okta.com, "SCIM 2.0 protocol reference"). Tokens come from the page of the personnel
// department; nothing is put into the database by hand.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {DEMO_PASSWORD, startProgram} from "../program.mjs";
import {Visitor} from "../visitor.mjs";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";
let program;
const hr = {};
const tokens = {};

before(async () => {
  program = await startProgram();
  for (const town of ["heidelberg", "mannheim"]) {
    hr[town] = new Visitor(program.url);
    await hr[town].send("/anmelden", {email: `hr@${town}.example`, passwort: DEMO_PASSWORD});
    tokens[town] = await makeToken(town, `Verzeichnis ${town}`);
  }
});
after(() => program?.stop());

async function makeToken(town, name, more = {}) {
  const page = `/verwaltung/${town}/verzeichnis`;
  const answer = await hr[town].send(page, {name, tage: "90", ...more}, page);
  assert.equal(answer.status, 200, answer.body_text.slice(0, 400));
  const found = answer.body_text.match(/kcdir_[A-Za-z0-9_-]{32}/);
  assert.ok(found, "the token is shown");
  assert.match(answer.headers.get("cache-control"), /no-store/);
  return found[0];
}

async function ask(method, path, {body, town = "heidelberg", token = tokens[town], headers = {}, type = "application/scim+json"} = {}) {
  const response = await fetch(`${program.url}/scim/v2${path}`, {
    method,
    headers: {...(token === null ? {} : {Authorization: `Bearer ${token}`}), ...(body === undefined ? {} : {"Content-Type": type}), ...headers},
    body: typeof body === "object" ? JSON.stringify(body) : body,
  });
  const text = await response.text();
  if (text !== "") assert.match(response.headers.get("content-type"), /^application\/scim\+json/, `${method} ${path}: ${text.slice(0, 200)}`);
  return {status: response.status, headers: response.headers, json: text === "" ? null : JSON.parse(text), text};
}

function refused(answer, status, type) {
  assert.equal(answer.status, status, answer.text);
  assert.deepEqual(answer.json.schemas, [ERROR]);
  assert.equal(answer.json.status, String(status));
  assert.equal(answer.json.scimType, type);
  assert.ok(answer.json.detail.length > 0);
}

const filter = (text) => `/Users?filter=${encodeURIComponent(text)}`;
const patch = (...Operations) => ({schemas: [PATCH], Operations});

test("Entra ID: test connection, create, match, change, disable, restore, delete", async () => {
  const random = await ask("GET", filter('userName eq "a35ab0e1-0f1e-4f2d-9d7c-5ab1f0d4f6c1"'));
  assert.equal(random.status, 200);
  assert.equal(random.json.totalResults, 0);
  assert.deepEqual(random.json.Resources, []);

  const boss = await ask("POST", "/Users", {body: {schemas: [USER, ENTERPRISE], externalId: "boss", userName: "Berta.Boss@heidelberg.example",
    active: true, displayName: "Berta Boss", emails: [{primary: true, type: "work", value: "Berta.Boss@heidelberg.example"}],
    meta: {resourceType: "User"}, name: {formatted: "Berta Boss", familyName: "Boss", givenName: "Berta"}, roles: []}});
  assert.equal(boss.status, 201, boss.text);
  assert.equal(boss.headers.get("location"), `https://campus.example/scim/v2/Users/${boss.json.id}`);
  assert.equal(boss.headers.get("etag"), boss.json.meta.version);
  assert.match(boss.json.meta.version, /^W\/"/);

  const made = await ask("POST", "/Users", {body: {schemas: [USER, ENTERPRISE], externalId: "0a21f0f2-8d2a", userName: "Nora.Neu@heidelberg.example",
    active: true, displayName: "Nora Neu", title: "Sachbearbeitung", preferredLanguage: "de", emails: [{primary: true, type: "work", value: "Nora.Neu@heidelberg.example"}],
    addresses: [{primary: true, type: "work", formatted: "Markt 1"}], phoneNumbers: [{type: "mobile", value: "1"}],
    name: {formatted: "Nora Neu", familyName: "Neu", givenName: "Nora"}, [ENTERPRISE]: {employeeNumber: "E-77", department: "Bauhof Nord", costCenter: "9"}}});
  assert.equal(made.status, 201, made.text);
  assert.equal(made.json.title, undefined);
  assert.equal(made.json.phoneNumbers, undefined);
  const id = made.json.id;

  const matched = await ask("GET", filter('externalId eq "0a21f0f2-8d2a"'));
  assert.equal(matched.json.Resources[0].id, id);
  assert.equal(matched.json.Resources[0][ENTERPRISE].department, "Bauhof Nord");

  const changed = await ask("PATCH", `/Users/${id}`, {body: patch(
    {op: "Replace", path: 'emails[type eq "work"].value', value: "nora.alt@heidelberg.example"},
    {op: "Replace", path: "name.familyName", value: "Alt"},
    {op: "Replace", path: 'phoneNumbers[type eq "mobile"].value', value: "2"},
    {op: "Add", path: `${ENTERPRISE}:manager`, value: boss.json.id},
    {op: "Replace", path: `${ENTERPRISE}:department`, value: "Bauhof Süd"},
  )});
  assert.equal(changed.status, 200, changed.text);
  assert.equal(changed.json.displayName, "Nora Alt");
  assert.equal(changed.json.emails[0].value, "nora.alt@heidelberg.example");
  assert.equal(changed.json[ENTERPRISE].manager.value, boss.json.id);
  assert.notEqual(changed.json.meta.version, made.json.meta.version);

  const off = await ask("PATCH", `/Users/${id}`, {body: patch({op: "Replace", path: "active", value: "False"})});
  assert.equal(off.json.active, false);
  const people = (await hr.heidelberg.ask("/verwaltung/heidelberg?stand=alle&q=nora")).body_text;
  assert.match(people, /Nora Alt/);
  assert.equal((await ask("PATCH", `/Users/${id}`, {body: patch({op: "Replace", path: "active", value: "True"})})).json.active, true);
  assert.equal((await ask("DELETE", `/Users/${id}`)).status, 204);
  refused(await ask("GET", `/Users/${id}`), 404);
  assert.equal((await ask("GET", filter('externalId eq "0a21f0f2-8d2a"'))).json.totalResults, 0);
});

test("Okta: look, create, whole PUT, deactivate, pages", async () => {
  const none = await ask("GET", `${filter('userName eq "otto@heidelberg.example"')}&startIndex=1&count=100`);
  assert.equal(none.json.totalResults, 0);
  const body = {schemas: [USER], userName: "otto@heidelberg.example", name: {givenName: "Otto", familyName: "Ott"},
    emails: [{primary: true, value: "otto@heidelberg.example", type: "work"}], displayName: "Otto Ott", locale: "de-DE",
    externalId: "00ujl29u0le5T6Aj10h7", groups: [], password: "1mz050nq", active: true};
  const made = await ask("POST", "/Users", {body, type: "application/scim+json; charset=utf-8"});
  assert.equal(made.status, 201, made.text);
  assert.ok(!made.text.includes("1mz050nq"), "no password comes back");
  refused(await ask("POST", "/Users", {body}), 409, "uniqueness");
  const put = await ask("PUT", `/Users/${made.json.id}`, {body: {...made.json, name: {givenName: "Otto", familyName: "Otte"}}});
  assert.equal(put.status, 200, put.text);
  assert.equal(put.json.displayName, "Otto Otte");
  const off = await ask("PATCH", `/Users/${made.json.id}`, {body: patch({op: "replace", value: {active: false}})});
  assert.equal(off.json.active, false);

  const first = await ask("GET", "/Users?startIndex=1&count=2&attributes=userName");
  const second = await ask("GET", "/Users?startIndex=3&count=2&attributes=userName");
  assert.equal(first.json.itemsPerPage, 2);
  assert.equal(second.json.startIndex, 3);
  assert.deepEqual(Object.keys(first.json.Resources[0]).sort(), ["id", "schemas", "userName"]);
  assert.equal(new Set([...first.json.Resources, ...second.json.Resources].map((u) => u.id)).size, 4);
  assert.equal((await ask("GET", "/Users?count=0")).json.Resources.length, 0);
  assert.equal((await ask("GET", "/Users?count=100000")).json.itemsPerPage <= 200, true);
});

test("versions: what is stale changes nothing, what is known is not sent again", async () => {
  const found = (await ask("GET", "/Users?count=1")).json.Resources[0];
  const one = await ask("GET", `/Users/${found.id}`);
  const tag = one.headers.get("etag");
  assert.equal((await ask("GET", `/Users/${found.id}`, {headers: {"If-None-Match": tag}})).status, 304);
  const body = patch({op: "replace", path: "externalId", value: "v2"});
  refused(await ask("PATCH", `/Users/${found.id}`, {body, headers: {"If-Match": 'W/"other"'}}), 412);
  assert.equal((await ask("PATCH", `/Users/${found.id}`, {body, headers: {"If-Match": tag}})).status, 200);
  refused(await ask("DELETE", `/Users/${found.id}`, {headers: {"If-Match": tag}}), 412);
});

test("what is wrong is told in bodies of RFC 7644", async () => {
  const id = (await ask("GET", "/Users?count=1")).json.Resources[0].id;
  refused(await ask("GET", filter("userName eq")), 400, "invalidFilter");
  refused(await ask("GET", filter('title eq "x"')), 400, "invalidFilter");
  refused(await ask("GET", "/Users?count=x"), 400, "invalidValue");
  refused(await ask("POST", "/Users", {body: "{"}), 400, "invalidSyntax");
  refused(await ask("POST", "/Users", {body: {schemas: [USER]}}), 400, "invalidValue");
  refused(await ask("POST", "/Users", {body: "a=b", type: "application/x-www-form-urlencoded"}), 400, "invalidSyntax");
  refused(await ask("PATCH", `/Users/${id}`, {body: patch({op: "replace", path: "id", value: "9"})}), 400, "mutability");
  refused(await ask("PATCH", `/Users/${id}`, {body: patch({op: "replace", path: "nonsense", value: "9"})}), 400, "invalidPath");
  refused(await ask("PATCH", `/Users/${id}`, {body: patch({op: "remove"})}), 400, "noTarget");
  refused(await ask("PATCH", `/Users/${id}`, {body: patch(...Array(65).fill({op: "add", path: "title", value: "x"}))}), 400, "tooMany");
  refused(await ask("GET", "/Groups"), 404);
  refused(await ask("GET", "/Users/abc"), 404);
  refused(await ask("POST", "/ServiceProviderConfig", {body: {}}), 405);
  const large = await fetch(`${program.url}/scim/v2/Users`, {method: "POST", headers: {Authorization: `Bearer ${tokens.heidelberg}`, "Content-Type": "application/scim+json"},
    body: `{"x":"${"a".repeat(70000)}"}`});
  assert.equal(large.status, 413); // refused by its head, before anybody asks what it is for
});

test("the service says what it can and keeps, and no more", async () => {
  const config = (await ask("GET", "/ServiceProviderConfig")).json;
  assert.deepEqual([config.patch.supported, config.bulk.supported, config.sort.supported, config.etag.supported], [true, false, false, true]);
  const types = (await ask("GET", "/ResourceTypes")).json;
  assert.deepEqual(types.Resources.map((t) => t.id), ["User"]);
  const schemas = (await ask("GET", "/Schemas")).json.Resources;
  assert.deepEqual(schemas.map((s) => s.id), [USER, ENTERPRISE]);
  for (const s of schemas) assert.deepEqual((await ask("GET", `/Schemas/${s.id}`)).json, s);
  assert.ok(!schemas[0].attributes.some((a) => a.name === "title"));
});

test("a token opens its municipality, and nothing when it is revoked, wrong or cut", async () => {
  const theirs = (await ask("GET", "/Users?count=1", {town: "mannheim"})).json.Resources[0].id;
  for (const [method, body] of [["GET"], ["DELETE"], ["PUT", {schemas: [USER], userName: "x"}], ["PATCH", patch({op: "add", path: "title", value: "x"})]]) {
    refused(await ask(method, `/Users/${theirs}`, {body}), 404);
  }
  assert.equal((await ask("GET", `/Users/${theirs}`, {town: "mannheim"})).status, 200, "control");
  for (const token of [null, "", "x", tokens.heidelberg.slice(0, -1), `${tokens.heidelberg}x`, tokens.heidelberg.replace(/.$/, (c) => (c === "A" ? "B" : "A"))]) {
    const answer = await ask("GET", "/Users", {token});
    refused(answer, 401);
    assert.match(answer.headers.get("www-authenticate"), /^Bearer/);
  }
  const cookies = [...hr.heidelberg.cookies].map(([k, v]) => `${k}=${v}`).join("; ");
  refused(await ask("GET", "/Users", {token: null, headers: {Cookie: cookies}}), 401);
  assert.equal((await fetch(`${program.url}/verwaltung/heidelberg`, {headers: {Authorization: `Bearer ${tokens.heidelberg}`}, redirect: "manual"})).status, 303);

  const token = await makeToken("heidelberg", "Auf Zeit");
  assert.equal((await ask("GET", "/Users?count=0", {token})).status, 200, "control");
  const page = await hr.heidelberg.ask("/verwaltung/heidelberg/verzeichnis");
  assert.ok(!page.body_text.includes(token), "it is shown once");
  const id = page.body_text.match(/name="id" value="(\d+)"/)[1];
  await hr.heidelberg.send("/verwaltung/heidelberg/verzeichnis/widerrufen", {id}, "/verwaltung/heidelberg/verzeichnis");
  refused(await ask("GET", "/Users?count=0", {token}), 401);
  assert.ok(!program.log().includes("kcdir_"), "no token in the log");
});

test("a hasty directory is told to wait", async () => {
  const token = await makeToken("mannheim", "Hastig");
  let answer;
  for (let i = 0; i <= 600; i++) answer = await ask("GET", "/ServiceProviderConfig", {token});
  refused(answer, 429);
  assert.ok(Number(answer.headers.get("retry-after")) >= 1);
  assert.equal((await ask("GET", "/ServiceProviderConfig", {town: "mannheim"})).status, 200, "control: another token goes on");
});
