// How search reads text: the same as search_table.py and search_text.py of hooks/helpcentre/output, from the same table.
// tests/output/search_vectors.json holds both to it. Positions are kept here, to mark words in a hit.
// In the table, by script: ranges are code points in hexadecimal, both ends included; `particles` are characters that
// stand in any text (particles, pronouns, conjunctions); what writing.js reads is told there.
import raw from "./folding.json";

/** Names the table: an index whose texts were read by another has other terms. The builder's `Table.name`. */
export const READING = named(JSON.stringify(raw));

/** Return a text's FNV-1a hash of 32 bits (Fowler, Noll, Vo), by code units, in hexadecimal. */
function named(text) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16);
}

const span = (text) => text.split("-").map((code) => parseInt(code, 16));
const scripts = Object.entries(raw.scripts);
const replace = new Map(Object.entries(raw.replace));
const elisions = new Set();
const articles = [];
const clitics = new Map();
const pairs = new Set();
const particles = new Set();
const dropped = raw.drop.map(span);
const spans = [];
for (const [name, script] of scripts) {
  for (const [from, to] of Object.entries(script.replace ?? {})) replace.set(from, to);
  for (const word of script.elisions ?? []) elisions.add(word);
  articles.push(...Object.entries(script.articles ?? {}));
  for (const [letter, rest] of Object.entries(script.clitics ?? {})) clitics.set(letter, rest);
  if (script.segment === "pairs") pairs.add(name);
  for (const char of script.particles ?? "") particles.add(char);
  dropped.push(...(script.marks ?? []).map(span));
  spans.push(...script.ranges.map((text) => [...span(text), name]));
}
// The longest first: an article may begin with a shorter one.
articles.sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1));
const before = [...articles.map(([article]) => article), ...clitics.keys()];
/** What says nothing before a word of another script: بـUSDT. */
const attached = new Set([...before, ...[...clitics.keys()].flatMap((clitic) => before.map((other) => clitic + other))]);

const escaped = (chars) => chars.replace(/[-\\\]^]/g, "\\$&");
const word = `[^${raw.separators.map((text) => span(text).map((c) => `\\u{${c.toString(16)}}`).join("-")).join("")}]`;
const group = escaped(raw.numbers.group);
const decimal = escaped(raw.numbers.decimal);
const joiners = escaped(raw.joiners);
const JOINER = new RegExp(`[${joiners}]`, "u");
const WORDS = new RegExp(
  `([0-9]+(?:[${group}][0-9]+)+(?!${word})|[0-9]+(?:[${decimal}'][0-9]+)+)|${word}+(?:[${joiners}]${word}+)*`,
  "gu",
);

const isDigit = (char) => char >= "0" && char <= "9";
/** Return whether a term is of a script that is read in pairs of characters. */
export const isPaired = (term) => pairs.has(scriptOf(term[Symbol.iterator]().next().value ?? ""));

/** Return whether a term is one or two characters of which one is a particle, and so says little beside others. */
export const hasParticle = (term) => (particles.has(term[0]) || particles.has(term.at(-1))) && isShort(term);

/** Return whether a term is one or two characters, as pairs are. */
export const isShort = (term) => term.length <= 2 || [...term].length <= 2;

/** Return whether a term holds a digit: a typing mistake in it would be another number. */
export const isNumeric = (term) => /[0-9]/.test(term);

const isNumber = (text) => /^[0-9]+$/.test(text);
const within = (ranges, code) => ranges.find(([first, last]) => code >= first && code <= last);

const scriptCache = new Map();
function scriptOf(char) {
  if (char && !scriptCache.has(char)) scriptCache.set(char, within(spans, char.codePointAt(0))?.[2] ?? "");
  return scriptCache.get(char);
}

const foldCache = new Map();
function foldChar(char) {
  let folded = replace.get(char) ?? foldCache.get(char);
  if (folded === undefined) {
    const kept = [...char.normalize("NFKD")].filter((part) => !within(dropped, part.codePointAt(0)));
    folded = kept.map((part) => replace.get(part) ?? part).join("").normalize("NFC");
    foldCache.set(char, folded);
  }
  return folded;
}

/** Return the text without what readers leave out when they type; case stays, for it marks compounds. */
export function fold(text) {
  let folded = "";
  for (const char of text.normalize("NFC")) folded += foldChar(char);
  return folded;
}

/** Return the text in small letters, each by itself: whole words have final forms, as in Greek. */
export function lower(text) {
  let small = "";
  for (const char of text) small += char.toLowerCase();
  return small;
}

/** Return a function that remembers what it has returned for so many texts. */
function remembering(most, work) {
  const known = new Map();
  return (text, more) => {
    let value = known.get(text);
    if (value === undefined) {
      if (known.size >= most) known.clear();
      known.set(text, (value = work(text, more)));
    }
    return value;
  };
}

/**
 * Return the words of the text in order: `{forms, tail, start, end}`. `forms` lists ways to read the word, each a list of
 * terms that must all be there; `start` and `end` are places in the text given (which is taken as NFC): what is folded
 * away behind a character, as a vowel mark is, belongs to it. Most hits of one key are hits of the next.
 */
export const groups = remembering(2000, readText);

function readText(text) {
  const starts = [];
  const ends = [];
  let folded = "";
  let [at, last] = [0, 0];
  for (const char of text) {
    const here = foldChar(char);
    if (here) last = starts.length;
    for (let unit = 0; unit < here.length; unit++) starts.push(at);
    at += char.length;
    for (let unit = last; unit < starts.length; unit++) ends[unit] = at;
    folded += here;
  }
  const found = [];
  for (const match of folded.matchAll(WORDS)) {
    const { index } = match;
    for (const { forms, from, to, tail } of readWord(...match)) {
      found.push({ forms, tail, start: starts[index + from], end: ends[index + to - 1] });
    }
  }
  return found;
}

/** Return the groups of a match of WORDS, with places in it: titles, headings and texts share most of their words. */
const readWord = remembering(8000, (word, number) => (number ? numberGroups(word) : wordGroups(word)));

/** Return the terms a text is indexed under, in order; a word's forms once each. */
export const terms = (text) => groups(text.normalize("NFC")).flatMap(({ forms }) => [...new Set(forms.flat())]);

/** Return the terms of each of many short texts, as sets. */
export function termsOfEach(texts) {
  const found = texts.map(() => new Set());
  const lines = fold(texts.map((text) => text.replaceAll("\n", " ")).join("\n"));
  let [line, end] = [0, lines.indexOf("\n")];
  for (const match of lines.matchAll(WORDS)) {
    while (end >= 0 && end < match.index) [line, end] = [line + 1, lines.indexOf("\n", end + 1)];
    for (const { forms } of readWord(...match)) for (const form of forms) for (const term of form) found[line].add(term);
  }
  return found;
}

/** Return the groups a query asks for. */
export const query = (text) => groups(text.normalize("NFC")).filter(({ tail }) => !tail);

/** Return a group of a word: its forms, and where in it they stand. */
const piece = (forms, from, to, tail = false) => ({ forms, from, to, tail });

function numberGroups(number) {
  const parts = number.split(/[^0-9]/);
  const marks = number.match(/[^0-9]/g);
  const thousands = parts[0].length <= 3;
  const whole = [parts.join("")];
  const all = (forms) => [piece(forms, 0, number.length)];
  if (thousands && parts.slice(1).every((part) => part.length === 3)) {
    // "step 1 200 users": a plain space may part two numbers.
    return all(marks.includes(" ") ? [whole, parts] : [whole]);
  }
  const last = marks.at(-1);
  const fraction = ".,".includes(last) && !marks.slice(0, -1).includes(last);
  if (fraction && (parts.length === 2 || (thousands && parts.slice(1, -1).every((part) => part.length === 3)))) {
    return all([[`${parts.slice(0, -1).join("")}.${parts.at(-1)}`]]);
  }
  if (whole[0].length >= raw.numbers.phone) return all([whole, parts]);
  let next = 0;
  return parts.map((part) => {
    const from = next;
    next += part.length + 1;
    return piece([[part]], from, from + part.length);
  });
}

function wordGroups(text) {
  const found = [];
  let compound = [];
  const close = () => {
    found.push(...compoundGroups(compound));
    compound = [];
  };
  const pieces = text.split(JOINER);
  const elided = text.includes("'");
  let at = 0;
  pieces.forEach((part, index) => {
    const start = at;
    at += part.length + 1;
    if (elided && index < pieces.length - 1 && elisions.has(lower(part))) return;
    for (const run of runs(part)) {
      const here = { text: run.text, from: start + run.from, to: start + run.from + run.text.length };
      if (pairs.has(run.script)) {
        close();
        found.push(...pairGroups(here));
      } else {
        if (compound.length && differs(compound.at(-1).text, here.text)) {
          if (attached.has(lower(compound.map((member) => member.text).join("")))) compound = [];
          close();
        }
        compound.push(here);
      }
    }
  });
  close();
  return found;
}

function runs(piece) {
  const found = [];
  let start = 0;
  let current = "";
  let known = false;
  let at = 0;
  const cut = () => found.push({ script: known ? current : "", text: piece.slice(start, at), from: start });
  for (const char of piece) {
    if (isDigit(char)) {
      if (known && pairs.has(current)) {
        cut();
        start = at;
        known = false;
      }
    } else {
      const script = scriptOf(char);
      if (known && script !== current && isSlip(script, current, piece.codePointAt(at + char.length))) {
        at += char.length;
        continue;
      }
      if (known ? script !== current : at > start && pairs.has(script)) {
        cut();
        start = at;
      }
      current = script;
      known = true;
    }
    at += char.length;
  }
  if (start < piece.length) cut();
  return found;
}

/** Return whether a letter of another alphabet stands inside a word by mistake, so that the word goes on after it. */
function isSlip(script, around, following) {
  if (following === undefined || pairs.has(script) || pairs.has(around)) return false;
  const next = String.fromCodePoint(following);
  return !isDigit(next) && scriptOf(next) === around;
}

/** Whether letters of two alphabets stand in a term: a word with a slip in it, and no compound of two. */
export const isMixed = (term) => differs(term, "");

function differs(before, after) {
  return new Set([...(before + after)].filter((char) => !isDigit(char)).map(scriptOf)).size > 1;
}

function pairGroups({ text, from, to }) {
  const chars = [...lower(text)];
  if (chars.length === 1) return [piece([[chars[0]]], from, to)];
  const found = [];
  let at = from;
  for (let i = 0; i < chars.length - 1; i++) {
    const pair = chars[i] + chars[i + 1];
    found.push(piece([[pair]], at, at + pair.length));
    at += chars[i].length;
  }
  found.push(piece([[chars.at(-1)]], at, to, true));
  return found;
}

function compoundGroups(members) {
  if (!members.length) return [];
  const parts = members.flatMap(({ text }) => innerParts(text));
  const size = parts.reduce((sum, part) => sum + [...part].length, 0);
  if (parts.length > 1 && parts.every(isNumber) && size < raw.numbers.phone) {
    return members.map(({ text, from, to }) => piece([[text]], from, to));
  }
  if (size > 2 * raw.parts.longest && members.length > 1) return members.flatMap((member) => compoundGroups([member]));
  const forms = stems(lower(parts.join(""))).map((stem) => [stem]);
  // A single letter says nothing by itself: "e-mail" is `email`, or `mail`.
  const shown = parts.filter((part) => [...part].length > 1 || isNumber(part)).map(lower);
  if (parts.length > 1 && shown.length) forms.push(shown.map((part) => stems(part)[0]));
  const seen = new Set();
  const own = forms.filter((form) => !seen.has(form.join(" ")) && seen.add(form.join(" ")));
  return [piece(own, members[0].from, members.at(-1).to)];
}

function innerParts(run) {
  const chars = [...run];
  if (chars.length > raw.parts.longest) return [run];
  const cuts = [0];
  const kinds = chars.map((char) => (isDigit(char) ? 0 : char !== char.toLowerCase() ? 2 : 1));
  for (let at = 1; at < chars.length; at++) {
    const [before, here] = [kinds[at - 1], kinds[at]];
    const endsCapitals = before === 2 && here === 2 && kinds[at + 1] === 1 && kinds[at + 2] === 1;
    if ((before === 0) !== (here === 0) || (before === 1 && here === 2) || endsCapitals) cuts.push(at);
  }
  if (cuts.length > raw.parts.most) return [run];
  return cuts.map((cut, index) => chars.slice(cut, cuts[index + 1]).join(""));
}

/** Return a word without its article, and without what looks like one behind it, as a word alone is read. */
function withoutArticle(text) {
  const found = articles.find(([article, rest]) => text.startsWith(article) && text.length - article.length >= rest);
  return found ? withoutArticle(text.slice(found[0].length)) : text;
}

function stems(text) {
  const bare = withoutArticle(text);
  if (bare !== text) return [bare];
  if (text.length - 1 >= (clitics.get(text[0]) ?? Infinity)) return [...new Set([text, withoutArticle(text.slice(1))])];
  return [text];
}
