// From answer to answer by keyboard. Enter goes to the next question that is open (neither answered nor optional), and after
// the last one to the button that completes the form; Ctrl+Enter presses it. A new form begins at its first open question.

export function start(root) {
  root.querySelectorAll("form[data-save]").forEach((form) => {
    form.addEventListener("keydown", (event) => pressed(event, form));
    if (form.hasAttribute("data-new") && !location.hash) {
      next(form, null)?.focus({ preventScroll: true });
    }
  });
}

function pressed(event, form) {
  if (event.key !== "Enter" || event.altKey || event.shiftKey) {
    return;
  }
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    completing(form)?.click();
  } else if (event.target.matches("input:not([type=submit]), select, .missing-value")) {
    const isChoosing = event.defaultPrevented && !chosenIn(event.target);
    event.preventDefault();
    if (!isChoosing) {
      // What is typed counts as answered only now, and decides which questions follow.
      event.target.blur();
      (next(form, event.target) ?? completing(form))?.focus();
    }
  }
}

/** Enter in a search box chooses a line; without one to choose, one stays in the box. */
function chosenIn(box) {
  return box.closest("[data-combobox]")?.querySelector("[data-combobox-code]").value;
}

/** The first control of the next open question after a control, or of the form. */
function next(form, control) {
  const fields = [...form.querySelectorAll(".field[data-asks], .field.has-error")];
  const own = control?.closest(".field");
  const later = fields.filter((field) => !own || own.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING);
  const field = later.find((one) => !one.closest("[hidden]") && isOpen(one));
  return field && entry(field);
}

function isOpen(field) {
  const controls = [...field.querySelectorAll("input:not([type=hidden]), select, textarea")];
  return !controls.some((control) => (control.type === "radio" || control.type === "checkbox" ? control.checked : control.value));
}

function entry(field) {
  return field.querySelector("input:not([type=hidden]):not(:disabled), select:not(:disabled), textarea:not(:disabled)");
}

/** "Complete, then", else "Mark complete". */
function completing(form) {
  const buttons = [...document.querySelectorAll(`button[form="${form.id}"][name=status]:not([value=draft])`)];
  return buttons.find((button) => button.hasAttribute("formaction")) ?? buttons[0];
}
