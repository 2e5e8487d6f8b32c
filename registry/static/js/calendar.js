// Reading and writing dates as people type them; everything in UTC, a date is {precision, date}.

const TODAY = /^(auj\.?|aujourd[’']hui|today)$/;
const YESTERDAY = /^(hier|yesterday)$/;
const RELATIVE = /^([+-]\s*\d{1,4})\s*([jdm])$/;
const PRECISIONS = ["year", "month", "day"];
const DAY_MS = 86_400_000;

/** What a text means on a given day; null when it is no date, {date: null} when that day does not exist. */
export function read(text, today) {
  const typed = text.trim().toLowerCase();
  const relative = RELATIVE.exec(typed);
  if (TODAY.test(typed)) {
    return { precision: "day", date: today };
  }
  if (YESTERDAY.test(typed)) {
    return { precision: "day", date: addDays(today, -1) };
  }
  if (relative) {
    const amount = Number(relative[1].replace(/\s/g, ""));
    return { precision: "day", date: relative[2] === "m" ? addMonths(today, amount) : addDays(today, amount) };
  }
  return readParts(typed.split(/[/.\-\s]+/));
}

/** Day, month and year, as many as were typed; the year has four digits and may also stand first. */
function readParts(parts) {
  const written = parts[0].length === 4 ? [...parts].reverse() : parts;
  if (parts.length > 3 || !/^\d{4}$/.test(written.at(-1)) || !written.every((part) => /^\d{1,4}$/.test(part))) {
    return null;
  }
  const [year, month = 1, day = 1] = written.map(Number).reverse();
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return { precision: PRECISIONS[parts.length - 1], date: exists ? date : null };
}

/** 17/11/2026, 11/2026 or 2026. */
export function write({ precision, date }) {
  const pad = (number) => String(number).padStart(2, "0");
  const parts = [pad(date.getUTCDate()), pad(date.getUTCMonth() + 1), String(date.getUTCFullYear())];
  return parts.slice(-1 - PRECISIONS.indexOf(precision)).join("/");
}

/** Day 1 is the day of the first dose; 0 where there is none or before it. */
export function treatmentDay(date, firstDose) {
  const day = firstDose ? Math.round((date - new Date(`${firstDose}T00:00:00Z`)) / DAY_MS) + 1 : 0;
  return Math.max(day, 0);
}

function addDays(date, amount) {
  return new Date(date.getTime() + amount * DAY_MS);
}

/** The same day of another month, or its last day. */
function addMonths(date, amount) {
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + amount + 1, 0)).getUTCDate();
  const day = Math.min(date.getUTCDate(), lastDay);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + amount, day));
}
