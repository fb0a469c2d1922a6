"""sitemap.xml: every page that is in its own language, with its alternates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

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
    """Return the sitemap of the pages in their order, as UTF-8."""
    ET.register_namespace("", _SITEMAP)
    ET.register_namespace("xhtml", _XHTML)
    root = ET.Element(f"{{{_SITEMAP}}}urlset")
    for page in pages:
        url = ET.SubElement(root, f"{{{_SITEMAP}}}url")
        ET.SubElement(url, f"{{{_SITEMAP}}}loc").text = page.url
        if page.modified:
            ET.SubElement(url, f"{{{_SITEMAP}}}lastmod").text = page.modified
        for lang, href in page.alternates.items():
            ET.SubElement(url, f"{{{_XHTML}}}link", {"rel": "alternate", "hreflang": lang, "href": href})
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))
