"""`helpcentre new`, `translate` and `move`: files made ready for writers, and moved with all that names them."""

from __future__ import annotations

import datetime
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from helpcentre.content.catalogue import SNIPPETS_FOLDER, Catalogue
from helpcentre.content.kinds import KINDS
from helpcentre.content.schema import did_you_mean
from helpcentre.content.settings import Settings
from helpcentre.run.replacement import recover, replace_files
from helpcentre.translations.acceptance import ONE_LANGUAGE
from helpcentre.writing.move import MovePlan, plan_move
from helpcentre.writing.names import WritingError, candidates, listed, name_fault, root_named
from helpcentre.writing.refusal import refusal
from helpcentre.writing.relocation import Relocation
from helpcentre.writing.skeletons import new_article, new_notice
from helpcentre.writing.translation_files import translation_of


def new(catalogue: Catalogue, path: str, kind: str) -> str:
    """Write a new article or notice in the source locale and return what to do next. Raises WritingError."""
    settings = catalogue.settings
    source = settings.source
    if kind not in KINDS:
        raise WritingError(f'"{kind}" is no kind, expected one of {", ".join(KINDS)}.{_guess(kind, KINDS)}')
    meant = candidates(path, settings)
    shared = next((shared for locale, shared in meant if locale == source), "")
    if not shared:
        others = {locale for locale, _ in meant if locale}
        shared = next((shared for locale, shared in meant if not locale and "/" in shared), "") if not others else ""
        raise WritingError(
            f"{path} is not below {_shown(settings, source)}/, expected the article in the source locale."
            + (f" Did you mean {_shown(settings, f'{source}/{shared}')}?" if shared else "")
        )
    if fault := name_fault(shared):
        raise WritingError(fault)
    file = settings.docs_dir / source / shared
    if file.exists():
        raise WritingError(f"{_shown(settings, f'{source}/{shared}')} is there already, expected a new path")
    key = catalogue.address_key(shared)
    if other := next((x for x in catalogue.source_files if catalogue.address_key(x) == key), ""):
        raise WritingError(f"{shared} would have the address of {other}, expected one of its own")
    if other := catalogue.reserved_for(shared):
        raise WritingError(f"{shared} would have the address of {other}, expected another path")
    if old := next((x for x in catalogue.redirects if catalogue.address_key(x) == key), ""):
        raise WritingError(
            f"{shared} is an old address: redirects.yml leads it to {catalogue.redirects[old]}. "
            "Take that line out first, or choose another path."
        )
    now = datetime.datetime.now(tz=datetime.UTC)
    shown = _shown(settings, f"{source}/{shared}")
    if shared.startswith(f"{settings.options.notices_folder}/"):
        _create(file, new_notice(shared, now).encode())
        return (
            f"{shown}: written, a draft of a notice. Fill it in, set from and until, run helpcentre check, and take "
            "draft: true out: from then on readers see it from its first moment to its last."
        )
    _create(file, new_article(catalogue, shared, kind, now.date()).encode())
    return (
        f"{shown}: written, a draft. Fill it in, run helpcentre check, and take draft: true out when it is to be read; "
        f"from then on translations are asked for (helpcentre translate {shown} LOCALE)."
    )


def translate(catalogue: Catalogue, path: str, locale: str) -> str:
    """Write a translation file from its source and return what to do next. Raises WritingError."""
    settings = catalogue.settings
    keys = [x.key for x in settings.locales if x.key != settings.source]
    if not keys:
        raise WritingError(ONE_LANGUAGE)
    if locale == settings.source:
        raise WritingError(f"{locale} is the source locale, expected a language to translate into: {', '.join(keys)}")
    if locale not in keys:
        known = ", ".join(keys)
        raise WritingError(f'"{locale}" is no locale of this site, expected one of {known}.{_guess(locale, keys)}')
    texts = dict(catalogue.source_files)
    texts |= {file.shared_path: file for file in catalogue.snippets.get(settings.source, {}).values()}
    shared = next((shared for _, shared in candidates(path, settings) if shared in texts), "")
    if not shared:
        wanted = next((shared for _, shared in candidates(path, settings)), path)
        place = f"{_shown(settings, settings.source)}/"
        raise WritingError(f"{path} has no source, expected an article that is in {place}.{_guess(wanted, texts)}")
    file = settings.docs_dir / locale / shared
    shown = _shown(settings, f"{locale}/{shared}")
    if file.exists():
        raise WritingError(f"{shown} is there already. helpcentre diff {shown} shows what it lacks.")
    source = texts[shared]
    data = (settings.docs_dir / source.path).read_bytes()
    if shared.startswith(f"{SNIPPETS_FOLDER}/"):
        _create(file, data)
        return f"{shown}: written, a copy of {source.path}. Translate it now: pages that use it show it at once."
    _create(file, translation_of(data, source.head))
    lines = [
        f"{shown}: written, a draft: its text is the source's, and readers see the fallback page instead.",
        "Next: translate the title, the text and the texts of the front matter; leave ids, links and code as they are.",
        f"Then take draft: true out, and run helpcentre accept {shown}.",
    ]
    there = catalogue.snippets.get(locale, {})
    lines += [
        f"It uses a passage that {locale} has not: helpcentre translate "
        f"{_shown(settings, f'{settings.source}/{SNIPPETS_FOLDER}/{use.name}')} {locale}"
        for use in source.document.snippets
        if use.name not in there and use.name in catalogue.snippets.get(settings.source, {})
    ]
    return "\n".join(lines)


def _guess(word: str, known: Iterable[str]) -> str:
    """Return a guess at what was meant, with a space before it; empty where nothing is near."""
    guess = did_you_mean(word, known)
    return f" {guess}" if guess else ""


def _create(file: Path, data: bytes) -> None:
    """Write a new file at once: a killed command leaves none, or the whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f".{file.name}.new")
    temporary.write_bytes(data)
    temporary.replace(file)


def _shown(settings: Settings, path: str) -> str:
    """Return a path below docs/ as seen from the working directory."""
    return os.path.relpath(settings.docs_dir / path)


def finish_interrupted(settings: Settings) -> str:
    """Complete or undo a move that was killed; return its label if it is complete now, else an empty text."""
    return recover(settings.docs_dir) if settings.docs_dir.is_dir() else ""


def move(catalogue: Catalogue, old: str, new: str) -> str:
    """Move an article or a folder in every locale and return what was done. Raises WritingError before it writes."""
    settings = catalogue.settings
    relocation = named_move(catalogue, old, new)
    if reason := refusal(catalogue, relocation):
        raise WritingError(f"{reason} Nothing was moved." if reason.endswith(".") else f"{reason}. Nothing was moved.")
    docs = settings.docs_dir
    plan = plan_move(catalogue, relocation, lambda path: (docs / path).read_bytes())
    modes = {after: before for before, after in plan.renamed.items()}
    replace_files(docs, plan.contents, plan.removed, modes, move_label(relocation.old, relocation.new))
    return _told(plan, settings)


def move_label(old: str, new: str) -> str:
    """Return what a move is called in the journal."""
    return f"{old} -> {new}"


def named_move(catalogue: Catalogue, old: str, new: str) -> Relocation:
    """Return the move that two paths of the command line name. Raises WritingError."""
    settings = catalogue.settings
    keys = frozenset(locale.key for locale in settings.locales)
    files = {file.shared_path for files in catalogue.files.values() for file in files.values()}
    folders = {"/".join(path.split("/")[:end]) for path in files for end in range(1, path.count("/") + 1)}
    meant = candidates(old, settings)
    origin = next(((locale, shared) for locale, shared in meant if shared.rstrip("/") in files | folders), None)
    if origin is None:
        for folder, held in ((settings.options.notices_folder, "notices"), (SNIPPETS_FOLDER, "passages")):
            if any(f"{shared}/".startswith(f"{folder}/") for _, shared in meant):
                raise WritingError(
                    f"{folder}/ holds {held}, which are no pages, expected an article or a folder of them. "
                    "Rename such a file by hand, in each language. Nothing was moved."
                )
        wanted = next((shared for _, shared in meant), old)
        place = f"{_shown(settings, '.')}/"
        close = _guess(wanted, files | folders)
        raise WritingError(f"there is no {old}, expected an article or a folder of them below {place}.{close}")
    locale, shared = origin
    is_folder = shared not in files
    goals = candidates(new, settings)
    root = root_named(new, settings)
    if root is not None and new.endswith("/") and not is_folder:
        goals = [(root, "")]
    elif root:
        raise WritingError(f"{new} is the folder of a whole language, expected a path below it for {shared}")
    if not goals:
        raise WritingError(f"{new} is not below {_shown(settings, '.')}, expected a path there")
    # A path without a locale means the same for both, unless it leads into docs/ from outside.
    if not Path.cwd().resolve().is_relative_to(settings.docs_dir.resolve()):
        goals = goals[:1] if goals[0][0] else goals
    goal_locale, goal = next(((one, path) for one, path in goals if bool(one) == bool(locale)), goals[0])
    if locale and goal_locale and goal_locale != locale:
        raise WritingError(f"{old} and {new} are of two languages, expected one: an article moves in all of them")
    if new.endswith("/") and not is_folder:
        goal = f"{goal.rstrip('/')}/{shared.rpartition('/')[2]}".lstrip("/")
    known = {part for folder in folders for part in folder.split("/")}
    _check_goal(shared, goal, known, is_folder=is_folder)
    return Relocation(shared, goal, keys, is_folder)


def _check_goal(old: str, goal: str, known: set[str], *, is_folder: bool) -> None:
    """Raise WritingError for a path that nothing can move to; folders that are there have the names they have."""
    if not is_folder and not goal.endswith(".md"):
        raise WritingError(f"{goal} is no Markdown file, expected a name that ends in .md, or a folder and a slash")
    if is_folder and goal.endswith(".md"):
        raise WritingError(f"{old} is a folder, expected a folder's path, found {goal}")
    kept = known | set(old.split("/"))
    for part in goal.removesuffix(".md").split("/"):
        if part in kept or f"{part}.md" in kept:
            continue
        if fault := name_fault(f"{part}.md"):
            raise WritingError(fault)


def _told(plan: MovePlan, settings: Settings) -> str:
    relocation = plan.relocation
    locales = Counter(path.partition("/")[0] for path in plan.renamed)
    named = [x.key for x in settings.locales if x.key in locales]
    lines = [f"{relocation.old} -> {relocation.new} in {', '.join(named)} ({len(plan.renamed)} files)"]
    others = [path for path in plan.mended if path not in plan.renamed.values()]
    if others:
        lines.append(f"mended in {len(others)} other files: {listed(sorted(others))}")
    if plan.restamped:
        lines.append(f"{len(plan.restamped)} translations stay up to date: only links changed in their source")
    if plan.redirects:
        lines.append(f"{len(plan.redirects)} old addresses lead on: redirects.yml")
    return "\n".join([*lines, *(f"Note: {note}" for note in plan.notes)])
