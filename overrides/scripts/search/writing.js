// Words as readers write them who are without the keyboard of a language, or read it in other characters.
// In the table, by script: `code` is ISO 15924's, `romanized` how its letters are typed in Latin ones; `languages` has, by
// language, how those letters are typed of which the folding leaves only a part; `keyboards`, what the same keys write.
import raw from "./folding.json";

/** What a word is worth that was guessed from its sound, and one that is the same in other letters. */
const WORTH = { guessed: 0.8, same: 0.95 };
const LONGEST_LETTER = 4;
const HAN = /\p{Script=Han}/gu;
/** What may be words of an English keyboard: ASCII with three letters; less would be the beginning of much. */
const KEYED = /^(?=(?:[^a-z]*[a-z]){3})[\0-\x7f]+$/i;

const typed = new Map();
for (const { code, romanized, languages = {} } of Object.values(raw.scripts)) {
  if (romanized) typed.set(code, { letters: romanized, worth: WORTH.guessed });
  for (const [language, letters] of Object.entries(languages)) typed.set(language, { letters, worth: WORTH.same });
}

/** How else words of an index may be written; `lang` is its language. */
export class Writing {
  constructor(lang) {
    const { language, script } = tagOf(lang);
    const { letters, worth } = typed.get(language) ?? typed.get(script) ?? { worth: WORTH.same };
    this.keys = raw.keyboards[language];
    Object.assign(this, { letters, worth, isSimplified: script === "Hans", simplified: null });
  }

  /** Return a promise that `of` can read a query, or nothing where it can already: few readers need the characters. */
  prepare(query) {
    if (!this.isSimplified || this.simplified || !hasOthers(query)) return undefined;
    // Where they cannot be had, words are looked for as they are.
    return import("./simplified.js").then(({ simplified }) => (this.simplified = simplified), () => {});
  }

  /**
   * Return a term as texts of the language write it, or an empty text where that is no other: `"parol"` -> `парол` in
   * Russian, `"loeschen"` -> `loschen` (the folded `löschen`) in German, `"圖書"` -> `图书` in simplified Chinese.
   */
  of(term) {
    const other = this.letters ? inLetters(term, this.letters) : (this.simplified?.(term) ?? term);
    return other === term ? "" : other;
  }

  /** Return a query as the keyboard of the language would have written it, for a reader who had left it at the English one. */
  retyped(query) {
    if (!this.keys || !KEYED.test(query)) return "";
    return query.toLowerCase().replace(/[^\s\d]/g, (key) => this.keys[raw.keyboards.en.indexOf(key)] ?? key);
  }
}

function inLetters(term, letters) {
  if (!/^[a-z]{3,}$/.test(term)) return term;
  let text = "";
  for (let at = 0; at < term.length; ) {
    let size = Math.min(LONGEST_LETTER, term.length - at);
    while (size > 1 && !(term.slice(at, at + size) in letters)) size--;
    const letter = term.slice(at, at + size);
    text += letters[letter] ?? letter;
    at += size;
  }
  return text;
}

let usual;

/** Whether a text has characters beside those of GB 2312, which simplified Chinese is written in. */
function hasOthers(text) {
  usual ??= new Set(new TextDecoder("gbk").decode(charactersOfGb2312()));
  return text.match(HAN)?.some((char) => !usual.has(char)) ?? false;
}

/** Return the characters of GB 2312 as bytes: rows 16 to 87. */
function charactersOfGb2312() {
  const bytes = [];
  for (let row = 0xb0; row <= 0xf7; row++) for (let cell = 0xa1; cell <= 0xfe; cell++) bytes.push(row, cell);
  return Uint8Array.from(bytes);
}

function tagOf(lang) {
  try {
    return new Intl.Locale(lang).maximize();
  } catch {
    // No language tag: searching goes on without.
    return {};
  }
}
