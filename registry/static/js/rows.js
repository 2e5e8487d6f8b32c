// Rows that repeat inside a form: one more drug is a copy of the template, under the next number.
import { announceChange } from "./elements.js";

export function start(root) {
  root.querySelectorAll("[data-rows]").forEach((rows) => {
    rows.querySelector("[data-add-row]")?.addEventListener("click", () => add(rows));
  });
}

function add(rows) {
  const kind = rows.dataset.rows;
  const template = rows.querySelector("template");
  const copy = template.content.cloneNode(true);
  copy.querySelectorAll("*").forEach((element) => renumber(element, kind, nextNumber(rows, kind)));
  const group = copy.firstElementChild;
  template.before(copy);
  group.dispatchEvent(new CustomEvent("registry:replaced", { bubbles: true }));
  group.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  announceChange(group);
}

/** One more than the highest number in use: a row's hidden id bears it. */
function nextNumber(rows, kind) {
  const ids = [...rows.querySelectorAll("input[type=hidden][name]")];
  const used = ids.map((input) => new RegExp(`^${kind}-(\\d+)-id$`).exec(input.name)?.[1]).filter(Boolean);
  return Math.max(-1, ...used.map(Number)) + 1;
}

function renumber(element, kind, number) {
  const old = new RegExp(`${kind}-\\d+-`, "g");
  [...element.attributes].forEach(({ name, value }) => {
    element.setAttribute(name, value.replace(old, `${kind}-${number}-`));
  });
}
