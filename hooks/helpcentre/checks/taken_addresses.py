"""Articles and other files that would stand at the address of a page."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding
from helpcentre.content.settings import ENDS_BUILDS

RULE = ENDS_BUILDS


def taken_addresses(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each article of the source, or other file, that would take a page's place, or be lost."""
    files = catalogue.source_files
    for path, other in catalogue.taken_addresses:
        name = posixpath.basename(path)
        if name == "README.md":
            message = f"{path} has the address of {other}, expected a page of a folder to be called index.md"
            hint = "Take one of them out." if other in files else "Rename it index.md, in every language."
        elif other in files and catalogue.address_key(path) != catalogue.address_key(other):
            message = (
                f"{path} and {other} are one name to Windows and macOS, expected names that differ in more than that"
            )
            hint = "Rename one of them, in every language: helpcentre move."
        elif other in files:
            message = f"{path} has the address of {other}, expected one of its own"
            hint = "Move one of them: helpcentre move."
        else:
            message = f"{path} has the address of {other}, expected one of its own"
            hint = "Give it another name, in every language: helpcentre move."
        yield Finding(RULE, f"{catalogue.settings.source}/{path}", message, hint=hint)
    for path, other in catalogue.files_in_the_way:
        message = f"{posixpath.basename(path)} has the address of {other}, expected one of its own"
        yield Finding(RULE, path, message, hint="Give the file another name, or take it out of docs/.")
