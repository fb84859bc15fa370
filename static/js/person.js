/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The pages of one person. All of it works without this file; with it a wish
 * shows its effect at once, a long list can be searched, and the print button
 * prints. The server renders; this only takes over parts of its pages.
 */

const PARTS = ["anzahl", "treffer", "weggelassen", "notiz"];
const FIELDS = "wunsch-felder";
let running = null;

function focusKey(root) {
  const at = document.activeElement;
  return at?.name && root.contains(at) ? {name: at.name, value: at.type === "checkbox" ? at.value : null} : null;
}

function refocus(root, key) {
  if (!key) return;
  const again = [...root.querySelectorAll("input, select")].find(
    (e) => e.name === key.name && (key.value === null || e.value === key.value));
  again?.focus({preventScroll: true});
}

function replace(page, id) {
  const fresh = page.getElementById(id);
  const here = document.getElementById(id);
  if (!fresh || !here) throw new Error(`the page has no ${id}`);
  here.replaceChildren(...fresh.childNodes);
}

/* The fields are replaced only for errors to come or go: what is being typed stays. */
function replaceFields(page) {
  const here = document.getElementById(FIELDS);
  const fresh = page.getElementById(FIELDS);
  if (!here.querySelector("[aria-invalid], .kc-errors") && !fresh.querySelector("[aria-invalid], .kc-errors")) return;
  const key = focusKey(here);
  replace(page, FIELDS);
  refocus(here, key);
}

async function wish(form) {
  running?.abort();
  running = new AbortController();
  const box = document.querySelector("[data-kc-matches]");
  box.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, {
      method: "POST", body: new URLSearchParams(new FormData(form)), signal: running.signal, headers: {Accept: "text/html"},
    });
    if (!answer.ok && answer.status !== 422) throw new Error(`status ${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    replaceFields(page);
    for (const id of PARTS) replace(page, id);
    if (location.search) history.replaceState(null, "", location.pathname);
    box.removeAttribute("aria-busy");
  } catch (error) {
    if (error.name !== "AbortError") form.submit();
  }
}

function startMatches() {
  const form = document.getElementById("wuensche");
  if (!form || !document.querySelector("[data-kc-matches]")) return;
  form.querySelector("[data-kc-noscript]").hidden = true;
  /* On a narrow screen the matches come first, unless a wish needs mending. */
  const box = document.querySelector("[data-kc-quick]");
  box.open = matchMedia("(min-width: 62rem)").matches || form.querySelector(".kc-errors") !== null || location.hash !== "";
  addEventListener("hashchange", () => (box.open = true));
  form.addEventListener("change", () => wish(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    wish(form);
  });
}

const plain = (text) => text.toLocaleLowerCase("de").normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ß", "ss");

function startFilter() {
  const box = document.querySelector("[data-kc-filter]");
  if (!box) return;
  const input = box.querySelector("input");
  const status = box.querySelector("[role=status]");
  const items = [...document.getElementById(box.dataset.kcFilter).children];
  box.hidden = false;
  input.addEventListener("input", () => {
    const words = plain(input.value).split(/\s+/);
    let shown = 0;
    for (const item of items) {
      const text = plain(item.textContent);
      item.hidden = !words.every((word) => text.includes(word)) && !item.querySelector(":checked");
      if (!item.hidden) shown++;
    }
    status.textContent = `${status.dataset.kcFilterCount} ${shown}`;
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}

function startPrint() {
  const button = document.querySelector("[data-kc-print]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => print());
}

/* A form that came back with errors: begin reading there. A folded part that is linked to opens. */
function startErrors() {
  document.querySelector(".kc-errors[role=alert]")?.focus();
  const open = () => {
    const at = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (at instanceof HTMLDetailsElement) at.open = true;
  };
  addEventListener("hashchange", open);
  open();
}

export function startPerson() {
  startMatches();
  startFilter();
  startPrint();
  startErrors();
}
