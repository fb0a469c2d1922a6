"""Characters that readers cannot see, though they change what a text says or where an address leads."""

from __future__ import annotations

import re
import unicodedata

# Unicode counts these among letters, marks and symbols, though nothing is shown for them.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")

_HARMLESS = " \n\t\u00a0\u3000\u200c\u200d\ufe0f"


def invisible(text: str, allowed: str = "") -> str:
    """Return the name of a text's first character that cannot be seen; an empty text where all can.

    Controls, marks of direction, joiners, spaces of all kinds and what Unicode does not know count as such, unless
    `allowed` holds them.
    """
    return next((_name(c) for c in text if c not in allowed and _is_invisible(c)), "")


def told(text: str) -> str:
    """Return a text in which what cannot be seen stands by its number, but for spaces, line ends and joiners.

    A mark of direction would turn round the sentence that quotes it.
    """
    return "".join(f"<U+{ord(c):04X}>" if _is_invisible(c) and c not in _HARMLESS else c for c in text)


def _is_invisible(character: str) -> bool:
    if character.isascii():
        return not "!" <= character <= "~"
    return unicodedata.category(character)[0] in "CZ" or bool(_BLANK.match(character))


def _name(character: str) -> str:
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")
