// A box that searches on the server (ARIA 1.2 combobox). The hidden code beside it is what counts: any typing empties
// it, only a choice fills it. Choosing says `registry:chosen` with the item, emptying says it with null.
import { announceChange, icon, make } from "./elements.js";
import { fold, split } from "./matching.js";
import { say, sayCount } from "./texts.js";

const PAUSE_MS = 150;
const SLOW_MS = 300;

export function start(root) {
  root.querySelectorAll("[data-combobox]").forEach((element) => new Combobox(element));
}

class Combobox {
  constructor(root) {
    this.root = root;
    this.box = root.querySelector("[data-combobox-text]");
    this.code = root.querySelector("[data-combobox-code]");
    this.panel = root.querySelector(".combobox-panel");
    this.count = root.querySelector(".combobox-count");
    this.list = root.querySelector(".combobox-list");
    this.doubt = root.querySelector(".combobox-doubt");
    this.items = [];
    this.active = -1;
    this.#prepare();
    this.#listen();
  }

  #prepare() {
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-expanded": "false", "aria-controls": this.list.id, "aria-autocomplete": "list",
    })) {
      this.box.setAttribute(name, value);
    }
    this.panel.hidden = false;
  }

  #listen() {
    this.box.addEventListener("input", () => this.#typed());
    this.box.addEventListener("click", () => this.#isOpen || this.search());
    this.box.addEventListener("keydown", (event) => this.#pressed(event));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.#clicked(event));
    // Left by click, not by blur: the page moves when the list goes, and the click would miss its target.
    document.addEventListener("click", (event) => this.root.contains(event.target) || this.#leave());
  }

  get #isOpen() {
    return this.box.getAttribute("aria-expanded") === "true";
  }

  #typed() {
    this.#setCode("", null);
    this.#doubtful(false);
    clearTimeout(this.timer);
    this.isAwaited = this.box.value.trim() !== "";
    this.timer = setTimeout(() => this.search(), PAUSE_MS);
  }

  #pressed(event) {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves && !event.altKey) {
      event.preventDefault();
      this.isPicked = true;
      this.#isOpen ? this.#move(moves[event.key]) : this.search({ then: moves[event.key] });
    } else if (event.key === "Enter" && this.isAwaited) {
      event.preventDefault();
    } else if (event.key === "Enter" && this.#isOpen) {
      event.preventDefault();
      this.#take();
    } else if (event.key === "Tab" && this.isPicked && this.active >= 0) {
      this.#take();
    } else if (event.key === "Escape" && this.#isOpen) {
      event.preventDefault();
      this.close();
    }
    if (event.key === "Tab") {
      this.#leave();
    }
  }

  #clicked(event) {
    const option = event.target.closest("[role=option]");
    if (option) {
      this.choose(this.items[Number(option.dataset.index)]);
    }
  }

  /** Ask the server, show the groups; `then` moves to the first (1) or last (-1) option. */
  async search({ then = 0 } = {}) {
    clearTimeout(this.timer);
    this.request?.abort();
    this.request = new AbortController();
    const query = this.code.value ? "" : this.box.value.trim();
    const slow = setTimeout(() => this.#open([], say("combobox.searching")), SLOW_MS);
    try {
      const groups = await this.#fetch(query);
      this.#show(groups, query);
      this.#move(then || (query ? 1 : 0));
      this.isAwaited = false;
      this.isPicked = then !== 0;
    } catch (error) {
      if (error.name !== "AbortError") {
        this.isAwaited = false;
        this.#open([], say("combobox.failed"));
      }
    } finally {
      clearTimeout(slow);
    }
  }

  async #fetch(query) {
    const url = new URL(this.root.dataset.searchUrl, location.href);
    url.searchParams.set("q", query);
    const answer = await fetch(url, { signal: this.request.signal, headers: { Accept: "application/json" } });
    if (!answer.ok) {
      throw new Error(`search answered ${answer.status}`);
    }
    return (await answer.json()).groups;
  }

  #show(groups, query) {
    const n = groups.reduce((sum, group) => sum + group.items.length, 0);
    const words = query ? sayCount("combobox.found", n, { query }) : sayCount("combobox.offered", n);
    this.#open(groups, n || !query ? words : say("combobox.none", { query }), query);
  }

  #open(groups, words, query = "") {
    this.items = [];
    this.active = -1;
    this.isPicked = false;
    this.count.textContent = words;
    this.list.replaceChildren(...groups.map((group, at) => this.#group(group, at, query)));
    this.panel.classList.add("is-open");
    this.box.setAttribute("aria-expanded", "true");
    this.box.removeAttribute("aria-activedescendant");
  }

  #group(group, at, query) {
    const id = `${this.list.id}-group-${at}`;
    const list = make("ul", { role: "group" }, ...group.items.map((item) => this.#option(item, query)));
    if (group.label) {
      list.setAttribute("aria-labelledby", id);
      list.prepend(make("li", { class: "combobox-group", role: "presentation", id }, group.label));
    }
    return list;
  }

  #option(item, query) {
    const index = this.items.push(item) - 1;
    const label = make("span", { class: "combobox-label" }, make("span", {}, ...marked(item.label, query)));
    if (item.code === this.code.value) {
      label.prepend(icon("check"));
    }
    const option = make("li", {
      class: "combobox-option", role: "option", id: `${this.list.id}-${index}`, "data-index": index,
      "aria-selected": "false",
    }, label);
    if (item.detail) {
      option.append(make("span", { class: "combobox-detail" }, ...marked(item.detail, query)));
    }
    if (item.grades?.length || item.note) {
      option.append(facts(item));
    }
    return option;
  }

  #move(step) {
    if (!step || !this.items.length) {
      return;
    }
    this.#optionAt(this.active)?.setAttribute("aria-selected", "false");
    const first = step > 0 ? 0 : this.items.length - 1;
    this.active = this.active < 0 ? first : (this.active + step + this.items.length) % this.items.length;
    const option = this.#optionAt(this.active);
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.box.setAttribute("aria-activedescendant", option.id);
  }

  #optionAt(index) {
    return this.list.querySelector(`[data-index="${index}"]`);
  }

  /** Enter: the option under the cursor; what was typed puts it on the first. Tab takes only one that arrows went to. */
  #take() {
    const item = this.items[this.active] ?? (this.items.length === 1 ? this.items[0] : null);
    if (item) {
      this.choose(item);
    }
  }

  choose(item) {
    this.box.value = item.label;
    this.#setCode(item.code, item);
    this.#doubtful(false);
    this.close();
  }

  #setCode(code, item) {
    if (code === this.code.value) {
      return;
    }
    this.code.value = code;
    announceChange(this.code);
    this.root.dispatchEvent(new CustomEvent("registry:chosen", { bubbles: true, detail: item }));
  }

  /** A label typed in full is a choice; other words are kept, with a remark. */
  #leave() {
    this.close();
    const typed = fold(this.box.value.trim());
    const same = this.items.find((item) => fold(item.label) === typed);
    if (typed && !this.code.value && same) {
      this.choose(same);
    }
    this.#doubtful(Boolean(typed) && !this.code.value);
  }

  #doubtful(isDoubtful) {
    this.doubt.textContent = isDoubtful ? say("combobox.choose") : "";
    this.doubt.hidden = !isDoubtful;
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.active = -1;
    this.count.textContent = "";
    this.list.replaceChildren();
    this.panel.classList.remove("is-open");
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  }
}

function marked(text, query) {
  const parts = split(text, query);
  return parts ? [parts[0], make("mark", {}, parts[1]), parts[2]] : [text];
}

function facts(item) {
  const soc = make("span", { class: "combobox-class" }, item.soc ?? "");
  const grades = make("span", { class: "combobox-grades" }, ...(item.grades ?? []).map((grade) => make("span", {}, String(grade))));
  if (item.grades?.length) {
    grades.prepend(make("span", { class: "visually-hidden" }, say("combobox.grades")));
  }
  const note = item.note ? [make("span", { class: "tag" }, item.note)] : [];
  return make("span", { class: "combobox-facts" }, soc, grades, ...note);
}
