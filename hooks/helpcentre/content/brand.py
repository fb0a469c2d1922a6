"""A site's own colour and logo, and whether readers can tell the colour from what it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import ValidationInfo, field_validator

from helpcentre.content.contrast import BLACK, WHITE, Colour, colour_text, contrast, mixed, parse_colour
from helpcentre.content.schema import Form, NotExpectedError, Schema

READABLE = 4.5
"""The least ratio of text and its ground (WCAG 2.2, success criterion 1.4.3)."""

Scheme = Literal["light", "dark"]

SURFACES: dict[Scheme, dict[str, Colour]] = {
    "light": {"surface": parse_colour("#ffffff"), "raised surface": parse_colour("#f4f6f9")},
    "dark": {"surface": parse_colour("#14181f"), "raised surface": parse_colour("#1d232c")},
}
"""What the colour stands on; the same values as in styles/roles.css, which a test holds."""
_ON_ACTION: dict[Scheme, Colour] = {"light": WHITE, "dark": parse_colour("#0b1730")}
"""The text on buttons."""
_TINT = 0.1
"""How much of the colour is in the ground of what is chosen."""
_PRESSED = 0.25
"""How far a button under the pointer goes towards black, or white in the dark."""


@dataclass(frozen=True, slots=True)
class ActionColours:
    """The roles that follow from one colour in one scheme."""

    action: Colour
    text: Colour
    strong: Colour
    tint: Colour


def action_colours(colour: Colour, scheme: Scheme) -> ActionColours:
    """Return the roles of a brand's colour: buttons and links, the text on them, pressed, and a tint of the surface."""
    away = BLACK if scheme == "light" else WHITE
    return ActionColours(
        action=colour,
        text=_ON_ACTION[scheme],
        strong=mixed(colour, away, _PRESSED),
        tint=mixed(SURFACES[scheme]["surface"], colour, _TINT),
    )


def _pairs(colours: ActionColours, scheme: Scheme) -> Iterator[tuple[str, Colour, Colour]]:
    for name, surface in SURFACES[scheme].items():
        yield f"the {name} {colour_text(surface)}", colours.action, surface
    yield f"its own tint {colour_text(colours.tint)}", colours.action, colours.tint
    yield f"the text {colour_text(colours.text)} of buttons", colours.action, colours.text


def unreadable(colour: Colour, scheme: Scheme) -> tuple[str, float] | None:
    """Return the worst pair that is not readable with a colour, and its ratio; None where all are."""
    pairs = [(contrast(one, other), name) for name, one, other in _pairs(action_colours(colour, scheme), scheme)]
    ratio, name = min(pairs)
    return (name, ratio) if ratio < READABLE else None


def nearest_readable(colour: Colour, scheme: Scheme) -> Colour:
    """Return the colour towards black, or white in the dark, that is readable and nearest to the given one."""
    away = BLACK if scheme == "light" else WHITE
    steps = (mixed(colour, away, step / 100) for step in range(101))
    return next(candidate for candidate in steps if unreadable(candidate, scheme) is None)


Hex = Annotated[str, Form("#[0-9a-fA-F]{6}", 'expected a colour such as "#1a4fc2"')]


class BrandColour(Schema):
    """The colour of links and buttons, once on light surfaces and once on dark ones."""

    light: Hex
    dark: Hex

    @field_validator("light", "dark")
    @classmethod
    def _can_be_read(cls, value: str, info: ValidationInfo) -> str:
        scheme: Scheme = "light" if info.field_name == "light" else "dark"
        colour = parse_colour(value)
        if fault := unreadable(colour, scheme):
            name, ratio = fault
            # Rounded down: 4.499 is not enough, and must not read as if it were.
            told = f"its contrast with {name} is {int(ratio * 100) / 100} : 1, expected at least {READABLE} : 1"
            hint = f"Take a {'darker' if scheme == 'light' else 'lighter'} one, such as "
            raise NotExpectedError(
                f"{told} (WCAG 2.2, 1.4.3)", f'{hint}"{colour_text(nearest_readable(colour, scheme))}".'
            )
        return value


class BrandOptions(Schema):
    """What a site shows of its brand."""

    colour: BrandColour | None = None
    """Without it the engine's own blue."""
    logo: (
        Annotated[str, Form(r"\w[\w.-]*(/\w[\w.-]*)*\.(svg|png)", "expected an SVG or PNG file below docs/")] | None
    ) = None
    """Stands before the site's name in the header; its path relative to docs/."""


def brand_css(colour: BrandColour) -> str:
    """Return the style sheet that puts a brand's colour in the place of the engine's."""
    light = action_colours(parse_colour(colour.light), "light")
    dark = action_colours(parse_colour(colour.dark), "dark")
    roles = {
        "action": (light.action, dark.action),
        "action-text": (light.text, dark.text),
        "action-strong": (light.strong, dark.strong),
        "action-tint": (light.tint, dark.tint),
    }
    lines = [f"--{name}:light-dark({colour_text(one)},{colour_text(other)})" for name, (one, other) in roles.items()]
    return f":root{{{';'.join(lines)}}}\n"
