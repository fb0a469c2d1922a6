"""Accepting translations: which stamps a file gets when somebody says that it matches its source."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from helpcentre.content.article_file import ArticleFile
from helpcentre.content.catalogue import SNIPPETS_FOLDER, Catalogue
from helpcentre.content.refusal import RefusedError
from helpcentre.content.schema import nearest
from helpcentre.translations.digests import section_digests

ONE_LANGUAGE = "this site has one language, expected a second one in mkdocs.yml (plugins: i18n: languages:)"


class AcceptanceError(RefusedError, ValueError):
    """There is nothing to accept at that path, or no such section."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A file to be stamped."""

    file: ArticleFile
    stamp: Mapping[str, str]
    """The digests to write."""
    accepted: tuple[str, ...]
    """The sections whose digest changes; empty when all was accepted before."""


def acceptances(
    catalogue: Catalogue, path: str, sections: Collection[str] = (), *, trivial: bool = False
) -> list[Acceptance]:
    """Return what `helpcentre accept` writes for a path below docs/: a translation, or a folder of them.

    With `trivial` the path is a source (or a folder of sources): each translation that was accepted before is
    accepted again; those nobody has accepted stay so. Raises AcceptanceError.
    """
    chosen = _chosen(catalogue, path, trivial=trivial)
    if not chosen:
        raise AcceptanceError(_refusal(catalogue, path.rstrip("/"), trivial=trivial))
    found = []
    for file in chosen:
        source = catalogue.source_texts[file.shared_path]
        if not trivial or file.meta.source is not None:
            found.append(_accept(file, source, sections))
    return found


def _chosen(catalogue: Catalogue, path: str, *, trivial: bool) -> list[ArticleFile]:
    source = catalogue.settings.source
    chosen = []
    for locale in catalogue.settings.locales:
        if locale.key == source:
            continue
        for file in catalogue.texts.get(locale.key, {}).values():
            named = f"{source}/{file.shared_path}" if trivial else file.path
            if (
                named == path or named.startswith(path.rstrip("/") + "/")
            ) and file.shared_path in catalogue.source_texts:
                chosen.append(file)
    return chosen


def _refusal(catalogue: Catalogue, path: str, *, trivial: bool) -> str:
    """Return what a path is that has nothing to accept, and what is expected."""
    if len(catalogue.settings.locales) == 1:
        return ONE_LANGUAGE
    locale, _, shared = path.partition("/")
    source = catalogue.settings.source
    what = "a source article with translations" if trivial else "a translation or a folder of them"
    texts = catalogue.texts.get(locale, {})
    is_text = shared in texts or any(name.startswith(f"{shared}/") for name in texts) or (not shared and bool(texts))
    example = _example(catalogue, trivial=trivial)
    hint = ""
    if f"{shared}/".startswith(f"{SNIPPETS_FOLDER}/") and locale in catalogue.snippets:
        is_what = "holds passages, which are not accepted: pages show a passage as it stands"
    elif not is_text:
        is_what = "is no such file"
    elif trivial:
        is_what = "has no translation" if locale == source else "is a translation"
        hint = "" if locale == source else f" Without --trivial, helpcentre accept {path} accepts it."
    elif locale == source:
        is_what = "is in the source language, where there is nothing to accept"
        hint = f" After an edit that changed no meaning, helpcentre accept --trivial {path} accepts its translations."
    else:
        is_what = "has no source that it could be accepted against"
    return f"{path} {is_what}, expected {what}, such as {example}.{hint}"


def _example(catalogue: Catalogue, *, trivial: bool) -> str:
    others = (x.key for x in catalogue.settings.locales if x.key != catalogue.settings.source)
    locale = catalogue.settings.source if trivial else next(others, catalogue.settings.source)
    return f"{locale}/{next(iter(catalogue.source_files), 'index.md')}"


def _accept(file: ArticleFile, source: ArticleFile, sections: Collection[str]) -> Acceptance:
    current = section_digests(source)
    before = dict(file.meta.source.sections) if file.meta.source else {}
    known = set(current) | set(before)
    for section in sections:
        if section not in known:
            raise AcceptanceError(f'{file.path} has no section "{section}". {nearest(section, known)}')
    wanted = set(sections) or known
    stamp = {key: current[key] if key in wanted else before[key] for key in current if key in wanted or key in before}
    stamp |= {key: value for key, value in before.items() if key not in current and key not in wanted}
    accepted = tuple(key for key in [*current, *before] if key in wanted and before.get(key) != stamp.get(key))
    return Acceptance(file, stamp, tuple(dict.fromkeys(accepted)))
