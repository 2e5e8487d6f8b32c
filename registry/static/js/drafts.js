// The form as typed goes to the server by itself, 3 s after a change and when the page is left; the bar says when it was kept.
import { savedForm } from "./sending.js";
import { sayTime } from "./texts.js";

const PAUSE_MS = 3_000;
const RETRY_MS = 10_000;

export function start(root) {
  root.querySelectorAll("form[data-draft-url]").forEach((form) => new Draft(form));
}

class Draft {
  constructor(form) {
    this.form = form;
    this.isKept = true;
    this.isSaving = false;
    form.addEventListener("input", () => this.#changed());
    form.addEventListener("change", () => this.#changed());
    form.addEventListener("registry:saving", () => this.#giveWay());
    form.addEventListener("registry:unsaved", () => this.#takeUp());
    document.addEventListener("registry:signed-in", () => this.#plan(0));
    window.addEventListener("online", () => this.#plan(0));
    window.addEventListener("pagehide", () => this.#leave());
    window.addEventListener("beforeunload", (event) => this.#warn(event));
  }

  #changed() {
    this.isKept = false;
    this.#say("changed");
    this.#plan(PAUSE_MS);
  }

  /** A form that was replaced by the server's answer, or is being saved, has no draft to keep. */
  get #isDue() {
    return this.form.isConnected && !this.isKept && !this.isSaving;
  }

  #plan(delay) {
    clearTimeout(this.timer);
    if (this.#isDue) {
      this.timer = setTimeout(() => this.#keep(), delay);
    }
  }

  async #keep() {
    this.request?.abort();
    this.request = new AbortController();
    this.isKept = true;
    try {
      const answer = await fetch(this.form.dataset.draftUrl, { ...savedForm(this.form), signal: this.request.signal });
      await this.#treat(answer);
    } catch (error) {
      if (error.name !== "AbortError") {
        this.#failed("offline");
      }
    }
  }

  async #treat(answer) {
    const { saved_at: at, csrf_token: token } = await answer.json().catch(() => ({}));
    if (!answer.ok) {
      this.#failed(answer.status === 401 ? "signed-out" : "offline", token);
      return;
    }
    document.dispatchEvent(new CustomEvent("registry:alive"));
    if (this.isKept) {
      this.#say("kept", at ?? sayTime());
    }
  }

  /** After a sign-out the answer brings a token for the sign-in that the bar offers. */
  #failed(state, token = "") {
    this.isKept = false;
    document.querySelector(`[data-open-sign-in="${this.form.id}"]`)?.setAttribute("data-token", token);
    this.#say(state);
    this.#plan(RETRY_MS);
  }

  #say(state, time = "") {
    const bar = document.querySelector(`[data-save-bar="${this.form.id}"]`);
    bar?.querySelectorAll("[data-state]").forEach((words) => {
      words.hidden = words.dataset.state !== state;
    });
    if (time && bar) {
      bar.querySelector("[data-kept-at]").textContent = time;
    }
  }

  /** A draft that arrives after the save would come back as unfinished text. */
  #giveWay() {
    this.isSaving = true;
    clearTimeout(this.timer);
    this.request?.abort();
  }

  #takeUp() {
    this.isSaving = false;
    this.isKept = false;
    this.#plan(PAUSE_MS);
  }

  #leave() {
    if (this.#isDue) {
      navigator.sendBeacon(this.form.dataset.draftUrl, savedForm(this.form).body);
    }
  }

  /** Asked only when the last attempt failed: otherwise leaving keeps everything. */
  #warn(event) {
    const bar = document.querySelector(`[data-save-bar="${this.form.id}"]`);
    const hasFailed = bar?.querySelector('[data-state="offline"]:not([hidden]), [data-state="signed-out"]:not([hidden])');
    if (this.#isDue && hasFailed) {
      event.preventDefault();
    }
  }
}
