"""Little sites without fault, in which tests of the audit plant theirs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from helpcentre.content.findings import Finding
from helpcentre.output.audit import audit_site

URL = "https://help.example/repo/"
Files = Mapping[str, str]


def page(
    body: str = "",
    head: str = "",
    *,
    html: str = 'lang="en" dir="ltr" data-locale="en"',
    title: str = "<title>T</title>",
    h1: str = "<h1>T</h1>",
) -> str:
    """Return a page without fault: its head stands in line 3, its body in line 5."""
    return (
        f"<!doctype html>\n<html {html}><head><meta charset=utf-8>{title}\n{head}</head>\n"
        f"<body>{h1}\n{body}\n</body></html>\n"
    )


def write(root: Path, files: Files) -> Path:
    """Write the files of a site and return its directory."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def audited(root: Path, files: Files, url: str | None = None) -> list[Finding]:
    """Return the findings for a planted site."""
    return audit_site(write(root / "site", files), url)


def brief(findings: list[Finding]) -> list[tuple[str, str, int]]:
    """Return rule, path and line of each finding."""
    return [(finding.rule, finding.path, finding.line) for finding in findings]


def sitemap(*addresses: str, extra: str = "") -> str:
    """Return a sitemap; its first address stands in line 3."""
    rows = "\n".join(f"<url><loc>{URL}{address}</loc></url>" for address in addresses)
    return (
        '<?xml version="1.0"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{rows}\n{extra}</urlset>\n'
    )


def canonical(address: str) -> str:
    """Return the canonical link to a page of the site."""
    return f'<link rel="canonical" href="{URL}{address}">'


def alternates(**addresses: str) -> str:
    """Return alternate links, one in a line: `x_default=""`, `zh_Hans="zh/"`."""
    return "\n".join(
        f'<link rel="alternate" hreflang="{name.replace("_", "-")}" href="{URL}{address}">'
        for name, address in addresses.items()
    )


def spoken(lang: str, address: str, links: str, extra: str = "", body: str = "") -> str:
    """Return a page of one locale; its alternates begin in line 4, after the canonical link."""
    html = f'lang="{lang}" dir="ltr" data-locale="{lang[:2]}"'
    return page(body, f"{canonical(address)}{extra}\n{links}", html=html)


ALL = alternates(x_default="", en="", zh="zh/")
NARROW = alternates(x_default="", en="", zh_Hans="zh/")
NOINDEX = '<meta name="robots" content="noindex, follow">'


def tongues(**changes: str) -> dict[str, str]:
    """Return a site in three locales, the third a fallback page; `en=…` and so on replace a page."""
    return {
        "index.html": changes.get("en", spoken("en", "", ALL)),
        "zh/index.html": changes.get("zh", spoken("zh-Hans", "zh/", ALL)),
        "fr/index.html": changes.get("fr", spoken("fr", "", "", NOINDEX)),
        "sitemap.xml": changes.get("sitemap", sitemap("", "zh/")),
    }
