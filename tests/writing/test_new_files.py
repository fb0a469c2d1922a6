"""`helpcentre new` and `translate`: what they write, what the checks say of it, and what they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcentre.checks.rules import run_checks
from helpcentre.commands import translating, writing
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.notices import Notice
from helpcentre.content.reading import read_catalogue
from helpcentre.translations.acceptance import AcceptanceError
from helpcentre.translations.freshness import NAMES, states
from helpcentre.writing.names import WritingError
from trees import EMAIL, EMAIL_PAGE, catalogue_of, mkdocs_yml

SITE: dict[str, str | bytes] = {
    "mkdocs.yml": mkdocs_yml("en", "fr", "ar", options={"checks": {"translation-outdated": "warning"}}),
    "channels.yml": f"{EMAIL}routing:\n  default: [email]\nescalation:\n  - {{id: ask-again, channel: email}}\n",
    "redirects.yml": "topic/gone.md: topic/there.md\n",
    "en/contact/email.md": EMAIL_PAGE,
    "fr/contact/email.md": EMAIL_PAGE,
    "ar/contact/email.md": EMAIL_PAGE,
    "en/topic/index.md": "# Topic\n",
    "en/topic/there.md": "# There\n",
}


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Catalogue:
    monkeypatch.chdir(tmp_path)
    return catalogue_of(tmp_path, SITE)


def findings(catalogue: Catalogue, path: str) -> list[tuple[str, str]]:
    again = read_catalogue(catalogue.settings)
    return [(f.path, f.rule) for f in run_checks(again) if f.path.endswith(path)]


def without_draft(catalogue: Catalogue, path: str) -> None:
    file = catalogue.settings.docs_dir / path
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(line for line in lines if not line.startswith(b"draft:")))


@pytest.mark.parametrize("kind", writing.KINDS)
def test_a_new_article_is_a_draft_that_lacks_nothing_but_its_translations(kind: str, catalogue: Catalogue) -> None:
    told = writing.new(catalogue, "docs/en/topic/lost-card.md", kind)
    assert told.startswith("docs/en/topic/lost-card.md: written, a draft.")
    article = read_catalogue(catalogue.settings).source_files["topic/lost-card.md"]
    assert (article.title, article.meta.kind, article.meta.draft) == ("Lost card", kind, True)
    assert article.document.headings[1:]
    assert all(heading.id for heading in article.document.headings[1:])
    assert findings(catalogue, "topic/lost-card.md") == []
    without_draft(catalogue, "en/topic/lost-card.md")
    assert findings(catalogue, "topic/lost-card.md") == [
        ("ar/topic/lost-card.md", "translation-missing"),
        ("fr/topic/lost-card.md", "translation-missing"),
    ]


def test_a_new_notice_is_a_draft_that_the_checks_accept(catalogue: Catalogue) -> None:
    told = writing.new(catalogue, "docs/en/notices/slow-withdrawals.md", "faq")
    assert told.startswith("docs/en/notices/slow-withdrawals.md: written, a draft of a notice.")
    written = read_catalogue(catalogue.settings).notices["en"]["notices/slow-withdrawals.md"]
    assert isinstance(written.notice, Notice)
    assert (written.title, written.notice.severity, written.is_draft) == ("Slow withdrawals", "info", True)
    assert findings(catalogue, "slow-withdrawals.md") == []
    without_draft(catalogue, "en/notices/slow-withdrawals.md")
    again = read_catalogue(catalogue.settings)
    assert [one.file.title for one in again.running_notices("en")] == ["Slow withdrawals"]
    assert {rule for _, rule in findings(catalogue, "slow-withdrawals.md")} == {"translation-missing"}
    with pytest.raises(WritingError, match="is there already"):
        writing.new(again, "docs/en/notices/slow-withdrawals.md", "faq")


def test_kinds_bring_what_they_need(catalogue: Catalogue) -> None:
    docs = catalogue.settings.docs_dir
    writing.new(catalogue, "en/topic/a.md", "faq")
    writing.new(catalogue, "en/topic/b.md", "ladder")
    writing.new(catalogue, "en/contact/phone.md", "channel")
    writing.new(catalogue, "en/other/index.md", "faq")
    assert "\ncontact: [email] " in (docs / "en/topic/a.md").read_text()
    assert "\n## Ask again {#ask-again}\n" in (docs / "en/topic/b.md").read_text()
    assert "\nprepare: [] " in (docs / "en/contact/phone.md").read_text()
    assert "kind:" not in (docs / "en/other/index.md").read_text()
    assert "\n# Other\n" in (docs / "en/other/index.md").read_text()


def test_a_site_of_one_language_is_told_that_it_has_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    alone = catalogue_of(tmp_path, {"mkdocs.yml": mkdocs_yml("de"), "de/a.md": "# A\n"})
    for asked in (
        lambda: writing.translate(alone, "docs/de/a.md", "en"),
        lambda: translating.accept(alone, "docs/de/a.md", (), trivial=False),
    ):
        with pytest.raises((WritingError, AcceptanceError), match="this site has one language"):
            asked()


def test_a_new_home_page_has_the_keys_of_one(catalogue: Catalogue) -> None:
    writing.new(catalogue, "docs/en/index.md", "guide")
    written = (catalogue.settings.docs_dir / "en/index.md").read_text()
    assert written.endswith("---\n# Shop help\n\n<!-- One or two sentences: what readers find here. -->\n")
    assert {line.partition(":")[0] for line in written.split("---")[1].strip().split("\n")} == {
        *("site_name", "tagline", "description", "searches", "related", "reviewed", "draft")
    }
    without_draft(catalogue, "en/index.md")
    assert {rule for path, rule in findings(catalogue, "en/index.md")} == set()


def test_the_source_may_be_any_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    catalogue = catalogue_of(tmp_path, {"mkdocs.yml": mkdocs_yml("ar", "en"), "ar/index.md": "# ت\n"})
    writing.new(catalogue, "ar/a.md", "faq")
    assert "contact:" not in (catalogue.settings.docs_dir / "ar/a.md").read_text()
    with pytest.raises(WritingError, match="not below docs/ar/"):
        writing.new(catalogue, "en/a.md", "faq")


NOT_NEW = [
    ("docs/en/topic/there.md", "faq", "is there already"),
    ("docs/en/topic/gone.md", "faq", "is an old address: redirects.yml leads it to topic/there.md"),
    ("docs/en/topic.md", "faq", "the address of topic/index.md"),
    ("docs/fr/topic/a.md", "faq", "not below docs/en/"),
    ("topic/a.md", "faq", "Did you mean docs/en/topic/a.md?"),
    ("../elsewhere.md", "faq", "not below docs/en/"),
    ("docs/channels.md", "faq", "not below docs/en/"),
    ("docs/en/topic/a.txt", "faq", "ends in .md"),
    ("docs/en/topic/a", "faq", "ends in .md"),
    ("docs/en/topic/a.md", "fqa", 'Did you mean "faq"?'),
    ("docs/en/topic/a.md", "news", "expected one of faq, guide, policy, channel, ladder."),
    *((f"docs/en/{name}.md", "faq", "small ASCII letters") for name in ("A", "a_b", "a--b", "-a", "größe", "a b/c")),
    ("docs/en/_snippets/a.md", "faq", "small ASCII letters"),
    ("docs/en/search.md", "faq", "the address of the search page"),
    ("docs/en/translation-status/index.md", "faq", "the address of the page of the translations' state"),
    ("docs/en/404.md", "faq", "the address of the page for addresses that lead nowhere"),
    ("docs/en/fr/a.md", "faq", "the address of the pages of the locale fr"),
    ("docs/en/assets/a.md", "faq", "the address of the files in assets/"),
    ("docs/en/topic/gone/index.md", "faq", "redirects.yml leads it to topic/there.md"),
]


@pytest.mark.parametrize(("path", "kind", "message"), NOT_NEW)
def test_new_refuses(path: str, kind: str, message: str, catalogue: Catalogue) -> None:
    before = sorted(catalogue.settings.docs_dir.rglob("*"))
    with pytest.raises(WritingError) as error:
        writing.new(catalogue, path, kind)
    assert message in str(error.value)
    assert sorted(catalogue.settings.docs_dir.rglob("*")) == before


SOURCE = (
    "---\r\nkind: faq\r\ndescription: Lost 1,000.50 USD   # a comment\r\nkeywords: [lost]\r\n"
    "contact: [email]\r\n---\r\n"
    "# Lost card\r\n\r\nSee [there](there.md).\r\n\r\n## Do {#do}\r\n\r\n1. One, by 1,000.50 USD and the card.\r\n"
    '\r\n--8<-- "note.md"\r\n'
)


@pytest.mark.parametrize("path", ["docs/en/topic/card.md", "en/topic/card.md", "fr/topic/card.md", "topic/card.md"])
def test_a_translation_file_is_the_source_as_a_draft(path: str, catalogue: Catalogue) -> None:
    docs = catalogue.settings.docs_dir
    (docs / "en/topic/card.md").write_bytes(SOURCE.encode())
    (docs / "en/_snippets").mkdir()
    (docs / "en/_snippets/note.md").write_text("Mind the gap.\n")
    told = writing.translate(read_catalogue(catalogue.settings), path, "fr")
    assert told.startswith("docs/fr/topic/card.md: written, a draft")
    assert "helpcentre accept docs/fr/topic/card.md" in told
    assert "helpcentre translate docs/en/_snippets/note.md fr" in told
    made = (docs / "fr/topic/card.md").read_bytes().decode()
    head, _, rest = SOURCE.partition("---\r\n# Lost")
    draft = "draft: true    # readers see the source until this line is taken out\r\n"
    assert made == f"{head}{draft}---\r\n# Lost{rest}"
    writing.translate(read_catalogue(catalogue.settings), "docs/en/_snippets/note.md", "fr")
    again = read_catalogue(catalogue.settings)
    shown = again.shown("fr", "topic/card.md")
    assert shown is not None
    assert shown.locale == "en"
    assert findings(catalogue, "fr/topic/card.md") == [("fr/topic/card.md", "translation-missing")]


def test_after_the_draft_is_out_the_checks_tell_what_is_left_until_it_is_accepted(catalogue: Catalogue) -> None:
    text = "---\nkind: faq\ncontact: [email]\n---\n# Card\n\nA lost card is blocked within a minute of your call.\n\n"
    text += "## Do {#do}\n\n1. One.\n2. Two.\n\n!!! note\n    Mind.\n"
    (catalogue.settings.docs_dir / "en/topic/card.md").write_text(text)
    writing.translate(read_catalogue(catalogue.settings), "topic/card.md", "fr")
    without_draft(catalogue, "fr/topic/card.md")
    assert (catalogue.settings.docs_dir / "fr/topic/card.md").read_text() == text
    assert ("fr/topic/card.md", "translation-outdated") in findings(catalogue, "fr/topic/card.md")
    assert ("fr/topic/card.md", "translation-untranslated") in findings(catalogue, "fr/topic/card.md")
    assert ("fr/topic/card.md", "structure-differs") not in findings(catalogue, "fr/topic/card.md")
    translating.accept(read_catalogue(catalogue.settings), "fr/topic/card.md", (), trivial=False)
    found = {f"{x.key}/{path}": NAMES[type(state)] for x, path, state in states(read_catalogue(catalogue.settings))}
    assert found["fr/topic/card.md"] == "up to date"


HEADS = [
    ("# Card\n", "---\ndraft: true"),
    ("\ufeff# Card\n", "\ufeff---\ndraft: true"),
    ("---\ndraft: false # soon\nrisk: info\n---\n# Card\n", "---\ndraft: true"),
    ("---\ndraft: true\n---\n# Card\n", "---\ndraft: true\n---\n"),
    ("---\n---\n# Card\n", "---\ndraft: true"),
]


@pytest.mark.parametrize(("source", "begins"), HEADS)
def test_any_front_matter_becomes_a_drafts(source: str, begins: str, catalogue: Catalogue) -> None:
    (catalogue.settings.docs_dir / "en/topic/card.md").write_bytes(source.encode())
    writing.translate(read_catalogue(catalogue.settings), "topic/card.md", "fr")
    made = (catalogue.settings.docs_dir / "fr/topic/card.md").read_bytes().decode()
    assert made.startswith(begins)
    own = read_catalogue(catalogue.settings).files["fr"]["topic/card.md"]
    assert (own.meta.draft, own.title, own.head.findings) == (True, "Card", ())


NOT_TRANSLATED = [
    ("topic/there.md", "frr", 'Did you mean "fr"?'),
    ("topic/there.md", "en", "is the source locale"),
    ("topic/their.md", "fr", 'Did you mean "topic/there.md"?'),
    ("contact/email.md", "fr", "is there already"),
    ("mkdocs.yml", "fr", "has no source"),
]


@pytest.mark.parametrize(("path", "locale", "message"), NOT_TRANSLATED)
def test_translate_refuses(path: str, locale: str, message: str, catalogue: Catalogue) -> None:
    before = sorted(catalogue.settings.docs_dir.rglob("*"))
    with pytest.raises(WritingError) as error:
        writing.translate(catalogue, path, locale)
    assert message in str(error.value)
    assert sorted(catalogue.settings.docs_dir.rglob("*")) == before
