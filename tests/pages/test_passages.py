"""Which passages a page of an outdated translation is made of."""

from __future__ import annotations

import pytest

from helpcentre.content.article_file import ArticleFile
from helpcentre.content.reading import parse_article
from helpcentre.pages.passages import outdatedness, passages
from helpcentre.translations.digests import section_digests
from helpcentre.translations.stamps import with_stamp

PATH = "a/b.md"
BEFORE = """---
risk: {risk}
---
# Title

Lead.

## One {{#one}}

First.

## Two {{#two}}

Second.
"""
OWN = "# Titre\n\nChapeau.\n\n## Un {#one}\n\nPremier.\n\n## Deux {#two}\n\nDeuxième.\n"


def article(text: str, locale: str) -> ArticleFile:
    file, findings = parse_article(text, f"{locale}/{PATH}", locale, PATH)
    assert findings == []
    return file


def page(after: tuple[str, str], own: str = OWN, risk: str = "funds") -> list[tuple[str, str, str]]:
    """Return locale, heading and text of each passage after a change of the source, which was accepted before it."""
    before = BEFORE.format(risk=risk)
    stamped = article(with_stamp(own, section_digests(article(before, "en"))), "fr")
    assert after[0] in before
    outdated = outdatedness(stamped, article(before.replace(*after), "en"))
    return [(part.file.locale, part.heading, part.text.strip()) for part in passages(stamped, outdated)]


UN = ("fr", "", "## Un {#one}\n\nPremier.")
DEUX = ("fr", "", "## Deux {#two}\n\nDeuxième.")
CHAPEAU = ("fr", "", "# Titre\n\nChapeau.")

# What changes in the source -> the passages of the French page.
PAGES = {
    "nothing": (("Lead.", "Lead. "), [("fr", "", OWN.strip())]),
    "a section": (("First.", "First!"), [CHAPEAU, ("en", "One", "First!"), DEUX]),
    "the lead: the title stays": (("Lead.", "Lead!"), [("fr", "", "# Titre"), ("en", "", "Lead!"), UN, DEUX]),
    "the title only: the page is told of at its top": (("# Title", "# Titles"), [("fr", "", OWN.strip())]),
    "a heading": (("## One", "## The *first*"), [CHAPEAU, ("en", "The *first*", "First."), DEUX]),
    "a section is added": (
        ("## Two", "### New {{#new}}\n\nNews.\n\n## Two".replace("{{", "{").replace("}}", "}")),
        [CHAPEAU, UN, ("en", "New", "News."), DEUX],
    ),
    "a section is withdrawn": (("## One {#one}\n\nFirst.\n\n", ""), [CHAPEAU, ("fr", "Un", ""), DEUX]),
    "the last section is withdrawn": (("## Two {#two}\n\nSecond.\n", ""), [CHAPEAU, UN, ("fr", "Deux", "")]),
    "sections change places": (
        (
            "## One {#one}\n\nFirst.\n\n## Two {#two}\n\nSecond.\n",
            "## Two {#two}\n\nSecond.\n\n## One {#one}\n\nFirst.\n",
        ),
        [("fr", "", OWN.strip())],
    ),
    "a heading is underlined": (
        ("## One {#one}", "The first {#one}\n----"),
        [CHAPEAU, ("en", "The first", "First."), DEUX],
    ),
    "a link is defined elsewhere": (
        ("First.", "[First][1].\n\n[1]: c.md"),
        [CHAPEAU, ("en", "One", "[First][1].\n\n[1]: c.md"), DEUX, ("en", "", "[1]: c.md")],
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_what_may_cost_the_reader_is_the_sources(name: str) -> None:
    change, expected = PAGES[name]
    assert page(change) == expected


@pytest.mark.parametrize("risk", ["funds", "secrets"])
def test_both_kinds_of_cost(risk: str) -> None:
    assert page(("First.", "First!"), risk=risk)[1] == ("en", "One", "First!")


@pytest.mark.parametrize("change", [("First.", "First!"), ("## One {#one}\n\nFirst.\n\n", "")])
def test_a_page_without_cost_keeps_its_text(change: tuple[str, str]) -> None:
    assert page(change, risk="info") == [("fr", "", OWN.strip())]


def test_text_that_only_the_translation_has_stays_where_it_is() -> None:
    own = OWN.replace("## Deux", "## Note\n\nAvis.\n\n## Deux").replace("## Un", "## Extra {#extra}\n\nPlus.\n\n## Un")
    assert page(("Second.", "Second!"), own) == [
        CHAPEAU,
        ("fr", "", "## Extra {#extra}\n\nPlus."),
        ("fr", "", "## Un {#one}\n\nPremier.\n\n## Note\n\nAvis."),
        ("en", "Two", "Second!"),
    ]


def test_a_missing_translation_of_a_section_is_the_sources() -> None:
    own = OWN.replace("## Un {#one}\n\nPremier.\n\n", "")
    assert page(("First.", "First!"), own) == [CHAPEAU, ("en", "One", "First!"), DEUX]


@pytest.mark.parametrize(
    ("change", "told"),
    [(("First.", "First!"), False), (("# Title", "# Titles"), True)],
)
def test_the_page_is_told_of_where_no_passage_is(change: tuple[str, str], *, told: bool) -> None:
    before = BEFORE.format(risk="funds")
    own = article(with_stamp(OWN, section_digests(article(before, "en"))), "fr")
    outdated = outdatedness(own, article(before.replace(*change), "en"))
    assert outdated is not None
    assert outdated.told is told


def test_a_translation_nobody_accepted_is_shown_as_it_is() -> None:
    assert outdatedness(article(OWN, "fr"), article(BEFORE.format(risk="funds"), "en")) is None
