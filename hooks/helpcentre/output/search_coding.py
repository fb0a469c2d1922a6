"""Numbers in few bits and sorted words in few letters; `overrides/scripts/search/coding.js` reads them.

The codes are Elias's gamma and Rice's (Witten, Moffat, Bell: Managing Gigabytes, 3.3). Bits travel as base64, which a
host's gzip brings back to their size: a file of its own kind would be sent as it is by some hosts and not by others.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from functools import cache

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Bits:
    """Bits that numbers are put into, the highest bit of a byte first."""

    def __init__(self) -> None:
        """Start without any."""
        self._pieces: list[str] = []

    def bit(self, value: bool) -> None:
        """Put one bit."""
        self._pieces.append("1" if value else "0")

    def gamma(self, numbers: Iterable[int]) -> None:
        """Put numbers of 0 or more in Elias's gamma code, which is short for small ones."""
        self._pieces.extend(map(_gamma, numbers))

    def rice(self, numbers: Iterable[int], width: int) -> None:
        """Put numbers of 0 or more in Rice's code, which is short for those about 2 to the power of `width`."""
        codes = _rice_codes(width)
        self._pieces.extend([codes[number] for number in numbers])

    def base64(self) -> str:
        """Return the bits as base64, the last byte filled with zeros."""
        bits = "".join(self._pieces)
        bits += "0" * (-len(bits) % 8)
        data = int(bits, 2).to_bytes(len(bits) // 8) if bits else b""
        return base64.b64encode(data).decode("ascii")


def rice_width(total: int, count: int) -> int:
    """Return the width of Rice's code for `count` numbers that add up to `total`.

    It is about the best, and the same in JavaScript, for it is worked out in whole numbers.
    """
    return max((total * 7 // (count * 10)).bit_length() - 1, 0) if count else 0


def front_coded(words: Iterable[str]) -> str:
    """Return sorted words, each as the length it shares with the one before, A for none, and the rest.

    Lengths are in UTF-16 code units, in which JavaScript counts. The words are in small letters: a capital begins each.
    """
    coded = []
    before = ""
    for word in words:
        shared = units = 0
        for ours, theirs in zip(word, before, strict=False):
            size = 2 if ours > "\uffff" else 1
            if ours != theirs or units + size >= len(_DIGITS):
                break
            shared += 1
            units += size
        coded.append(_DIGITS[units] + word[shared:])
        before = word
    return "".join(coded)


def utf16_order(word: str) -> bytes:
    """Return a key that sorts as JavaScript compares strings."""
    return word.encode("utf-16-be")


@cache
def _gamma(number: int) -> str:
    digits = f"{number + 1:b}"
    return "0" * (len(digits) - 1) + digits


@cache
def _rice_codes(width: int) -> _RiceCodes:
    return _RiceCodes(width)


class _RiceCodes(dict[int, str]):
    """The codes of one width, each made when it is first used."""

    def __init__(self, width: int) -> None:
        self.width = width

    def __missing__(self, number: int) -> str:
        code = "0" * (number >> self.width) + "1"
        if self.width:
            code += f"{number & ((1 << self.width) - 1):0{self.width}b}"
        self[number] = code
        return code
