"""`helpcentre status`, `diff` and `accept`: the state of translations, and changing it."""

from __future__ import annotations

import datetime
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from helpcentre.content.article_file import ArticleFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.translations.acceptance import Acceptance, AcceptanceError, acceptances
from helpcentre.translations.digests import section_texts
from helpcentre.translations.freshness import Outdated, Unstamped, state_of
from helpcentre.translations.history import accepted_texts
from helpcentre.translations.stamps import with_stamp
from helpcentre.translations.status import as_json, as_text, translation_status
from helpcentre.translations.word_diff import shown, word_diff


def status(catalogue: Catalogue, form: str, *, work: bool) -> str:
    """Return the status of all translations as a table or as JSON."""
    found = translation_status(catalogue, datetime.datetime.now(tz=datetime.UTC).date())
    if form == "json":
        return json.dumps(as_json(found), indent=2, ensure_ascii=False)
    return as_text(found, work=work)


def accept(catalogue: Catalogue, path: str, sections: Sequence[str], *, trivial: bool) -> str:
    """Stamp translations and return what was accepted. Raises AcceptanceError before anything is written."""
    docs = catalogue.settings.docs_dir
    found = acceptances(catalogue, below_docs(path, catalogue), sections, trivial=trivial)
    for one in found:
        if one.accepted:
            _write(docs / one.file.path, one)
    changed = [one for one in found if one.accepted]
    lines = [f"{one.file.path}: accepted {', '.join(one.accepted)}" for one in changed]
    return "\n".join([*lines, f"{len(changed)} accepted, {len(found) - len(changed)} unchanged"])


def _write(file: Path, acceptance: Acceptance) -> None:
    """Replace a file at once: a killed command leaves the old text or the new."""
    text = with_stamp(file.read_bytes().decode("utf-8"), acceptance.stamp)
    temporary = file.with_name(f".{file.name}.new")
    temporary.write_bytes(text.encode("utf-8"))
    temporary.replace(file)


def below_docs(path: str, catalogue: Catalogue) -> str:
    """Return a path given on the command line relative to docs/, whichever folder it was given from."""
    docs = catalogue.settings.docs_dir.resolve()
    tried = Path(path).resolve()
    if not tried.exists() and (docs / path).exists():
        tried = docs / path
    below = Path(os.path.relpath(tried, docs)).as_posix()
    return path if below.startswith("..") else below


def diff(catalogue: Catalogue, path: str) -> str:
    """Return how the source changed since each translation was accepted; `path` is a translation or a source.

    Raises AcceptanceError for a path that is neither.
    """
    locale, _, shared_path = below_docs(path, catalogue).partition("/")
    source = catalogue.source_texts.get(shared_path)
    if source is None or locale not in catalogue.files:
        raise AcceptanceError(f"{path} is no article with a source, expected a file below docs/")
    keys = (
        [x.key for x in catalogue.settings.locales if x.key != source.locale] if locale == source.locale else [locale]
    )
    parts = [_diff_of(catalogue, source, own) for key in keys if (own := catalogue.texts[key].get(shared_path))]
    return "\n\n".join(parts)


def _diff_of(catalogue: Catalogue, source: ArticleFile, own: ArticleFile) -> str:
    state = state_of(own, source)
    if isinstance(state, Unstamped):
        return f"{own.path} was never accepted: compare it with {source.path}, then helpcentre accept {own.path}"
    if not isinstance(state, Outdated) or own.meta.source is None:
        return f"{own.path} is up to date"
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    before = accepted_texts(source, catalogue.settings.docs_dir / source.path, own.meta.source.sections)
    now = section_texts(source)
    lines = [f"{source.path} since {own.path} was accepted:"]
    for section in state.sections:
        if section in state.removed:
            text = f"[-{before[section]}-]" if section in before else "(the section is gone)"
        elif section in state.added:
            text = shown(iter([("added", now[section])]), colour=colour)
        elif section in before:
            text = shown(word_diff(before[section], now[section]), colour=colour)
        else:
            text = f"(git does not know the accepted text; the source says now:)\n{now[section]}"
        lines.append(f"\n## {section}\n{text}")
    return "\n".join(lines)
