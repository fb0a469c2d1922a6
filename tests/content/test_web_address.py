from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import Url

from helpcentre.content.schema import NotExpectedError
from helpcentre.content.web_address import checked_address, foreign_character

SOUND = [
    "https://support.example",
    "https://support.example/",
    "https://Support.Example/Chat",
    "HTTPS://support.example/",
    "https://support.example:8443/chat",
    "https://support.example:65535",
    "https://a-b.c--d.example/",
    "https://v2--shop.example/",  # a preview's host
    "https://192.0.2.7/chat",
    "https://x.example/@shop",
    "https://x.example/a?user=a@b.example&x[]=1#top",
    "https://x.example?from=help",
    "https://x.example#top",
    "https://x.example/~shop/(chat);v=1,2!$&'*+:",
    "https://x.example/a%20b?c=%E2%82%AC",
    "https://bücher.example/",
    "https://xn--bcher-kva.example/",
    "https://straße.example/größe",
    "https://例え.テスト/チャット",
    "https://مثال.إختبار/دعم?ق=1#ء",
    "https://пример.example/",
    "https://क्षेत्र.example/",
]

# An address, and words of what is said of it.
FLAWED = {
    "": "begin with https:// and a host",
    "http://x.example/": "begin with https:// and a host",
    "x.example/chat": "begin with https:// and a host",
    "https:/x.example/": "begin with https:// and a host",
    "https:x.example": "begin with https:// and a host",
    "https://": "begin with https:// and a host",
    "https:///x.example/": "begin with https:// and a host",
    "javascript:alert(1)//https://x.example": "begin with https:// and a host",
    # who reads the beginning reads another host
    "https://support.s.example@evil.example/": "leads to evil.example",
    "https://support.s.example:443@evil.example/": "leads to evil.example",
    "https://u:p@evil.example": "leads to evil.example",
    "https://@evil.example": "leads to evil.example",
    "https://a@b@evil.example": "leads to evil.example",
    "https://evil.example\\@s.example/": "browsers read as /",
    "https:\\\\evil.example/": "browsers read as /",
    "https://s.example/a\\b": "browsers read as /",
    "https://%65vil.example/": '"%65vil" can be no part',
    "https://s.example%2fevil.example/": '"example%2fevil" can be no part',
    "https://s.example⁄login.evil.example/": '"example⁄login" can be no part',
    "https://s.example。evil.example/": "can be no part",
    "https://ｓ.example/": "can be no part",
    # ports
    "https://x.example:/": '"" is no port',
    "https://x.example:0/": '"0" is no port',
    "https://x.example:65536/": '"65536" is no port',
    "https://x.example:99999999/": '"99999999" is no port',
    "https://x.example:http/": '"http" is no port',
    "https://x.example:-1/": '"-1" is no port',
    "https://x.example:٤٤٣/": '"٤٤٣" is no port',
    "https://x.example:1:2/": '"1:2" is no port',
    # hosts
    "https://x..example/": 'A part of "x..example" is empty',
    "https://.x.example": 'A part of ".x.example" is empty',
    "https://x.example./": 'A part of "x.example." is empty',
    "https://localhost/": "no whole name of a host",
    "https://2130706433/": "no whole name of a host",
    "https://-x.example/": '"-x" can be no part',
    "https://x-.example/": '"x-" can be no part',
    "https://-bücher.example/": '"-bücher" can be no part',
    "https://a_b.example/": '"a_b" can be no part',
    "https://a;b.example/": '"a;b" can be no part',
    f"https://{'a' * 64}.example/": "can be no part",
    f"https://{'.'.join(['a' * 63] * 4)}.example/": "longer than 253",
    "https://xn--.example/": '"xn--" can be no part',
    "https://xn--a.example/": '"xn--a" can be no part',
    "https://☃.example/": '"☃" can be no part',
    "https://0x7f.1/": 'Browsers take "0x7f.1" for 127.0.0.1',
    "https://192.0.2.07/": "for 192.0.2.7",
    "https://1.2.3.4.5/": "no host that browsers know",
    "https://[2001:db8::1]/": "the name of the host",
    "https://[x": "the name of the host",
    # what nobody sees
    "https://x.example/\u202egnp.exe": "U+202E (RIGHT-TO-LEFT OVERRIDE)",
    "https://x\u202e.example/": "U+202E",
    "https://x.example/\u200b": "U+200B (ZERO WIDTH SPACE)",
    "https://x\u200d.example/": "U+200D",
    "https://x\u00ad.example/": "U+00AD (SOFT HYPHEN)",
    "https://x.example/\u2066a": "U+2066",
    "https://x.example/\u3164": "U+3164 (HANGUL FILLER)",
    "https://x.example/a\u00a0b": "U+00A0 (NO-BREAK SPACE)",
    "https://x.example/\n": "U+000A",
    "https://x.\texample/": "U+0009",
    "\ufeffhttps://x.example/": "U+FEFF",
    # what an address may not hold raw
    "https://x.example/a b": "It holds a space, which no address may: write %20",
    " https://x.example/": "a space",
    'https://x.example/"onclick=': 'It holds ", which no address may: write %22',
    "https://x.example/<b>": "write %3C",
    "https://x.example/a>b": "write %3E",
    "https://x.example/`a`": "write %60",
    "https://x.example/{a}": "write %7B",
    "https://x.example/a|b": "write %7C",
    "https://x.example/a^b": "write %5E",
    "https://x.example/100%": "write %25",
    "https://x.example/%zz": "write %25",
}  # fmt: skip


@pytest.mark.parametrize("address", SOUND)
def test_an_address_that_leads_where_it_seems_to_lead_is_kept_as_it_is(address: str) -> None:
    assert checked_address(address, "expected …") == address


@pytest.mark.parametrize(("address", "flaw"), FLAWED.items())
def test_an_address_with_a_flaw_is_told_and_how_to_mend_it(address: str, flaw: str) -> None:
    with pytest.raises(NotExpectedError, match="expected …") as told:
        checked_address(address, "expected …")
    assert flaw in told.value.hint


def test_a_path_of_this_host_is_held_to_the_same_characters() -> None:
    assert foreign_character("/answers?a=1") == ""
    assert "browsers read as /" in foreign_character("/\\evil.example")


PIECES = st.lists(
    st.sampled_from([*"aé.:@/\\?#[]%-_1'\"<", "https://", "x.example", "xn--", "%41", "\u202e"]), max_size=12
)


@given(st.one_of(st.text(max_size=30), PIECES.map("".join), PIECES.map(lambda p: "https://" + "".join(p))))
def test_any_text_is_refused_or_leads_to_the_host_that_stands_in_it(text: str) -> None:
    try:
        checked_address(text, "expected …")
    except NotExpectedError:
        return
    host = Url(text).unicode_host() or ""
    assert text.lower().startswith(("https://" + host, "https://" + (Url(text).host or "")))
