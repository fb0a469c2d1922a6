"""One built HTML file, read once: what it refers to and what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from lxml import etree  # type: ignore[import-untyped, unused-ignore]

from helpcentre.output.audit.fault import Fault
from helpcentre.output.audit.markup import markup_faults
from helpcentre.output.audit.stylesheet import css_addresses

Role = Literal["link", "send", "picture", "fetch", "hint"]
"""link: followed by the visitor; send: gets what a visitor has typed; picture: loaded and shown as an image; fetch:
loaded with the page; hint: asked without anything being shown."""


class Reference(NamedTuple):
    """One address in a page."""

    url: str
    line: int
    where: str
    """Element and attribute: `img srcset`."""
    role: Role


class Alternate(NamedTuple):
    """One `link rel=alternate hreflang`."""

    hreflang: str
    url: str
    line: int


@dataclass(slots=True)
class Document:
    """What the checks need to know of one HTML file."""

    path: str
    """Relative to the site's directory, with forward slashes."""
    lang: str = ""
    locale: str = ""
    """`html data-locale`, else the language."""
    base_href: str = ""
    noindex: bool = False
    is_redirect: bool = False
    is_page: bool = True
    """False for a file without any markup, such as the proof of ownership that search engines ask for."""
    references: list[Reference] = field(default_factory=list)
    alternates: list[Alternate] = field(default_factory=list)
    canonicals: list[tuple[str, int]] = field(default_factory=list)
    anchors: frozenset[str] = frozenset()
    """Every id and every `a name`: what a fragment can name."""
    faq_line: int = 0
    """Line of the faq's article element, 0 on other pages."""
    knows_channels: bool = False
    """Whether the page shows a channel or a contact block."""
    has_contact_block: bool = False
    contact_links: list[str] = field(default_factory=list)
    has_policy: bool = False
    """Whether it has a Content Security Policy."""
    faults: list[Fault] = field(default_factory=list)
    """What the markup alone gives away."""

    @property
    def is_error_page(self) -> bool:
        """Whether hosts show it in place of a missing page, at any address."""
        return self.path.rpartition("/")[2] == "404.html"

    @property
    def is_indexable(self) -> bool:
        """Whether search engines may list it."""
        return self.is_page and not (self.noindex or self.is_redirect or self.is_error_page)


# What a browser loads with the page, and what a visitor follows.
_ATTRIBUTES: dict[Role, dict[str, tuple[str, ...]]] = {
    "fetch": {
        "audio": ("src",), "embed": ("src",), "frame": ("src",), "iframe": ("src",), "object": ("data",),
        "script": ("src", "href", "xlink:href"), "source": ("src",), "track": ("src",),
        "use": ("href", "xlink:href"), "video": ("src",),
    },
    "picture": {
        "feimage": ("href", "xlink:href"), "image": ("href", "xlink:href"), "img": ("src",), "input": ("src",),
        "video": ("poster",),
        **dict.fromkeys(("body", "table", "tbody", "td", "tfoot", "th", "thead", "tr"), ("background",)),
    },
    "link": {"a": ("href", "xlink:href"), "area": ("href",)},
    "send": {"button": ("formaction",), "form": ("action",), "input": ("formaction",)},
}  # fmt: skip
_SETS = {"img": "srcset", "link": "imagesrcset", "source": "srcset"}
_MAY_BE_EMPTY = ("link", "send")
"""An empty address is the page itself."""
_STYLE_ATTRIBUTES = (
    "style", "clip-path", "cursor", "fill", "filter", "marker", "marker-end", "marker-mid", "marker-start", "mask",
    "stroke",
)  # fmt: skip
_TOLD_OF_CLICKS = ("a", "area")
_REFERRING = tuple({*_SETS, *(tag for tags in _ATTRIBUTES.values() for tag in tags)})
_FETCHED_RELATIONS = {
    "apple-touch-icon", "apple-touch-icon-precomposed", "apple-touch-startup-image", "icon", "manifest",
    "mask-icon", "modulepreload", "prefetch", "preload", "prerender", "stylesheet",
}  # fmt: skip
_ICON_RELATIONS = {name for name in _FETCHED_RELATIONS if "icon" in name or "image" in name}
_HINT_RELATIONS = {"dns-prefetch", "preconnect"}
_REFRESH = re.compile(r"""^[\s\d.]*[;,\s]\s*(?:url\s*=\s*)?["']?([^"']*)""", re.IGNORECASE)
_POLICY = "content-security-policy"
# Smart strings would keep the whole tree of every page in memory.
_ANCHORS: Any = etree.XPath("//@id | //a/@name", smart_strings=False)
_CONTACT_LINKS: Any = etree.XPath("//*[@data-contact-block]//a/@href", smart_strings=False)
_SRCSET = re.compile(r"[\s,]*(\S+)")


def read_document(path: str, data: bytes) -> Document:
    """Return what a built HTML file holds. Never fails: a visitor's browser does not either."""
    document = Document(path=path)
    if data.strip() and b"<" not in data:
        document.is_page = False
        return document
    root = _parsed(data)
    if root is None:
        document.faults.append(
            Fault("page-invalid", path, 1, "the file is empty: expected a page", "build the site again")
        )
        return document
    for template in list(root.iter("template")):
        if template.get("shadowrootmode") is None:  # inert until a script copies it
            del template[:]
    html = root.attrib
    document.lang = html.get("lang", "").strip()
    document.locale = html.get("data-locale", "").strip() or document.lang
    for element in root.iter("base"):
        if document.base_href == "":
            document.base_href = element.get("href", "")
    _read_metadata(root, document)
    _read_references(root, document)
    document.anchors = frozenset(_ANCHORS(root))
    _read_contact(root, document)
    document.faults += markup_faults(root, path, document.is_redirect)
    return document


def _parsed(data: bytes) -> Any:
    """Return the root element, or None where there is none."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    return root if root is not None and root.tag == "html" else None


def _read_metadata(root: Any, document: Document) -> None:
    """Take robots and refresh from the page's meta elements."""
    for meta in root.iter("meta"):
        content = meta.get("content", "")
        if meta.get("name", "").strip().lower() in {"robots", "googlebot"}:
            words = {word.strip() for word in content.lower().split(",")}
            document.noindex |= bool(words & {"noindex", "none"})
            continue
        instruction = meta.get("http-equiv", "").strip().lower()
        if instruction == _POLICY and content.strip():
            document.has_policy = True
        elif instruction == "refresh":
            match = _REFRESH.match(content)
            if match and (url := match[1].strip()):
                document.is_redirect = True
                document.references.append(Reference(url, meta.sourceline, "meta refresh", "fetch"))


def _read_references(root: Any, document: Document) -> None:
    """Take every address, each once for each kind of use, with its first line."""
    seen: dict[tuple[str, str], Reference] = {}
    for element in root.iter(*_REFERRING):
        tag, line = element.tag, element.sourceline
        for where, url, role in _addresses(element, document, tag.lower(), line):
            seen.setdefault((url, where), Reference(url, line, where, role))
    for element in root.iter("style"):
        for url, line in css_addresses(element.text or ""):
            reference = Reference(url, element.sourceline + line - 1, "style url()", "picture")
            seen.setdefault((url, "style url()"), reference)
    for element in root.xpath('//*[contains(@style, "(") or @*[contains(., "url(")]]'):
        for name in _STYLE_ATTRIBUTES:
            for url, _ in css_addresses(element.get(name, "")):
                seen.setdefault((url, "style url()"), Reference(url, element.sourceline, "style url()", "picture"))
    document.references += seen.values()


def _addresses(element: Any, document: Document, tag: str, line: int) -> Iterator[tuple[str, str, Role]]:
    """Yield place, address and role of each address in one element."""
    if tag == "link":
        yield from _link_addresses(element, document, line)
    for role, tags in _ATTRIBUTES.items():
        for attribute in tags.get(tag, ()):
            url = element.get(attribute)
            if url is not None and (role in _MAY_BE_EMPTY or url.strip()):
                yield f"{tag} {attribute.removeprefix('xlink:')}", url, role
    if tag in _SETS:
        name = _SETS[tag]
        for url in _srcset_addresses(element.get(name, "")):
            yield f"{tag} {name}", url, "picture"
    if tag in _TOLD_OF_CLICKS:
        for url in element.get("ping", "").split():
            yield f"{tag} ping", url, "hint"


def _link_addresses(element: Any, document: Document, line: int) -> Iterator[tuple[str, str, Role]]:
    """Yield the address of a link element; alternates and the canonical go to the document."""
    url = element.get("href")
    if url is None:
        return
    relations = set(element.get("rel", "").lower().split())
    if "canonical" in relations:
        document.canonicals.append((url, line))
    elif "alternate" in relations and "stylesheet" not in relations and element.get("hreflang") is not None:
        document.alternates.append(Alternate(element.get("hreflang").strip(), url, line))
    elif relations & _FETCHED_RELATIONS:
        if url.strip():
            yield "link href", url, "picture" if relations & _ICON_RELATIONS else "fetch"
    elif relations & _HINT_RELATIONS:
        yield "link href", url, "hint"
    else:
        yield "link href", url, "link"


def _srcset_addresses(text: str) -> Iterator[str]:
    """Yield the addresses of a srcset, which may hold commas themselves (`data:`)."""
    place = 0
    while match := _SRCSET.match(text, place):
        url, place = match[1], match.end()
        if url.endswith(","):
            url = url.rstrip(",")
        else:
            comma = text.find(",", place)
            place = len(text) if comma < 0 else comma
        if url:
            yield url


def _read_contact(root: Any, document: Document) -> None:
    """Take whether the page is a faq, and where its contact block leads."""
    for article in root.iter("article"):
        kind = article.get("data-kind")
        if kind == "faq" and not document.faq_line:
            document.faq_line = article.sourceline
        document.knows_channels |= kind == "channel"
    document.has_contact_block = bool(root.xpath("boolean(//*[@data-contact-block])"))
    document.knows_channels |= document.has_contact_block or root.xpath("boolean(//*[@data-contact-channel])")
    if document.faq_line and document.has_contact_block:
        document.contact_links = _CONTACT_LINKS(root)
