// The error summary takes the focus, and its links bring to the control itself, under its label.

export function start(root) {
  const summary = root.querySelector("[data-error-summary]");
  summary?.focus();
  summary?.addEventListener("click", (event) => {
    const control = document.getElementById(event.target.closest("a")?.hash.slice(1));
    if (control) {
      event.preventDefault();
      (control.closest(".field") ?? control).scrollIntoView({ block: "center" });
      control.focus({ preventScroll: true });
    }
  });
}
