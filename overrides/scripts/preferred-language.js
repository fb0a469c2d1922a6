// Which of a site's languages a reader would rather read (after RFC 4647's lookup, aware of scripts).

/**
 * The published tag that suits the browser's languages best, or null if that is the page's own or there is none.
 * A preferred language is served by the same tag, else by its script (zh-TW by zh-Hant), else by the language alone.
 */
export function preferredLanguage(preferred, published, current) {
  for (const tag of preferred) {
    const best = published
      .map((candidate) => [likeness(tag, candidate), candidate])
      .reduce((one, other) => (other[0] > one[0] || (other[0] === one[0] && other[1] === current) ? other : one), [0, null]);
    if (best[0] > 0) return best[1] === current ? null : best[1];
  }
  return null;
}

function likeness(tag, candidate) {
  try {
    const [one, other] = [tag, candidate].map((text) => new Intl.Locale(text).maximize());
    if (one.language !== other.language) return 0;
    return 1 + (one.script === other.script ? 2 : 0) + (one.region === other.region ? 1 : 0);
  } catch {
    return 0; // no tag of BCP 47
  }
}
