"""Facts and channel data that an article quotes and nobody has written down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from difflib import get_close_matches

from helpcentre.content.article_file import ArticleFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.facts import RULE
from helpcentre.content.findings import Finding
from helpcentre.content.markdown import placeholders_in
from helpcentre.content.markdown_marks import Use, braces_in
from helpcentre.content.placeholders import placeholder_names
from helpcentre.content.schema import nearest
from helpcentre.content.yaml_source import KeyPath

GROUPS = ("facts", "channels")
_BEGINNING = re.compile(r"(?P<group>[A-Za-z]+)\s*(?P<next>[.|\[(]|\Z)")
_LIKENESS = 0.85
"""How like a group's name a word is that was meant for one: `fact` and `chanels`, not `factory`."""


def unknown_placeholders(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each `{{ facts.… }}` and `{{ channels.… }}` that names nothing, or is not written so."""
    known = placeholder_names(catalogue)
    snippets = [f for locale in catalogue.settings.published for f in catalogue.snippets.get(locale.key, {}).values()]
    for file in [*catalogue.published_texts(), *snippets]:
        named, braces = _in_front_matter(file)
        for use in (*file.document.placeholders, *named):
            group, name = use.name.split(".")[:2]
            document = catalogue.facts_document if group == "facts" else catalogue.channels_document
            sound = catalogue.facts if group == "facts" else catalogue.channels.channels
            declared = document.keys() if group == "facts" else catalogue.declared_channels
            # Without the file the braces are the text's own; what is faulty there is told there.
            if not isinstance(document.value, dict) or name in declared - sound.keys() or use.name in known:
                continue
            message = f'"{{{{ {use.name} }}}}" names nothing, expected a key of {group}.yml'
            hint = nearest(use.name, _of(group, known)) or f"Write it into {group}.yml."
            yield Finding(RULE, file.path, message, use.line, use.column, hint)
        for use in (*file.document.marks.braces, *braces):
            yield from _mistaken(file, use, known, catalogue)


def _mistaken(file: ArticleFile, use: Use, known: Set[str], catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for braces that were meant for a placeholder; other tools' braces are text."""
    inside = use.name[2:-2].strip()
    meant = next((name for name in (f"{group}.{inside}" for group in GROUPS) if name in known), "")
    group = meant.partition(".")[0]
    if not meant and (beginning := _BEGINNING.match(inside)):
        group = next(iter(get_close_matches(beginning["group"].lower(), GROUPS, n=1, cutoff=_LIKENESS)), "")
        if beginning["next"] != "." and beginning["group"].lower() != group:
            return
    documents = {"facts": catalogue.facts_document, "channels": catalogue.channels_document}
    if group and isinstance(documents[group].value, dict):
        message = f'"{use.name}" is no placeholder, expected {{{{ {group}.… }}}} with a key of {group}.yml and no more'
        wanted = re.sub(r"^\w+", group, inside.partition("|")[0].strip())
        hint = f'Did you mean "{meant}"?' if meant else nearest(wanted, _of(group, known))
        yield Finding(RULE, file.path, message, use.line, use.column, hint)


def _of(group: str, known: Set[str]) -> Iterator[str]:
    return (name for name in known if name.startswith(f"{group}."))


def _in_front_matter(file: ArticleFile) -> tuple[list[Use], list[Use]]:
    """Return the placeholders in the texts of the front matter, and other braces there."""
    meta = file.meta
    texts: list[tuple[KeyPath, str | None]] = [(("description",), meta.description), (("tagline",), meta.tagline)]
    texts += [(("prepare", index), item) for index, item in enumerate(meta.prepare)]
    held = [(key, text) for key, text in texts if text and "{{" in text]
    named = [Use(name, *file.key_position(*key)) for key, text in held for name in placeholders_in(text)]
    return named, [Use(mark, *file.key_position(*key)) for key, text in held for mark in braces_in(text)]
