// A step that asks first opens in place: the first control takes the focus, Escape closes it again.

export function start(root) {
  root.querySelectorAll("details.confirm").forEach((panel) => {
    panel.addEventListener("toggle", () => panel.open && panel.querySelector("textarea, input:not([type=hidden]), button")?.focus());
    panel.addEventListener("keydown", (event) => event.key === "Escape" && close(panel));
    panel.querySelector("[data-cancel]").addEventListener("click", () => close(panel));
  });
}

function close(panel) {
  panel.open = false;
  panel.querySelector("summary").focus();
}
