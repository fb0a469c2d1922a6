// Reads what hooks/helpcentre/output/search_coding.py writes: bits in base64, and sorted words without what they share.

/** Reads numbers from bits, the highest bit of a byte first. */
export class BitReader {
  constructor(base64) {
    const text = atob(base64);
    this.bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) this.bytes[at] = text.charCodeAt(at);
    this.at = 0;
  }

  bit() {
    const bit = (this.bytes[this.at >> 3] >> (7 - (this.at & 7))) & 1;
    this.at++;
    return bit;
  }

  bits(width) {
    let value = 0;
    for (let left = width; left > 0; ) {
      const room = 8 - (this.at & 7);
      const taken = Math.min(room, left);
      value = (value << taken) | ((this.bytes[this.at >> 3] >> (room - taken)) & ((1 << taken) - 1));
      this.at += taken;
      left -= taken;
    }
    return value;
  }

  /** Return the number of zeros before the next one. */
  zeros() {
    let count = 0;
    while (!this.bit()) {
      // Beyond the end all bits are zero: better an error than a loop without end.
      if (++count > this.bytes.length * 8) throw new Error("the search index is cut off");
    }
    return count;
  }

  /** Return a number of 0 or more in Elias's gamma code, which is short for small ones. */
  gamma() {
    const width = this.zeros();
    return ((1 << width) | this.bits(width)) - 1;
  }

  /** Return a number of 0 or more in Rice's code, which is short for those about 2 to the power of `width`. */
  rice(width) {
    const high = this.zeros();
    return (high << width) | this.bits(width);
  }

  /** Return `count` ascending numbers of 0 to `size` - 1: the middle one is read first, then both sides. */
  interpolative(count, size) {
    const numbers = new Array(count);
    this.#between(numbers, 0, count, 0, size - 1);
    return numbers;
  }

  #between(numbers, start, count, low, high) {
    if (!count) return;
    const half = count >> 1;
    const places = high - low - count + 2;
    // Numbers that fill all places take no bits.
    let place = 0;
    if (places > 1) {
      const width = 31 - Math.clz32(places);
      const short = 2 * 2 ** width - places;
      place = this.bits(width);
      if (place >= short) place = ((place << 1) | this.bit()) - short;
      // The short ones are in the middle, for so is the number in the middle of a list.
      if (count > 1) place = (place + ((places - short) >> 1)) % places;
    }
    const number = low + half + place;
    numbers[start + half] = number;
    if (half) this.#between(numbers, start, half, low, number - 1);
    if (count > half + 1) this.#between(numbers, start + half + 1, count - half - 1, number + 1, high);
  }
}

/** Return the width of Rice's code for `count` numbers that add up to `total`. */
export function riceWidth(total, count) {
  const typical = count ? Math.floor((total * 7) / (count * 10)) : 0;
  return typical ? 31 - Math.clz32(typical) : 0;
}

const DIGITS = /[A-Z]/;
/** The letters that take a byte: search_coding.py's `_SHORT`. */
const SHORT = Array.from({ length: 0x7f - 0x21 }, (_, at) => String.fromCharCode(0x21 + at)).filter((char) => !DIGITS.test(char) && !'"\\'.includes(char));

/** Return texts with the letters in their places that other ones stand for: `others(at)` for the letter at a place. */
export function decodedTexts(texts, letters, others) {
  const found = new Map([...letters].map((letter, at) => [others(at), letter]));
  return texts.map((text) => {
    let decoded = "";
    for (const char of text) decoded += found.get(char) ?? char;
    return decoded;
  });
}

/** Return the sorted words of `coded_words`. */
export function decodedWords({ letters, words, chars = "", pairs = "" }) {
  const [others] = decodedTexts([words], letters, (at) => SHORT[at] ?? String.fromCharCode(0xa1 + at - SHORT.length));
  const found = frontDecoded(others);
  if (!chars) return found;
  const inTurn = [...chars];
  const reader = new BitReader(pairs);
  const begun = new Map(inTurn.map((first) => [first, { alone: reader.bit(), seconds: reader.interpolative(reader.gamma(), inTurn.length) }]));
  const paired = [];
  for (const first of [...inTurn].sort()) {
    const { alone, seconds } = begun.get(first);
    if (alone) paired.push(first);
    for (const second of seconds.map((place) => inTurn[place]).sort()) paired.push(first + second);
  }
  return merged(found, paired);
}

/** Return the words of a front-coded list: a capital tells how many code units of the one before are cut off, Z all. */
export function frontDecoded(text) {
  let word = "";
  return (text.match(/[A-Z][^A-Z]*/g) ?? []).map((coded) => {
    const kept = coded[0] === "Z" ? 0 : word.length - coded.charCodeAt(0) + 65;
    return (word = word.slice(0, kept) + coded.slice(1));
  });
}

/** Return the items of two sorted lists in order. */
function merged(some, others) {
  const all = [];
  let next = 0;
  for (const item of some) {
    while (others[next] < item) all.push(others[next++]);
    all.push(item);
  }
  return all.concat(others.slice(next));
}
