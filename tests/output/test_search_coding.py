"""Numbers in few bits and words in few letters, read back by the browser's side."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpcentre.output.search_coding import Bits, coded_words, front_coded, rice_width, utf16_order
from helpcentre.output.search_table import is_paired
from output.search_driver import SearchDriver

NUMBERS = st.lists(st.integers(0, 70_000), max_size=40)
CODED_WORDS = st.lists(
    st.text("abéжи提现失敗𠀀𠀁!~", min_size=1, max_size=45) | st.text("提现失敗𠀀", min_size=1, max_size=2)
)


@given(
    numbers=NUMBERS,
    width=st.integers(0, 17),
    places=st.sets(st.integers(0, 99)),
    more=st.integers(1, 5_000),
    words=CODED_WORDS,
    many=st.integers(0, 200),
)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_codes_read_back(
    driver: SearchDriver, numbers: list[int], width: int, places: set[int], more: int, words: list[str], many: int
) -> None:
    bits = Bits()
    bits.gamma(numbers)
    small = [number % 2000 for number in numbers]
    bits.rice(small, width)
    size = max(places, default=0) + more
    bits.interpolative(sorted(places), size)
    # More letters than take a byte.
    words = [*words, *map(chr, range(0x3B0, 0x3B0 + many))]
    ordered = sorted(set(words), key=utf16_order)
    given = {"bits": bits.base64(), "count": len(numbers), "width": width, "places": len(places), "size": size}
    given |= {"words": front_coded(ordered), "coded": coded_words(ordered, set(filter(is_paired, ordered)))}
    total, count = sum(numbers), len(numbers)
    read = driver.ask(decode=given, total=total, count=count)
    assert read.pop("width") == rice_width(total, count)
    read_back = {"gamma": numbers, "rice": small, "interpolative": sorted(places), "words": ordered, "coded": ordered}
    assert read == read_back
