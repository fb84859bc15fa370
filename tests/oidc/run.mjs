// SPDX-License-Identifier: EUPL-1.2
// Signing in with services of others: a program with the real time and services on this machine allowed, against
// `hostile` (a provider of ours), `real` (npm oidc-provider, in Chromium), `saml` (headers alone), `mellon` (Apache and npm
// samlp) or `story` (as `real`, from a municipality's admission to its reports).
// node run.mjs hostile|real|saml|mellon|story
import {randomBytes} from "node:crypto";
import {mkdtemp, readFile, readdir, rm, writeFile} from "node:fs/promises";
import {createServer} from "node:net";
import {tmpdir} from "node:os";
import path from "node:path";
import {startProgram} from "../program.mjs";

const [which] = process.argv.slice(2);
const {run} = await import(`./${which}.test.mjs`);

function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const {port} = server.address();
      server.close(() => found(port));
    });
  });
}

const port = await freePort();
const folder = await mkdtemp(path.join(tmpdir(), "kc-oidc-"));
const program = await startProgram({
  port,
  env: {KC_TODAY: undefined, KC_ISSUER_TEST: "yes", KC_WORKERS: "6", KC_PUBLIC_URL: `http://127.0.0.1:${port}`},
});
program.secret = randomBytes(24).toString("base64url");
program.issuer = async (file) => {
  await writeFile(path.join(folder, "issuer.json"), JSON.stringify(file));
  await writeFile(path.join(folder, "secret"), program.secret);
  return program.command("issuer", "set", path.join(folder, "issuer.json"), "--secret", path.join(folder, "secret"));
};
program.databaseHas = async (word) => {
  for (const name of await readdir(program.folder)) {
    if (name.startsWith("kommunalcampus.db") && (await readFile(path.join(program.folder, name))).includes(word)) return true;
  }
  return false;
};

let count = 0;
let failed = 0;
async function check(name, what) {
  try {
    await what();
    console.log(`ok ${++count} ${name}`);
  } catch (error) {
    failed++;
    console.log(`not ok ${++count} ${name}\n  ${String(error.stack ?? error).replaceAll("\n", "\n  ")}`);
  }
}
try {
  await run({program, check, freePort});
} catch (error) {
  failed++;
  console.log(`not ok ${++count} the test itself\n  ${error.stack}`);
}
console.log(`1..${count}`);
if (failed > 0) console.log(program.log().split("\n").filter((l) => /error|issuer|token/.test(l)).slice(-15).join("\n"));
await program.stop();
await rm(folder, {recursive: true, force: true});
process.exit(failed > 0 ? 1 : 0);
