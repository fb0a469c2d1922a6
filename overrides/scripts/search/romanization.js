// Words as readers type them who are without the keyboard of their language: in Latin letters, or without its own.
// In the table, by script: `code` is ISO 15924's, `romanized` how its letters are typed in Latin ones; `languages` has, by
// language, how those letters are typed of which the folding leaves only a part.
import raw from "./folding.json";

const written = new Map();
for (const { code, romanized, languages = {} } of Object.values(raw.scripts)) {
  if (romanized) written.set(code, romanized);
  for (const [language, letters] of Object.entries(languages)) written.set(language, letters);
}
const LONGEST_LETTER = 4;

/**
 * Return a function that gives a term of Latin letters as it is written in a language, or an empty text where that is no
 * other: `"parol"` -> `парол` in Russian, `"loeschen"` -> `loschen` (the folded `löschen`) in German.
 */
export function unromanizer(lang) {
  const letters = lettersOf(lang);
  if (!letters) return () => "";
  return (term) => {
    if (!/^[a-z]{3,}$/.test(term)) return "";
    let text = "";
    for (let at = 0; at < term.length; ) {
      let size = Math.min(LONGEST_LETTER, term.length - at);
      while (size > 1 && !(term.slice(at, at + size) in letters)) size--;
      const typed = term.slice(at, at + size);
      text += letters[typed] ?? typed;
      at += size;
    }
    return text === term ? "" : text;
  };
}

function lettersOf(lang) {
  try {
    const { language, script } = new Intl.Locale(lang).maximize();
    return written.get(language) ?? written.get(script);
  } catch {
    // No language tag: searching goes on without.
    return undefined;
  }
}
