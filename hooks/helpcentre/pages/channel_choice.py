"""Which channel suits a reader: by topic, and by whether it can wait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpcentre.content.channels import Channels
from helpcentre.pages.channels import ChannelCard


@dataclass(frozen=True, slots=True)
class ChannelChoice:
    """The channels for one topic, best first."""

    topic: str
    """Its folder; empty for all that is no topic."""
    usual: tuple[ChannelCard, ...]
    urgent: tuple[ChannelCard, ...]
    """Those for what cannot wait come first; of these the first that is open is right."""

    @property
    def row_id(self) -> str:
        """The id by which links lead to the topic's row."""
        return f"topic-{self.topic}" if self.topic else ""

    @property
    def at_once(self) -> tuple[ChannelCard, ...]:
        """The channels for what cannot wait; the first choice where the site has none."""
        return tuple(card for card in self.urgent if card.urgent) or self.urgent[:1]


def channel_choices(
    channels: Channels, cards: Mapping[str, ChannelCard], topics: Iterable[str]
) -> tuple[ChannelChoice, ...]:
    """Return the choice for each topic, and last the one for everything else. Empty where there is no channel."""
    found = []
    for topic in [*topics, ""]:
        usual = tuple(cards[i] for i in channels.offered(topic) if i in cards)
        others = tuple(card for card in cards.values() if card.urgent and card not in usual)
        urgent = (*(c for c in usual if c.urgent), *others, *(c for c in usual if not c.urgent))
        if usual:
            found.append(ChannelChoice(topic, usual, urgent))
    return tuple(found)
