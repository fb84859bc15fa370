/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The curriculum: a what-if is answered in place, and what is still being made is looked
 * for again. All of it works without this file, as plain links. The server renders.
 */

const AGAIN_MS = 900;
const AGAIN_TIMES_MAX = 20;
let running = null; /* the question that is being answered */
let waiting = 0; /* the timer that looks again */

function take(page, id) {
  const fresh = page.getElementById(id);
  const here = document.getElementById(id);
  if (!fresh || !here) throw new Error(`the page has no ${id}`);
  here.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
  here.toggleAttribute("data-kc-again", fresh.hasAttribute("data-kc-again"));
}

async function load(address, signal) {
  const answer = await fetch(address, {signal, headers: {Accept: "text/html"}});
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/* The chips stay where they are, so that the focus does; only the chosen one changes. */
function markChosen(page) {
  const asked = new Set([...page.querySelectorAll("#was-waere-wenn .kc-chip[aria-current]")].map((a) => a.getAttribute("href")));
  for (const chip of document.querySelectorAll("#was-waere-wenn .kc-chip")) {
    const on = asked.has(chip.getAttribute("href"));
    chip.classList.toggle("kc-chip--on", on);
    if (on) chip.setAttribute("aria-current", "true");
    else chip.removeAttribute("aria-current");
  }
}

async function ask(link) {
  const box = document.getElementById("was-waere-wenn");
  running?.abort();
  clearTimeout(waiting);
  running = new AbortController();
  box.setAttribute("aria-busy", "true");
  try {
    const page = await load(link.href, running.signal);
    take(page, "wenn-antwort");
    markChosen(page);
    history.replaceState(null, "", link.href);
    if (!box.contains(document.activeElement)) {
      box.scrollIntoView({block: "start"});
      document.getElementById("wenn-frage")?.focus({preventScroll: true});
    }
    box.removeAttribute("aria-busy");
    lookAgain(1);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(link.href);
  }
}

/* A few times, with a pause: the plans are made in the background meanwhile. */
function lookAgain(times) {
  if (!document.querySelector("[data-kc-again]") || times > AGAIN_TIMES_MAX) return;
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const address = location.href;
    try {
      const page = await load(address);
      if (address !== location.href) return;
      if (document.querySelector("#wenn-antwort [data-kc-again]")) take(page, "wenn-antwort");
      for (const id of ["ziele", "vergleich"]) {
        const here = document.getElementById(id);
        if (here?.hasAttribute("data-kc-again") && !here.contains(document.activeElement)) take(page, id);
      }
      lookAgain(times + 1);
    } catch (error) {
      console.warn(error.message);
    }
  }, AGAIN_MS);
}

export function startPlan() {
  if (!document.getElementById("was-waere-wenn")) return;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-kc-what-if]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    ask(link);
  });
  lookAgain(1);
}
