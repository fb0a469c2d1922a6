"""Topics that mkdocs.yml lists and no article is in: misspelt, moved by hand, or listed ahead."""

from __future__ import annotations

from collections.abc import Iterator

from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding
from helpcentre.content.schema import did_you_mean

RULE = "topic-missing"


def missing_topics(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each topic of mkdocs.yml whose folder holds no article in the source."""
    settings = catalogue.settings
    found = catalogue.topics
    unlisted = [topic for topic in found if topic not in settings.options.topics]
    for topic in settings.options.topics:
        if topic not in found:
            folder = f"{settings.docs_dir.name}/{settings.source}/{topic}/"
            message = f'the topic "{topic}" has no article, expected some in {folder}'
            hint = did_you_mean(topic, unlisted) or "Take it out until there is one."
            at = settings.topic_places.get(topic, (1, 1))
            yield Finding(RULE, f"../{settings.config_file.name}", message, *at, hint)
