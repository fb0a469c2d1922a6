"""Faults that one page's markup gives away: what a visitor notices, and code within the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from helpcentre.content.settings import SettingsError, parse_lang
from helpcentre.output.audit.fault import Fault

_HIDDEN = 'ancestor-or-self::*[@hidden or @aria-hidden="true"]'
_HANDLER = re.compile(r"on[a-z]+$", re.IGNORECASE)
_LEADING_DOTS = re.compile(r"^(?:\.{1,2}/)+")
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
    direction, expected = root.get("dir", "").strip().lower(), _direction_of(root.get("lang", "").strip())
    if direction not in {"ltr", "rtl", "auto"}:
        said = f'html has dir="{direction}"' if direction else "html has no dir"
        yield fault("dir", f"{said}: expected ltr or rtl", 'write <html dir="ltr"> or <html dir="rtl">')
    elif expected and direction not in {expected, "auto"}:
        said = f'html has dir="{direction}" and lang="{root.get("lang")}", which is written {expected}'
        yield fault("dir-other", said, f'write <html dir="{expected}">')
    headings = list(root.iter("h1"))
    if not headings:
        yield fault("h1", "the page has no h1: expected one, its title", "let the page's title be its h1", 1)
    elif not any(map(_has_text, headings)):
        yield fault("h1-empty", "the h1 is empty: expected the page's title", "write it", headings[0].sourceline)
    visible = [h for h in headings if not h.xpath(f"{_HIDDEN} or ancestor::noscript")]
    if len(visible) > 1:
        yield fault(
            "h1-again",
            f"the page has {len(visible)} h1: expected one, its title",
            "make the others h2",
            visible[1].sourceline,
        )


@cache
def _direction_of(lang: str) -> str:
    """Return how a language is written, `ltr` or `rtl`; an empty text where CLDR does not know it."""
    try:
        direction: str = parse_lang(lang).text_direction
    except SettingsError:
        return ""
    return direction


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
    for script in root.iter("script"):
        kind = script.get("type", "").split(";")[0].strip().lower()
        text = (script.text or "").strip()
        outside = any(script.get(name) is not None for name in ("src", "href", "xlink:href"))
        if text and not outside and kind in _RUN_AS_CODE:
            yield inline_code(
                path, script.sourceline, "inline script", text, "move the code into a file and load it with src"
            )
    for element in root.xpath('//*[@*[starts-with(name(), "on")]]'):
        for name, value in element.items():
            if _HANDLER.match(name):
                what = f"event handler {name} on {element.tag}"
                yield inline_code(path, element.sourceline, what, value, "add the listener in a script file")
    for element in root.xpath("//*[@style]"):
        what = f"style attribute on {element.tag}"
        yield inline_code(path, element.sourceline, what, element.get("style"), "use a class and the style sheet")
    for style in root.iter("style"):
        if text := (style.text or "").strip():
            yield inline_code(path, style.sourceline, "style element", text, "put it into a style sheet")
    for frame in root.xpath("//iframe[@srcdoc]"):
        yield inline_code(path, frame.sourceline, "iframe srcdoc", frame.get("srcdoc"), "make it a page of the site")


def inline_code(path: str, line: int, what: str, text: str, hint: str) -> Fault:
    """Return the fault that something stands in the page which belongs into a file."""
    return Fault("inline-code", path, line, f"{what}: {_short(text)}", hint, target=f"{what} {text}")


def _short(text: str) -> str:
    """Return a text in one line of at most 60 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
