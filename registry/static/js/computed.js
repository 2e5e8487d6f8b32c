// Lines that the server works out from what is typed (body surface, change of a measure, grade of a laboratory value). What
// follows from them fills empty controls; an answer that differs is left, with a button beside it to take the proposal.
import { announceChange, make } from "./elements.js";
import { say } from "./texts.js";

const PAUSE_MS = 250;

export function start(root) {
  root.querySelectorAll("form[data-computed-url]").forEach((form) => new Computed(form));
}

class Computed {
  constructor(form) {
    this.form = form;
    this.places = new Map([...form.querySelectorAll("[data-computed]")].map((place) => [place.dataset.computed, place]));
    form.addEventListener("change", (event) => event.target.closest("[data-computed]") || this.#soon());
    form.addEventListener("registry:chosen", () => this.#soon());
    if (form.hasAttribute("data-new")) {
      this.#soon();
    }
  }

  #soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#ask(), PAUSE_MS);
  }

  async #ask() {
    this.request?.abort();
    this.request = new AbortController();
    try {
      const body = new FormData(this.form);
      const answer = await fetch(this.form.dataset.computedUrl, { method: "POST", body, signal: this.request.signal });
      if (answer.ok) {
        this.#show((await answer.json()).lines);
      }
    } catch {
      // Without an answer the lines stay as they are: nothing that is typed depends on them.
    }
  }

  #show(lines) {
    this.places.forEach((place) => (place.hidden = true));
    lines.forEach((line) => this.#fill(this.places.get(line.field), line));
  }

  #fill(place, line) {
    if (!place) {
      return;
    }
    place.hidden = false;
    place.querySelector("[data-text]").textContent = line.text;
    const differing = line.proposals.filter((proposal) => this.#differs(proposal));
    const buttons = place.querySelector("[data-proposals]");
    buttons.replaceChildren(...(differing.length ? [this.#button(differing)] : []));
  }

  /** Fill what is empty; what holds another answer differs. */
  #differs({ name, value, words }) {
    const held = new FormData(this.form).get(name) ?? "";
    const box = this.form.elements.namedItem(`${name}_typed`);
    if (held === "" && !box?.value) {
      this.#set(name, value, words);
      return false;
    }
    return held !== value;
  }

  #button(proposals) {
    const words = proposals.map((proposal) => proposal.words).join(", ");
    const button = make("button", { type: "button", class: "link-button" }, say("computed.take", { words }));
    button.addEventListener("click", () => {
      proposals.forEach(({ name, value, words: shown }) => this.#set(name, value, shown));
      button.remove();
    });
    return button;
  }

  #set(name, value, words) {
    const control = this.form.elements.namedItem(name);
    const radio = control instanceof RadioNodeList ? [...control].find((one) => one.value === value && value) : null;
    if (radio) {
      radio.checked = true;
      announceChange(radio);
    } else if (control && !(control instanceof RadioNodeList)) {
      control.value = value;
      const box = this.form.elements.namedItem(`${name}_typed`);
      if (box) {
        box.value = words;
      }
      announceChange(control);
    }
  }
}
