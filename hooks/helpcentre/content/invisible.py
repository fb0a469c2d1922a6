"""Characters that readers cannot see, though they change what a text says or where an address leads."""

from __future__ import annotations

import re
import unicodedata

# Unicode counts these among letters, marks and symbols, though nothing is shown for them.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")


def invisible(text: str, allowed: str = "") -> str:
    """Return the name of a text's first character that cannot be seen; an empty text where all can.

    Controls, marks of direction, joiners, spaces of all kinds and what Unicode does not know count as such, unless
    `allowed` holds them.
    """
    return next((_name(c) for c in text if c not in allowed and _is_invisible(c)), "")


def _is_invisible(character: str) -> bool:
    if character.isascii():
        return not "!" <= character <= "~"
    return unicodedata.category(character)[0] in "CZ" or bool(_BLANK.match(character))


def _name(character: str) -> str:
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")
