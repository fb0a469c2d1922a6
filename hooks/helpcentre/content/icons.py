"""Icons that mkdocs.yml names: SVG files in folders of the theme."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from helpcentre.content.schema import did_you_mean
from helpcentre.content.settings import Options

ICONS_FOLDER = ".icons"


def named_icons(options: Options) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the keys below `extra.helpcentre` and the name of each icon."""
    yield ("icon",), options.icon
    for topic, own in options.topics.items():
        yield ("topics", topic, "icon"), own.icon


def icon_fault(name: str, folders: Collection[Path]) -> str:
    """Return what is expected instead of a name that no file in the folders has; an empty text where one has it."""
    within = not name.startswith("/") and not {"..", "."} & set(name.split("/"))
    if within and any((folder / f"{name}.svg").is_file() for folder in folders):
        return ""
    known = {
        file.relative_to(folder).with_suffix("").as_posix() for folder in folders for file in folder.rglob("*.svg")
    }
    hint = did_you_mean(name.removesuffix(".svg"), known)
    expected = "there is no such icon, expected one of the theme's without .svg, such as material/cash"
    return f"{expected}. {hint}" if hint else expected
