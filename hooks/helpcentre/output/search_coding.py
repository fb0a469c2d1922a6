"""Numbers in few bits and sorted words in few letters; `overrides/scripts/search/coding.js` reads them.

The codes are Elias's gamma, Rice's and the interpolative one (Witten, Moffat, Bell: Managing Gigabytes, 3.3 and 3.4).
Bits travel as base64, which a host's gzip brings back to their size: a file of its own kind would be sent as it is by
some hosts and not by others.
"""

from __future__ import annotations

import base64
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import cache
from operator import sub
from typing import Any

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHORT = [chr(code) for code in range(0x21, 0x7F) if chr(code) not in f'{_DIGITS}"\\']
"""Letters that take a byte, and are neither a length nor escaped in JSON."""


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
        self._pieces.extend(map(_GAMMA.__getitem__, numbers))

    def rice(self, numbers: Iterable[int], width: int) -> None:
        """Put numbers of 0 or more in Rice's code, which is short for those about 2 to the power of `width`."""
        codes = _rice_codes(width)
        self._pieces.extend([codes[number] for number in numbers])

    def interpolative(self, numbers: Sequence[int], size: int) -> None:
        """Put ascending numbers of 0 to `size` - 1 in the interpolative code; their count is not put."""
        self._pieces.append(interpolative_code(numbers, size))

    def coded(self, bits: str) -> None:
        """Put bits that are known, as zeros and ones."""
        self._pieces.append(bits)

    def __str__(self) -> str:
        """Return the bits as zeros and ones."""
        return "".join(self._pieces)

    def base64(self) -> str:
        """Return the bits as base64 without padding, the last byte filled with zeros."""
        bits = str(self)
        bits += "0" * (-len(bits) % 8)
        data = int(bits, 2).to_bytes(len(bits) // 8) if bits else b""
        return base64.b64encode(data).decode("ascii").rstrip("=")


def interpolative_code(numbers: Sequence[int], size: int) -> str:
    """Return ascending numbers of 0 to `size` - 1 as zeros and ones. The middle one first, then both sides.

    Few bits are spent where the numbers stand close together, as those of one article's sections do.
    """
    count = len(numbers)
    pieces: list[str] = []
    # Of each number the place is taken away, so that numbers side by side are the same one.
    _put_between(list(map(sub, numbers, range(count))), 0, count, 0, size - count, pieces.append)
    return "".join(pieces)


def _put_between(numbers: Sequence[int], start: int, end: int, low: int, high: int, put: Callable[[str], None]) -> None:
    """Put the numbers from place `start` to `end`, each `low` to `high` and no less than the one before.

    Half of all numbers have nothing on either side: they are put where they are met, and not by another call.
    """
    while end - start > 1:
        if low == high:
            return
        half = end - start >> 1
        middle = start + half
        number = numbers[middle]
        put(_CENTRED[high - low][number - low])
        if half > 1:
            _put_between(numbers, start, middle, low, number, put)
        else:
            put(_PLACED[number - low][numbers[start] - low])
        start, low = middle + 1, number
    if end > start:
        put(_PLACED[high - low][numbers[start] - low])


class KnownCodes:
    """The interpolative codes of lists, worked out once: `known.of(numbers, size)`."""

    def __init__(self, known: Mapping[bytes, str] | None = None) -> None:
        """Start with what is known from an earlier index."""
        self._known = known or {}
        self.used: dict[bytes, str] = {}
        """What was asked for, by size and numbers."""

    def of(self, numbers: Sequence[int], size: int) -> str:
        """Return ascending numbers of 0 to `size` - 1 as zeros and ones."""
        if len(numbers) == 1:
            return _codes_alone(size)[numbers[0]]
        if len(numbers) <= _QUICK:
            return interpolative_code(numbers, size)
        key = array("I", [size, *numbers]).tobytes()
        if key not in self.used:
            self.used[key] = self._known[key] if key in self._known else interpolative_code(numbers, size)
        return self.used[key]


def rice_width(total: int, count: int) -> int:
    """Return the width of Rice's code for `count` numbers that add up to `total`.

    It is about the best, and the same in JavaScript, for it is worked out in whole numbers.
    """
    return max((total * 7 // (count * 10)).bit_length() - 1, 0) if count else 0


def coded_words(words: Sequence[str], paired: Container[str]) -> dict[str, Any]:
    """Return sorted words as `{letters, words, chars, pairs}`; `paired` are those of a script that is read in pairs.

    `words` are the others, front-coded, each of the `letters` in them replaced by a short one. A pair is the place of
    its second character in `chars`, beneath its first: for each of `chars` in turn a bit says whether it is a word by
    itself, then comes how many seconds it has, and which.
    """
    others = front_coded(word for word in words if word not in paired)
    letters = "".join(_by_frequency(char for char in others if char not in _DIGITS))
    more = map(chr, range(0xA1, 0xA1 + max(0, len(letters) - len(_SHORT))))
    coded: dict[str, Any] = {"letters": letters, "words": _replaced(others, letters, [*_SHORT, *more])}
    seconds: dict[str, list[str]] = defaultdict(list)
    for word in words:
        if word in paired:
            seconds[word[0]] += word[1:]
    if seconds:
        chars = _by_frequency(char for found in seconds.values() for char in found)
        chars += sorted(seconds.keys() - set(chars))
        places = {char: place for place, char in enumerate(chars)}
        bits = Bits()
        for char in chars:
            found = sorted(places[second] for second in seconds.get(char, ()))
            bits.bit(char in paired)
            bits.gamma((len(found),))
            bits.interpolative(found, len(chars))
        # The characters come first, behind texts, for gzip's sake.
        coded = {"chars": "".join(chars)} | coded | {"pairs": bits.base64()}
    return coded


def coded_texts(texts: Sequence[str]) -> dict[str, Any]:
    """Return texts as `{letters, short, texts}`: of the letters that take two bytes the frequent ones take one instead.

    They are replaced by characters of ASCII that stand in none of the texts. Where letters take three bytes there are
    too many of them: those texts stay as they are.
    """
    used = Counter(char for text in texts for char in text)
    letters = "".join(_by_frequency(filter(_takes_two_bytes, used.elements())))
    free = [chr(code) for code in range(0x20, 0x7F) if chr(code) not in used and chr(code) not in '"\\']
    letters = letters[: len(free)]
    short = "".join(free[: len(letters)])
    return {"letters": letters, "short": short, "texts": [_replaced(text, letters, short) for text in texts]}


def _takes_two_bytes(char: str) -> bool:
    return "\x7f" < char < "\u0800"


def _replaced(text: str, letters: str, others: Iterable[str]) -> str:
    return text.translate(dict(zip(map(ord, letters), others, strict=False)))


def _by_frequency(chars: Iterable[str]) -> list[str]:
    """Return the characters, the most frequent first."""
    counts = Counter(chars)
    return sorted(counts, key=lambda char: (-counts[char], char))


def front_coded(words: Iterable[str]) -> str:
    """Return sorted words, each as a capital, how much of the one before is cut off its end, and what comes instead.

    A is nothing cut off, Z all of it. That repeats itself more than how much two words share, and gzip knows it.
    Lengths are in UTF-16 code units, in which JavaScript counts. The words are in small letters: a capital begins each.
    """
    coded = []
    before = ""
    for word in words:
        shared = 0
        for ours, theirs in zip(word, before, strict=False):
            if ours != theirs:
                break
            shared += 1
        cut = utf16_length(before[shared:])
        if cut >= _ALL:
            cut, shared = _ALL, 0
        coded.append(_DIGITS[cut] + word[shared:])
        before = word
    return "".join(coded)


_ALL = len(_DIGITS) - 1


def utf16_length(text: str) -> int:
    """Return how long JavaScript says a string is."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def utf16_units(text: str) -> array[int]:
    """Return the UTF-16 code units of a text, which JavaScript reads strings by."""
    return array("H", text.encode("utf-16-le" if sys.byteorder == "little" else "utf-16-be"))


def utf16_order(word: str) -> bytes:
    """Return a key that sorts as JavaScript compares strings."""
    return word.encode("utf-16-be")


class _BinaryCodes(dict[int, list[str]]):
    """All binary numbers of so many digits, in order."""

    def __missing__(self, width: int) -> list[str]:
        self[width] = [first + rest for first in "01" for rest in self[width - 1]] if width else [""]
        return self[width]


class _Codes:
    """The truncated binary codes of 0 to `most`, of which some take a bit less than the others."""

    def __init__(self, most: int, centred: bool) -> None:
        places = most + 1
        self.width = places.bit_length() - 1
        self.short = (2 << self.width) - places
        self.start = (places - self.short) // 2 if centred else 0
        self.places = places

    def __getitem__(self, number: int) -> str:
        turned = (number - self.start) % self.places
        if turned < self.short:
            return _BINARY[self.width][turned]
        return _BINARY[self.width + 1][turned + self.short]

    def all(self) -> list[str]:
        """Return the codes of all numbers."""
        codes = _BINARY[self.width][: self.short] + _BINARY[self.width + 1][2 * self.short :]
        return codes[len(codes) - self.start :] + codes[: len(codes) - self.start]


class _CodesUpTo(dict[int, _Codes | list[str]]):
    """The codes of numbers, by the highest there can be; made when they are first used."""

    def __init__(self, centred: bool) -> None:
        self.centred = centred

    def __missing__(self, most: int) -> _Codes | list[str]:
        codes = _Codes(most, self.centred)
        self[most] = codes if most >= _KEPT else codes.all()
        return self[most]


@cache
def _codes_alone(size: int) -> list[str]:
    """Return the codes of lists of one number, which half of all lists are."""
    return _Codes(size - 1, centred=False).all()


_BINARY = _BinaryCodes()
_PLACED = _CodesUpTo(centred=False)
_CENTRED = _CodesUpTo(centred=True)
"""Those in the middle are short: so is the number in the middle of a list more often than not."""
_QUICK = 3
"""So many numbers are coded sooner than looked for among the known."""
_KEPT = 512
"""Of more numbers than these few codes are needed twice."""


class _Gamma(dict[int, str]):
    """Elias's gamma codes, each made when it is first used."""

    def __missing__(self, number: int) -> str:
        digits = f"{number + 1:b}"
        self[number] = "0" * (len(digits) - 1) + digits
        return self[number]


_GAMMA = _Gamma()


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
