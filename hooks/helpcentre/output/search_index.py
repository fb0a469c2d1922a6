"""The files of a locale's search index, which `overrides/scripts/search/index.js` reads.

A small site's is one file, `index.json`, and `texts`, which the first hits need not wait for. Each of its lines is some
of its properties, so that the browser reads one while the next ones travel: what entries are called, terms, and then,
some terms a line, the entries that hold them. A query is answered as soon as the lines of its own terms are there; what
most queries ask for comes first (`in_turn`), pairs of characters with a particle last. Which terms stand in titles and
headings is not told, nor are they spelt again among the others: the browser reads those as the builder does. A large
site's index is cut into parts, of which a query loads those that hold its terms, so that its cost does not grow with
the site:

- `index.json`: how many sections each article has, how long names are, what part begins with which term, and `extra`;
- `terms-N`: terms in order, each with the entries that hold it in a title or heading, in the text, in keywords;
- `names-N`: the same without texts, for beginnings so short that they would need many parts of `terms`;
- `forward-N`, `backward-N`: words in order, and reversed in order, to find those near a word with a mistake in it;
- `texts-N`: what hits show, some articles each.

Parts lie in a folder named by the digest of all of them, so that those of two builds never mix: a reader with an index
of yesterday gets no part of today, but none, and search.js loads the index anew.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import repeat
from typing import Any, TypeVar

from helpcentre.output.search_articles import Article, articles_of, coded_heads, heads_of, texts_of
from helpcentre.output.search_coding import (
    Bits,
    KnownCodes,
    coded_words,
    front_coded,
    rice_width,
    utf16_order,
)
from helpcentre.output.search_entry import SearchEntry
from helpcentre.output.search_order import in_turn
from helpcentre.output.search_table import Table, has_particle, is_paired, is_spelt

FORMAT = 8
"""Raised when files of an older form could be misread, or texts are read otherwise; index.js refuses all others.

The manifest's `reading` names the folding table beside it, so that a change there needs no number.
"""
ONE_FILE = 120_000
"""The most postings (term and entry) of an index that is one file: about 110 kB sent, of Chinese 145."""
LARGE = 2_000
"""Entries from which a query is kept from terms that would load much and tell little."""
VERY_LARGE = 20_000
COMMON = 0.1
"""The share of the entries from which a term is common."""
PART_BITS = 20_000
BLOCK = 128
"""So many terms are read at once."""
LINE_BLOCKS = 4
"""So many blocks are a line of an index that is one file."""
SPELT_WORDS = 1_200
ENOUGH = 3
"""So many words that one entry alone holds are enough of a query that a file that travels is asked."""
SHOWN_ENTRIES = 15
"""A part of what hits show ends with the article that makes it hold so many entries; index.js counts the same."""

Item = TypeVar("Item")
NAME, BODY, KEYWORD = range(3)
"""The kinds of texts that a term can stand in: titles and headings, leads and sections, an article's keywords."""
Postings = list[int]
"""The numbers of the entries that a term stands in, in order.

How often is not kept: it takes a sixth of an index, and answers were as good or better without it (tests/benchmarks).
"""


def index_files(
    entries: Iterable[SearchEntry],
    *,
    extra: Mapping[str, Any] | None = None,
    one_file: bool | None = None,
    codes: KnownCodes | None = None,
) -> dict[str, bytes]:
    """Return the files of an index, by path below the locale's folder: the same entries give the same bytes.

    `extra` is what the browser's side needs to know beyond the entries; it travels with the index. `one_file` decides
    the form, which is else chosen by size. Raises ValueError where two entries have one URL.
    `codes` are those of an earlier index, of which most are this one's.
    """
    articles = articles_of(entries)
    index = _Index(articles, codes or KnownCodes())
    index.read()
    whole = index.postings_count <= ONE_FILE if one_file is None else one_file
    manifest = index.manifest()
    manifest["extra"] = dict(extra or {})
    lines: list[dict[str, Any]] = [manifest]
    parts: dict[str, Any] = {}
    topics = manifest["topics"]
    if whole:
        manifest["limits"]["enough"] = ENOUGH
        manifest["whole"] = coded_heads(heads_of(articles, topics, manifest["lang"]))
        lines += index.said_lines()
        parts["texts"] = {"texts": [text for article in articles for text in texts_of(article)]}
    else:
        manifest["names"] = index.name_lengths()
        parts = index.parts(manifest["firsts"])
        for number, chunk in enumerate(_chunks(articles, SHOWN_ENTRIES, (article.size for article in articles))):
            heads = heads_of(chunk, topics, manifest["lang"])
            parts[f"texts-{number}"] = {"heads": heads, "texts": [t for article in chunk for t in texts_of(article)]}
    files = {f"{name}.json": _json(part) for name, part in parts.items()}
    digest = hashlib.sha256(b"\0".join(part for item in sorted(files.items()) for part in (item[0].encode(), item[1])))
    manifest["folder"] = digest.hexdigest()[:12]
    index_json = b",\n".join(_json(some)[1:-1] for some in lines)
    return {"index.json": b"{" + index_json + b"}"} | {
        f"{manifest['folder']}/{name}": data for name, data in files.items()
    }


class _Index:
    """The terms of all entries."""

    def __init__(self, articles: Sequence[Article], codes: KnownCodes) -> None:
        self._codes = codes
        self.articles = articles
        self.slots = sum(article.size for article in articles)
        self.count = 0
        # Postings by term, for each kind of text.
        self.kinds: tuple[dict[str, Postings], ...] = (defaultdict(list), defaultdict(list), defaultdict(list))
        self.names: list[int] = []
        # In how many texts a term stands, be it told of them or not.
        self.texts: Counter[str] = Counter()

    def read(self) -> None:
        """Read the texts of all entries.

        What a title holds speaks for all of its article, and a heading for its section, as much as if their texts held
        it (evidence.js takes the most): it is not told of these again.
        """
        for article in self.articles:
            name = article.lead or SearchEntry(article.url, article.title, "")
            self.names += [len(name.name_terms), *(len(section.name_terms) for section in article.sections)]
            title = frozenset(name.name_terms)
            self._put(NAME, article.start, name.name_terms)
            if article.lead:
                self._put_text(article.start, article.lead.text_terms, title)
                self._put(KEYWORD, article.start, article.lead.keyword_terms)
            for slot, section in enumerate(article.sections, article.start + 1):
                self._put(NAME, slot, section.name_terms)
                self._put_text(slot, section.text_terms, title.union(section.name_terms))
            self.count += len(article.sections) + bool(article.lead)
        self.words = sorted(set().union(*self.kinds), key=utf16_order)
        self.paired = set(filter(is_paired, self.words))
        self.postings_count = sum(len(slots) for postings in self.kinds for slots in postings.values())

    def _put(self, kind: int, slot: int, terms: Iterable[str]) -> None:
        """Note an entry's terms of a kind."""
        postings = self.kinds[kind]
        for term in terms:
            postings[term].append(slot)

    def _put_text(self, slot: int, terms: Iterable[str], named: Collection[str]) -> None:
        """Note the terms of an entry's text, of which some are `named` already."""
        self.texts.update(terms)
        self._put(BODY, slot, (term for term in terms if term not in named))

    def manifest(self) -> dict[str, Any]:
        """Return what the browser must know of the whole index."""
        articles = self.articles
        kinds = sorted({article.first.kind for article in articles})
        large = self.count >= LARGE
        at_most = self.slots * COMMON
        return {
            "format": FORMAT,
            "reading": Table.load().name,
            "lang": Counter(a.first.lang for a in articles).most_common(1)[0][0] if articles else "",
            "kinds": kinds,
            "kind": "".join(chr(ord("0") + kinds.index(article.first.kind)) for article in articles),
            "topics": sorted({article.first.topic for article in articles} - {""}),
            "sections": [len(article.sections) for article in articles],
            "absent": [number for number, article in enumerate(articles) if not article.lead],
            # Shorter beginnings are looked for in names only (`character`: of a script read in pairs), words in so many
            # places are no mistakes, and of a word with a mistake so many near ones are tried; 0 is no limit.
            "limits": {
                "prefix": 4 if self.count >= VERY_LARGE else 3 if large else 2,
                "character": 2 if large else 0,
                "known": 3 if large else 0,
                "near": 8 if large else 0,
            },
            "common": [term for term in self.words if self.texts[term] > at_most] if large else [],
            "shown": SHOWN_ENTRIES,
            "block": BLOCK,
            "firsts": {"terms": [""], "names": [], "forward": [], "backward": []},
        }

    def parts(self, firsts: dict[str, list[str]]) -> dict[str, Any]:
        """Return the parts of terms by name, and put into `firsts` what each begins with."""
        parts: dict[str, Any] = {}

        def add(name: str, words: list[str], part: Any) -> None:
            parts[f"{name}-{len(firsts[name])}"] = part
            firsts[name].append(words[0])

        firsts["terms"].clear()
        for name, kinds in (("terms", (NAME, BODY, KEYWORD)), ("names", (NAME, KEYWORD))):
            held = set().union(*(self.kinds[kind] for kind in kinds))
            words = [term for term in self.words if term in held]
            for chunk in _chunks(words, PART_BITS, self._costs(words, kinds)):
                add(name, chunk, self.terms_part(chunk, kinds))
        spelt = [term for term in self.words if is_spelt(term)]
        backward = sorted((term[::-1] for term in spelt), key=utf16_order)
        for name, words in (("forward", spelt), ("backward", backward)):
            for chunk in _chunks(words, SPELT_WORDS, repeat(1)):
                add(name, chunk, front_coded(chunk))
        return parts

    def _costs(self, words: Iterable[str], kinds: Sequence[int]) -> Iterator[int]:
        """Yield about how many bits each of the terms takes."""
        held = [self.kinds[kind] for kind in kinds]
        cost = cache(lambda count: count * (rice_width(self.slots - count, count) + 2))
        for word in words:
            yield 20 + sum(cost(len(postings[word])) for postings in held if word in postings)

    def said_lines(self) -> Iterator[dict[str, Any]]:
        """Yield the terms of texts and keywords, then their entries as `terms_part` has them, some blocks a line.

        Pairs with a particle come last, words and entries: a query does without where others tell what it asks
        (words.js), and three in ten pairs are such.
        """
        early = self._said(term for term in self.words if not has_particle(term))
        blocks = early.pop("bits")
        yield early
        for number, start in enumerate(range(0, len(blocks), LINE_BLOCKS)):
            yield {f"lists-{number}": blocks[start : start + LINE_BLOCKS]}
        yield {"late": self._said(filter(has_particle, self.words))}

    def _said(self, terms: Iterable[str]) -> dict[str, Any]:
        """Return those of the terms that texts and keywords hold, with their entries: `{words, kinds, bits}`.

        The browser reads those of titles and headings itself: of these, in order, a bit says whether it is one of them.
        """
        names, body, keyword = self.kinds
        known = Bits()
        said = []
        for term in terms:
            if term in names:
                known.bit(term in body or term in keyword)
            if term in body or term in keyword:
                said.append(term)
        words = [term for term in said if term not in names]
        kinds = self._kinds_of(said, (BODY, KEYWORD))
        return {
            "words": coded_words(words, self.paired.intersection(words)) | {"known": known.base64()},
            "kinds": kinds,
            "bits": self._blocks(in_turn(said, names), kinds),
        }

    def terms_part(self, words: Sequence[str], kinds: Sequence[int]) -> dict[str, Any]:
        """Return terms with their entries: for each term a list for each of the kinds, its length and its entries.

        A kind that none of the terms has is left out. Before each term a bit says whether it stands in one body and
        nowhere else, as half of all terms do: lengths are left out then. Else a body's is the last one, for it is at
        least 2 where the others are 0. Some terms at a time have bits of their own, so that the browser reads no others
        than it is asked for.
        """
        kinds = self._kinds_of(words, kinds)
        coded = coded_words(words, self.paired.intersection(words))
        return {"words": coded, "lists": {"kinds": kinds, "bits": self._blocks(words, kinds)}}

    def _kinds_of(self, words: Sequence[str], kinds: Sequence[int]) -> list[int]:
        """Return those of the kinds that any of the terms has."""
        return [kind for kind in kinds if not self.kinds[kind].keys().isdisjoint(words)]

    def _blocks(self, words: Sequence[str], kinds: Sequence[int]) -> list[str]:
        return [self._lists(words[at : at + BLOCK], kinds) for at in range(0, len(words), BLOCK)]

    def _lists(self, words: Sequence[str], kinds: Sequence[int]) -> str:
        bits = Bits()
        held = [self.kinds[kind] for kind in kinds]
        lengths = _Lengths(kinds.index(BODY) if BODY in kinds else None)
        for word in words:
            lists = [postings.get(word, ()) for postings in held]
            bits.coded(lengths[tuple(map(len, lists))])
            for slots in lists:
                if slots:
                    bits.coded(self._codes.of(slots, self.slots))
        return bits.base64()

    def name_lengths(self) -> dict[str, Any]:
        """Return how many different terms each entry has in its title or heading."""
        bits = Bits()
        width = rice_width(sum(self.names), len(self.names))
        bits.rice(self.names, width)
        return {"width": width, "bits": bits.base64()}


class _Lengths(dict[tuple[int, ...], str]):
    """What is told of how long a term's lists are, of each kind; worked out when it is first asked for."""

    def __init__(self, body: int | None) -> None:
        self.body = body
        """The place of texts among the kinds."""

    def __missing__(self, counts: tuple[int, ...]) -> str:
        others = list(counts)
        bodies = others.pop(self.body) if self.body is not None else 0
        single = bodies == 1 and not any(others)
        bits = Bits()
        bits.bit(single)
        if not single:
            bits.gamma(others)
            if self.body is not None:
                bits.gamma((bodies if any(others) else bodies - 2,))
        self[counts] = str(bits)
        return self[counts]


def _chunks(items: Sequence[Item], size: int, costs: Iterable[int]) -> Iterator[list[Item]]:
    """Yield the items in order, in lists that cost `size` or little more."""
    chunk: list[Item] = []
    spent = 0
    for item, cost in zip(items, costs, strict=False):
        chunk.append(item)
        spent += cost
        if spent >= size:
            yield chunk
            chunk, spent = [], 0
    if chunk:
        yield chunk


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
