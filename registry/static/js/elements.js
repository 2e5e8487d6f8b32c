// Small helpers to build elements; text goes in as text, never as HTML.

/** An element with attributes and children. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** An icon of the sprite, taken from the place where the page's own icons come from. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${new URL("../icons/icons.svg", import.meta.url).pathname}#${name}`);
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** Tell the form that a value changed by script, as if it had been typed. */
export function announceChange(control) {
  control.dispatchEvent(new Event("change", { bubbles: true }));
}
