// A confirmation stays until it is closed or the page is left; it never vanishes under the reader's eyes.

export function start(root) {
  root.querySelectorAll("[data-toast]").forEach((toast) => {
    toast.querySelector("button").addEventListener("click", () => toast.remove());
  });
}
