"""Topics that mkdocs.yml lists and no article is in, and articles that no topic's page leads readers to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from helpcentre.content.article_file import HOME, ArticleFile, is_index, topic_of
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding, numbered
from helpcentre.content.links import target_path
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


def unlisted_articles(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each topic without a page, which alone lists its articles, and for what is in no topic.

    An article beside the home page is well where another article leads to it.
    """
    source = catalogue.settings.source
    shown = {file.shared_path: file for file in catalogue.pages(source)}
    counts = Counter(topic_of(path) for path in shown if not is_index(path))
    for topic in sorted(counts):
        page = f"{topic}/{HOME}"
        if topic and page not in shown and f"{topic}/README.md" not in shown:
            articles = numbered(counts[topic], "article")
            message = f'the topic "{topic}" has no page, expected one: no list leads to its {articles}'
            hint = "Take draft: true out." if page in catalogue.source_files else f"helpcentre new {source}/{page}"
            yield Finding(RULE, f"{source}/{page}", message, hint=hint)
    beside = {path for path in shown if not topic_of(path) and not is_index(path) and path != "README.md"}
    if beside:  # most sites have none, and need not look at the links of all articles
        for path in sorted(beside - {target for file in shown.values() for target in _targets(file)}):
            message = "nothing leads to this article, expected it in a topic's folder, or a link from another"
            hint = f"helpcentre move {path} TOPIC/{path}, or link to it."
            yield Finding(RULE, f"{source}/{path}", message, hint=hint)


def _targets(file: ArticleFile) -> set[str | None]:
    """Return the shared paths of the other articles that one leads to."""
    linked = {target_path(link.target, file) for link in file.document.links}
    return linked.union(file.meta.related) - {file.shared_path}
