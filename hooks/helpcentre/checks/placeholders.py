"""Facts and channel data that an article quotes and nobody has written down."""

from __future__ import annotations

from collections.abc import Iterator

from helpcentre.content.catalogue import ArticleFile, Catalogue
from helpcentre.content.findings import Finding
from helpcentre.content.markdown import Use, placeholders_in
from helpcentre.content.placeholders import placeholder_names
from helpcentre.content.schema import nearest
from helpcentre.content.yaml_source import KeyPath


def unknown_placeholders(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each `{{ facts.… }}` and `{{ channels.… }}` that names nothing."""
    known = placeholder_names(catalogue)
    snippets = [f for locale in catalogue.settings.published for f in catalogue.snippets.get(locale.key, {}).values()]
    for file in [*catalogue.published_texts(), *snippets]:
        for use in [*file.document.placeholders, *_in_front_matter(file)]:
            group, name = use.name.split(".")[:2]
            document = catalogue.facts_document if group == "facts" else catalogue.channels_document
            sound = catalogue.facts if group == "facts" else catalogue.channels.channels
            declared = document.keys() if group == "facts" else catalogue.declared_channels
            # Without the file the braces are the text's own; what is faulty there is told there.
            if not isinstance(document.value, dict) or name in declared - sound.keys() or use.name in known:
                continue
            message = f'"{{{{ {use.name} }}}}" names nothing, expected a key of {group}.yml'
            hint = nearest(use.name, (name for name in known if name.startswith(f"{group}.")))
            yield Finding("facts-invalid", file.path, message, use.line, use.column, hint)


def _in_front_matter(file: ArticleFile) -> Iterator[Use]:
    meta = file.meta
    texts: list[tuple[KeyPath, str | None]] = [(("description",), meta.description), (("tagline",), meta.tagline)]
    texts += [(("prepare", index), item) for index, item in enumerate(meta.prepare)]
    for key, text in texts:
        for name in placeholders_in(text or ""):
            yield Use(name, *file.key_position(*key))
