// SPDX-License-Identifier: EUPL-1.2
// Fetches every page of pages.mjs from the program and compares it with the kept one in golden/, byte by byte but
// for what changes by itself (fingerprints, tokens, request numbers). Each also goes through html-validate.
// KC_ACCEPT=1 renews the kept pages; review the difference.
import {existsSync, readFileSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import path from "node:path";
import {fileURLToPath} from "node:url";
import {FileSystemConfigLoader, HtmlValidate} from "html-validate";
import {startProgram} from "../program.mjs";
import {PAGES} from "./pages.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const golden = path.join(here, "golden");
const accept = Boolean(process.env.KC_ACCEPT);
const validator = new HtmlValidate(new FileSystemConfigLoader(JSON.parse(readFileSync(path.join(here, "htmlvalidate.json"), "utf8"))));

function normal(html) {
  return html
    .replace(/(\/static\/[a-zA-Z0-9/._-]+?)\.[0-9a-f]{8,64}\.(css|js|woff2|svg)/g, "$1.FINGERPRINT.$2")
    .replace(/(name="token" value=")[^"]+/g, "$1TOKEN")
    .replace(/(Vorgangsnummer|reference) [0-9a-f]{16}/g, "$1 ID")
    .trimEnd() + "\n";
}

/* The first lines that differ, to see in the log what happened. */
function difference(kept, got) {
  const a = kept.split("\n");
  const b = got.split("\n");
  const at = a.findIndex((line, i) => line !== b[i]);
  const from = at < 0 ? a.length : at;
  return `line ${from + 1}\n  - ${(a[from] ?? "").slice(0, 300)}\n  + ${(b[from] ?? "").slice(0, 300)}`;
}

async function check(url, page) {
  const answer = await fetch(url + page.path, {headers: {"Accept-Language": page.lang ?? "de"}});
  const html = normal(await answer.text());
  const file = path.join(golden, `${page.name}.html`);
  const report = await validator.validateString(html, `${page.name}.html`);
  const wrong = [];

  if (answer.status !== (page.status ?? 200)) wrong.push(`status ${answer.status}`);
  for (const message of report.results.flatMap((r) => r.messages))
    wrong.push(`html ${message.ruleId}: ${message.message} (line ${message.line})`);
  if (accept) writeFileSync(file, html);
  else if (!existsSync(file)) wrong.push("no kept page; ./dev test --accept makes it");
  else if (readFileSync(file, "utf8") !== html) wrong.push(`differs from the kept page: ${difference(readFileSync(file, "utf8"), html)}`);
  return wrong;
}

const program = await startProgram();
let failed = 0;

console.log(`1..${PAGES.length}`);
for (const [index, page] of PAGES.entries()) {
  const wrong = await check(program.url, page).catch((error) => [String(error)]);
  failed += wrong.length > 0;
  console.log(`${wrong.length > 0 ? "not ok" : "ok"} ${index + 1} ${page.name} ${page.path}`);
  for (const line of wrong) console.log(`  ${line.replaceAll("\n", "\n  ")}`);
}
for (const file of readdirSync(golden)) {
  if (PAGES.some((page) => `${page.name}.html` === file)) continue;
  if (accept) rmSync(path.join(golden, file));
  else {
    failed++;
    console.log(`not ok ${file} is kept, but no page has this name`);
  }
}
await program.stop();
process.exit(failed > 0 ? 1 : 0);
