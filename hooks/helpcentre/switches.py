"""Switches that the environment sets: on or off, and never by a guess."""

from __future__ import annotations

import os

from helpcentre.content.refusal import RefusedError

_ON = ("1", "true", "yes", "on")
_OFF = ("0", "false", "no", "off")


class SwitchError(RefusedError, ValueError):
    """A variable of the environment says neither on nor off."""


def switch(name: str, *, unless_set: bool) -> bool:
    """Return whether a variable of the environment says on; `unless_set` where it is not there, or empty.

    Raises SwitchError for any other word: who misspells a safeguard must not go without it.
    """
    value = os.environ.get(name, "").strip()
    if not value:
        return unless_set
    if value.lower() not in (*_ON, *_OFF):
        raise SwitchError(f"{name} is {value!r}; expected {', '.join(_ON)}, or {', '.join(_OFF)}.")
    return value.lower() in _ON
