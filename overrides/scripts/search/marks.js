// Which parts of a text a query found: lists of [piece, marked], to be shown as text nodes and <mark>.
import { groups, isPaired } from "./text.js";

/** How much of a text may stand before the first mark, in characters; more than that is left out. */
const BEFORE = { words: 60, pairs: 20 };

/** Return the text in pieces, those marked whose words hold a term that `isFound`. */
export function marked(text, isFound) {
  const whole = text.normalize("NFC");
  const spots = [];
  for (const { forms, start, end } of groups(whole)) {
    if (!forms.some((form) => form.some(isFound))) continue;
    const last = spots.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else spots.push([start, end]);
  }
  const pieces = [];
  let at = 0;
  for (const [start, end] of spots) {
    if (start > at) pieces.push([whole.slice(at, start), false]);
    pieces.push([whole.slice(start, end), true]);
    at = end;
  }
  if (at < whole.length) pieces.push([whole.slice(at), false]);
  return pieces;
}

/** Return the pieces of a text from shortly before its first mark. */
export function snippet(text, isFound) {
  const pieces = marked(text, isFound);
  const [before, isMark] = pieces[0] ?? ["", false];
  if (isMark || pieces.length < 2) return pieces;
  const room = isPaired(before.at(-1)) || isPaired(before[0]) ? BEFORE.pairs : BEFORE.words;
  if (before.length <= room) return pieces;
  const rest = before.slice(-room / 2);
  const space = rest.indexOf(" ");
  return [[`…${space >= 0 && space < rest.length - 1 ? rest.slice(space + 1) : rest}`, false], ...pieces.slice(1)];
}
