// SPDX-License-Identifier: EUPL-1.2
// May the match learn from what one looks at? Asked where the operator switched collecting on, off until one says yes,
// and all of it gone with the no; handed on by the command.
import assert from "node:assert/strict";
import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {startProgram} from "../program.mjs";
import {NARROW, WIDE, expectAccessible, expectNoSideScroll, screenshot} from "./browser.mjs";

async function chooseJob(page, url) {
  await page.goto(`${url}/situation/stelle`);
  await page.check("input[name=stelle][value=buergerbuero]");
  await page.click("form.kc-form button[type=submit]");
  await page.waitForURL("**/situation/koennen");
}

async function ownLists(page, url) {
  const own = await (await page.context().request.get(`${url}/meine-daten.json`)).json();
  return {yes: own.experience_consent, lists: own.experience_list, shown: own.experience_shown};
}

async function withProgram(use) {
  const program = await startProgram({env: {KC_MATCH_COLLECT: "yes"}});
  try {
    await use(program);
  } finally {
    await program.stop();
  }
}

export const tests = {
  async "nobody is asked where lists are not collected"({page: open, url}) {
    const page = await open({script: false});
    await chooseJob(page, url);
    await page.goto("/passung");
    assert.equal(await page.locator("#lernen").count(), 0);
    const answer = await page.context().request.post("/passung/lernen", {
      form: {token: await page.inputValue("input[name=token] >> nth=0"), lernen: "ja"}, headers: {origin: new URL(url).origin},
      maxRedirects: 0});
    assert.equal(answer.status(), 303);
    assert.deepEqual((await ownLists(page, url)).yes, []);
  },

  async "a yes keeps the lists, a no deletes them, by keyboard and without script"({page: open}) {
    await withProgram(async (program) => {
      const {url} = program;
      for (const [width, script] of [[WIDE, true], [NARROW, false]]) {
        const page = await open({width, script});
        await chooseJob(page, url);
        await page.goto(`${url}/passung`);
        await page.goto(`${url}/passung?seite=2`);
        let own = await ownLists(page, url);
        assert.deepEqual([own.yes, own.lists], [[], []], "nothing before the yes");
        await page.goto(`${url}/passung`);
        await expectNoSideScroll(page, `learn-${width}`);
        if (script) await expectAccessible(page, `learn-${width}`);
        await screenshot(page, `learn-ask-${width}`);
        if (script) {
          await page.locator("#lernen button").focus();
          await page.keyboard.press("Enter");
          await page.waitForURL("**/passung#lernen");
        } else await page.click("#lernen button");
        assert.match(await page.locator("#lernen").innerText(), /Danke/);
        await screenshot(page, `learn-yes-${width}`);
        const block = await page.locator(".kc-match .kc-card__title a >> nth=2").getAttribute("href");
        await page.goto(url + block);
        own = await ownLists(page, url);
        assert.equal(own.lists.length, 1);
        assert.equal(own.shown.find((s) => s.place === 3).deed, 1, "opened");
        if (script) await expectEvents(program);
        await page.goto(`${url}/passung`);
        await page.click("#lernen button");
        assert.doesNotMatch(await page.locator("#lernen").innerText(), /Danke/);
        own = await ownLists(page, url);
        assert.deepEqual([own.yes, own.lists, own.shown], [[], [], []]);
      }
    });
  },
};

/* What is handed on is what the training reads; the same again has other names. */
async function expectEvents(program) {
  const folder = await mkdtemp(path.join(tmpdir(), "kc-learn-"));
  try {
    const names = [];
    for (const file of ["one.jsonl", "two.jsonl"]) {
      assert.match(await program.command("match", "events", "--out", path.join(folder, file)), /^1 lists of 1 people/);
      const [head, list] = (await readFile(path.join(folder, file), "utf8")).trim().split("\n").map((line) => JSON.parse(line));
      assert.deepEqual(head, {format: "kommunalcampus-events/1", lists: 1, shown: list.shown.length});
      assert.equal(list.shown[2].did, "opened");
      names.push(list.session);
    }
    assert.notEqual(names[0], names[1]);
    await assert.rejects(program.command("match", "learn", "--events", path.join(folder, "one.jsonl"), "--model", path.join(folder, "m")),
      /nothing to learn from: 1 people/);
    await program.command("match", "events", "--out", path.join(folder, "one.jsonl"), "--forget");
    await assert.rejects(program.command("match", "events", "--out", path.join(folder, "none.jsonl")), /nothing was collected/);
    await assert.rejects(readFile(path.join(folder, "none.jsonl")), /ENOENT/);
  } finally {
    await rm(folder, {recursive: true});
  }
}
