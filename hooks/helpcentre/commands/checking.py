"""All checks of a site, without a build."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from helpcentre.constants import Constants, variant_of
from helpcentre.content.findings import numbered
from helpcentre.content.reading import Parsed, TextFile, read_catalogue
from helpcentre.last_check import Checked
from helpcentre.mkdocs_configuration import cache_folder
from helpcentre.mkdocs_settings import read_settings
from helpcentre.parse_cache import ParseCache
from helpcentre.run.store import Store


def check(config_file: Path) -> Checked:
    """Return what all checks find; what earlier ones have found of articles that did not change is taken from them."""
    settings = read_settings(config_file)
    log = logging.getLogger("helpcentre")
    store, constants = Store(cache_folder(settings.config_file)), Constants(settings)
    parsed = ParseCache(store, constants.engine, settings.docs_dir.name, log)

    def parse_all(files: Sequence[TextFile], meanwhile: Callable[[], object]) -> Iterable[Parsed]:
        def load_and_read() -> None:
            import helpcentre.check_cache  # noqa: F401  # takes as long as parsing a hundred articles
            from helpcentre.checks.locale_forms import forms_of

            if parsed.shares:  # and so, once, does what each process would have to work out
                for locale in settings.published:
                    forms_of(locale.cldr).work_out()
            meanwhile()

        return parsed.parse_all(files, load_and_read)

    catalogue = read_catalogue(settings, parse_all=parse_all)
    from helpcentre.check_cache import run_checks

    findings = run_checks(catalogue, store, variant_of(settings), constants.checks, log, meanwhile=parsed.save)
    articles = numbered(len(catalogue.source_files), "article")
    return Checked(
        findings=tuple(findings),
        docs_dir=str(settings.docs_dir),
        extent=f"{articles} in {numbered(len(settings.published), 'language')}",
        until=catalogue.changes_at.timestamp(),
    )
