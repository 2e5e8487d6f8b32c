// Typed dates: dd/mm/yyyy, mm/yyyy, yyyy where allowed; today, yesterday, -3d, +3m. The understood date is said in words and
// written out at once, so that "yesterday" kept in a draft still means the same day tomorrow. The server reads the same forms.
import { read, treatmentDay, write } from "./calendar.js";
import { announceChange, icon, make } from "./elements.js";
import { locale, say } from "./texts.js";

const ALLOWED = { date: ["day"], partial_date: ["day", "month", "year"], month: ["month"] };
const SHAPES = {
  day: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  month: { month: "long", year: "numeric" },
  year: { year: "numeric" },
};

export function start(root) {
  root.querySelectorAll("[data-date]").forEach(enhance);
}

function enhance(box) {
  const echo = box.closest(".field").querySelector("[data-echo]");
  box.addEventListener("input", () => tell(box, echo, { isFinal: false }));
  box.addEventListener("change", () => {
    writeOut(box);
    tell(box, echo, { isFinal: true });
  });
  if (box.dataset.date !== "month" && "showPicker" in HTMLInputElement.prototype) {
    addCalendar(box);
  }
  tell(box, echo, { isFinal: true });
}

/** The server's day where the page says it, else the browser's. */
function today() {
  const said = document.documentElement.dataset.today;
  const now = new Date();
  return said ? new Date(`${said}T00:00:00Z`) : new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
}

/** The date in the box, if it exists and is as precise as this field wants it. */
function understand(box) {
  const understood = read(box.value, today());
  return understood?.date && ALLOWED[box.dataset.date].includes(understood.precision) ? understood : null;
}

function writeOut(box) {
  const understood = understand(box);
  if (understood) {
    box.value = write(understood);
  }
}

/** While typing only certainties are said; what cannot be understood is said when the box is left. */
function tell(box, echo, { isFinal }) {
  const understood = understand(box);
  const isDoubt = isFinal && !understood && box.value.trim() !== "";
  echo.textContent = understood ? inWords(box, understood) : isDoubt ? doubt(box) : "";
  echo.classList.toggle("is-doubt", isDoubt);
}

function inWords(box, { precision, date }) {
  const words = date.toLocaleDateString(locale, { ...SHAPES[precision], timeZone: "UTC" });
  if (precision === "day") {
    const day = treatmentDay(date, box.form?.dataset.firstDose);
    return day ? say("date.treated", { words, day: day.toLocaleString(locale) }) : words;
  }
  return box.dataset.date === "month" ? words : say(`date.${precision}`, { words });
}

function doubt(box) {
  const understood = read(box.value, today());
  const isAbsent = understood && !understood.date;
  return isAbsent ? say("date.absent", { text: box.value.trim() }) : say(`date.expected.${box.dataset.date}`);
}

/** The browser's own calendar, behind a button. */
function addCalendar(box) {
  const calendar = make("input", { type: "date", tabindex: "-1", "aria-hidden": "true" });
  const button = make("button", { type: "button", class: "square-button", "aria-label": say("date.calendar") }, icon("calendar"));
  button.addEventListener("click", () => {
    calendar.value = understand(box)?.date.toISOString().slice(0, 10) ?? "";
    calendar.showPicker();
  });
  calendar.addEventListener("change", () => {
    const date = calendar.valueAsDate;
    box.value = date ? write({ precision: "day", date }) : "";
    announceChange(box);
  });
  box.after(make("span", { class: "date-picker" }, button, calendar));
}
