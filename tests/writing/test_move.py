"""Moves of whole little trees: what changes, what does not, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcentre.checks.rules import run_checks
from helpcentre.commands import translating
from helpcentre.content.reading import read_catalogue
from helpcentre.translations.freshness import NAMES, states
from helpcentre.writing.names import WritingError
from trees import EMAIL, EMAIL_PAGE, catalogue_of, mkdocs_yml
from writing.moves import move, moved, tree_of

# --- every place that names an article, before and after `a/x.md` has become `b/y.md`

ARTICLE = {"en/a/x.md": "# X\n\n## P {#p}\n", "fr/a/x.md": "# X\n\n## P {#p}\n", "en/a/z.md": "# Z\n"}
NAMED = [
    ("en/a/n.md", "# N\n\n[x](x.md#p)\n", "# N\n\n[x](../b/y.md#p)\n"),
    ("fr/a/n.md", "# N\n\n[x](x.md) and [x](x.md)\n", "# N\n\n[x](../b/y.md) and [x](../b/y.md)\n"),
    ("en/n.md", "# N\r\n\r\n[x](a/x.md)  \r\nmore\r\n", "# N\r\n\r\n[x](b/y.md)  \r\nmore\r\n"),
    ("en/n.md", "\ufeff# N\n\n[x](a/x.md)", "\ufeff# N\n\n[x](b/y.md)"),
    ("en/n.md", "# N\n\n[x][1]\n\n[1]: a/x.md 'T'\n", "# N\n\n[x][1]\n\n[1]: b/y.md 'T'\n"),
    ("en/n.md", '# N\n\n<a class="x" href="a/x.md">x</a>\n', '# N\n\n<a class="x" href="b/y.md">x</a>\n'),
    ("en/n.md", "# N\n\n[x](a/x.md) `[x](a/x.md)`\n", "# N\n\n[x](b/y.md) `[x](a/x.md)`\n"),
    ("en/n.md", "# N\n\n```\n[x](a/x.md)\n```\n[x](a/x.md)\n", "# N\n\n```\n[x](a/x.md)\n```\n[x](b/y.md)\n"),
    ("en/n.md", "# N\n\n[a/x.md](a/x.md)\n", "# N\n\n[a/x.md](b/y.md)\n"),
    ("en/n.md", "# [N](a/x.md)\n\n| [x](a/x.md) |\n|---|\n", "# [N](b/y.md)\n\n| [x](b/y.md) |\n|---|\n"),
    (
        "en/n.md",
        "---\nrelated: [ 'a/x.md' , a/z.md ]  # a/x.md\nkeywords: [a/x.md]\n---\n# N\n",
        "---\nrelated: [ 'b/y.md' , a/z.md ]  # a/x.md\nkeywords: [a/x.md]\n---\n# N\n",
    ),
    (
        "en/n.md",
        "---\r\nrelated:\r\n  - a/x.md\r\n  - a/z.md\r\n---\r\n# N\r\n",
        "---\r\nrelated:\r\n  - b/y.md\r\n  - a/z.md\r\n---\r\n# N\r\n",
    ),
    ("en/search-tests.yml", "- question: a\n  article: a/x.md # first\n", "- question: a\n  article: b/y.md # first\n"),
    ("fr/search-tests.yml", '- {question: a, article: "a/x.md"}\n', '- {question: a, article: "b/y.md"}\n'),
    ("_style/facts.md", "| fee | a/x.md |\n\n[x](../en/a/x.md)\n", "| fee | b/y.md |\n\n[x](../en/b/y.md)\n"),
    ("_style/facts.md", "aa/x.md, en/a/x.md, a/x.mdx, z/a/x.md", "aa/x.md, en/b/y.md, a/x.mdx, z/a/x.md"),
    ("notes/list.yaml", "a/x.md: fr/a/x.md\n", "b/y.md: fr/b/y.md\n"),
]


@pytest.mark.parametrize(("path", "before", "after"), NAMED)
def test_every_name_of_the_article_follows_and_nothing_else_changes(
    path: str, before: str, after: str, tmp_path: Path
) -> None:
    untouched = {"fr/other.md": "# O\r\n\r\na/x.md [o](z.md)\r\n", "en/other.bin": b"\xff\xfea/x.md"}
    catalogue = catalogue_of(tmp_path, {**ARTICLE, **untouched, path: before})
    start = tree_of(catalogue)
    move(catalogue, "a/x.md", "b/y.md")
    wanted = {**start, path: after.encode(), "redirects.yml": tree_of(catalogue)["redirects.yml"]}
    for locale in ("en", "fr"):
        wanted[f"{locale}/b/y.md"] = wanted.pop(f"{locale}/a/x.md")
    assert tree_of(catalogue) == wanted


def test_links_within_the_article_follow_its_folder(tmp_path: Path) -> None:
    text = "# X\n\n[z](z.md#p) [self](x.md) [here](#p)\n\n![i](images/i.png) <img src='images/i.png' alt=''>\n"
    tree = moved(tmp_path, {"en/a/x.md": text, "en/a/z.md": "# Z\n", "en/a/images/i.png": b"1"}, "a/x.md", "b/c/y.md")
    assert tree["en/b/c/y.md"].decode() == (
        "# X\n\n[z](../../a/z.md#p) [self](y.md) [here](#p)\n\n"
        "![i](../../a/images/i.png) <img src='../../a/images/i.png' alt=''>\n"
    )


def test_a_link_to_an_article_that_is_not_translated_follows(tmp_path: Path) -> None:
    tree = moved(tmp_path, {"en/a/x.md": "# X\n", "fr/n.md": "# N\n\n[x](a/x.md)\n"}, "fr/n.md", "fr/deep/n.md")
    assert tree["fr/deep/n.md"] == b"# N\n\n[x](../a/x.md)\n"
    tree = moved(tmp_path, {"fr/deep/n.md": "# N\n\n[x](../a/x.md)\n"}, "a/x.md", "b/y.md")
    assert tree["fr/deep/n.md"] == b"# N\n\n[x](../b/y.md)\n"


# --- passages

PASSAGE = {
    "en/a/x.md": "# X\n",
    "en/_snippets/p.md": "See [x](../a/x.md).\n",
    "en/b/one.md": '# One\n\n--8<-- "p.md"\n',
    "en/c/two.md": '# Two\n\n--8<-- "p.md"\n',
}


def test_links_of_a_passage_are_seen_from_its_pages(tmp_path: Path) -> None:
    assert moved(tmp_path, PASSAGE, "a/x.md", "c/y.md")["en/_snippets/p.md"] == b"See [x](../c/y.md).\n"


def test_a_passage_that_would_fit_one_page_only_is_refused(tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, PASSAGE)
    before = tree_of(catalogue)
    with pytest.raises(WritingError, match=r"en/_snippets/p\.md: .*en/b/one\.md and en/c/two\.md"):
        move(catalogue, "c/two.md", "c/d/two.md")
    assert tree_of(catalogue) == before


# --- folders and topics

TOPIC = {
    "mkdocs.yml": mkdocs_yml("en", "fr", options={"topics": {"a": {"icon": "material/cash"}}}),
    "channels.yml": f"{EMAIL}routing:\n  a: [email] # first\n  default: [email]\n",
    "en/contact/email.md": EMAIL_PAGE,
    "fr/contact/email.md": EMAIL_PAGE,
    "en/a/index.md": "# A\n\n[x](x.md) [out](../contact/email.md) [p](pictures/)\n",
    "en/a/x.md": "# X\n\n[a](index.md) ![i](images/i.png)\n",
    "fr/a/x.md": "# X\n\n![i](images/i.png)\n",
    "en/a/images/i.png": b"1",
    "en/ab/x.md": "# Other\n\n[x](../a/x.md#t) [a](../a/index.md)\n",
}


def test_a_topic_moves_with_its_pictures_routing_and_icon(tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, TOPIC)
    before = tree_of(catalogue)
    config = catalogue.settings.config_file.read_text()
    told = move(catalogue, "docs/en/a" if Path("docs/en/a").exists() else "a", "payouts")
    tree = tree_of(catalogue)
    assert "a -> payouts in en, fr (4 files)" in told
    assert not list(catalogue.settings.docs_dir.glob("*/a"))
    assert tree["en/payouts/index.md"] == before["en/a/index.md"]
    assert tree["en/payouts/images/i.png"] == b"1"
    assert tree["en/ab/x.md"] == b"# Other\n\n[x](../payouts/x.md#t) [a](../payouts/index.md)\n"
    assert b"\n  payouts: [email] # first\n" in tree["channels.yml"]
    assert catalogue.settings.config_file.read_text() == config.replace("      a:\n", "      payouts:\n")
    assert read_catalogue(catalogue.settings).redirects == {"a/index.md": "payouts/index.md", "a/x.md": "payouts/x.md"}
    move(catalogue, "payouts", "a")
    tree = tree_of(catalogue)
    assert {path: data for path, data in tree.items() if path != "redirects.yml"} == before


# --- stamps


def test_stamps_follow_links_and_nothing_else(tmp_path: Path) -> None:
    text = "# N\n\nLead [x](a/x.md).\n\n## One {#one}\n\n[x](a/x.md)\n\n## Two {#two}\n\n[x](a/x.md)\n"
    catalogue = catalogue_of(tmp_path, {"en/n.md": text, "fr/n.md": text, "ar/n.md": text, **ARTICLE})
    translating.accept(catalogue, "fr/n.md", (), trivial=False)
    source = catalogue.settings.docs_dir / "en/n.md"
    source.write_text(source.read_text().replace("## Two {#two}\n", "## Two {#two}\n\nNew.\n"))
    stamped = catalogue.settings.docs_dir / "fr/n.md"
    stamped.write_text(stamped.read_text().replace("sections:\n", "sections:   # by accept\n"))

    def found() -> dict[str, object]:
        again = read_catalogue(catalogue.settings)
        return {
            f"{locale.key}/{path}": (NAMES[type(state)], getattr(state, "sections", ()))
            for locale, path, state in states(again)
        }

    before = found()
    assert before["fr/n.md"] == ("outdated", ("two",))
    told = move(catalogue, "a/x.md", "b/y.md")
    assert "1 translations stay up to date" in told
    after = found()
    assert after.pop("fr/b/y.md") == before.pop("fr/a/x.md")
    assert after == before
    assert "sections:   # by accept\n" in stamped.read_text()


# --- redirects


def test_redirects_lead_straight_to_where_the_article_is(tmp_path: Path) -> None:
    own = "# Ours\r\nold.md: a/x.md   # since 2020\r\nother.md: a/z.md\r\n"
    catalogue = catalogue_of(tmp_path, {**ARTICLE, "redirects.yml": own})
    move(catalogue, "a/x.md", "b/y.md")
    file = catalogue.settings.docs_dir / "redirects.yml"
    assert file.read_bytes().decode() == own.replace("old.md: a/x.md", "old.md: b/y.md") + "a/x.md: b/y.md\r\n"
    move(catalogue, "b/y.md", "a/x.md")
    assert file.read_bytes().decode() == own + "b/y.md: a/x.md\r\n"
    move(catalogue, "a/x.md", "old.md")
    assert file.read_bytes().decode() == ("# Ours\r\nother.md: a/z.md\r\nb/y.md: old.md\r\na/x.md: old.md\r\n")
    assert [f for f in run_checks(read_catalogue(catalogue.settings)) if f.rule == "redirects-invalid"] == []


@pytest.mark.parametrize(
    ("files", "old", "new", "own", "left"),
    [
        (["search.md"], "search.md", "b/find.md", "", ""),  # the search page stands there
        (["fr/index.md"], "en/fr", "en/france", "", ""),
        (["b.md", "b/index.md"], "b.md", "c.md", "", ""),  # the other article stands there
        (["b.md"], "b.md", "c.md", "b/index.md: a/x.md\n", "b.md: c.md\n"),
        (["b.md"], "b.md", "c.md", "c/index.md: a/x.md\n", "b.md: c.md\n"),
    ],
)
def test_each_address_has_one_line_or_one_page(
    files: list[str], old: str, new: str, own: str, left: str, tmp_path: Path
) -> None:
    tree = {**ARTICLE, **{f"en/{path}": "# B\n" for path in files}, "redirects.yml": f"# Ours\n{own}"}
    catalogue = catalogue_of(tmp_path, tree)
    move(catalogue, old, new)
    assert (catalogue.settings.docs_dir / "redirects.yml").read_text("utf-8") == f"# Ours\n{left}"
    rules = ("redirects-invalid", "address-taken")
    assert [f for f in run_checks(read_catalogue(catalogue.settings)) if f.rule in rules] == []


def test_a_draft_and_an_address_that_stays_leave_no_redirect(tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, {"en/a/x.md": "---\ndraft: true\n---\n# X\n", "en/a/z/index.md": "# Z\n"})
    move(catalogue, "a/x.md", "b/y.md")
    assert not (catalogue.settings.docs_dir / "redirects.yml").exists()


# --- refusals

REFUSED = [
    ("index.md", "a/h.md", "Move its folder"),
    ("a/x.md", "a/index.md", "Move its folder"),
    ("a/x.md", "a/z.md", "a/z.md is there already"),
    ("a/x.md", "a/x.md", "is there already"),
    ("a/x.md", "french.md", "french.md is there already"),
    ("a/x.md", "a/deep.md", "the address of a/deep/index.md"),
    ("a/x.md", "search.md", "the address of the search page"),
    ("a/x.md", "404.md", "the address of the page for addresses that lead nowhere"),
    ("en/a", "en/fr", "the address of the pages of the locale fr"),
    ("a", "assets", "the address of the files in assets/"),
    ("a", "c", "c is there already"),
    ("a", "a/b", "lies in a itself"),
    ("contact/email.md", "contact/mail.md", "the channel"),
    ("contact", "help", "the channel"),
    ("a/deep/idex.md", "b/y.md", 'Did you mean "a/deep/index.md"?'),
    ("a/x.md", "b/y", "ends in .md"),
    ("a/x.md", "b/Big Name.md", "no name for an address"),
    ("a/x.md", "_snippets/x.md", "no name for an address"),
    ("a", "b.md", "is a folder"),
    ("en/a/x.md", "fr/b/y.md", "two languages"),
    ("a/x.md", "../../y.md", "not below"),
    ("a", "notices", "notices/ holds notices, which are no pages"),
    ("a", "notices/b", "notices/ holds notices"),
    ("a/x.md", "notices/x.md", "notices/ holds notices"),
    ("a/x.md", "en/notices/", "notices/ holds notices"),
    ("a", "_snippets", "no name for an address"),
    ("en/a/x.md", "en/_snippets/", "no name for an address"),
    ("notices", "c", "notices/ holds notices, which are no pages, expected an article"),
    ("notices/n.md", "c/n.md", "notices/ holds notices"),
    ("en/_snippets/p.md", "c/p.md", "_snippets/ holds passages, which are no pages, expected an article"),
    ("_snippets", "c", "_snippets/ holds passages"),
    ("a", "docs/en/", "is the folder of a whole language, expected a path below it for a"),
    ("a", "fr", "is the folder of a whole language"),
    ("a/x.md", "docs/en", "is the folder of a whole language"),
]
TAKEN = {
    **ARTICLE,
    "index.md": "",
    "en/index.md": "# H\n",
    "en/a/deep/index.md": "# D\n",
    "fr/french.md": "# F\n",
    "en/c/w.md": "# W\n",
    "en/notices/n.md": "---\nfrom: 2026-01-01T00:00Z\nuntil: 2026-01-02T00:00Z\n---\n# N\n\nText.\n",
    "en/_snippets/p.md": "Text.\n",
    "channels.yml": EMAIL,
    "en/contact/email.md": EMAIL_PAGE,
    "fr/contact/email.md": EMAIL_PAGE,
}


def test_a_folder_that_holds_the_notices_folder_stays(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": mkdocs_yml("en", "fr", options={"notices_folder": "a/news"}),
        "en/a/x.md": "# X\n",
        "en/a/news/n.md": TAKEN["en/notices/n.md"],
    }
    catalogue = catalogue_of(tmp_path, files)
    with pytest.raises(WritingError, match="a holds the notices in a/news/"):
        move(catalogue, "a", "b")
    move(catalogue, "a/x.md", "b/x.md")
    assert "en/b/x.md" in tree_of(catalogue)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        *(("a/x.md", new) for new in ("docs/en/", "en/", "docs/fr/", "docs/", "./docs/en/", "docs/en/x.md")),
        *(("docs/en/a/x.md", new) for new in ("docs/en/", "en/", "docs/", "docs/en/x.md", "x.md")),
    ],
)
def test_an_article_moves_to_the_root_of_its_languages(
    old: str, new: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    catalogue = catalogue_of(tmp_path, {"en/a/x.md": "# X\n", "fr/a/x.md": "# X\n", "en/b.md": "# B\n\n[x](a/x.md)\n"})
    move(catalogue, old, new)
    tree = tree_of(catalogue)
    assert sorted(tree) == ["en/b.md", "en/x.md", "fr/x.md", "redirects.yml"]
    assert tree["en/b.md"] == b"# B\n\n[x](x.md)\n"


@pytest.mark.parametrize(("old", "new", "reason"), REFUSED)
def test_what_cannot_move_is_refused_and_nothing_is_written(
    old: str, new: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    catalogue = catalogue_of(tmp_path, TAKEN)
    before = tree_of(catalogue)
    with pytest.raises(WritingError) as error:
        move(catalogue, old, new)
    assert reason in str(error.value)
    assert tree_of(catalogue) == before


BROKEN = [
    ("en/n.md", '---\nrelated: ["a\\/x.md"]\n---\n# N\n', r"en/n\.md:2: "),
    ("redirects.yml", "{old.md: a/x.md}\n", r"redirects\.yml:1: .*a line of its own"),
    ("en/search-tests.yml", "- article: a/x.md\n\tbad\n", r"en/search-tests\.yml:2: "),
]


@pytest.mark.parametrize(("path", "text", "message"), BROKEN)
def test_what_cannot_be_changed_by_itself_is_named(path: str, text: str, message: str, tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, {**ARTICLE, path: text})
    before = tree_of(catalogue)
    with pytest.raises(WritingError, match=message):
        move(catalogue, "a/x.md", "b/y.md")
    assert tree_of(catalogue) == before


def test_notices_follow_the_articles_and_topics_that_they_name(tmp_path: Path) -> None:
    head = "from: 2026-11-25T08:00Z\nuntil: 2999-01-01T00:00Z\ntopics: [a, c]  # whose\n"
    files = {
        **ARTICLE,
        "en/a/index.md": "# A\n",
        "en/c/index.md": "# C\n",
        "en/notices/n.md": f"---\n{head}---\n# N\n\nSee [x](../a/x.md#p).\n",
        "fr/notices/n.md": "# N\n\nVoir [x](../a/x.md#p).\n",
    }
    catalogue = catalogue_of(tmp_path, files)
    translating.accept(catalogue, "fr/notices/n.md", [], trivial=False)
    catalogue = read_catalogue(catalogue.settings)
    move(catalogue, "a", "b")
    tree = tree_of(catalogue)
    assert tree["en/notices/n.md"].decode() == (
        f"---\n{head.replace('[a, c]', '[b, c]')}---\n# N\n\nSee [x](../b/x.md#p).\n"
    )
    assert "[x](../b/x.md#p)" in tree["fr/notices/n.md"].decode()
    after = read_catalogue(catalogue.settings)
    assert {NAMES[type(state)] for _, path, state in states(after) if path == "notices/n.md"} == {"up to date"}
