"""Entries and queries to try the search with: a small help centre in several languages, and made ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from helpcentre.output.search_entry import SearchEntry

CORPUS: dict[str, list[dict[str, Any]]] = json.loads(Path(__file__).with_name("search_corpus.json").read_text("utf-8"))


def entries(locale: str) -> list[SearchEntry]:
    """Return the entries of the small help centre in a language."""
    return [SearchEntry(**{**raw, "keywords": tuple(raw.get("keywords", ()))}) for raw in CORPUS[locale]]


VOCABULARY = """
ledger ledgers ledgar lodger export exports expert transport network networks nettwork fee fees account accounts
wallet-connect TRC20 1,200 kontoeröffnung kontoeröffnungen ausgabe 提现 提现失败 网络 手续费 失败 المحفظة محفظة
والمحفظة سحب السحب кошелёк кошелька вывод вывода 𠀀𠀁 the of to
我的提现 提现了 了 𠀀的
"""
WORDS = st.sampled_from(VOCABULARY.split())
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)


@st.composite
def corpora(draw: st.DrawFn) -> list[SearchEntry]:
    """Articles with and without a beginning, sections, keywords and topics."""
    found = []
    for number in range(draw(st.integers(0, 9))):
        url, title = f"a{number}/", draw(TEXTS)
        about = {"kind": draw(st.sampled_from(["faq", "guide"])), "topic": draw(st.sampled_from(["", "One", "Two"]))}
        sections = draw(st.lists(st.tuples(WORDS, TEXTS), max_size=4))
        if draw(st.booleans()) or not sections:
            keywords = tuple(draw(st.lists(WORDS, max_size=2)))
            lang = draw(st.sampled_from(["en", "en", "fr"]))
            found.append(SearchEntry(url, title, draw(TEXTS), keywords=keywords, lang=lang, **about))
        for place, (heading, text) in enumerate(sections):
            found.append(SearchEntry(f"{url}#s{place}", title, text, heading, **about))
    return found


@st.composite
def questions(draw: st.DrawFn) -> str:
    """Words as they are, begun, with a mistake, and with two letters swapped."""
    asked = []
    for word in draw(st.lists(WORDS, min_size=1, max_size=3)):
        at = draw(st.integers(0, len(word) - 1))
        asked.append(
            draw(
                st.sampled_from(
                    [
                        word,
                        word[: at + 1],
                        word[:at] + word[at + 1 :],
                        word[:at] + "x" + word[at:],
                        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
                    ]
                )
            )
        )
    return " ".join(asked)
