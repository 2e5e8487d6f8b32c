// Menus are details elements, open without a script. Here: Escape, arrows, closing on a click elsewhere; the phone's menu button.

export function start(root) {
  root.querySelectorAll("details.drop").forEach(enhance);
  root.querySelectorAll("[data-menu-button]").forEach((button) => {
    button.addEventListener("click", () => toggle(button, button.getAttribute("aria-expanded") !== "true"));
  });
}

function enhance(menu) {
  menu.addEventListener("keydown", (event) => pressed(event, menu));
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) {
      menu.open = false;
    }
  });
}

function pressed(event, menu) {
  const items = [...menu.querySelectorAll(".menu-item")];
  const at = items.indexOf(document.activeElement);
  if (event.key === "Escape" && menu.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    menu.open = true;
    const next = event.key === "ArrowDown" ? at + 1 : Math.max(at, 0) - 1;
    items.at(next % items.length)?.focus();
  }
}

function toggle(button, isOpen) {
  button.setAttribute("aria-expanded", String(isOpen));
  document.getElementById(button.getAttribute("aria-controls")).classList.toggle("is-open", isOpen);
}

document.addEventListener("click", (event) => {
  document.querySelectorAll("details.drop[open]").forEach((menu) => {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  });
});

document.addEventListener("keydown", (event) => {
  const button = event.key === "Escape" ? document.querySelector('[data-menu-button][aria-expanded="true"]') : null;
  if (button) {
    toggle(button, false);
    button.focus();
  }
});
