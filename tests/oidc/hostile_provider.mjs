// SPDX-License-Identifier: EUPL-1.2
// An OpenID provider of ours that can do everything wrong. Each name below its address is an issuer of its own, so that
// what the program keeps of one says nothing about another. `behave` is what the running case changes.
import {createHmac, createSign, generateKeyPairSync} from "node:crypto";
import {createServer} from "node:http";

const encode = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

export const good = generateKeyPairSync("rsa", {modulusLength: 2048});
export const other = generateKeyPairSync("rsa", {modulusLength: 2048});

export function jwk(key = good, kid = "k1") {
  return {...key.publicKey.export({format: "jwk"}), kid, use: "sig", alg: "RS256"};
}

/* A token; `by` signs it: a key pair, "none", or "public" (HMAC with the public key). */
export function token(claims, {header = {}, by = good} = {}) {
  const data = `${encode({alg: "RS256", kid: "k1", ...header})}.${encode(claims)}`;
  if (by === "none") return `${data}.`;
  if (by === "public") {
    const secret = good.publicKey.export({type: "spki", format: "pem"});
    return `${data}.${createHmac("sha256", secret).update(data).digest("base64url")}`;
  }
  return `${data}.${createSign("RSA-SHA256").update(data).sign(by.privateKey).toString("base64url")}`;
}

export async function startHostile() {
  const provider = {behave: {}, asked: [], held: []};
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request) body += piece;
    const [, name, ...rest] = new URL(request.url, provider.url).pathname.split("/");
    const what = rest.join("/");
    const issuer = `${provider.url}/${name}`;
    const answer = {status: 200, headers: {"Content-Type": "application/json"}, body: ""};
    provider.asked.push({what, body, authorization: request.headers.authorization});
    if (what === ".well-known/openid-configuration") {
      answer.body = {issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`,
        end_session_endpoint: `${issuer}/end`, authorization_response_iss_parameter_supported: true};
      await provider.behave.metadata?.(answer, issuer);
    } else if (what === "jwks") {
      answer.body = {keys: [jwk()]};
      await provider.behave.jwks?.(answer, issuer);
    } else if (what === "token") {
      answer.body = {access_token: "a", token_type: "Bearer", id_token: provider.behave.idToken?.(issuer)};
      await provider.behave.token?.(answer, issuer);
    } else {
      answer.status = 404;
    }
    if (answer.hangUp) return request.socket.destroy();
    response.writeHead(answer.status, answer.headers);
    response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  provider.url = `http://127.0.0.1:${server.address().port}`;
  provider.stop = () => (server.closeAllConnections(), new Promise((done) => server.close(done)));
  return provider;
}
