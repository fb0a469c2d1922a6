"""Faults that one page's markup gives away: what a visitor notices, and code within the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpcentre.output.audit.address import scheme_of
from helpcentre.output.audit.fault import Fault

_HIDDEN = 'ancestor-or-self::*[@hidden or @aria-hidden="true"]'
_HANDLER = re.compile(r"on[a-z]+$", re.IGNORECASE)
_LEADING_DOTS = re.compile(r"^(?:\.{1,2}/)+")
_ADDRESS_ATTRIBUTES = ("href", "xlink:href", "src", "action", "formaction", "data")
_WITH_ADDRESS = ("a", "area", "button", "embed", "form", "frame", "iframe", "input", "object")
_RUN_AS_CODE = {
    "", "module", "importmap", "speculationrules", "text/javascript", "application/javascript",
    "text/ecmascript", "application/ecmascript", "application/x-javascript", "text/jscript",
    "text/x-javascript",
}  # fmt: skip
_NO_NAME = {"desc", "script", "style"}


def markup_faults(root: Any, path: str, is_redirect: bool) -> list[Fault]:
    """Return the faults of one page's elements; a redirect has no visitors to please."""
    faults = [*_code_faults(root, path), *_duplicate_ids(root, path)]
    if not is_redirect:
        faults += [*_frame_faults(root, path), *_unnamed(root, path)]
    return faults


def _frame_faults(root: Any, path: str) -> Iterator[Fault]:
    """Yield what every page needs and this one lacks: title, language, direction, one h1."""

    def fault(topic: str, message: str, hint: str, line: int = root.sourceline or 1) -> Fault:
        return Fault("page-invalid", path, line, message, hint, topic=topic)

    titles = root.xpath("//title[not(ancestor::svg)]")
    if not titles or not "".join(titles[0].itertext()).strip():
        said = "the title is empty" if titles else "the page has no title"
        line = titles[0].sourceline if titles else 1
        yield fault("title", f"{said}: tabs, bookmarks and search results show it", "write a title", line)
    if not root.get("lang", "").strip():
        yield fault("lang", "html has no lang: screen readers guess the language", 'write <html lang="…">, as BCP 47')
    direction = root.get("dir", "").strip().lower()
    if direction not in {"ltr", "rtl", "auto"}:
        said = f'html has dir="{direction}"' if direction else "html has no dir"
        yield fault("dir", f"{said}: expected ltr or rtl", 'write <html dir="ltr"> or <html dir="rtl">')
    headings = list(root.iter("h1"))
    if not headings:
        yield fault("h1", "the page has no h1: expected one, its title", "let the page's title be its h1", 1)
    visible = [h for h in headings if not h.xpath(f"{_HIDDEN} or ancestor::noscript")]
    if len(visible) > 1:
        yield fault(
            "h1-again",
            f"the page has {len(visible)} h1: expected one, its title",
            "make the others h2",
            visible[1].sourceline,
        )


def _unnamed(root: Any, path: str) -> Iterator[Fault]:
    """Yield images without alt and links that a screen reader cannot name."""
    for image in root.iter("img"):
        if image.get("alt") is None and not _has_label(image) and not image.xpath(_HIDDEN):
            source = image.get("src", "")
            yield Fault(
                "page-invalid",
                path,
                image.sourceline,
                f'img "{source}" has no alt',
                'describe the image, or write alt="" if it only decorates',
                topic=f"alt {_LEADING_DOTS.sub('', source)}",
            )
    for link in root.iter("a"):
        url = link.get("href")
        if url is not None and not _has_text(link) and not _has_label(link) and not link.xpath(_HIDDEN):
            yield Fault(
                "page-invalid",
                path,
                link.sourceline,
                f'the link to "{url}" has no text: nobody who cannot see it knows where it leads',
                "write a text or an aria-label",
                topic=f"name {_LEADING_DOTS.sub('', url)}",
            )


def _has_label(element: Any) -> bool:
    return any(element.get(name, "").strip() for name in ("aria-label", "aria-labelledby", "title"))


def _has_text(element: Any) -> bool:
    """Return whether an element's content gives it an accessible name."""
    if (element.text or "").strip():
        return True
    for child in element:
        if (child.tail or "").strip():
            return True
        if not isinstance(child.tag, str) or child.tag in _NO_NAME:
            continue
        if child.get("hidden") is not None or child.get("aria-hidden") == "true":
            continue
        if child.get("alt", "").strip() or _has_label(child) or _has_text(child):
            return True
    return False


def _duplicate_ids(root: Any, path: str) -> Iterator[Fault]:
    """Yield each id that stands on more than one element."""
    seen: dict[str, int] = {}
    told: set[str] = set()
    for element in root.xpath("//*[@id]"):
        name, line = element.get("id"), element.sourceline
        if name and name in seen and name not in told:
            told.add(name)
            yield Fault(
                "page-invalid",
                path,
                line,
                f'the id "{name}" stands twice, first in line {seen[name]}: links find only the first',
                "give the second another id",
                topic=f"id {name}",
            )
        seen.setdefault(name, line)


def _code_faults(root: Any, path: str) -> Iterator[Fault]:
    """Yield code and style within the page, which a strict Content-Security-Policy refuses."""

    def fault(line: int, what: str, target: str, hint: str) -> Fault:
        return Fault("inline-code", path, line, f"{what}: {_short(target)}", hint, target=f"{what} {target}")

    for script in root.iter("script"):
        kind = script.get("type", "").split(";")[0].strip().lower()
        text = (script.text or "").strip()
        outside = any(script.get(name) is not None for name in ("src", "href", "xlink:href"))
        if text and not outside and kind in _RUN_AS_CODE:
            yield fault(script.sourceline, "inline script", text, "move the code into a file and load it with src")
    for element in root.xpath('//*[@*[starts-with(name(), "on")]]'):
        for name, value in element.items():
            if _HANDLER.match(name):
                what = f"event handler {name} on {element.tag}"
                yield fault(element.sourceline, what, value, "add the listener in a script file")
    for element in root.xpath("//*[@style]"):
        what = f"style attribute on {element.tag}"
        yield fault(element.sourceline, what, element.get("style"), "use a class and the style sheet")
    for element in root.iter(*_WITH_ADDRESS):
        for name in _ADDRESS_ATTRIBUTES:
            value = element.get(name)
            if value and ":" in value and scheme_of(value) == "javascript":
                hint = "use a button and a listener in a script file"
                yield fault(element.sourceline, f"{element.tag} {name}", value, hint)


def _short(text: str) -> str:
    """Return a text in one line of at most 60 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
