// SPDX-License-Identifier: EUPL-1.2
// npm's oidc-provider, certified by the OpenID Foundation, as the directory of a town; and the way through its pages.
import {generateKeyPairSync} from "node:crypto";
import {createServer} from "node:http";
import Provider from "oidc-provider";

export const CLIENT = "kommunalcampus";

function keys(kid) {
  const {privateKey} = generateKeyPairSync("rsa", {modulusLength: 2048});
  return {keys: [{...privateKey.export({format: "jwk"}), kid, use: "sig", alg: "RS256"}]};
}

/* `groups` is what the directory says of each person. */
function providerOf({url, program, domain, groups}, jwks) {
  return new Provider(url, {
    clients: [{client_id: CLIENT, client_secret: program.secret, redirect_uris: [`${program.url}/anmelden/dienst/echt/antwort`],
      post_logout_redirect_uris: [`${program.url}/anmelden?abgemeldet`],
      backchannel_logout_uri: `${program.url}/anmelden/dienst/echt/abmeldung`, backchannel_logout_session_required: true}],
    jwks,
    pkce: {required: () => true},
    cookies: {keys: ["a secret of the test"]},
    claims: {openid: ["sub", "groups"], email: ["email", "email_verified"], profile: ["name"]},
    features: {devInteractions: {enabled: true}, backchannelLogout: {enabled: true}, rpInitiatedLogout: {enabled: true}},
    findAccount: (_, id) => ({accountId: id, claims: async () => ({sub: id, email: `${id}@${domain}`, email_verified: true,
      name: `Person ${id}`, groups: groups[id] ?? []})}),
  });
}

export async function startProvider(program, domain) {
  const groups = {};
  let current;
  const server = createServer((request, response) => current(request, response));
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${server.address().port}`;
  const turn = (kid) => (current = providerOf({url, program, domain, groups}, keys(kid)).callback());
  turn("first");
  return {url, groups, turn, stop: () => (server.closeAllConnections(), new Promise((done) => server.close(done)))};
}

/* The provider's own pages: who one is, and that one agrees. */
export async function passThrough(page, provider, login) {
  for (let i = 0; i < 4 && page.url().startsWith(provider.url); i++) {
    if (await page.locator("input[name=login]").count()) {
      await page.fill("input[name=login]", login);
      await page.fill("input[name=password]", "x");
    }
    await page.locator("button[type=submit]").first().click();
    await page.waitForLoadState();
  }
}

export async function enter(page, provider, login) {
  await page.goto("/anmelden");
  await page.click("text=Mit Verzeichnis der Stadt anmelden");
  await passThrough(page, provider, login);
}
