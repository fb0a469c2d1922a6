"""Queries as readers would type them, drawn from the texts, and what counts as an answer; always the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from helpcentre.output.search_entry import SearchEntry
from helpcentre.output.search_text import terms

WORD = re.compile(r"[^\W\d_]{4,}")
HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
ALPHABETS = {"ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя", "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"}
LATIN = "abcdefghijklmnopqrstuvwxyz"
ARABIC_PREFIXES = ("", "ال", "وال", "بال", "لل", "و", "ب")


@dataclass(frozen=True)
class Query:
    """A query of one kind, and the articles of which one must be among the first five."""

    kind: str
    text: str
    answers: frozenset[str]


def article(url: str) -> str:
    """Return the address of the article that an entry belongs to."""
    return url.partition("#")[0]


def misspelt(word: str, random: Random, alphabet: str) -> str:
    """Return the word with one mistake: a letter left out, put in, another, or two neighbours swapped."""
    while True:
        at = random.randrange(len(word))
        letter = random.choice(alphabet)
        wrong = random.choice(
            [
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            ]
        )
        if wrong.lower() != word.lower():
            return wrong


def queries(entries: Sequence[SearchEntry], locale: str, each: int = 150) -> list[Query]:
    """Return at most `each` queries of each kind, drawn from a locale's entries."""
    random = Random(f"queries {locale}")
    alphabet = ALPHABETS.get(locale, LATIN)
    titles: dict[str, set[str]] = defaultdict(set)
    headings: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        (titles if entry.lead else headings)[entry.section or entry.title].add(article(entry.url))
    titles.pop("", None)
    found: list[Query] = []

    def draw(kind: str, made: Iterator[tuple[str, set[str]]]) -> None:
        found.extend(
            Query(kind, text, frozenset(answers)) for (text, answers), _ in zip(made, range(each), strict=False)
        )

    def shuffled(names: dict[str, set[str]]) -> Iterator[tuple[str, set[str]]]:
        order = sorted(names)
        random.shuffle(order)
        return ((name, names[name]) for name in order)

    def mistaken(made: Iterator[tuple[str, set[str]]]) -> Iterator[tuple[str, set[str]]]:
        for text, answers in made:
            if long := [word for word in WORD.findall(text) if len(word) >= 5]:
                word = random.choice(long)
                yield text.replace(word, misspelt(word, random, alphabet), 1), answers

    draw("title", shuffled(titles))
    draw("heading", shuffled(headings))
    draw("body words", _body_words(entries, random))
    if locale == "zh":
        draw("pieces of 2 to 4", _pieces(titles, random))
    else:
        draw("title, a mistake", mistaken(shuffled(titles)))
        draw("body words, a mistake", mistaken(_body_words(entries, random)))
    if locale == "ar":
        draw("another prefix", _prefixed(titles, random))
    return found


def _body_words(entries: Sequence[SearchEntry], random: Random) -> Iterator[tuple[str, set[str]]]:
    """Yield three words of one text, none of which stands in more than a tenth of the articles."""

    def words_of(text: str) -> list[str]:
        return (HAN if HAN.search(text) else WORD).findall(text)

    held: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for word in words_of(entry.text):
            held[word].add(article(entry.url))
    at_most = max(3, len({article(entry.url) for entry in entries}) / 10)
    order = list(entries)
    random.shuffle(order)
    for entry in order:
        words = sorted({word for word in words_of(entry.text) if len(held[word]) <= at_most})
        if len(words) >= 6:
            chosen = random.sample(words, 3)
            yield " ".join(word[:4] if HAN.match(word) else word for word in chosen), {article(entry.url)}


def _pieces(titles: dict[str, set[str]], random: Random) -> Iterator[tuple[str, set[str]]]:
    """Yield pieces of Chinese titles; each title that holds one answers it."""
    pieces = [
        run[at : at + size]
        for title in sorted(titles)
        for run in HAN.findall(title)
        for size in (2, 3, 4)
        for at in range(len(run) - size + 1)
    ]
    random.shuffle(pieces)
    for piece in pieces:
        yield piece, {url for title, urls in titles.items() if piece in title for url in urls}


def _prefixed(titles: dict[str, set[str]], random: Random) -> Iterator[tuple[str, set[str]]]:
    """Yield words of Arabic titles with another prefix; each title with the word answers it."""
    held: dict[str, set[str]] = defaultdict(set)
    for title, urls in titles.items():
        for word in WORD.findall(title):
            if term := terms(word):
                held[term[0]] |= urls
    order = sorted(held)
    random.shuffle(order)
    for stem in order:
        if len(stem) >= 3:
            yield random.choice(ARABIC_PREFIXES) + stem, held[stem]


def made_entries(pages: int, locale: str = "en", seed: str = "made") -> list[SearchEntry]:
    """Return the entries of `pages` made articles, with words as often as in natural texts (Zipf, Heaps)."""
    random = Random(f"{seed} {locale} {pages}")
    syllables = [c + v for c in "bcdfghjklmnprstvwz" for v in ("a", "e", "i", "o", "u", "an", "er", "in", "or")]
    known: list[str] = []
    drawn: list[int] = []

    def word() -> str:
        # Simon's process: now and then a new word, else one of those so far, each as likely as it was used.
        if not drawn or random.random() < 0.35 * (1 + len(drawn) / 2000) ** -0.45:
            known.append("".join(random.choices(syllables, k=random.choices((1, 2, 3, 4), (1, 5, 6, 3))[0])))
            drawn.append(len(known) - 1)
        else:
            drawn.append(random.choice(drawn))
        return known[drawn[-1]]

    def text(size: int) -> str:
        return " ".join(word() for _ in range(size))

    found = []
    for page in range(pages):
        url, title = f"{locale}/p{page}/", text(random.randint(2, 7)).capitalize()
        kind, topic = random.choice(("faq", "guide")), f"Topic {page % 12}"
        found.append(SearchEntry(url, title, text(random.randint(10, 60)), "", kind, topic, locale))
        for section in range(random.randint(2, 9)):
            heading = text(random.randint(1, 5)).capitalize()
            body = text(random.randint(20, 160))
            found.append(SearchEntry(f"{url}#s{section}", title, body, heading, kind, topic, locale))
    return found
