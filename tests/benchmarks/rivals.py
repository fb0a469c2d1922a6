"""The same help centre for other generators: what a site owner would otherwise use, set up to be at its best."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import yaml

_ADMONITION = re.compile(r'^!!! (?P<kind>\w+)(?: "(?P<title>[^"\n]*)")?\n(?P<text>(?:    .*\n|\n)+)', re.MULTILINE)
_SNIPPET = re.compile(r'^--8<-- "(?P<name>[^"]+)"$', re.MULTILINE)
_PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}")
_ALERTS = {"danger": "CAUTION", "warning": "WARNING", "tip": "TIP"}
NAMES = {
    "en": "English",
    "zh": "简体中文",
    "es": "Español",
    "ar": "العربية",
    "fr": "Français",
    "de": "Deutsch",
    "ru": "Русский",
}


def make_stock(corpus: Path, folder: Path, locales: Sequence[str]) -> None:
    """Make a site for MkDocs with Material and static-i18n as their guides set them up."""
    for locale in locales:
        for file in sorted((corpus / "docs" / locale).rglob("*.md")):
            if "_snippets" not in file.parts:
                target = folder / "docs" / file.relative_to(corpus / "docs")
                target.parent.mkdir(parents=True, exist_ok=True)
                head, text = _parts(file, corpus, locale)
                front = {key: head[key] for key in ("description",) if key in head}
                target.write_text(f"---\n{yaml.safe_dump(front, allow_unicode=True)}---\n{text}", encoding="utf-8")
    languages = [
        {"locale": key, "name": NAMES[key], "build": True} | ({"default": True} if key == locales[0] else {})
        for key in locales
    ]
    config = {
        "site_name": "Help",
        "site_url": "https://help.example/",
        "theme": {"name": "material"},
        "plugins": [
            "search",
            {"i18n": {"docs_structure": "folder", "fallback_to_default": True, "languages": languages}},
        ],
        "markdown_extensions": ["admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables"],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")


def make_hugo(corpus: Path, folder: Path, locales: Sequence[str]) -> None:
    """Make a site for Hugo whose pages say as much as ours; what pages have in common is rendered once."""
    for locale in locales:
        for file in sorted((corpus / "docs" / locale).rglob("*.md")):
            if "_snippets" in file.parts:
                continue
            head, text = _parts(file, corpus, locale)
            title, _, body = text.lstrip().partition("\n")
            front = {"title": title.removeprefix("# "), "kind": None, **head}
            front = {key: str(front[key]) for key in ("title", "description", "reviewed") if front.get(key)}
            front["related"] = [f"/{path.removesuffix('.md')}" for path in head.get("related", ())]
            name = "_index.md" if file.name == "index.md" else file.name
            target = folder / "content" / file.relative_to(corpus / "docs").with_name(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            body = _ADMONITION.sub(_alert, body).replace("index.md)", "_index.md)")
            target.write_text(f"---\n{yaml.safe_dump(front, allow_unicode=True)}---\n{body}", encoding="utf-8")
    languages = {
        key: {"languageName": NAMES[key], "contentDir": f"content/{key}", "weight": weight}
        | ({"languageDirection": "rtl"} if key == "ar" else {})
        for weight, key in enumerate(locales, 1)
    }
    config = {
        "baseURL": "https://help.example/",
        "title": "Help",
        "defaultContentLanguage": locales[0],
        "disableKinds": ["taxonomy", "term", "RSS"],
        "languages": languages,
        "markup": {"goldmark": {"renderHooks": {"link": {"useEmbedded": "always"}}, "renderer": {"unsafe": True}}},
    }
    (folder / "hugo.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    shutil.copytree(Path(__file__).parent / "hugo", folder / "layouts")


def _parts(file: Path, corpus: Path, locale: str) -> tuple[dict[str, object], str]:
    """Return front matter and text, its passages put in and its placeholders replaced."""
    text = file.read_text("utf-8")
    head: dict[str, object] = {}
    if text.startswith("---\n"):
        front, _, text = text.removeprefix("---\n").partition("---\n")
        head = yaml.safe_load(front) or {}
    text = _SNIPPET.sub(lambda use: (corpus / "docs" / locale / "_snippets" / use["name"]).read_text("utf-8"), text)
    return head, _PLACEHOLDER.sub("12", text)


def _alert(match: re.Match[str]) -> str:
    lines = [line.strip() for line in match["text"].strip("\n").split("\n")]
    quoted = "".join(f"> {line}\n" for line in ([f"**{match['title']}**", ""] if match["title"] else []) + lines)
    return f"> [!{_ALERTS.get(match['kind'], 'NOTE')}]\n{quoted}\n"
