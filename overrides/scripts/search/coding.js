// Reads what hooks/helpcentre/output/search_coding.py writes: bits in base64, and sorted words without what they share.

/** Reads numbers from bits, the highest bit of a byte first. */
export class BitReader {
  constructor(base64) {
    this.bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    this.at = 0;
  }

  bit() {
    const bit = (this.bytes[this.at >> 3] >> (7 - (this.at & 7))) & 1;
    this.at++;
    return bit;
  }

  bits(width) {
    let value = 0;
    for (let left = width; left > 0; left--) value = (value << 1) | this.bit();
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
}

/** Return the width of Rice's code for `count` numbers that add up to `total`. */
export function riceWidth(total, count) {
  const typical = count ? Math.floor((total * 7) / (count * 10)) : 0;
  return typical ? 31 - Math.clz32(typical) : 0;
}

/** Return the words of a front-coded list: a capital tells how many code units each shares with the one before. */
export function frontDecoded(text) {
  let word = "";
  return (text.match(/[A-Z][^A-Z]*/g) ?? []).map((coded) => (word = word.slice(0, coded.charCodeAt(0) - 65) + coded.slice(1)));
}
