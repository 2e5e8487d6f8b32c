// On paper the data tables under the figures are open.

let opened = [];

window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details[data-print]:not([open])")];
  opened.forEach((details) => details.setAttribute("open", ""));
});

window.addEventListener("afterprint", () => opened.forEach((details) => details.removeAttribute("open")));
