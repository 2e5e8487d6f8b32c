// Rows that repeat inside a form: one more drug is a copy of the template with the next number.

export function start(root) {
  for (const rows of root.querySelectorAll("[data-rows]")) {
    const button = rows.querySelector("[data-add-row]");
    if (button) button.addEventListener("click", () => add(rows, button));
  }
}

function add(rows, button) {
  const kind = rows.dataset.rows;
  const template = rows.querySelector("template");
  const used = [...rows.querySelectorAll("input[type=hidden][name]")]
    .map((input) => input.name.match(new RegExp(`^${kind}-(\\d+)-id$`)))
    .filter(Boolean)
    .map((found) => Number(found[1]));
  const next = Math.max(-1, ...used) + 1;
  const copy = template.content.cloneNode(true);
  renumber(copy, kind, next);
  const group = copy.firstElementChild;
  template.before(copy);
  group.dispatchEvent(new CustomEvent("registry:replaced", { bubbles: true }));
  const first = group.querySelector("input:not([type=hidden]), select, textarea");
  if (first) first.focus();
  button.dispatchEvent(new Event("input", { bubbles: true }));
}

function renumber(copy, kind, number) {
  const old = new RegExp(`${kind}-\\d+-`, "g");
  const fresh = `${kind}-${number}-`;
  for (const element of copy.querySelectorAll("*")) {
    for (const attribute of [...element.attributes]) {
      if (old.test(attribute.value)) element.setAttribute(attribute.name, attribute.value.replace(old, fresh));
    }
  }
}
