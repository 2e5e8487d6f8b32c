// Two minutes before the session ends for lack of activity, a bar says so and offers to go on. Activity in another tab counts.

const WARN_MS = 120_000;
const CHECK_MS = 10_000;

const tabs = "BroadcastChannel" in window ? new BroadcastChannel("registry-session") : null;
let deadline = Infinity;

export function start(root) {
  const bar = root === document ? document.querySelector("[data-session]") : null;
  if (!bar) {
    return;
  }
  const prolong = (seconds) => {
    deadline = Date.now() + seconds * 1000;
    show(bar);
  };
  const alive = (seconds = Number(bar.dataset.idleSeconds)) => {
    prolong(seconds);
    tabs?.postMessage(seconds);
  };
  tabs?.addEventListener("message", (event) => prolong(event.data));
  document.addEventListener("registry:alive", () => alive());
  document.addEventListener("visibilitychange", () => show(bar));
  bar.querySelector("button").addEventListener("click", () => goOn(bar, alive));
  setInterval(() => show(bar), CHECK_MS);
  alive();
}

function show(bar) {
  const left = deadline - Date.now();
  const state = left > WARN_MS ? "" : left > 0 ? "ending" : "ended";
  if (bar.dataset.session === state) {
    return;
  }
  bar.dataset.session = state;
  bar.hidden = state === "";
  bar.querySelectorAll("[data-session-state]").forEach((words) => {
    words.hidden = words.dataset.sessionState !== state;
  });
}

async function goOn(bar, alive) {
  const answer = await fetch(bar.dataset.url, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  if (answer?.ok) {
    const { seconds } = await answer.json().catch(() => ({}));
    alive(seconds);
  } else if (answer?.status === 401) {
    deadline = 0;
    show(bar);
  }
}
