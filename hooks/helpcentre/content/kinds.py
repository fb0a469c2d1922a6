"""What kinds of articles there are."""

from __future__ import annotations

from typing import Literal, get_args

Kind = Literal["faq", "guide", "policy", "channel", "ladder"]
KINDS: tuple[str, ...] = get_args(Kind)
