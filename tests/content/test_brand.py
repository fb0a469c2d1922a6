from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcentre.content.brand import READABLE, SURFACES, action_colours, nearest_readable, unreadable
from helpcentre.content.contrast import BLACK, WHITE, colour_text, contrast, luminance, parse_colour
from helpcentre.content.logo import LogoError, logo_size
from helpcentre.content.settings import SettingsError
from helpcentre.mkdocs_settings import read_settings
from trees import mkdocs_yml, write_tree

ROLES = Path(__file__).parents[2] / "overrides" / "styles" / "roles.css"

# WCAG's own examples and the figures of DESIGN.md.
RATIOS = [
    ("#000000", "#ffffff", 21.0),
    ("#ffffff", "#ffffff", 1.0),
    ("#777777", "#ffffff", 4.48),
    ("#767676", "#ffffff", 4.54),
    ("#1a4fc2", "#ffffff", 7.13),
    ("#8fb6ff", "#14181f", 8.7),
]


@pytest.mark.parametrize(("one", "other", "ratio"), RATIOS)
def test_contrast_is_wcags(one: str, other: str, ratio: float) -> None:
    assert contrast(parse_colour(one), parse_colour(other)) == pytest.approx(ratio, abs=0.05)
    assert contrast(parse_colour(other), parse_colour(one)) == contrast(parse_colour(one), parse_colour(other))


def test_luminance_goes_from_black_to_white() -> None:
    assert (luminance(BLACK), luminance(WHITE)) == (0.0, pytest.approx(1.0))


COLOURS = st.tuples(*[st.integers(0, 255)] * 3)


@given(COLOURS, st.sampled_from(["light", "dark"]))
def test_what_is_proposed_can_be_read(colour: tuple[int, int, int], scheme: str) -> None:
    proposed = nearest_readable(colour, scheme)  # type: ignore[arg-type]  # drawn from the two
    assert unreadable(proposed, scheme) is None  # type: ignore[arg-type]
    if unreadable(colour, scheme) is None:  # type: ignore[arg-type]
        assert proposed == colour
    roles = action_colours(proposed, scheme)  # type: ignore[arg-type]
    assert contrast(roles.action, roles.text) >= READABLE
    assert contrast(roles.strong, roles.text) >= READABLE
    assert contrast(roles.action, roles.tint) >= READABLE


def test_the_surfaces_are_those_of_the_style_sheet() -> None:
    roles = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\)", ROLES.read_text("utf-8")))
    for role, name in (("surface", "surface"), ("raised", "raised surface")):
        assert roles[role] == ", ".join(colour_text(SURFACES[scheme][name]) for scheme in ("light", "dark"))
    assert roles["action-text"] == ", ".join(
        colour_text(action_colours(WHITE, scheme).text) for scheme in ("light", "dark")
    )


BAD = [
    (
        {"light": "#8899aa", "dark": "#f29ac9"},
        '"brand.colour.light" is "#8899aa": its contrast with',
        "4.5 : 1",
        "darker",
    ),
    (
        {"light": "#8a1f5c", "dark": "#8a1f5c"},
        '"brand.colour.dark" is "#8a1f5c": its contrast with',
        "4.5 : 1",
        "lighter",
    ),
    ({"light": "blue", "dark": "#f29ac9"}, '"brand.colour.light" is "blue"', 'expected a colour such as "#1a4fc2"', ""),
    ({"light": "#8a1f5c"}, 'the key "brand.colour.dark" is missing', "", ""),
]


@pytest.mark.parametrize(("colour", "found", "expected", "hint"), BAD)
def test_a_colour_that_cannot_be_read_is_told(
    tmp_path: Path, colour: dict[str, str], found: str, expected: str, hint: str
) -> None:
    config = write_tree(tmp_path, {"mkdocs.yml": mkdocs_yml("en", options={"brand": {"colour": colour}})})
    with pytest.raises(SettingsError) as raised:
        read_settings(config)
    message = str(raised.value)
    assert re.match(r"mkdocs\.yml:\d+: ", message)
    assert found in message
    assert expected in message
    assert hint in message


def test_the_ratio_is_told() -> None:
    name, ratio = unreadable(parse_colour("#777777"), "light") or ("", 0.0)
    assert name.startswith("its own tint")
    assert 3.5 < ratio < 4.5


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (120).to_bytes(4, "big") + (40).to_bytes(4, "big") + b"\x08\x06\0\0\0"
SIZES: dict[str, tuple[bytes, tuple[int, int]]] = {
    "box.svg": (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60.4 40"/>', (60, 40)),
    "commas.svg": (b'<svg viewBox="0,0,60,40" width="10"/>', (60, 40)),
    "lengths.svg": (b'<svg width="30px" height="20"/>', (30, 20)),
    "a.png": (PNG, (120, 40)),
}


@pytest.mark.parametrize("name", SIZES)
def test_a_logo_has_a_size(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(SIZES[name][0])
    assert logo_size(tmp_path / name) == SIZES[name][1]


NO_LOGOS = {
    "a.svg": (b"<svg/>", "viewBox"),
    "b.svg": (b'<svg viewBox="0 0 x y"/>', "four numbers"),
    "c.svg": (b'<svg viewBox="0 0 0 0"/>', "no size"),
    "d.svg": (b"no svg", "no XML"),
    "e.svg": (b'<svg width="100%" height="2em"/>', "viewBox"),
    "f.png": (b"GIF89a", "no PNG"),
}


@pytest.mark.parametrize("name", NO_LOGOS)
def test_what_is_no_logo_is_told(tmp_path: Path, name: str) -> None:
    data, message = NO_LOGOS[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(LogoError, match=message):
        logo_size(tmp_path / name)


@pytest.mark.parametrize(
    ("logo", "message"),
    [("assets/none.svg", "no such file"), ("a.gif", "expected an SVG or PNG file"), ("../a.svg", "expected an SVG")],
)
def test_a_logo_that_is_not_there_is_told_with_its_line(tmp_path: Path, logo: str, message: str) -> None:
    config = write_tree(tmp_path, {"mkdocs.yml": mkdocs_yml("en", options={"brand": {"logo": logo}})})
    with pytest.raises(SettingsError, match=rf"mkdocs\.yml:\d+: .*{message}"):
        read_settings(config)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://a.example/x", "answers", "ftp://a.example/", "https://localhost", "", "//a.example/x",
        "https://ответы.example/", "https://a.example;b.example/", "https://u:p@a.example/",
        "https://a.example/\"x", "https://a.example/\\x", "https://a..example/", "https://a.example:99999/",
        "/\\evil.example", "/answers\u202e", "/a<b",
    ],
)  # fmt: skip
def test_an_endpoint_that_is_none_is_told(tmp_path: Path, endpoint: str) -> None:
    options = {"feedback": {"endpoint": endpoint}}
    with pytest.raises(SettingsError, match=r'"feedback\.endpoint" is .* expected an address such as'):
        read_settings(write_tree(tmp_path, {"mkdocs.yml": mkdocs_yml("en", options=options)}))
