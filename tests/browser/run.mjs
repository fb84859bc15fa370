// SPDX-License-Identifier: EUPL-1.2
// Runs tests/browser/*.test.mjs against the program. Each file exports `tests`: names, which are sentences, and
// functions that get {page, url}. `node run.mjs WORD` runs those whose file or name has the word.
import {readdirSync} from "node:fs";
import path from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {startProgram} from "../program.mjs";
import {openBrowser} from "./browser.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const word = process.argv[2] ?? "";

async function load() {
  const found = [];
  for (const file of readdirSync(here).filter((f) => f.endsWith(".test.mjs")).sort()) {
    const {tests} = await import(pathToFileURL(path.join(here, file)));
    for (const [name, run] of Object.entries(tests)) {
      if (`${file} ${name}`.includes(word)) found.push({name: `${file}: ${name}`, run});
    }
  }
  return found;
}

/* A test that waits for ever fails like any other, and the rest still runs. */
const TEST_SECONDS_MAX = 900;

async function withinLimit(run) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not finished after ${TEST_SECONDS_MAX} s`)), TEST_SECONDS_MAX * 1000);
  });
  try {
    await Promise.race([run, limit]);
  } finally {
    clearTimeout(timer);
  }
}

const tests = await load();
const program = await startProgram();
const browser = await openBrowser(program.url);
let failed = 0;

console.log(`1..${tests.length}`);
for (const [index, test] of tests.entries()) {
  const pages = [];
  const open = async (options) => {
    const page = await browser.page(options);
    pages.push(page);
    return page;
  };
  try {
    await withinLimit(test.run({page: open, url: program.url, grant: program.grant}));
    console.log(`ok ${index + 1} ${test.name}`);
  } catch (error) {
    failed++;
    console.log(`not ok ${index + 1} ${test.name}\n  ${String(error.stack ?? error).replaceAll("\n", "\n  ")}`);
  }
  for (const page of pages) await page.context().close();
}
await browser.close();
await program.stop();
if (tests.length === 0) console.log("# no test was run");
process.exit(failed > 0 || tests.length === 0 ? 1 : 0);
