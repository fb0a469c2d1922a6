from __future__ import annotations

from xml.etree import ElementTree as ET

from helpcentre.output.sitemap import SitemapPage, sitemap_xml

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def test_pages_stand_in_their_order_with_alternates() -> None:
    alternates = {
        "en": "https://a.example/b/",
        "zh-Hans": "https://a.example/zh/b/?x=1&y=2",
        "x-default": "https://a.example/b/",
    }
    data = sitemap_xml(
        [
            SitemapPage("https://a.example/b/", "2026-11-20", alternates),
            SitemapPage("https://a.example/zh/gr%C3%B6/?x=1&y=2", "", {}),
        ]
    )
    assert data.startswith(b"<?xml version='1.0' encoding='utf-8'?>\n<urlset xmlns=")
    first, second = ET.fromstring(data).findall("s:url", NAMES)
    assert first.findtext("s:loc", "", NAMES) == "https://a.example/b/"
    assert first.findtext("s:lastmod", "", NAMES) == "2026-11-20"
    links = first.findall("x:link", NAMES)
    assert {link.get("rel") for link in links} == {"alternate"}
    assert {link.get("hreflang"): link.get("href") for link in links} == alternates
    assert second.findtext("s:loc", "", NAMES) == "https://a.example/zh/gr%C3%B6/?x=1&y=2"
    assert second.find("s:lastmod", NAMES) is None
    assert second.findall("x:link", NAMES) == []


def test_a_site_without_pages_has_an_empty_sitemap() -> None:
    assert list(ET.fromstring(sitemap_xml([]))) == []
