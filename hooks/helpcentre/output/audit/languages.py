"""Alternates, canonical links and contact links: how pages of one site name each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from helpcentre.output.audit.address import Site, Target
from helpcentre.output.audit.document import Alternate, Document
from helpcentre.output.audit.fault import Fault
from helpcentre.output.audit.links import explained

_DEFAULT = "x-default"


class LanguageCheck:
    """The rules about pages in several languages, over all pages of one site."""

    def __init__(self, site: Site, documents: Mapping[str, Document]) -> None:
        self._site = site
        self._documents = documents
        self._announced = {
            path: {
                self._resolve(document, alternate.url).path
                for alternate in document.alternates
                if alternate.hreflang.lower() != _DEFAULT
            }
            for path, document in documents.items()
        }

    def faults(self) -> Iterator[Fault]:
        """Yield wrong alternates, wrong canonical links and faq pages without a contact link."""
        has_channels = any(document.knows_channels for document in self._documents.values())
        for document in self._documents.values():
            yield from self._alternate_faults(document)
            yield from self._canonical_faults(document)
            if document.faq_line and has_channels:
                yield from self._contact_faults(document)

    def target_faults(self, alternate: Alternate, target: Target) -> Iterator[tuple[str, str]]:
        """Yield topic and message for what is wrong with the page that an alternate names."""
        said = f'the alternate {alternate.hreflang} "{alternate.url}"'
        if target.outcome in {"missing", "left", "no-slash"}:
            yield f"alternate {target.outcome}", f"{said} {explained(target, self._site)[0]}"
        other = self._documents.get(target.path) if target.outcome == "file" else None
        if other is None:
            return
        if other.noindex:
            yield "alternate noindex", f"{said} is a page with noindex: expected real translations only"
        if alternate.hreflang.lower() != _DEFAULT and not _covers(alternate.hreflang, other.lang):
            yield "alternate lang", f'{said} is a page with lang="{other.lang}": expected the same language'

    def _resolve(self, document: Document, url: str) -> Target:
        return self._site.resolve(url, document.path, document.base_href)

    def _alternate_faults(self, document: Document) -> Iterator[Fault]:
        """Yield what is wrong with the alternates of one page; an error page has no place of its own."""
        alternates = document.alternates
        if not alternates or document.is_redirect:
            return

        def fault(line: int, topic: str, message: str, hint: str = "") -> Fault:
            return Fault("alternate-wrong", document.path, line, message, hint, topic=topic)

        if document.noindex:
            yield fault(
                alternates[0].line,
                "noindex announces",
                "a page with noindex announces alternates: expected none",
                "leave them out where the page has no translation of its own",
            )
            return
        for alternate in alternates:
            target = self._resolve(document, alternate.url)
            wrong = [*self.target_faults(alternate, target)]
            for topic, message in wrong:
                yield fault(alternate.line, topic, message, "announce only translations that exist")
            other = self._documents.get(target.path) if target.outcome == "file" else None
            if (
                other is not None
                and not wrong
                and not document.is_error_page
                and alternate.hreflang.lower() != _DEFAULT
                and document.path not in self._announced[other.path]
            ):
                yield fault(
                    alternate.line,
                    "alternate one-sided",
                    f'the alternate {alternate.hreflang} "{alternate.url}" does not name this page in return',
                    "search engines ignore one-sided alternates: announce each from each",
                )
        if document.path not in self._announced[document.path] and not document.is_error_page:
            yield fault(alternates[0].line, "alternate self", "the alternates lack this page itself", "add the page")
        counted = Counter(alternate.hreflang.lower() for alternate in alternates)
        for hreflang, count in counted.items():
            if count > 1:
                again = [a.line for a in alternates if a.hreflang.lower() == hreflang][1]
                message = f"{count} alternates have hreflang {hreflang}: expected one"
                yield fault(again, "alternate again", message, "keep one")

    def _canonical_faults(self, document: Document) -> Iterator[Fault]:
        """Yield what is wrong with the canonical link of one page."""

        def fault(line: int, topic: str, message: str, hint: str = "") -> Fault:
            return Fault("alternate-wrong", document.path, line, message, hint, topic=topic)

        canonicals = document.canonicals
        if not canonicals:
            if self._site.url and document.is_indexable:
                yield fault(
                    1,
                    "canonical missing",
                    "the page has no canonical link: expected one to itself",
                    "add the link, or noindex",
                )
            return
        if len(canonicals) > 1:
            yield fault(
                canonicals[1][1],
                "canonical again",
                f"the page has {len(canonicals)} canonical links: expected one",
                "keep one",
            )
        url, line = canonicals[0]
        target = self._resolve(document, url)
        other = self._documents.get(target.path) if target.outcome == "file" else None
        if target.outcome in {"missing", "left", "no-slash"}:
            said, hint = explained(target, self._site)
            yield fault(line, f"canonical {target.outcome}", f'the canonical "{url}" {said}', hint)
        elif other is document or document.is_redirect or document.is_error_page:
            return
        elif not document.noindex:
            yield fault(
                line,
                "canonical elsewhere",
                f'the canonical "{url}" is not this page: expected the page itself',
                f'name "{self._site.url or self._site.base}{self._site.address_of(document.path)}"; '
                "a page that shows another's text needs noindex",
            )
        elif other is not None and other.noindex:
            yield fault(
                line,
                "canonical noindex",
                f'the canonical "{url}" is a page with noindex: expected the source',
                "name the page that holds the text",
            )

    def _contact_faults(self, document: Document) -> Iterator[Fault]:
        """Yield a fault when a faq's contact block leads to no page of the same locale."""
        targets = [self._resolve(document, url) for url in document.contact_links]
        if any(self._is_neighbour(document, target) for target in targets):
            return
        if not document.has_contact_block:
            said = "has no contact block"
        elif not targets:
            said = "has a contact block without a link"
        else:
            said = f'has a contact block without a link to a page of "{document.locale}"'
        yield Fault(
            "contact-missing",
            document.path,
            document.faq_line,
            f"the faq {said}: expected a link to a channel",
            "name channels under contact: in the article's front matter",
            topic=said,
        )

    def _is_neighbour(self, document: Document, target: Target) -> bool:
        """Return whether a target is another page of the same locale."""
        other = self._documents.get(target.path) if target.outcome in {"file", "no-slash"} else None
        return other is not None and other is not document and other.locale == document.locale


def addresses_and_canonicals(site: Site, documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    """Yield the address within the site and the canonical link of each page that has one."""
    for document in documents:
        if document.canonicals and document.is_indexable:
            yield site.address_of(document.path), document.canonicals[0][0]


def _covers(hreflang: str, lang: str) -> bool:
    """Return whether a language range holds a tag: `zh` holds `zh-Hans`, not the other way round."""
    return f"{lang}-".lower().startswith(f"{hreflang}-".lower())
