"""Facts and channel data that an article quotes and nobody has written down."""

from __future__ import annotations

from collections.abc import Iterator

from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding
from helpcentre.content.placeholders import placeholder_names
from helpcentre.content.schema import nearest


def unknown_placeholders(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each `{{ facts.… }}` and `{{ channels.… }}` that names nothing."""
    known = placeholder_names(catalogue)
    snippets = [
        file
        for locale in catalogue.settings.published
        for file in catalogue.snippets.get(locale.key, {}).values()
    ]
    for file in [*catalogue.published_files(), *snippets]:
        for use in file.document.placeholders:
            group = use.name.partition(".")[0]
            present = catalogue.has_facts if group == "facts" else catalogue.has_channels
            if present and use.name not in known:
                message = f'"{{{{ {use.name} }}}}" names nothing, expected a key of {group}.yml'
                hint = nearest(use.name, (name for name in known if name.startswith(group)))
                yield Finding("facts-invalid", file.path, message, use.line, use.column, hint)
