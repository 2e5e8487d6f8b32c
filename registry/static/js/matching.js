// Comparing typed words with labels, without regard to accents and capitals.

/** Lower case without accents. */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();
}

/** The label cut in three: before, the part that matches what was typed, after; null when nothing matches. */
export function split(label, query) {
  const folded = [...label].map(fold);
  const wanted = fold(query.trim());
  if (!wanted || folded.some((letter) => letter.length !== 1)) {
    return null;
  }
  const at = folded.join("").indexOf(wanted);
  const letters = [...label];
  const cut = (from, to) => letters.slice(from, to).join("");
  return at < 0 ? null : [cut(0, at), cut(at, at + wanted.length), cut(at + wanted.length)];
}
