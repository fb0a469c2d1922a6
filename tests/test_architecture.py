"""Which module may know which, and what the engine must not know at all."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import get_args

import pytest
import yaml

from helpcentre.content.facts import Unit
from helpcentre.content.settings import Options
from helpcentre.mkdocs_settings import read_settings
from helpcentre.pages.channels import KIND_ICONS

ROOT = Path(__file__).parent.parent
HOOKS = ROOT / "hooks"
PACKAGE = HOOKS / "helpcentre"
MODULES = sorted(HOOKS.rglob("*.py"))

# Each part of the package and the parts it may import; what is not named here stands on top.
ARROWS: dict[str, set[str]] = {
    "content": set(),
    "run": set(),
    "translations": {"content"},
    "writing": {"content", "translations"},
    "output": {"content"},
    "checks": {"content", "translations", "output"},
    "pages": {"content", "translations", "output", "checks"},
}
SHELLS = {"cli", "build", "commands"}
"""Nothing but a shell imports a shell."""


def imports(file: Path) -> Iterator[tuple[str, int]]:
    """Yield name and line of every module that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            assert node.module
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def name_of(file: Path) -> str:
    return file.relative_to(HOOKS).as_posix()


def part_of(module: str) -> str:
    """Return the part of the package that a module's dotted name lies in: `helpcentre.content.files` -> `content`."""
    return module.split(".")[1] if module.startswith("helpcentre.") else ""


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_only_the_hook_and_modules_named_for_it_know_mkdocs(file: Path) -> None:
    found = {name for name, _ in imports(file) if name.split(".")[0] in ("mkdocs", "mkdocs_static_i18n", "material")}
    assert not found or name_of(file) == "build.py" or file.name.startswith("mkdocs_"), found


@pytest.mark.parametrize("file", [f for f in MODULES if f.is_relative_to(PACKAGE)], ids=name_of)
def test_arrows_go_one_way(file: Path) -> None:
    own = file.relative_to(PACKAGE).with_suffix("").parts[0]
    known = {part_of(name) for name, _ in imports(file)} - {"", own}
    if own in ARROWS:
        assert known <= ARROWS[own], f"{own} imports {known - ARROWS[own]}"
    elif own not in SHELLS:
        assert not known & SHELLS, f"{own} imports {known & SHELLS}"


def test_there_are_no_circles() -> None:
    names = {".".join(f.relative_to(HOOKS).with_suffix("").parts).removesuffix(".__init__"): f for f in MODULES}
    graph = {own: {name for name, _ in imports(file) if name in names and name != own} for own, file in names.items()}
    list(TopologicalSorter(graph).static_order())  # raises CycleError


SETTINGS = read_settings(ROOT / "mkdocs.yml")
LOCALES = {locale.key for locale in SETTINGS.locales} | {locale.lang for locale in SETTINGS.locales}
TOPICS = {folder.name for folder in (SETTINGS.docs_dir / SETTINGS.source).iterdir() if (folder / "index.md").is_file()}
BRAND = SETTINGS.site_name.split()[0]
TERMS = {
    forms["use"]
    for concept in yaml.safe_load((SETTINGS.docs_dir / "glossary.yml").read_text("utf-8")).values()
    for forms in concept.values()
    if isinstance(forms, dict)
}
# What the engine is called, its channels and its units are its own words, though a glossary fixes their form.
OWN_WORDS = {PACKAGE.name, *KIND_ICONS, *(unit.replace("-", "").removesuffix("s") for unit in get_args(Unit))}
# A word alone (`account`, `search`) is an engine's word too; two together, or another script's, are a glossary's.
DISTINCTIVE = {
    term
    for term in TERMS
    if (re.search(r"[ -]", term) or not term.isascii()) and re.sub(r"[ -]", "", term.casefold()) not in OWN_WORDS
}
SOURCES = MODULES + [
    file
    for ending in ("html", "js", "mjs")
    for file in sorted((ROOT / "overrides").rglob(f"*.{ending}"))
    if ROOT / "overrides" / "assets" not in file.parents
]
_LITERAL = re.compile(r"""(["'`])((?:\\.|(?!\1)[^\\\n])*)\1""")


def literals(file: Path) -> Iterator[str]:
    """Yield the string literals of a module, a script or a template."""
    text = file.read_text("utf-8")
    if file.suffix != ".py":
        yield from (match[2] for match in _LITERAL.finditer(text))
        return
    tree = ast.parse(text)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def relative(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def test_there_is_something_to_look_for() -> None:
    assert len(SOURCES) > 60
    assert len(LOCALES) >= 7
    assert len(TOPICS) >= 8
    assert len(DISTINCTIVE) > 50
    assert BRAND


@pytest.mark.parametrize("file", SOURCES, ids=relative)
def test_the_engine_does_not_know_the_site(file: Path) -> None:
    text = file.read_text("utf-8").casefold()
    assert BRAND.casefold() not in text
    found = {term for term in DISTINCTIVE if re.search(rf"(?<!\w){re.escape(term.casefold())}(?!\w)", text)}
    assert not found


# A default that mkdocs.yml may change, and what a reader calls this page: an engine's words after all.
ENGINE_WORDS = {Options().contact_topic}


@pytest.mark.parametrize("file", SOURCES, ids=relative)
def test_no_locale_and_no_topic_is_named(file: Path) -> None:
    found = set(literals(file)) & ((LOCALES | TOPICS) - ENGINE_WORDS)
    assert not found
