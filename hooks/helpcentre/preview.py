"""What `mkdocs serve` needs beyond a build: which locales did not change, and a server that outlives a fault."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from helpcentre.content.catalogue import Catalogue


class Previews:
    """Remembers what the last good build was made of."""

    def __init__(self) -> None:
        self._digests: dict[str, str] = {}

    def unchanged(self, catalogue: Catalogue) -> set[str]:
        """Return the locales whose pages would come out as in the last build."""
        now = locale_digests(catalogue)
        return {key for key, digest in now.items() if self._digests.get(key) == digest}

    def built(self, catalogue: Catalogue) -> None:
        """Note that a build of this catalogue succeeded."""
        self._digests = locale_digests(catalogue)


def locale_digests(catalogue: Catalogue) -> dict[str, str]:
    """Return a digest of all that can change a locale's pages, by locale.

    That is its own texts, those of the source that stand in for missing ones, the shared data, configuration and
    theme, and which languages have each article, for the switcher.
    """
    settings = catalogue.settings
    shared = hashlib.sha256()
    for part in (
        catalogue.channels,
        catalogue.redirects,
        sorted(catalogue.facts.items()),
        settings,
        sorted(catalogue.assets),
    ):
        shared.update(repr(part).encode())
    for folder in settings.theme_dirs:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                shared.update(f"{file}{file.stat().st_mtime_ns}".encode())
    for shared_path in catalogue.source_files:
        shared.update(repr((shared_path, [x.key for x in catalogue.alternates(shared_path)])).encode())
    for files in catalogue.words.files.values():  # each page says in the others' words that it is there in them
        for words in files:
            shared.update(repr([(key, message.string) for key, message in words.messages.items()]).encode())
    digests = {}
    for locale in settings.published:
        own = shared.copy()
        for article in catalogue.pages(locale.key):
            own.update(repr((article.path, article.meta)).encode() + article.head.body.encode())
        own.update(
            repr([(x.notice, x.file.head.body, x.current) for x in catalogue.running_notices(locale.key)]).encode()
        )
        for key in (locale.key, settings.source):
            for name, snippet in sorted(catalogue.snippets.get(key, {}).items()):
                own.update(name.encode() + snippet.head.body.encode())
        for asset in sorted(catalogue.assets):
            if asset.startswith(f"{locale.key}/"):
                own.update(_stamp(settings.docs_dir / asset))
        digests[locale.key] = own.hexdigest()
    return digests


def _stamp(file: Path) -> bytes:
    return f"{file}{file.stat().st_mtime_ns}".encode() if file.exists() else b""


def keep_serving(server: Any, log: logging.Logger | logging.LoggerAdapter[Any]) -> Any:
    """Return MkDocs's live server, changed so that a build that fails is told and the last good site stays.

    Without it the server waits for ever for a rebuild that has ended in an exception.
    """
    build: Callable[..., None] = server.builder

    def builder(*arguments: Any, **keywords: Any) -> None:
        try:
            build(*arguments, **keywords)
        except (Exception, SystemExit) as error:
            log.error("The preview shows the last good build: %s", error)

    server.builder = builder
    return server
