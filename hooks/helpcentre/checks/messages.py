"""Interface words that a locale's readers would meet in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel.messages import Message
from babel.messages.plurals import get_plural

from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding
from helpcentre.content.interface_words import WORDS_LANGUAGE, Word, WordFile
from helpcentre.content.settings import Locale, Settings, language_and_script

RULE = "message-missing"


def missing_messages(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each interface word that a published locale lacks, leaves empty or marks as fuzzy."""
    for locale in catalogue.settings.published:
        files = catalogue.words.files.get(locale.key, ())
        for file in files:
            if file.fault:
                message = f"the file cannot be read: {file.fault}, expected gettext's format"
                yield Finding(RULE, file.path, message, file.fault_line)
        if any(file.fault for file in files):
            continue
        if locale.cldr.language == WORDS_LANGUAGE and not files:
            continue
        if not files:
            path = f"{catalogue.words.folder}/{locale.key}.po"
            message = f"there is no file with the {len(catalogue.words.required)} interface words of {locale.key}"
            yield Finding(RULE, path, message, hint=_how_to_begin(catalogue.settings))
            continue
        yield from (finding for file in files if (finding := _of_another_language(file, locale)))
        for word in catalogue.words.required:
            finding = _check(word, locale, files)
            if finding is not None:
                yield finding


def _how_to_begin(settings: Settings) -> str:
    """Return how a locale gets its words; a site that only uses the engine has a folder of its own for them."""
    hint = "Copy another locale's .po file and translate its msgstr lines."
    here = settings.config_file.parent
    if settings.options.words or any(theme.is_relative_to(here) for theme in settings.theme_dirs):
        return hint
    return f"{hint} It may stand in a folder of the site's own: extra: helpcentre: words: [words]."


def _of_another_language(file: WordFile, locale: Locale) -> Finding | None:
    """Return a finding for a copy of another language's file: each word in it is translated, into that language."""
    said = file.catalog.locale
    if said is None or language_and_script(said) == locale.language_and_script:
        return None
    forms = get_plural(locale.cldr).plural_forms
    message = f'the file says "Language: {said}", expected the interface words of {locale.key}'
    hint = f'Translate its msgstr lines, then write "Language: {locale.lang}" and "Plural-Forms: {forms}" in its head.'
    return Finding(RULE, file.path, message, hint=hint)


def _check(word: Word, locale: Locale, files: tuple[WordFile, ...]) -> Finding | None:
    for file in files:
        message = file.messages.get(word.singular)
        if message is None:
            continue
        fault = _fault(message, word, file.catalog.num_plurals)
        if not fault:
            return None
        hint = "Translate it, then remove the word fuzzy." if message.fuzzy else "Write its msgstr."
        return Finding(RULE, file.path, f'the interface word "{word.singular}" {fault}', message.lineno or 1, 1, hint)
    if locale.cldr.language == WORDS_LANGUAGE:
        return None
    text = f'the interface word "{word.singular}" is missing, expected an entry (used in {word.used_in})'
    return Finding(RULE, files[0].path, text, hint=f'Add msgid "{word.singular}" and its msgstr.')


def _fault(message: Message, word: Word, forms_needed: int) -> str:
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if message.fuzzy:
        return "is marked fuzzy, expected a checked translation"
    if not all(form.strip() for form in forms) or not forms:
        return "has no translation, expected one" + (" in each plural form" if word.plural else "")
    if word.plural and isinstance(message.id, str):
        return "counts something, expected msgid_plural and msgstr[0] …"
    if word.plural and len(forms) != forms_needed:
        return f"has {len(forms)} plural forms, expected {forms_needed}"
    if faulty := next((form for form in forms if not _can_be_filled(form, word)), None):
        names = ", ".join(sorted(set(_NAME.findall(word.singular)))) or "none"
        return f'is translated as "{faulty}", expected its names to be {names}'
    return ""


_NAME = re.compile(r"%\(\w+\)s")


def _can_be_filled(form: str, word: Word) -> bool:
    """Whether a translation has the names that stand for values; a counted form may do without the number."""
    names = set(_NAME.findall(word.singular))
    if not names:
        return not _NAME.search(form)
    own = set(_NAME.findall(form))
    rest = _NAME.sub("", form).replace("%%", "")
    return "%" not in rest and (own <= names if word.plural else own == names)
