// SPDX-License-Identifier: EUPL-1.2
// What browser tests use: Chromium with a profile of its own, pages that collect errors, axe, screenshots.
import {mkdirSync, readFileSync} from "node:fs";
import {createRequire} from "node:module";
import path from "node:path";
import {chromium} from "playwright-core";
import {ROOT} from "../program.mjs";

const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const SHOTS = path.join(ROOT, "build", "screenshots");
const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=de",
];

export const NARROW = 360;
export const WIDE = 1280;

export async function openBrowser(url) {
  const executablePath = process.env.KC_CHROMIUM ?? "/usr/bin/chromium";
  const browser = await chromium.launch({executablePath, args: FLAGS});
  return {
    // width, script (true), dark (false), lang ("de-DE")
    async page({width = WIDE, script = true, dark = false, lang = "de-DE", height = 900} = {}) {
      const context = await browser.newContext({
        baseURL: url,
        viewport: {width, height},
        javaScriptEnabled: script,
        colorScheme: dark ? "dark" : "light",
        locale: lang,
        reducedMotion: "reduce",
      });
      const page = await context.newPage();
      page.setDefaultTimeout(15000);
      page.errors = [];
      page.on("console", (message) => {
        if (message.type() === "error") page.errors.push(message.text());
      });
      page.on("pageerror", (error) => page.errors.push(String(error)));
      return page;
    },
    close: () => browser.close(),
  };
}

// No violation of the rules of WCAG 2.2 A and AA, and of axe's best practices.
export async function expectAccessible(page, name) {
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const result = await globalThis.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return result.violations.map((v) => `${v.id}: ${v.help}\n      ${v.nodes.map((n) => n.target.join(" ")).join("\n      ")}`);
  });
  if (found.length > 0) throw new Error(`axe finds ${found.length} on ${name}:\n    ${found.join("\n    ")}`);
}

export async function expectNoSideScroll(page, name) {
  const wide = await page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= limit) return null;
    const out = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > limit + 1);
    return out.slice(0, 5).map((e) => `${e.tagName.toLowerCase()}.${e.className}`).join(", ");
  });
  if (wide !== null) throw new Error(`${name} scrolls sideways: ${wide}`);
}

export function expectNoErrors(page, name) {
  if (page.errors.length > 0) throw new Error(`${name}: console says ${page.errors.join(" | ")}`);
}

export async function screenshot(page, name) {
  mkdirSync(SHOTS, {recursive: true});
  await page.screenshot({path: path.join(SHOTS, `${name}.png`), fullPage: true});
}

// Press Tab until `matches` (run in the page on the focused element) holds.
export async function tabTo(page, selector, presses = 80) {
  for (let i = 0; i < presses; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((s) => document.activeElement.matches(s), selector)) return;
  }
  throw new Error(`Tab does not reach ${selector}`);
}

// What has the focus is visible and shows it: an outline, or a shadow.
export async function expectVisibleFocus(page) {
  const fine = await page.evaluate(() => {
    const at = document.activeElement;
    const style = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    const drawn = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
    return drawn && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
  });
  if (!fine) throw new Error(`the focus on ${await page.evaluate(() => document.activeElement.outerHTML.slice(0, 120))} cannot be seen`);
}
