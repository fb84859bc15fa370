/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The results page: asks the server for the same page with other filters and
 * takes over the parts that differ. The server renders everything; there is no
 * second rendering here. The title is a live region, so the new count is read
 * out. When anything fails, the browser goes to the address the plain way.
 */

const PARTS = ["ergebnis", "hinweise", "filter", "treffer"];
let running = null;

function addressOf(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value !== "") query.append(name, value);
  }
  return `${form.getAttribute("action")}?${query}`;
}

/* Groups that somebody opened or closed stay so. */
function keepOpen(root) {
  return new Map([...root.querySelectorAll("details[data-kc-facet]")].map((d) => [d.dataset.kcFacet, d.open]));
}

/* How to find the focused control again in the new page. */
function focusKey() {
  const at = document.activeElement;
  if (!at || !at.name || !at.closest("#filter")) return null;
  return {name: at.name, value: at.value};
}

function refocus(key) {
  if (!key) return;
  const again = [...document.querySelectorAll("#filter input")].find((i) => i.name === key.name && i.value === key.value);
  const more = again?.closest("details:not([open])");
  if (more) more.open = true;
  again?.focus({preventScroll: true});
}

function takeOver(page) {
  const open = keepOpen(document);
  const key = focusKey();
  for (const id of PARTS) {
    const fresh = page.getElementById(id);
    const here = document.getElementById(id);
    if (!fresh || !here) throw new Error(`the page has no ${id}`);
    here.replaceChildren(...fresh.childNodes);
  }
  for (const details of document.querySelectorAll("details[data-kc-facet]")) {
    if (open.has(details.dataset.kcFacet)) details.open = open.get(details.dataset.kcFacet);
  }
  refocus(key);
}

async function show(address, {remember}) {
  running?.abort();
  running = new AbortController();
  const here = document.querySelector("[data-kc-results]");
  here.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, {signal: running.signal, headers: {Accept: "text/html"}});
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    takeOver(new DOMParser().parseFromString(await answer.text(), "text/html"));
    if (remember) history.pushState(null, "", address + location.hash);
    here.removeAttribute("aria-busy");
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  }
}

export function startResults() {
  const form = document.getElementById("suche");
  if (!document.querySelector("[data-kc-results]") || !form) return;
  document.addEventListener("change", (event) => {
    if (event.target.form === form && event.target.closest("#filter")) show(addressOf(form), {remember: true});
  });
  addEventListener("popstate", () => {
    if (location.pathname === form.getAttribute("action")) location.reload();
  });
}
