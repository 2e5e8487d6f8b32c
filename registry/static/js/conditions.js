// Fields that apply only after certain answers. Those that do not apply are hidden and switched off, so they are not sent.

const ANY = "*";

export function start(root) {
  root.querySelectorAll("form").forEach((form) => {
    if (form.querySelector("[data-when]")) {
      form.addEventListener("change", () => update(form));
      update(form);
    }
  });
}

/** Twice, because a field that goes away may be the condition of another. */
function update(form) {
  const fields = [...form.querySelectorAll("[data-when]")];
  for (let pass = 0; pass < 2; pass += 1) {
    fields.forEach((field) => {
      const { name, codes } = JSON.parse(field.dataset.when);
      const applies = answers(form, name).some((answer) => codes.includes(answer) || (answer && codes.includes(ANY)));
      field.hidden = !applies;
      field.disabled = !applies;
    });
  }
  form.querySelectorAll(".form-section").forEach(showSection);
}

/** A section of which nothing applies goes, with its line beside the form. */
function showSection(section) {
  const isEmpty = ![...section.querySelectorAll(".field")].some((field) => !field.closest("[hidden]:not(.form-section)"));
  section.hidden = isEmpty && section.querySelector("[data-when]") !== null;
  const line = document.querySelector(`.progress-list a[href="#${section.id}"]`)?.closest("li");
  line?.toggleAttribute("hidden", section.hidden);
}

/** What the form would send under a name, or shows without a control; nothing is one empty answer. */
function answers(form, name) {
  const sent = new FormData(form).getAll(name);
  const fixed = form.querySelector(`[data-answer="${CSS.escape(name)}"]`);
  return sent.length ? sent : JSON.parse(fixed?.dataset.codes ?? '[""]');
}
