"""What `mkdocs serve` needs beyond a build: a server that outlives a fault."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any


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
