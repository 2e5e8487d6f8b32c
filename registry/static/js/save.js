// Saving without leaving the page: nothing typed can be lost to a refusal, a session that ended or a lost connection.
// {location} -> go there; 409 or 422 -> the page's main part is replaced; 401 -> sign in in place, then once more.
import { messageOf, savedForm } from "./sending.js";
import { askToSignIn } from "./sign-in.js";
import { say } from "./texts.js";

export function start(root) {
  root.querySelectorAll("form[data-save]").forEach((form) => new Save(form));
}

class Save {
  constructor(form) {
    this.form = form;
    this.bar = document.querySelector(`[data-save-bar="${form.id}"]`);
    this.trouble = this.bar?.querySelector("[data-save-trouble]");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save(event.submitter);
    });
    this.trouble?.querySelector("button").addEventListener("click", () => this.save(this.submitter));
    // Back from the next page, the browser shows this one as it was left: busy.
    window.addEventListener("pageshow", (event) => event.persisted && this.#rest());
  }

  async save(submitter, { isRepeated = false } = {}) {
    if (this.isBusy) {
      return;
    }
    this.submitter = submitter;
    this.#work();
    try {
      const address = submitter?.getAttribute("formaction") ?? this.form.action;
      const answer = await fetch(address, savedForm(this.form, submitter));
      await this.#treat(answer, isRepeated);
    } catch {
      this.#fail(say("save.offline"));
    }
  }

  async #treat(answer, isRepeated) {
    const isPage = answer.headers.get("Content-Type")?.startsWith("text/html");
    if (answer.ok && !isPage) {
      location.assign((await answer.json()).location);
    } else if (answer.redirected) {
      location.assign(answer.url);
    } else if (answer.status === 401 && !isRepeated) {
      this.#rest();
      const { csrf_token: token } = await answer.json().catch(() => ({}));
      askToSignIn(this.form, { token, then: () => this.save(this.submitter, { isRepeated: true }) });
    } else if (isPage && [200, 409, 422].includes(answer.status)) {
      replaceMain(await answer.text());
    } else {
      this.#fail(await messageOf(answer, say("save.failed")));
    }
  }

  #work() {
    this.isBusy = true;
    this.trouble?.setAttribute("hidden", "");
    this.form.dispatchEvent(new CustomEvent("registry:saving"));
    this.#buttons.forEach((button) => button.setAttribute("aria-disabled", "true"));
    this.#sayOnButton(say("save.working"));
  }

  #rest() {
    if (!this.isBusy) {
      return;
    }
    this.isBusy = false;
    this.#buttons.forEach((button) => button.removeAttribute("aria-disabled"));
    this.#sayOnButton(this.words);
    this.form.dispatchEvent(new CustomEvent("registry:unsaved"));
  }

  /** The words of the pressed button; its icon stays. */
  #sayOnButton(words) {
    const label = this.submitter?.querySelector("span") ?? this.submitter;
    if (label && words) {
      this.words = label.textContent;
      label.textContent = words;
    }
  }

  #fail(message) {
    this.#rest();
    if (this.trouble) {
      this.trouble.querySelector("[data-message]").textContent = message;
      this.trouble.hidden = false;
    }
  }

  get #buttons() {
    return [...this.form.elements].filter((control) => control.type === "submit");
  }
}

/** The server's answer takes the place of the page's main part; its error summary takes the focus. */
function replaceMain(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const main = page.querySelector("main");
  document.title = page.title;
  document.querySelector("main").replaceWith(main);
  window.scrollTo(0, 0);
  main.dispatchEvent(new CustomEvent("registry:replaced", { bubbles: true }));
}
