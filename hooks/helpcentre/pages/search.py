"""What the search of a locale can find: each article's beginning and each of its sections."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from helpcentre.content.article_file import ArticleFile
from helpcentre.content.formats import phone_digits
from helpcentre.content.placeholders import in_text
from helpcentre.output.search_entry import SearchEntry
from helpcentre.pages.site import LocaleSite


def search_entries(site: LocaleSite) -> Iterator[SearchEntry]:
    """Yield the entries of a locale's own pages; a fallback page's text is found in its own language only."""
    for file in site.catalogue.pages(site.locale.key):
        yield from entries_of_article(site, file)


def entries_of_article(site: LocaleSite, file: ArticleFile) -> Iterator[SearchEntry]:
    """Yield an article's beginning, then its sections; nothing of a page whose text is another locale's.

    What stands below a heading that no link can lead to belongs to the entry before it.
    """
    if file.locale != site.locale.key:
        return
    url = site.url(file.shared_path)
    topic = site.topic_page(file.topic)
    about = {"kind": file.meta.kind, "topic": topic.page.title if topic else "", "lang": site.locale.lang}
    headings = {"": ""}
    texts = {"": [file.meta.description]}
    fragment = ""
    outdated = site.outdatedness(file)
    # What the page does not show cannot be found; the source's passages are found in the source's language.
    unseen = outdated.replaced | outdated.withdrawn if outdated else frozenset()
    for section in file.document.sections:
        if section.id in unseen:
            continue
        if section.anchor and section.title and f"#{section.anchor}" not in headings:
            fragment = f"#{section.anchor}"
            headings[fragment] = section.title
            texts[fragment] = []
        elif section.title != file.title:
            texts[fragment].append(section.title)
        texts[fragment].append(section.plain)
    for fragment, heading in headings.items():
        text = in_text("\n".join(part for part in texts[fragment] if part), site.values)
        keywords = () if heading else (*file.meta.keywords, *_addresses(site, file))
        yield SearchEntry(f"{url}{fragment}", file.title, text, heading, keywords=keywords, **about)


def _addresses(site: LocaleSite, file: ArticleFile) -> tuple[str, ...]:
    """Return the addresses of the channel whose page this is, as readers copy them to find out whether they are real.

    The page shows them, and its text need not: a number as it is written, and in mere digits.
    """
    card = site.channel_at(file.shared_path)
    if card is None:
        return ()
    numbers = [address.href.removeprefix("tel:") for address in card.addresses if address.href and card.kind == "phone"]
    return (*(address.text for address in card.addresses), *chain.from_iterable(map(phone_digits, numbers)))
