// A select whose choices depend on another control: only the group of the chosen value is offered.

export function start(root) {
  for (const select of root.querySelectorAll("select[data-group-by]")) {
    const owner = select.form && select.form.elements.namedItem(select.dataset.groupBy);
    if (!owner) continue;
    const all = [...select.querySelectorAll("optgroup")];
    const show = () => {
      const chosen = select.value;
      for (const group of all) group.remove();
      const fitting = all.filter((group) => group.dataset.group === owner.value);
      for (const group of fitting.length ? fitting : []) select.append(group);
      select.value = fitting.some((group) => [...group.children].some((option) => option.value === chosen)) ? chosen : "";
      select.disabled = fitting.length === 0;
    };
    owner.addEventListener("change", show);
    show();
  }
}
