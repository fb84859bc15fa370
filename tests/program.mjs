// SPDX-License-Identifier: EUPL-1.2
// Starts the built program for tests: a database of its own in a temporary folder with the demo content, a free
// port, and a fixed day, so that pages stay the same.
import {execFile, spawn} from "node:child_process";
import {mkdtemp, rm} from "node:fs/promises";
import {existsSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {fileURLToPath} from "node:url";
import {promisify} from "node:util";

const run = promisify(execFile);
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const START_MS_MAX = 60000;
const STOP_MS_MAX = 30000;

export const DEMO_PASSWORD = "Regenschirm im Aufzug 7";
export const TODAY = "2026-11-23";
export const ROOT = root;

const GRANT = `
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], timeout=30)
with db:
    db.execute("INSERT OR IGNORE INTO organisation (code, kind, name, state, status, admitted_on, shares, leitweg_id, contact_name,"
               " contact_email, contact_phone, created) VALUES ('fachbeirat', 'certifier', 'Fachbeirat', '', 'admitted', 0, 0, '', '', '', '', 0)")
    db.execute("INSERT INTO role_grant (account, organisation, role, granted) SELECT account.id, organisation.id, ?, 0"
               " FROM account, organisation WHERE email = ? AND organisation.code = 'fachbeirat'", (sys.argv[3], sys.argv[2]))
`;

function find() {
  const candidates = [process.env.KC_PROGRAM, "build/dev/kommunalcampus", "build/release/kommunalcampus"];
  const found = candidates.filter(Boolean).map((p) => path.resolve(root, p)).find(existsSync);
  if (!found) throw new Error("there is no program: build it, or name it in KC_PROGRAM");
  return found;
}

/* Resolves with the address that the program says it serves on. */
function addressOf(child) {
  return new Promise((resolve, reject) => {
    let out = "";
    const timer = setTimeout(() => reject(new Error(`the program did not start: ${out}`)), START_MS_MAX);
    child.stdout.on("data", (bytes) => {
      out += bytes;
      const found = out.match(/http:\/\/[0-9.]+:\d+/);
      if (found) {
        clearTimeout(timer);
        resolve(found[0]);
      }
    });
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`the program ended with ${code}: ${out}`));
    });
  });
}

async function untilReady(url) {
  const end = Date.now() + START_MS_MAX;
  for (;;) {
    try {
      if ((await fetch(`${url}/readyz`)).ok) return;
    } catch {
      // Not listening yet.
    }
    if (Date.now() > end) throw new Error(`${url}/readyz does not become ready`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

async function stop(child, log) {
  const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal)));
  const kill = setTimeout(() => child.kill("SIGKILL"), STOP_MS_MAX);
  child.kill("SIGTERM");
  const how = await ended;
  clearTimeout(kill);
  if (how !== 0) throw new Error(`the program ended with ${how}: ${log().slice(-4000)}`);
}

async function serve(program, env, port) {
  const child = spawn(program, ["serve", "--port", String(port)], {env, stdio: ["ignore", "pipe", "pipe"]});
  let log = "";
  child.stderr.on("data", (bytes) => (log += bytes));
  const url = await addressOf(child).catch((error) => {
    child.kill("SIGKILL");
    throw new Error(`${error.message}\n${log}`);
  });
  child.removeAllListeners("exit");
  return {child, url, log: () => log};
}

// {url, stop(), killAndRestart()}; stop() fails when the program did not end well (sanitizers, leaks). `env`: settings
// beside those of here, undefined takes one away; `port` 0: any free one.
export async function startProgram({env: more = {}, port = 0} = {}) {
  const program = find();
  const folder = await mkdtemp(path.join(tmpdir(), "kc-test-"));
  const env = {
    ...process.env,
    KC_DATABASE: `sqlite:${folder}/kommunalcampus.db`,
    KC_DATA_DIR: folder,
    KC_HOST: "127.0.0.1",
    KC_TODAY: TODAY,
    KC_MAIL_FOLDER: folder,
    KC_PUBLIC_URL: "https://campus.example",
    ...more,
  };
  try {
    await run(program, ["migrate"], {env});
    await run(program, ["seed", "--demo", "--password", DEMO_PASSWORD], {env, maxBuffer: 1 << 24});
    await run(program, ["import", "municipalities", path.join(root, "tests/fixtures/pages/municipalities.csv")], {env});
    let serving = await serve(program, env, port);
    await untilReady(serving.url);
    return {
      url: serving.url,
      folder,
      log: () => serving.log(),
      // Any other command of the program, on the same database; answers what it says.
      async command(...words) {
        return (await run(program, words, {env})).stdout;
      },
      // Give the person with this mail address a role, as the operator would.
      async grant(email, role) {
        await run("python3", ["-c", GRANT, `${folder}/kommunalcampus.db`, email, role]);
      },
      // As when the power fails: nothing is put in order. Answers the new address.
      async killAndRestart() {
        serving.child.kill("SIGKILL");
        await new Promise((resolve) => serving.child.once("exit", resolve));
        serving = await serve(program, env, port);
        await untilReady(serving.url);
        return serving.url;
      },
      async stop() {
        await stop(serving.child, serving.log);
        await rm(folder, {recursive: true, force: true});
      },
    };
  } catch (error) {
    await rm(folder, {recursive: true, force: true});
    throw error;
  }
}
