"""Moves that would break more than links: what is found by its name, and places that are taken."""

from __future__ import annotations

from helpcentre.content.article_file import is_index
from helpcentre.content.catalogue import SNIPPETS_FOLDER, Catalogue
from helpcentre.writing.relocation import Relocation


def refusal(catalogue: Catalogue, relocation: Relocation) -> str:
    """Return why something cannot move there, or an empty text."""
    old, new = relocation.old, relocation.new
    if not relocation.is_folder and (is_index(old) or is_index(new)):
        return "an index.md is what it is by its place, expected an article or a whole folder. Move its folder."
    if old == new:
        return f"{old} is there already, expected another path"
    if relocation.is_folder and new.startswith(f"{old}/"):
        return f"{new} lies in {old} itself, expected a place outside it"
    notices = catalogue.settings.options.notices_folder
    for folder, held in ((notices, "notices"), (SNIPPETS_FOLDER, "passages")):
        if f"{new}/".startswith(f"{folder}/"):
            return f"{folder}/ holds {held}, which are no pages, expected another place for an article"
    if relocation.shared(notices) != notices and any(catalogue.notices.values()):
        return f"{old} holds the notices in {notices}/, which are found by its name, expected it to stay"
    for channel in sorted(catalogue.declared_channels):
        page = catalogue.channel_page(channel)
        if relocation.shared(page) != page:
            return (
                f'{page} is the page of the channel "{channel}", which is found by its name, expected it to stay. '
                "Rename the channel in channels.yml, in routing: and in contact: of the articles, then its pages."
            )
    taken = {
        path
        for files in (*catalogue.files.values(), *catalogue.snippets.values())
        for file in files.values()
        for path in (file.shared_path, *_folders(file.shared_path))
    }
    taken |= {
        path for asset in catalogue.assets for path in (asset.partition("/")[2], *_folders(asset.partition("/")[2]))
    }
    if new in taken:
        return f"{new} is there already, expected a path that no locale has"
    keys = {catalogue.address_key(path): path for path in catalogue.source_files if relocation.shared(path) == path}
    for path in catalogue.source_files:
        goal = relocation.shared(path)
        if goal != path and (other := keys.get(catalogue.address_key(goal))):
            return f"{goal} would have the address of {other}, expected one of its own"
        if goal != path and (other := catalogue.reserved_for(goal)):
            return f"{goal} would have the address of {other}, expected another path"
    return ""


def _folders(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[: end + 1]) for end in range(len(parts))]
