"""Articles that would stand at the address of another page."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding

RULE = "address-taken"


def taken_addresses(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each article of the source whose page would take the place of another, or be lost."""
    files = catalogue.source_files
    for path, other in catalogue.taken_addresses:
        name = posixpath.basename(path)
        if name == "README.md":
            message = f"{path} has the address of {other}, expected a page of a folder to be called index.md"
            hint = "Take one of them out." if other in files else "Rename it index.md, in every language."
        elif other in files:
            message = f"{path} has the address of {other}, expected one of its own"
            hint = "Move one of them: helpcentre move."
        else:
            message = f"{path} has the address of {other}, expected one of its own"
            hint = "Give it another name, in every language: helpcentre move."
        yield Finding(RULE, f"{catalogue.settings.source}/{path}", message, hint=hint)
