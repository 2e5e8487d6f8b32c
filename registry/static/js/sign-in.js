// The session ended while a form was open: a panel above the untouched form asks for the password, then the work goes on.
import { messageOf } from "./sending.js";
import { say } from "./texts.js";

/** Open the panel of a form, with a token to sign in with; `then` runs once the person is signed in again. */
export function askToSignIn(form, { token = "", then = () => {} } = {}) {
  const panel = document.querySelector(`[data-sign-in="${form.id}"]`);
  panel.querySelector("input[name=csrf_token]").value = token || panel.querySelector("input[name=csrf_token]").value;
  panel.hidden = false;
  panel.scrollIntoView({ block: "center" });
  panel.querySelector("input[type=password]").focus();
  panel.onsubmit = (event) => {
    event.preventDefault();
    signIn(panel, then);
  };
}

async function signIn(panel, then) {
  try {
    const answer = await fetch(panel.dataset.url, {
      method: "POST", body: new URLSearchParams(new FormData(panel)), headers: { "X-Requested-With": "fetch" },
    });
    if (answer.ok) {
      welcome(panel, (await answer.json()).csrf_token);
      then();
    } else {
      refuse(panel, await messageOf(answer, say("sign-in.refused")));
    }
  } catch {
    refuse(panel, say("sign-in.offline"));
  }
}

function welcome(panel, token) {
  document.querySelectorAll("input[name=csrf_token]").forEach((input) => {
    input.value = token;
  });
  panel.querySelector("input[type=password]").value = "";
  panel.querySelector("[data-message]").hidden = true;
  panel.hidden = true;
  document.dispatchEvent(new CustomEvent("registry:alive"));
  document.dispatchEvent(new CustomEvent("registry:signed-in"));
}

function refuse(panel, message) {
  const line = panel.querySelector("[data-message]");
  line.hidden = false;
  line.querySelector("span").textContent = message;
  panel.querySelector("input[type=password]").select();
}

/** Also opened by hand, when a draft could not be kept. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-open-sign-in]");
  if (button) {
    askToSignIn(document.getElementById(button.dataset.openSignIn), { token: button.dataset.token });
  }
});
