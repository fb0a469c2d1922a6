"""Help centres of any size for measuring: the repository's own pages, and articles mixed anew from their sections.

The words are real, in every script. Each article has its own mixture, title, links and reference codes, so that no
two are alike and the vocabulary grows with the size. All translations are there and stamped as accepted, so that
checks run in full. The same size gives the same bytes.
"""

from __future__ import annotations

import posixpath
import random
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from helpcentre.content.article_file import ArticleFile, is_index
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.markdown import LEAD, Section
from helpcentre.content.reading import parse_article, read_catalogue
from helpcentre.mkdocs_settings import read_settings
from helpcentre.translations.digests import section_digests
from helpcentre.translations.stamps import with_stamp

ROOT = Path(__file__).parent.parent.parent
LOCALES = ("en", "zh", "es", "ar")
_LINK = re.compile(r"\]\((?P<path>[^()\s#:]*)(?P<fragment>#[^()\s]*)?\)")
_LANGUAGE = re.compile(r"(?P<unbuilt>- \{locale: (?P<locale>[\w-]+), [^\n]*build: )true")
_STAMP = re.compile(r"^source:\n(?:[ ]+.*\n)+", re.MULTILINE)


@dataclass(frozen=True)
class Recipe:
    """What a made article consists of, the same in every locale."""

    shared_path: str
    number: int
    model: str
    """The shared path of the article that gives front matter, title and beginning."""
    sections: tuple[tuple[str, str], ...]
    """Shared path and id of each further section."""


def make_corpus(folder: Path, pages: int, locales: Sequence[str] = LOCALES) -> Path:
    """Fill a folder with a site of so many pages a locale, the source locale named first; return its mkdocs.yml."""
    docs = ROOT / "docs"
    settings = read_settings(ROOT / "mkdocs.yml")
    model = read_catalogue(replace(settings, locales=tuple(x for x in settings.locales if x.key in locales)))
    recipes = list(_recipes(model, pages - len(model.source_files)))
    stamps: dict[str, Mapping[str, str]] = {}
    for locale in locales:
        shutil.copytree(docs / locale, folder / "docs" / locale)
        for recipe in recipes:
            text = _text(recipe, locale, model, recipes)
            if locale == settings.source:
                file, _ = parse_article(text, recipe.shared_path, locale, recipe.shared_path)
                stamps[recipe.shared_path] = section_digests(file)
            else:
                text = with_stamp(text, stamps[recipe.shared_path])
            (folder / "docs" / locale / recipe.shared_path).write_text(text, encoding="utf-8")
    for name in ("channels.yml", "facts.yml", "glossary.yml"):
        shutil.copy(docs / name, folder / "docs" / name)
    (folder / "hooks").symlink_to(ROOT / "hooks")
    shutil.copytree(ROOT / "overrides", folder / "overrides")  # a copy, for its templates are changed
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    config = _LANGUAGE.sub(lambda entry: entry[0] if entry["locale"] in locales else entry["unbuilt"] + "false", config)
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    return folder / "mkdocs.yml"


def _recipes(model: Catalogue, count: int) -> Iterator[Recipe]:
    """Yield what each article is mixed from; sections that lack a locale are left out."""
    chance = random.Random(count)
    articles = [
        file
        for path, file in model.source_files.items()
        if not is_index(path)
        and file.meta.kind in ("faq", "guide")
        and all(model.get(x.key, path) for x in model.settings.locales)
    ]
    stock = [
        (file.shared_path, section.id)
        for file in articles
        for section in file.document.sections
        if section.level == 2
        and all(_section(model, x.key, file.shared_path, section.id) for x in model.settings.locales)
    ]
    for number in range(1, count + 1):
        file = articles[number % len(articles)]
        stem = posixpath.splitext(file.shared_path)[0]
        wanted = sum(section.level == 2 for section in file.document.sections)
        picked: dict[str, tuple[str, str]] = {}
        while len(picked) < wanted:
            part = chance.choice(stock)
            picked.setdefault(part[1], part)
        yield Recipe(f"{stem}-{number:04}.md", number, file.shared_path, tuple(picked.values()))


def _section(model: Catalogue, locale: str, shared_path: str, section_id: str) -> Section | None:
    """Return a section with those below it."""
    file = model.get(locale, shared_path)
    return next((s for s in file.document.sections if s.id == section_id), None) if file else None


def _text(recipe: Recipe, locale: str, model: Catalogue, recipes: Sequence[Recipe]) -> str:
    file = model.files[locale][recipe.model]
    front = (model.settings.docs_dir / file.path).read_text("utf-8").split("---\n", 2)[1]
    meta = yaml.safe_load(_STAMP.sub("", front))
    related = [_other(path, recipe, recipes) for path in meta.get("related", ())]
    meta |= {"related": related} if related else {}
    lead = next(s for s in file.document.sections if s.id == LEAD)
    parts = [
        f"---\n{yaml.safe_dump(meta, allow_unicode=True, sort_keys=False)}---",
        f"# {file.title} ({recipe.number})",
        _relinked(lead.source, file, recipe, recipes),
    ]
    for shared_path, section_id in recipe.sections:
        origin = model.files[locale][shared_path]
        section = _section(model, locale, shared_path, section_id)
        assert section is not None
        code = f"`{section_id[:3].upper()}-{recipe.number:04}`"
        parts += [f"## {section.title} {{#{section_id}}}", _relinked(section.source, origin, recipe, recipes), code]
    return "\n\n".join(parts) + "\n"


def _relinked(text: str, origin: ArticleFile, recipe: Recipe, recipes: Sequence[Recipe]) -> str:
    """Return a passage with its links leading from the made article, most of them to other made articles."""

    def link(match: re.Match[str]) -> str:
        shared = posixpath.normpath(posixpath.join(posixpath.dirname(origin.shared_path), match["path"]))
        target = shared if match["path"] else origin.shared_path
        if not match["fragment"]:
            target = _other(target, recipe, recipes)
        written = posixpath.relpath(target, posixpath.dirname(recipe.shared_path))
        return f"]({written}{match['fragment'] or ''})"

    return _LINK.sub(link, text)


def _other(shared_path: str, recipe: Recipe, recipes: Sequence[Recipe]) -> str:
    """Return the made article that stands for a real one on this page; channels' pages stay."""
    if is_index(shared_path) or shared_path.startswith("contact/"):
        return shared_path
    chance = random.Random(f"{recipe.number} {shared_path}")
    return chance.choice(recipes).shared_path


if __name__ == "__main__":
    print(make_corpus(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3].split(",") if sys.argv[3:] else LOCALES))
