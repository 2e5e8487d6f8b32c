// The sentences that scripts say, written by the server in the reader's language into <template id="texts">.
export const language = document.documentElement.lang || "en";

/** English dates and times are written as in Europe: 17 November 2026, 18:40. */
export const locale = language === "en" ? "en-GB" : language;

const plurals = new Intl.PluralRules(locale);

/** The sentence of a key with its {names} filled in. */
export function say(key, values = {}) {
  const line = document.getElementById("texts").content.querySelector(`[data-key="${key}"]`);
  return line.textContent.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** The sentence that agrees with a number: `key.one` or `key.other`. */
export function sayCount(key, n, values = {}) {
  const form = plurals.select(n) === "one" ? "one" : "other";
  return say(`${key}.${form}`, { n: n.toLocaleString(locale), ...values });
}

/** "1, 2 or 5" in the reader's language. */
export function sayEither(words) {
  return new Intl.ListFormat(locale, { type: "disjunction" }).format(words);
}

/** The time of day, as the reader writes it. */
export function sayTime(date = new Date()) {
  return date.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
}
