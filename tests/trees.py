"""Little help centres written into a temporary folder, and what the checks say of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from helpcentre.checks.rules import run_checks
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding
from helpcentre.content.reading import read_catalogue
from helpcentre.mkdocs_settings import read_settings

CONFIG = "mkdocs.yml"

QUIET = {"message-missing": "off", "translation-outdated": "off", "home-missing": "off", "topic-missing": "off"}
"""Rules that little trees break, unless a test asks for them."""

EMAIL = """\
channels:
  email:
    kind: email
    address: help@shop.example
    languages: [en]
    hours: always
"""
"""A channels.yml with one sound channel."""

EMAIL_PAGE = "---\nkind: channel\n---\n# E-mail\n"


def mkdocs_yml(*locales: str, options: Mapping[str, Any] | None = None, **keys: Any) -> str:
    """Return a mkdocs.yml of a site in these locales, the first the source; `options` are the engine's."""
    languages = [{"locale": key, "name": key, "default": key == locales[0]} for key in locales]
    own = dict(options or {})
    checks = QUIET | own.get("checks", {})
    config: dict[str, Any] = {
        "site_name": "Shop help",
        "plugins": [{"i18n": {"docs_structure": "folder", "languages": languages}}],
        "extra": {"helpcentre": {**own, "checks": checks}},
        **keys,
    }
    return yaml.safe_dump(config, allow_unicode=True, sort_keys=False)


def write_tree(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the files and return the path of mkdocs.yml, which is one of English and French unless it is given."""
    for name, content in {CONFIG: mkdocs_yml("en", "fr"), **files}.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    (root / "docs").mkdir(exist_ok=True)
    return root / CONFIG


def catalogue_of(root: Path, files: Mapping[str, str | bytes]) -> Catalogue:
    """Return the catalogue of a tree; keys without `mkdocs.yml` are paths below docs/."""
    placed = {
        name if name == CONFIG or name.startswith("../") else f"docs/{name}": text for name, text in files.items()
    }
    return read_catalogue(read_settings(write_tree(root, {k.removeprefix("../"): v for k, v in placed.items()})))


def findings_of(root: Path, files: Mapping[str, str | bytes], *rules: str) -> list[Finding]:
    """Return what the checks find in a tree, of these rules only if any are named."""
    return [f for f in run_checks(catalogue_of(root, files)) if not rules or f.rule in rules]


def places(findings: list[Finding]) -> list[tuple[str, str, int]]:
    """Return rule, path and line of each finding."""
    return [(finding.rule, finding.path, finding.line) for finding in findings]
