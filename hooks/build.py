"""MkDocs's door to the help centre: if nothing changed since the last build there is nothing to load."""

from __future__ import annotations

import logging
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.utils import CountHandler

from helpcentre.last_build import Unchanged
from helpcentre.mkdocs_configuration import inputs_of, store_of, strangers
from helpcentre.run import interrupts
from helpcentre.run.store import Store, says_of_the_site
from helpcentre.switches import SwitchError

log = get_plugin_logger("helpcentre")


class _State:
    command = ""


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Note whether this is a build or a preview, which shows drafts, and goes on until somebody ends it."""
    _State.command = command
    if command == "serve":
        interrupts.end_by_sigterm_too()


@event_priority(100)  # before static-i18n, which would set up its own builds
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """End the command here if the site is as it would be built; else let the engine take part in all that follows."""
    for handler in logging.getLogger(log.logger.name.partition(".")[0]).handlers:
        if isinstance(handler, CountHandler):  # of --strict; it is there before any event
            handler.addFilter(says_of_the_site)
    try:
        store = Store(store_of(config, globals(), log), log.logger)
    except SwitchError as error:
        raise Abort(f"helpcentre: {error}") from error
    unchanged = Unchanged(store, inputs_of(config, _State.command), config.site_dir)
    last = unchanged.last() if _State.command == "build" else None
    if last is not None and not (config.strict and last.warned):
        for level, line in last.told:
            log.log(level, line)
        log.info("Nothing changed since the last build: the site is as it was.")
        raise SystemExit(0)  # as MkDocs's own Abort, which says that something failed

    from helpcentre import mkdocs_events  # it loads the engine

    alone = not strangers(config, globals())
    return mkdocs_events.start(config, _State.command, store, unchanged, on_config if alone else None)
