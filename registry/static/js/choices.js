// Radios side by side can be taken back and answered by a digit; "none of them" stands alone in a multiple choice.
import { announceChange } from "./elements.js";

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
  const digit = radios.find((radio) => radio.dataset.grade === event.key && !radio.disabled);
  if (digit) {
    digit.focus();
    digit.checked = true;
    announceChange(digit);
  }
}

/** Checking the exclusive box empties the others, and checking another empties it. */
function enhanceChecks(group) {
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
