// "Did you mean": the query with its misspelt words as the texts spell them.
import { LIKE, misspelt } from "./likeness.js";
import { groups } from "./text.js";
import { SAYS, isMendable } from "./words.js";

/**
 * Return the query with each word mended that nothing holds as it is typed, or an empty text if there is none; `shown` is
 * what is shown of the hits.
 */
export function corrected(text, words, found, shown) {
  let mended = text.normalize("NFC");
  const wrong = words
    .map((word, at) => ({ ...word, term: bestTerm(word, found[at]) }))
    .filter(({ term }) => term)
    .sort((a, b) => b.start - a.start);
  for (const { term, start, end } of wrong) mended = mended.slice(0, start) + spelling(term, shown) + mended.slice(end);
  return wrong.length ? mended : "";
}

/** Return the term that was found in a word's place, if it is only another. */
function bestTerm({ forms, says, phrase }, found) {
  if (says !== SAYS.whole || phrase || !isMendable(forms[0].terms[0])) return "";
  if (found.likes.some((like) => like >= LIKE.known)) return "";
  const counts = new Map();
  for (const [term, lists] of found.sources) {
    const alike = misspelt(forms[0].terms[0], term);
    if (!alike) continue;
    const count = [...new Set(lists.flat())].reduce((sum, id) => sum + found.strengthOf(id) * alike, 0);
    counts.set(term, (counts.get(term) ?? 0) + count);
  }
  const [best] = [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  return best?.[0] ?? "";
}

/** Return a term as the hits spell it, with its marks and capitals; the term itself where none shows it. */
function spelling(term, shown) {
  for (const { title, section, text } of shown) {
    for (const whole of [title, section, text ?? ""].map((each) => each.normalize("NFC"))) {
      for (const { forms, start, end } of groups(whole)) {
        if (forms[0].length === 1 && forms[0][0] === term) return whole.slice(start, end).toLowerCase();
      }
    }
  }
  return term;
}
