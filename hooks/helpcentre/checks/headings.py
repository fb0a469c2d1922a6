"""Headings whose id would change with their language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding

RULE = "heading-id-missing"

_ASCII_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:-]*")


def missing_heading_ids(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each H2 and H3 without an ASCII id of its own."""
    for file in catalogue.published_files():
        seen: dict[str, int] = {}
        source = catalogue.source_files.get(file.shared_path)
        ids = [h.id for h in source.document.headings if h.level in (2, 3)] if source else []
        own = [h for h in file.document.headings if h.level in (2, 3)]
        for index, heading in enumerate(own):
            if heading.id is None:
                expected = ids[index] if len(ids) == len(own) and ids[index] and source is not file else "…"
                message = f'the heading "{heading.text}" has no id, expected the same in every locale'
                hint = f"Write ## {heading.text} {{#{expected}}} with an ASCII id."
                yield Finding(RULE, file.path, message, heading.line, hint=hint.replace("##", "#" * heading.level, 1))
            elif not _ASCII_ID.fullmatch(heading.id):
                message = f'the id "{heading.id}" is not ASCII, expected letters, digits and hyphens'
                yield Finding(RULE, file.path, message, heading.line)
            elif heading.id in seen:
                message = f'the id "{heading.id}" stands twice, first in line {seen[heading.id]}; expected each once'
                yield Finding(RULE, file.path, message, heading.line)
            else:
                seen[heading.id] = heading.line
