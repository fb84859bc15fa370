// SPDX-License-Identifier: EUPL-1.2
// Runs tests/browser/*.test.mjs against the program. Each file exports `tests`: names, which are sentences, and
// functions that get {page, url, grant, program}. `node run.mjs WORD` runs those whose file or name has the word, `--part K/N` every Nth,
// from the Kth on: with a program and a browser of their own, parts run beside each other.
import {readdirSync} from "node:fs";
import path from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {startProgram} from "../program.mjs";
import {openBrowser} from "./browser.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const words = process.argv.slice(2);
const [part, parts] = words[0] === "--part" ? words.splice(0, 2)[1].split("/").map(Number) : [1, 1];
const word = words[0] ?? "";
if (!(part >= 1 && part <= parts)) throw new Error("--part K/N, K from 1 to N");

async function load() {
  const found = [];
  for (const file of readdirSync(here).filter((f) => f.endsWith(".test.mjs")).sort()) {
    const {tests} = await import(pathToFileURL(path.join(here, file)));
    for (const [name, run] of Object.entries(tests)) {
      if (`${file} ${name}`.includes(word)) found.push({name: `${file}: ${name}`, run});
    }
  }
  return found.filter((_, index) => index % parts === part - 1);
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
    await withinLimit(test.run({page: open, url: program.url, grant: program.grant, program}));
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
