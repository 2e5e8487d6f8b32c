// The reason for a missing value. From inside the control: Alt and its letter, which also takes it back; in a date or number
// box, the letters themselves. Or a button opens the menu (arrows, letters such as N D, Escape). The letters then stand in
// place of the control, which is switched off and keeps what was typed until "Enter a value" brings it back.
import { announceChange } from "./elements.js";

export function start(root) {
  root.querySelectorAll("[data-missing]").forEach((element) => new Missing(element));
}

class Missing {
  constructor(field) {
    this.field = field;
    this.control = field.querySelector("[data-missing-control]");
    this.select = field.querySelector("[data-missing-select]");
    this.offer = field.querySelector("[data-missing-offer]");
    this.button = field.querySelector("[data-missing-button]");
    this.menu = field.querySelector("[data-missing-menu]");
    this.shown = field.querySelector("[data-missing-shown]");
    this.items = [...this.menu.querySelectorAll("[role=menuitemradio]")];
    this.#listen();
    this.#announce();
    this.#withdraw();
    this.#render();
  }

  #announce() {
    const keys = this.items.map((item) => `Alt+${item.dataset.key}`).join(" ");
    this.control.querySelectorAll("input:not([type=hidden]), select, textarea").forEach((control) => {
      control.setAttribute("aria-keyshortcuts", keys);
    });
  }

  #listen() {
    this.field.addEventListener("keydown", (event) => this.#shortcut(event));
    this.control.addEventListener("change", (event) => this.#lettersTyped(event.target), { capture: true });
    this.button.addEventListener("click", () => (this.menu.hidden ? this.open() : this.close()));
    this.button.addEventListener("keydown", (event) => this.#opened(event));
    this.menu.addEventListener("click", (event) => this.#clicked(event));
    this.menu.addEventListener("keydown", (event) => this.#pressed(event));
    this.shown.querySelector("button").addEventListener("click", () => this.choose(""));
    this.control.addEventListener("change", () => this.#withdraw());
    document.addEventListener("click", (event) => this.field.contains(event.target) || this.close());
  }

  /** Alt and a letter. A Mac writes another sign with Alt, so there the place of the key counts. */
  #shortcut(event) {
    const letter = /^[a-z]$/i.test(event.key) ? event.key.toUpperCase() : event.code.replace("Key", "");
    const item = this.items.find((one) => one.dataset.key === letter);
    if (event.altKey && !event.ctrlKey && !event.metaKey && item) {
      event.preventDefault();
      this.choose(item.dataset.code === this.select.value ? "" : item.dataset.code);
    }
  }

  /** "NF" typed into a box that holds a number or a date, once it is left. */
  #lettersTyped(box) {
    const item = this.items.find((one) => one.dataset.letters === box.value.trim().toUpperCase());
    if (item && box.matches("[data-date], [inputmode]")) {
      box.value = "";
      this.choose(item.dataset.code, { andFocus: false });
    }
  }

  /** An answered list or group of radios needs no reason; emptied, it offers one again. */
  #withdraw() {
    const isAnswered = this.control.querySelector("input[type=radio]:checked") || this.control.querySelector("select")?.value;
    this.field.classList.toggle("is-answered", Boolean(isAnswered));
  }

  #opened(event) {
    if (event.key === "ArrowDown" && this.menu.hidden) {
      event.preventDefault();
      this.open();
    }
  }

  open() {
    this.letters = "";
    this.menu.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.items[0].focus();
  }

  close({ andFocus = false } = {}) {
    this.menu.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    if (andFocus) {
      this.button.focus();
    }
  }

  #clicked(event) {
    const item = event.target.closest("[role=menuitemradio]");
    if (item) {
      this.choose(item.dataset.code);
    }
  }

  #pressed(event) {
    const at = this.items.indexOf(document.activeElement);
    const last = this.items.length - 1;
    const places = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last };
    if (event.key in places) {
      event.preventDefault();
      this.items[places[event.key]].focus();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.choose(document.activeElement.dataset.code);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close({ andFocus: true });
    } else if (event.key === "Tab") {
      this.close();
    } else if (/^[a-z]$/i.test(event.key) && !event.ctrlKey && !event.metaKey) {
      this.#letter(event.key.toUpperCase());
    }
  }

  /** Letters typed so far: they move to the first reason that begins so, and choose when only one has exactly these. */
  #letter(letter) {
    const beginning = (letters) => this.items.filter((item) => item.dataset.letters.startsWith(letters));
    this.letters = beginning(this.letters + letter).length ? this.letters + letter : letter;
    const found = beginning(this.letters);
    if (found.length === 1 && found[0].dataset.letters === this.letters) {
      this.choose(found[0].dataset.code);
    } else {
      (found.find((item) => item.dataset.letters === this.letters) ?? found[0])?.focus();
    }
  }

  choose(code, { andFocus = true } = {}) {
    this.select.value = code;
    this.#render();
    this.close();
    announceChange(this.select);
    if (!andFocus) {
      return;
    }
    if (code) {
      this.shown.querySelector("[tabindex]").focus();
    } else {
      this.control.querySelector("input:checked, input:not([type=hidden]), select, textarea")?.focus();
    }
  }

  #render() {
    const chosen = this.items.find((item) => item.dataset.code === this.select.value);
    this.items.forEach((item) => item.setAttribute("aria-checked", String(item === chosen)));
    this.control.disabled = Boolean(chosen);
    this.control.hidden = Boolean(chosen);
    this.offer.hidden = Boolean(chosen);
    this.shown.hidden = !chosen;
    if (chosen) {
      this.shown.querySelector("[data-letters]").textContent = chosen.dataset.letters;
      this.shown.querySelector("[data-words]").textContent = chosen.dataset.words;
    }
  }
}
