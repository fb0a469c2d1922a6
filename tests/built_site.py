"""A built site as a machine reads it: pages parsed, heads taken apart, trees compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from lxml import etree, html

from helpcentre.output.search_articles import made_fragment
from output.search_driver import SearchDriver

_XML = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


class BuiltPage:
    """One HTML file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.root: Any = html.document_fromstring(file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))

    def all(self, xpath: str) -> list[Any]:
        """Return what an XPath finds."""
        found: list[Any] = self.root.xpath(xpath)
        return found

    def one(self, xpath: str) -> Any:
        """Return the only thing that an XPath finds."""
        found = self.all(xpath)
        assert len(found) == 1, f"{self.file}: {len(found)} of {xpath}"
        return found[0]

    @property
    def lang(self) -> tuple[str, str]:
        """Language and direction of the document."""
        return self.root.get("lang"), self.root.get("dir")

    @property
    def canonical(self) -> str:
        return str(self.one("//link[@rel='canonical']/@href"))

    @property
    def robots(self) -> list[str]:
        return [str(content) for content in self.all("//meta[@name='robots']/@content")]

    @property
    def alternates(self) -> dict[str, str]:
        """Addresses by language tag, as the head announces them."""
        links = self.all("//head/link[@rel='alternate']")
        return {link.get("hreflang"): link.get("href") for link in links}

    @property
    def passages(self) -> list[Any]:
        """The elements with the article's own text."""
        return self.all("//*[contains(concat(' ', @class, ' '), ' text ')]")

    @property
    def text(self) -> str:
        """The article's own text."""
        return "".join(str(passage.text_content()) for passage in self.passages)

    def inside(self, xpath: str) -> list[Any]:
        """Return what an XPath finds in the article's own text."""
        return [found for passage in self.passages for found in passage.xpath(xpath)]

    def words(self) -> Iterator[tuple[str, str]]:
        """Yield each piece of visible text with the language it is marked as."""
        for element in self.one("//body").iter():
            if element.tag in (etree.Comment, "script", "style"):
                continue
            for text, owner in ((element.text, element), (element.tail, element.getparent())):
                if text and text.strip():
                    yield text.strip(), language_of(owner)


def language_of(element: Any) -> str:
    """Return the language that an element is marked as, by itself or by what it stands in."""
    return str(next(lang for around in (element, *element.iterancestors()) if (lang := around.get("lang"))))


class BuiltSite:
    """A folder with a whole site."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def page(self, address: str) -> BuiltPage:
        """Return the page at an address relative to the root."""
        return BuiltPage(self.root / address / "index.html" if not address.endswith(".html") else self.root / address)

    def pages(self) -> Iterator[tuple[str, BuiltPage]]:
        """Yield file name and page of every HTML file."""
        for file in sorted(self.root.rglob("*.html")):
            yield file.relative_to(self.root).as_posix(), BuiltPage(file)

    @cached_property
    def sitemap(self) -> dict[str, dict[str, str]]:
        """Every address of the sitemap with its alternates."""
        entries = ET.parse(self.root / "sitemap.xml").getroot().findall("s:url", _XML)
        return {
            entry.findtext("s:loc", "", _XML): {
                link.get("hreflang", ""): link.get("href", "") for link in entry.findall("x:link", _XML)
            }
            for entry in entries
        }

    def search_urls(self, locale: str) -> set[str]:
        """Return the addresses that search finds in an index of one file: of articles and of their sections."""
        index = json.loads(self._search_files(locale)["index.json"])
        heads, urls = index["whole"], set()
        named = zip(heads["fragments"], heads["headings"], strict=True)
        fragments = (fragment or made_fragment(heading) for fragment, heading in named)
        for url, sections in zip(heads["urls"], index["sections"], strict=True):
            urls |= {url, *(url + next(fragments) for _ in range(sections))}
        return urls

    def searched(self, locale: str, terms: set[str]) -> set[str]:
        """Return those of the terms that search finds."""
        asked = sorted(terms)
        with SearchDriver() as driver:
            driver.open(self._search_files(locale))
            return {term for term, found in zip(asked, driver.matches(asked), strict=True) if found}

    def _search_files(self, locale: str) -> dict[str, bytes]:
        folder = self.root / "assets" / "search" / locale
        return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*.json")}


def digest(root: Path) -> dict[str, str]:
    """Return a digest of every file below a folder, by path; two equal answers are two equal trees."""
    files = (file for file in sorted(root.rglob("*")) if file.is_file())
    return {file.relative_to(root).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
