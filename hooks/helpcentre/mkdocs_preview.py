"""What a preview remembers of its last build, and makes of a saved article. Imports MkDocs, as the adapter."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from helpcentre import mkdocs_adapter as adapter
from helpcentre.article_errors import errors_by_path, findings_of
from helpcentre.constants import Constants
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding
from helpcentre.content.reading import TextFile
from helpcentre.mkdocs_first_pass import FirstPass, Loading, PagePass
from helpcentre.preview.changes import LargerChangeError, saved_articles, with_article
from helpcentre.run.interrupts import held_back

_MANY = 20
"""So many articles are saved by no hand: another branch was checked out."""


@dataclass(frozen=True)
class Built:
    """What a build has left in memory."""

    catalogue: Catalogue
    constants: Constants
    loading: Loading | None
    """None where single pages cannot be made."""


class Passes:
    """The two passes that answer a saved article."""

    def __init__(
        self,
        last: Callable[[], Built],
        begin: Callable[[PagePass], AbstractContextManager[None]],
        tell: Callable[[Iterable[Finding]], None],
    ) -> None:
        """Take the last build from `last`; `begin` is `FirstPass`'s, `tell` shows the writer the first pass's findings.

        `tell` is given none when a build begins that is to show all of them.
        """
        self._last = last
        self._begin = begin
        self._tell = tell
        self._constants: Constants | None = None
        self._catalogue: Catalogue | None = None
        self._first: FirstPass | None = None

    def built(self) -> None:
        """Remember the build that has succeeded in this process."""
        self.close()
        last = self._last()
        self._catalogue, self._constants = last.catalogue, last.constants
        if last.loading is not None:
            with held_back():  # whoever has made a folder must be known to `close`
                self._first = FirstPass(last.catalogue, last.loading, self._begin)

    def forget(self) -> None:
        """Remember nothing: the next change is answered by a whole build."""
        self.close()
        self._tell(())

    def close(self) -> None:
        """Remove what was made for the first pass."""
        if self._first is not None:
            self._first.close()
        self._first = None

    def prepare(self) -> bool:
        """Make one more locale ready for the first pass; return whether there was one."""
        return self._first is not None and self._first.prepare()

    def saved(self, changed: Iterable[Path]) -> Sequence[TextFile]:
        """Return the articles that were saved; none if nothing has changed that counts.

        Raises LargerChangeError where a first pass would not do.
        """
        if self._first is None or self._catalogue is None:
            raise LargerChangeError
        saved = saved_articles(changed, self._catalogue)
        if len(saved) > _MANY:
            raise LargerChangeError
        return saved

    def first(self, saved: Sequence[TextFile]) -> Mapping[str, bytes]:
        """Return the pages of saved articles by their path in the site."""
        assert self._first is not None
        assert self._catalogue is not None
        articles = []
        for one in saved:
            self._catalogue, article = with_article(self._catalogue, one)
            articles.append(article)
        findings = [finding for article in articles for finding in findings_of(article, self._catalogue)]
        self._tell(findings)
        errors = errors_by_path(findings) if self._catalogue.settings.preview else {}
        made = (self._first.page(article, self._catalogue, errors) for article in articles)
        return dict(page for page in made if page is not None)

    def second(self) -> object:
        """Return, in the process of the second pass, what its pages had in common."""
        return self._last().constants.pages

    def still_holds(self, told: object) -> bool:
        """Whether templates, configuration and the like are the same as in the build that is remembered."""
        return self._constants is not None and told == self._constants.pages

    def replay(self, record: logging.LogRecord) -> None:
        """Show what the second pass has said."""
        adapter.replay(record)
