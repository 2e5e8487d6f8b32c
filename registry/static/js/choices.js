// Radios side by side can be taken back and answered by a digit or the first letter of an answer; boxes are ticked by their
// digit; "none of them" stands alone in a multiple choice.
import { announceChange } from "./elements.js";
import { fold } from "./matching.js";

export function start(root) {
  root.querySelectorAll("[data-radios]").forEach(enhanceRadios);
  root.querySelectorAll("[data-exclusive]").forEach(enhanceChecks);
}

function enhanceRadios(group) {
  group.querySelector(".without-script")?.remove();
  const clear = group.querySelector("[data-clear]");
  const radios = [...group.querySelectorAll("input[type=radio]")];
  const update = () => {
    clear.hidden = !radios.some((radio) => radio.checked);
  };
  const empty = () => {
    const chosen = radios.find((radio) => radio.checked);
    if (chosen) {
      chosen.checked = false;
      announceChange(chosen);
    }
  };
  group.addEventListener("change", update);
  group.addEventListener("keydown", (event) => pressed(event, radios, empty));
  clear.addEventListener("click", () => {
    empty();
    radios.find((radio) => !radio.disabled)?.focus();
  });
  update();
}

function pressed(event, radios, empty) {
  if (event.target.type !== "radio") {
    return;
  }
  if (event.key === "Delete" || event.key === "Backspace") {
    event.preventDefault();
    empty();
  }
  const wanted = event.altKey || event.ctrlKey || event.metaKey ? null : meant(event.key, radios);
  if (wanted) {
    wanted.focus();
    wanted.checked = true;
    announceChange(wanted);
  }
}

/** The answer of a digit (a grade is its own digit) or of a letter with which one answer alone begins. */
function meant(key, radios) {
  const offered = radios.filter((radio) => !radio.disabled);
  const numbered = (radio, at) => key === (radio.dataset.grade ?? String(at + 1));
  const beginning = offered.filter((radio) => /^[a-z]$/i.test(key) && fold(wordsOf(radio)).startsWith(fold(key)));
  return offered.find(numbered) ?? (beginning.length === 1 ? beginning[0] : null);
}

function wordsOf(radio) {
  return radio.labels[0].textContent.trim();
}

/** Checking the exclusive box empties the others, and checking another empties it. */
function enhanceChecks(group) {
  const boxes = [...group.querySelectorAll("input[type=checkbox]")];
  group.addEventListener("keydown", (event) => {
    const box = event.altKey || event.ctrlKey || event.metaKey ? null : boxes[Number(event.key) - 1];
    box?.click();
    box?.focus();
  });
  group.addEventListener("change", (event) => {
    if (!event.target.checked) {
      return;
    }
    const isAlone = event.target.value === group.dataset.exclusive;
    group.querySelectorAll("input[type=checkbox]").forEach((box) => {
      if (box !== event.target && (isAlone || box.value === group.dataset.exclusive)) {
        box.checked = false;
      }
    });
  });
}
