// What follows from a chosen CTCAE term: only the grades that it has, and clinical or laboratory where not yet answered.
import { announceChange } from "./elements.js";
import { say, sayEither } from "./texts.js";

export function start(root) {
  root.querySelectorAll("[data-combobox][data-grades]").forEach((term) => {
    limit(term, term.dataset.grades.split(" ").filter(Boolean).map(Number));
  });
}

document.addEventListener("registry:chosen", ({ target: term, detail: item }) => {
  // Other boxes of the form (a drug) say nothing about grades.
  if (!("grades" in term.dataset) && !item?.grades) {
    return;
  }
  term.dataset.grades = (item?.grades ?? []).join(" ");
  limit(term, item?.grades ?? []);
  if (item?.nature) {
    answer(term, item.nature);
  }
});

/** Keep the radios of these grades; none at all means that nothing is known, so all stay. */
function limit(term, grades) {
  const field = term.closest("form")?.querySelector("[data-grade-field]");
  if (!field) {
    return;
  }
  const radios = [...field.querySelectorAll("input[type=radio][data-grade]")];
  const absent = radios.filter((radio) => grades.length && !grades.includes(Number(radio.dataset.grade)));
  radios.forEach((radio) => show(radio, !absent.includes(radio)));
  const remark = field.querySelector("[data-grade-remark]");
  remark.hidden = absent.length === 0;
  remark.textContent = absent.length ? say("grade.absent", { grades: sayEither(absent.map((r) => r.dataset.grade)) }) : "";
}

function show(radio, exists) {
  radio.closest(".segment").hidden = !exists;
  radio.disabled = !exists;
  if (!exists && radio.checked) {
    radio.checked = false;
    announceChange(radio);
  }
}

function answer(term, nature) {
  const radios = [...term.closest("form").querySelectorAll("input[type=radio][name=nature]")];
  const fitting = radios.find((radio) => radio.value === nature);
  if (fitting && !radios.some((radio) => radio.checked)) {
    fitting.checked = true;
    announceChange(fitting);
  }
}
