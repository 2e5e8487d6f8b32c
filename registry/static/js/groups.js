// A select whose choices depend on another control (the responses of a criterion): only the fitting group is offered.
import { announceChange } from "./elements.js";
import { say } from "./texts.js";

export function start(root) {
  root.querySelectorAll("select[data-group-by]").forEach((select) => {
    const owner = select.form?.elements.namedItem(select.dataset.groupBy);
    if (owner) {
      follow(select, owner);
    }
  });
}

function follow(select, owner) {
  const groups = [...select.querySelectorAll("optgroup")];
  const [blank] = select.options;
  const asks = blank.text;
  const offer = () => {
    const chosen = select.value;
    const fitting = groups.filter((group) => group.dataset.group === owner.value);
    groups.forEach((group) => group.remove());
    select.append(...fitting);
    blank.text = fitting.length ? asks : say("choose.first", { label: labelOf(owner) });
    select.value = [...select.options].some((option) => option.value === chosen) ? chosen : "";
    return select.value !== chosen;
  };
  owner.addEventListener("change", () => offer() && announceChange(select));
  offer();
}

/** The label of a control: of a search box it belongs to the box, not to the hidden code. */
function labelOf(owner) {
  return owner.closest(".field").querySelector(".label").firstChild.textContent.trim();
}
