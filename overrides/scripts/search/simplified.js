/*! Characters: OpenCC, Apache License 2.0, https://www.apache.org/licenses/LICENSE-2.0 */
// Chinese in simplified characters, one by one; loaded when a reader types others (writing.js).
import pairs from "opencc-js/dict/TSCharacters";

const simple = new Map(pairs.split("|").map((pair) => pair.split(" ")));

/** Return a text with its traditional characters as simplified Chinese writes them. */
export const simplified = (text) => Array.from(text, (char) => simple.get(char) ?? char).join("");
