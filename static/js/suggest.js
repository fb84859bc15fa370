/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Suggestions while typing: a combobox with a list (WAI-ARIA Authoring Practices,
 * "editable combobox with list autocomplete"). The field stays the plain search
 * field; the list appears beside it and is never needed.
 */

const WAIT_MS = 120;

class Suggest {
  constructor(input) {
    this.input = input;
    this.shown = [];
    this.at = -1;
    this.answers = new Map();
    this.list = document.createElement("ul");
    this.list.id = `${input.id}-liste`;
    this.list.className = "kc-suggest";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.dataset.kcSuggest);
    this.list.hidden = true;
    this.status = document.createElement("p");
    this.status.className = "kern-sr-only";
    this.status.setAttribute("role", "status");
    input.after(this.list, this.status);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.list.id);
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    /* mousedown, not click: the field keeps the focus */
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.take(Number(option.dataset.at));
    });
  }

  typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(this.input.value), WAIT_MS);
  }

  async ask(text) {
    if (text.trim().length < 2) return this.close();
    this.running?.abort();
    this.running = new AbortController();
    try {
      if (!this.answers.has(text)) {
        const answer = await fetch(`/suche/vorschlaege?${new URLSearchParams({q: text})}`, {signal: this.running.signal});
        if (!answer.ok) return this.close();
        this.answers.set(text, (await answer.json()).suggestions);
      }
      if (this.input.value === text && document.activeElement === this.input) this.show(this.answers.get(text));
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(suggestions) {
    this.shown = suggestions;
    this.point(-1);
    this.list.replaceChildren(...suggestions.map((s, i) => this.option(s, i)));
    const open = suggestions.length > 0;
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    this.status.textContent = open ? this.input.dataset.kcSuggestCount.replace("#", String(suggestions.length)) : "";
  }

  option(suggestion, i) {
    const li = document.createElement("li");
    li.id = `${this.list.id}-${i}`;
    li.setAttribute("role", "option");
    li.setAttribute("aria-selected", "false");
    li.dataset.at = String(i);
    const text = document.createElement("span");
    text.textContent = suggestion.text;
    const kind = document.createElement("span");
    kind.className = "kc-suggest__kind";
    kind.textContent = suggestion.label;
    li.append(text, kind);
    return li;
  }

  point(at) {
    this.list.children[this.at]?.setAttribute("aria-selected", "false");
    this.at = at;
    const option = this.list.children[at];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({block: "nearest"});
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  key(event) {
    const open = !this.list.hidden;
    const last = this.shown.length - 1;
    if (event.key === "ArrowDown" && !open) {
      this.ask(this.input.value);
    } else if (event.key === "ArrowDown") {
      this.point(this.at === last ? -1 : this.at + 1);
    } else if (event.key === "ArrowUp" && open) {
      this.point(this.at === -1 ? last : this.at - 1);
    } else if (event.key === "Escape" && open) {
      this.close();
    } else if (event.key === "Enter" && open && this.at >= 0) {
      this.take(this.at);
    } else {
      if (event.key === "Enter") this.close();
      return;
    }
    event.preventDefault();
  }

  /* A word is completed and searched with everything else in the form; a name leads to its page. */
  take(at) {
    const s = this.shown[at];
    this.close();
    if (s.kind !== "word") return location.assign(s.url);
    this.input.value = s.text;
    this.input.form.requestSubmit();
  }

  close() {
    clearTimeout(this.timer);
    this.running?.abort();
    this.show([]);
  }
}

export function startSuggest() {
  for (const input of document.querySelectorAll("[data-kc-suggest]")) new Suggest(input);
}
