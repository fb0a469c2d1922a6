// Words as readers type them who are without the keyboard of their language's script.
// In the table, by script: `code` is ISO 15924's, `romanized` how its letters are typed in Latin ones.
import raw from "./folding.json";

const romanizations = new Map(Object.values(raw.scripts).filter((script) => script.romanized).map(({ code, romanized }) => [code, romanized]));
const LONGEST_LETTER = 4;

/**
 * Return a function that gives a term of Latin letters as it is written in a language's own script, or an empty text:
 * `"parol"` -> `парол` in Russian, whose readers may be without their keyboard.
 */
export function unromanizer(lang) {
  const letters = romanizations.get(scriptOfLanguage(lang));
  if (!letters) return () => "";
  return (term) => {
    if (!/^[a-z]{3,}$/.test(term)) return "";
    let written = "";
    for (let at = 0; at < term.length; ) {
      let size = Math.min(LONGEST_LETTER, term.length - at);
      while (!(term.slice(at, at + size) in letters)) size--;
      written += letters[term.slice(at, at + size)];
      at += size;
    }
    return written;
  };
}

function scriptOfLanguage(lang) {
  try {
    return new Intl.Locale(lang).maximize().script;
  } catch {
    // No language tag: searching goes on without.
    return "";
  }
}
