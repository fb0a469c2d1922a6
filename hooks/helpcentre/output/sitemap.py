"""sitemap.xml: every page that is in its own language, with its alternates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

# https://www.sitemaps.org/protocol.html, and Google's extension for translations
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """One page; addresses are absolute."""

    url: str
    modified: str
    """ISO date, or an empty text."""
    alternates: Mapping[str, str]
    """Addresses by BCP 47 tag, the page's own too; `x-default` for the source."""


def sitemap_xml(pages: Iterable[SitemapPage]) -> bytes:
    """Return the sitemap of the pages in their order, as UTF-8.

    Written as text: a tree of elements takes ten times as long, and a sitemap is written by every build.
    """
    lines = []
    has_alternates = False
    for page in pages:
        lines.append(f"  <url>\n    <loc>{escape(page.url)}</loc>")
        if page.modified:
            lines.append(f"    <lastmod>{escape(page.modified)}</lastmod>")
        for lang, href in page.alternates.items():
            has_alternates = True
            lines.append(f'    <xhtml:link rel="alternate" hreflang="{_in_quotes(lang)}" href="{_in_quotes(href)}" />')
        lines.append("  </url>")
    namespaces = f'xmlns="{_SITEMAP}"' + (f' xmlns:xhtml="{_XHTML}"' if has_alternates else "")
    body = "\n".join([f"<urlset {namespaces}>", *lines, "</urlset>"]) if lines else f"<urlset {namespaces} />"
    return f"<?xml version='1.0' encoding='utf-8'?>\n{body}".encode()


def _in_quotes(value: str) -> str:
    return escape(value, {'"': "&quot;"})
