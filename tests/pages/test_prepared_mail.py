from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from helpcentre.pages.page import page_view
from helpcentre.pages.search_panel import search_panel
from helpcentre.pages.site import LocaleSite
from trees import CONFIG, catalogue_of, mkdocs_yml

WORDS = {
    "": "Content-Type: text/plain; charset=UTF-8\\n",
    "Question: %(title)s": "Frage: %(title)s",
    "Please fill in:": "Füllen Sie aus:",
    "a question about my account": "mein Konto",
}
FILES = {
    "../theme/locales/de.po": "\n".join(f'msgid "{said}"\nmsgstr "{german}"\n' for said, german in WORDS.items()),
    "en/index.md": "# Help\n",
    "de/index.md": "# Hilfe\n",
    "en/bills/late.md": "---\nkind: faq\n---\n# My bill is late\n",
    "de/bills/late.md": "---\nkind: faq\n---\n# Meine Rechnung fehlt\n",
    "en/bills/only-here.md": "---\nkind: faq\n---\n# Not translated\n",
    "en/contact/mail.md": "---\nkind: channel\nprepare: [Name, Date of the bill]\n---\n# E-mail\n",
    "de/contact/mail.md": "---\nkind: channel\nprepare: [Name, Datum der Rechnung]\n---\n# E-Mail\n",
}


def site_of(folder: Path, locale: str, languages: str, files: dict[str, str] | None = None) -> LocaleSite:
    channels = (
        f"channels: {{mail: {{kind: email, address: help@shop.example, languages: [{languages}], hours: always}}}}\n"
        "routing: {default: [mail]}\n"
    )
    config = mkdocs_yml("en", "de", theme={"name": "material", "custom_dir": "theme"})
    catalogue = catalogue_of(folder, {**FILES, "channels.yml": channels, **(files or {}), CONFIG: config})
    return LocaleSite(catalogue, catalogue.settings.locale(locale))


def fields(href: str | None) -> tuple[str, list[str]]:
    """Return a prepared mail's subject and the lines of its text."""
    assert href is not None
    parts = urlsplit(href)
    assert (parts.scheme, parts.path) == ("mailto", "help@shop.example")
    query = parse_qs(parts.query)
    return query["subject"][0], query.get("body", [""])[0].split("\r\n")


BOTH = ["Please fill in:", "Füllen Sie aus:", "- Name: ", "- Date of the bill / Datum der Rechnung: "]
OWN = ["Füllen Sie aus:", "- Name: ", "- Datum der Rechnung: "]


@pytest.mark.parametrize(
    ("locale", "languages", "article", "subject", "body"),
    [
        pytest.param(
            "en", "en", "bills/late.md", "Question: My bill is late",
            ["Please fill in:", "- Name: ", "- Date of the bill: "], id="in the source's language",
        ),
        pytest.param("de", "en, de", "bills/late.md", "Frage: Meine Rechnung fehlt", OWN, id="in the reader's"),
        pytest.param(
            "de", "en", "bills/late.md", "Question: My bill is late / Meine Rechnung fehlt", BOTH,
            id="support does not read the reader's: in both",
        ),
        pytest.param(
            "de", "en", "bills/only-here.md", "Question: Not translated", BOTH, id="what is the same stands once"
        ),
        pytest.param(
            "de", "zh-Hans", "bills/late.md", "Frage: Meine Rechnung fehlt", OWN, id="support reads neither of both"
        ),
    ],
)  # fmt: skip
def test_a_mail_is_in_a_language_that_support_reads(
    tmp_path: Path, locale: str, languages: str, article: str, subject: str, body: list[str]
) -> None:
    site = site_of(tmp_path, locale, languages)
    shown = site.catalogue.shown(locale, article)
    assert shown is not None
    assert fields(page_view(site, shown).offered[0].href) == (subject, body)


def test_a_list_that_lacks_an_item_is_not_put_beside_the_sources(tmp_path: Path) -> None:
    shorter = {"de/contact/mail.md": "---\nkind: channel\nprepare: [Datum der Rechnung]\n---\n# E-Mail\n"}
    site = site_of(tmp_path, "de", "en", shorter)
    mail = page_view(site, site.catalogue.files["de"]["bills/late.md"]).offered[0].href
    assert fields(mail)[1] == ["Füllen Sie aus:", "- Datum der Rechnung: "]


def test_a_translation_without_a_source_names_itself(tmp_path: Path) -> None:
    site = site_of(tmp_path, "de", "en", {"de/bills/alone.md": "---\nkind: faq\n---\n# Ohne Quelle\n"})
    mail = page_view(site, site.catalogue.files["de"]["bills/alone.md"]).offered[0].href
    assert fields(mail)[0] == "Question: Ohne Quelle"


@pytest.mark.parametrize(("languages", "subject"), [("en, de", "Frage: {query}"), ("en", "Question: {query}")])
def test_a_page_of_channels_takes_the_readers_search(tmp_path: Path, languages: str, subject: str) -> None:
    site = site_of(tmp_path, "de", languages)
    own = page_view(site, site.catalogue.files["de"]["contact/mail.md"]).channel
    assert own is not None
    assert own.question == subject


def test_a_mail_from_search_has_the_readers_words_and_supports(tmp_path: Path) -> None:
    (asked,) = search_panel(site_of(tmp_path, "de", "en")).channels
    assert fields(asked.question_href)[0] == "Question: {query}"
    assert fields(asked.href)[0] == "Question: a question about my account / mein Konto"
