"""Whatever moves in whatever tree, each link leads where it led, and the way back restores the tree."""

from __future__ import annotations

import posixpath
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from helpcentre.checks.rules import run_checks
from helpcentre.commands import translating
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding
from helpcentre.content.reading import read_catalogue
from helpcentre.translations.freshness import NAMES, states
from helpcentre.writing.relocation import Relocation, leads_to
from trees import catalogue_of
from writing.moves import move, tree_of

NAMES_OF = ("a", "b", "c-d")
PLACES = tuple(f"{folder}{name}.md" for folder in ("", "a/", "b/", "b/deep/") for name in NAMES_OF)
SPELLINGS = (
    "[t]({})",
    "[t](<{}>)",
    '[t]({} "T")',
    "![t]({})",
    '<a href="{}">t</a>',
    "`[t]({})`",
    "[t][r{n}]\n\n[r{n}]: {}\n",
    "> [t]({})",
    "1. one\n\n    [t]({})",
    "```\n[t]({})\n```",
    '<div>\n<a href="{}">t</a>\n</div>',
    "{}",
)
SUFFIXES = ("", "#p", "#no", "?q=1", "?q=1#p")


@st.composite
def links(draw: st.DrawFn) -> tuple[str, str, str]:
    """Return a spelling, the place it leads to, and its suffix."""
    return draw(st.sampled_from(SPELLINGS)), draw(st.sampled_from(PLACES)), draw(st.sampled_from(SUFFIXES))


@st.composite
def trees(draw: st.DrawFn) -> tuple[dict[str, bytes], str, str, bool]:
    """Return files, and a move: from, to, and whether it is a folder."""
    places = draw(st.lists(st.sampled_from(PLACES), min_size=2, max_size=6, unique=True))
    files: dict[str, bytes] = {}
    for locale in ("en", "fr"):
        for place in places if locale == "en" else draw(st.lists(st.sampled_from(places), unique=True)):
            lines = [f"# {place.removesuffix('.md')}", "", "## P {#p}", ""]
            for number, (spelling, goal, suffix) in enumerate(draw(st.lists(links(), max_size=4))):
                target = posixpath.relpath(goal, posixpath.dirname(place) or ".") + suffix
                lines += [spelling.format(target, n=number), ""]
            related = draw(st.lists(st.sampled_from(PLACES), max_size=2, unique=True))
            head = f"---\nrelated: [{', '.join(related)}]   # kept\n---\n" if related else ""
            end = draw(st.sampled_from(("\n", "\r\n")))
            files[f"{locale}/{place}"] = (head + "\n".join(lines)).replace("\n", end).encode()
    if draw(st.booleans()):
        files["redirects.yml"] = f"gone.md: {places[0]}\n".encode()
    folders = sorted({place.rpartition("/")[0] for place in places} - {""})
    if folders and draw(st.booleans()):
        return files, draw(st.sampled_from(folders)), draw(st.sampled_from(("new", "new/deep"))), True
    return files, draw(st.sampled_from(places)), draw(st.sampled_from(("new.md", "b/new.md", "x/y/new.md"))), False


def graph(catalogue: Catalogue) -> set[tuple[str, str, str, str]]:
    """Return each link as file, kind, goal and what follows the path."""
    found = set()
    for files in catalogue.files.values():
        for file in files.values():
            for link in file.document.links:
                goal = leads_to(link.target, file.path)
                end = "".join(link.target.partition("?")[1:]) or "".join(link.target.partition("#")[1:])
                found.add((file.path, f"{link.kind} {link.line - file.head.body_line}", goal or "", end))
            found |= {(file.path, "related", path, "") for path in file.meta.related}
    return found


def broken(catalogue: Catalogue) -> set[tuple[str, str, int]]:
    wanted: list[Finding] = [f for f in run_checks(catalogue) if f.rule in ("link-broken", "redirects-invalid")]
    return {(f.path, f.rule, f.line) for f in wanted}


@settings(max_examples=25)
@given(trees())
def test_any_move_keeps_every_link_and_moving_back_restores_the_tree(
    tree: tuple[dict[str, bytes], str, str, bool],
) -> None:
    files, old, new, is_folder = tree
    with TemporaryDirectory() as folder:
        catalogue = catalogue_of(Path(folder), files)
        translating.accept(catalogue, "fr", (), trivial=False) if catalogue.files["fr"] else None
        catalogue = read_catalogue(catalogue.settings)
        before, links_before, broken_before = tree_of(catalogue), graph(catalogue), broken(catalogue)
        move(catalogue, old, new)
        there = Relocation(old, new, frozenset({"en", "fr"}), is_folder)
        after = read_catalogue(catalogue.settings)
        assert graph(after) == {
            (there.path(path), kind, there.path(there.shared(goal)), end) for path, kind, goal, end in links_before
        }
        assert broken(after) <= {(there.path(path), rule, line) for path, rule, line in broken_before}
        assert not any(NAMES[type(state)] == "outdated" for _, _, state in states(after))
        move(catalogue, new, old)
        back = tree_of(catalogue)
        again = read_catalogue(catalogue.settings)
        assert graph(again) == links_before
        assert broken(again) == broken_before
        back.pop("redirects.yml", None)
        before.pop("redirects.yml", None)
        assert back == before
