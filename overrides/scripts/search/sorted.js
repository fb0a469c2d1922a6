// Sorted words in one or more parts, of which only those that are asked for need be there; and words that are near.

/** Return how many items of a sorted list come before one. */
export function before(list, item) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < item) low = middle + 1;
    else high = middle;
  }
  return low;
}

export class SortedWords {
  /** `firsts` are the first words of the parts; `part(number)` returns `{words}`, or undefined while it is not there. */
  constructor(firsts, part) {
    Object.assign(this, { firsts, part });
  }

  /** Return [part, place] of a word, or undefined where there is none, or its part is not there. */
  find(word) {
    const number = before(this.firsts, `${word}\0`) - 1;
    const part = number >= 0 ? this.part(number) : undefined;
    const place = part ? before(part.words, word) : 0;
    return part?.words[place] === word ? [part, place] : undefined;
  }

  /** Return where words begin so, `[part, from, to]` with places of which the last is not one, as far as their parts are there. */
  beginning(prefix) {
    const end = `${prefix}\uffff`;
    const found = [];
    const first = Math.max(0, before(this.firsts, `${prefix}\0`) - 1);
    for (let number = first; number < this.firsts.length && this.firsts[number] < end; number++) {
      const part = this.part(number);
      if (!part) continue;
      found.push([part, before(part.words, prefix), before(part.words, end)]);
    }
    return found;
  }
}

export const reversed = (word) => [...word].reverse().join("");

/**
 * Return [word, distance] of the words at most `most` mistakes (1 or 2) from this one, the nearest first.
 * A mistake is a letter more, less or other, or two neighbours swapped. Words are looked for by their beginning and,
 * in `backward`, which holds them reversed, by their end: one mistake leaves one of the two as it was. Two mistakes
 * of which one is near the beginning and one near the end are not looked for.
 */
export function nearWords(word, most, forward, backward) {
  const letters = [...word];
  // What lies between is room for two letters that are swapped, or for the second mistake.
  const [head, tail] =
    most === 1
      ? [Math.floor((letters.length - 1) / 2), Math.ceil((letters.length - 1) / 2)]
      : [Math.max(1, Math.floor(letters.length / 3)), Math.max(1, Math.floor(letters.length / 3))];
  const found = new Map();
  const check = (runs, wordOf) => {
    for (const [part, from, to] of runs) {
      for (let place = from; place < to; place++) {
        const other = wordOf(part.words[place]);
        if (found.has(other)) continue;
        const distance = distanceWithin(letters, [...other], most);
        if (distance <= most) found.set(other, distance);
      }
    }
  };
  check(forward.beginning(letters.slice(0, head).join("")), (other) => other);
  check(backward.beginning(reversed(letters.slice(-tail).join(""))), reversed);
  return [...found].sort(([a, near], [b, far]) => near - far || (a < b ? -1 : 1));
}

/** Return the distance (optimal string alignment) of two lists of letters, or more than `most`. */
export function distanceWithin(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let last2 = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, last2[j - 2] + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    last2 = last;
    last = row;
  }
  return last[b.length];
}
