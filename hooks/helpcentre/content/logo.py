"""How large a logo is, so that its room is kept before it has loaded."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

_LENGTH = re.compile(r"\s*([0-9.]+)(?:px)?\s*")


class LogoError(ValueError):
    """The file is no picture whose size can be told."""


def logo_size(file: Path) -> tuple[int, int]:
    """Return width and height of an SVG or PNG file in its own units. Raises LogoError or OSError."""
    width, height = (_png_size if file.suffix == ".png" else _svg_size)(file.read_bytes())
    if not (width > 0 and height > 0):
        raise LogoError("it has no size")
    return max(round(width), 1), max(round(height), 1)


def _png_size(data: bytes) -> tuple[float, float]:
    """Return what the IHDR chunk says, which comes first (PNG specification, 11.2.2)."""
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR":
        raise LogoError("it is no PNG file")
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _svg_size(data: bytes) -> tuple[float, float]:
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise LogoError(f"it is no XML: {error.msg}") from error
    box = (root.get("viewBox") or "").replace(",", " ").split()
    if len(box) == 4:
        try:
            return float(box[2]), float(box[3])
        except ValueError as error:
            raise LogoError("its viewBox is no four numbers") from error
    lengths = [_LENGTH.fullmatch(root.get(name) or "") for name in ("width", "height")]
    if not all(lengths):
        raise LogoError("it says neither viewBox nor width and height")
    width, height = (float(length[1]) for length in lengths if length)
    return width, height
