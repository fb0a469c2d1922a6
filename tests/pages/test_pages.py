from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from helpcentre.content.catalogue import Catalogue
from helpcentre.content.settings import Settings
from helpcentre.output.search_entry import SearchEntry
from helpcentre.pages.page import ladder_steps, page_view, template_of
from helpcentre.pages.page_markdown import page_markdown, standing_warning
from helpcentre.pages.search import search_entries
from helpcentre.pages.site import LocaleSite
from helpcentre.pages.urls import absolute_url, page_url
from trees import catalogue_of, mkdocs_yml

CHANNELS = """\
channels:
  phone:
    kind: phone
    number: "+12025550142"
    languages: [en]
    timezone: Asia/Singapore
    hours: {mon-fri: ["09:00-12:30", "13:30-18:00"]}
    closed: [2026-12-25]
    urgent: true
  email:
    {kind: email, address: help@shop.example, languages: [en, fr], hours: always, first_reply: {max: 3, unit: days}}
  social:
    kind: social
    accounts: [{name: QQ, handle: 1-XXXX}, {name: X, url: "https://x.example/s"}]
    languages: [en]
    hours: always
routing:
  default: [email]
  orders: [phone, email]
escalation:
  - {id: ask, channel: phone, due: {max: 2, unit: days}}
  - {id: court}
"""
SITE = {
    "mkdocs.yml": mkdocs_yml(
        "en", "fr", "ar", site_url="https://shop.example/help/", options={"topics": {"orders": {"icon": "box"}}}
    ),
    "channels.yml": CHANNELS,
    "facts.yml": "days: {kind: duration, min: 1, max: 3, unit: days}\n",
    "en/index.md": "---\nsite_name: Shop help\ntagline: In {{ facts.days }}\nrelated: [orders/late.md]\n---\n# Home\n",
    "en/orders/index.md": "# Orders\n",
    "en/orders/late.md": "---\nkind: faq\ndescription: In {{ facts.days }}.\n"
    "reviewed: 2026-11-20\nrelated: [orders/index.md, nowhere.md]\n---\n"
    '# Late\n\nLead, {{ facts.days }}.\n\n--8<-- "note.md"\n\n## One {#one}\n\nText.\n\n### Deep {#deep}\n\nMore.\n',
    "en/orders/a-guide.md": "---\ncontact: [social, nothing]\n---\n# Guide\n",
    "en/about/us.md": "# Us\n",
    "en/contact/index.md": "# Contact\n",
    "en/contact/phone.md": "---\nkind: channel\n---\n# Phone\n",
    "en/contact/email.md": "---\nkind: channel\ndescription: Write.\n"
    "prepare:\n  - Order & date\n  - Within {{ facts.days }}\n---\n# E-mail\n",
    "en/contact/social.md": "---\nkind: channel\n---\n# Social\n",
    "en/contact/other.md": "---\nkind: channel\n---\n# Other\n",
    "en/contact/ladder.md": "---\nkind: ladder\n---\n# Ladder\n",
    "en/_snippets/note.md": "First.\n\n    Second, {{ facts.days }}.\n",
    "en/_snippets/standing-warning.md": "Never in {{ facts.days }}.\n",
    "fr/index.md": "# Accueil\n",
    "fr/orders/late.md": "---\nkind: faq\n---\n# En retard\n\n## Un {#one}\n",
}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of(tmp_path_factory.mktemp("site"), SITE)


def site_in(catalogue: Catalogue, locale: str) -> LocaleSite:
    return LocaleSite(catalogue, catalogue.settings.locale(locale))


URLS = [
    ("en", "index.md", "", "index.html"),
    ("fr", "index.md", "fr/", "fr/index.html"),
    ("en", "orders/index.md", "orders/", "orders/index.html"),
    ("fr", "orders/late.md", "fr/orders/late/", "fr/orders/late.html"),
    ("en", "a/b/c.d.md", "a/b/c.d/", "a/b/c.d.html"),
    ("fr", "größe/助.md", "fr/größe/助/", "fr/größe/助.html"),
]


@pytest.mark.parametrize(("locale", "shared_path", "folder", "file"), URLS)
def test_the_source_has_no_folder_of_its_own(
    catalogue: Catalogue, locale: str, shared_path: str, folder: str, file: str
) -> None:
    assert page_url(catalogue.settings, locale, shared_path) == folder
    assert page_url(replace(catalogue.settings, directory_urls=False), locale, shared_path) == file


@pytest.mark.parametrize(
    ("site_url", "url"),
    [("https://a.example/", "https://a.example/x/"), ("https://a.example/b", "https://a.example/b/x/"), (None, "/x/")],
)
def test_an_absolute_address_begins_with_the_sites(catalogue: Catalogue, site_url: str | None, url: str) -> None:
    settings: Settings = replace(catalogue.settings, site_url=site_url)
    assert absolute_url(settings, "x/") == url


# Locale, shared path -> template, kind, language of a foreign text, canonical address.
VIEWS = [
    ("en", "index.md", "home.html", "home", None, ""),
    ("ar", "index.md", "home.html", "home", "en", ""),
    ("en", "orders/index.md", "topic.html", "topic", None, "orders/"),
    ("fr", "orders/index.md", "topic.html", "topic", "en", "orders/"),
    ("en", "orders/late.md", "main.html", "faq", None, "orders/late/"),
    ("fr", "orders/late.md", "main.html", "faq", None, "fr/orders/late/"),
    ("ar", "orders/late.md", "main.html", "faq", "en", "orders/late/"),
    ("en", "about/us.md", "main.html", "guide", None, "about/us/"),
    ("en", "contact/index.md", "contact.html", "contact", None, "contact/"),
    ("en", "contact/phone.md", "channel.html", "channel", None, "contact/phone/"),
    ("en", "contact/other.md", "main.html", "guide", None, "contact/other/"),
    ("en", "contact/ladder.md", "ladder.html", "ladder", None, "contact/ladder/"),
]


@pytest.mark.parametrize(("locale", "path", "template", "kind", "foreign", "canonical"), VIEWS)
def test_what_a_page_is(
    catalogue: Catalogue, locale: str, path: str, template: str, kind: str, foreign: str | None, canonical: str
) -> None:
    site = site_in(catalogue, locale)
    file = catalogue.shown(locale, path)
    assert file is not None
    view = page_view(site, file)
    assert (template_of(site, file), view.kind) == (template, kind)
    assert (view.fallback.key if view.fallback else None) == foreign
    assert view.canonical == f"https://shop.example/help/{canonical}"
    assert view.url == page_url(catalogue.settings, locale, path)


def test_an_article_knows_its_contents_date_and_neighbours(catalogue: Catalogue) -> None:
    view = page_view(site_in(catalogue, "en"), catalogue.files["en"]["orders/late.md"])
    assert [(x.id, x.title, x.language) for x in view.contents] == [("one", "One", None)]
    assert (view.reviewed, view.reviewed_on) == ("November\u00a020, 2026", "2026-11-20")
    assert [link.title for link in view.related] == ["Orders"]
    assert view.description == "In 1–\u20603 days."
    assert [(x.locale.key, x.url, x.translated, x.current) for x in view.alternates] == [
        ("en", "orders/late/", True, True),
        ("fr", "fr/orders/late/", True, False),
        ("ar", "ar/orders/late/", False, False),
    ]


# Page -> channels offered at its end.
OFFERED = {
    "orders/late.md": ["phone", "email"],
    "orders/a-guide.md": ["social"],
    "about/us.md": ["email"],
    "contact/index.md": ["phone", "email", "social"],
}


@pytest.mark.parametrize("path", OFFERED)
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_channels_are_the_articles_own_or_its_topics(catalogue: Catalogue, locale: str, path: str) -> None:
    file = catalogue.shown(locale, path)
    assert file is not None
    assert [x.card.id for x in page_view(site_in(catalogue, locale), file).offered] == OFFERED[path]


def test_a_card_says_all_of_a_channel(catalogue: Catalogue) -> None:
    phone, email, social = site_in(catalogue, "en").channels.values()
    assert (phone.href, phone.addresses[0].text, phone.urgent) == ("tel:+12025550142", "+1 202-555-0142", True)
    assert json.loads(phone.schedule) == {
        "zone": "Asia/Singapore",
        "week": [[[540, 750], [810, 1080]]] * 5 + [[], []],
        "closed": ["2026-12-25"],
    }
    assert [row.days.replace("\u2060", "") for row in phone.hours] == ["Mon–Fri", "Sat–Sun"]
    assert (phone.zone, phone.closed, phone.reply) == ("Singapore", ("December\u00a025, 2026",), "")
    assert (email.hours, email.schedule, email.reply, email.prepare) == (
        (),
        "",
        "3 days",
        ("Order & date", "Within 1–\u20603 days"),
    )
    assert [(a.label, a.text, a.href) for a in social.addresses] == [
        ("QQ", "1-XXXX", None),
        ("X", "https://x.example/s", "https://x.example/s"),
    ]
    assert social.href == "https://x.example/s"


@pytest.mark.parametrize(
    ("locale", "speaks"), [("en", [True, True, True]), ("fr", [False, True, False]), ("ar", [False] * 3)]
)
def test_a_card_says_whether_the_reader_is_understood(catalogue: Catalogue, locale: str, speaks: list[bool]) -> None:
    assert [card.speaks for card in site_in(catalogue, locale).channels.values()] == speaks


def test_a_mail_comes_with_its_subject_and_what_to_write(catalogue: Catalogue) -> None:
    view = page_view(site_in(catalogue, "en"), catalogue.files["en"]["orders/late.md"])
    href = next(x.href for x in view.offered if x.card.id == "email")
    assert href is not None
    parts = urlsplit(href)
    assert (parts.scheme, parts.path) == ("mailto", "help@shop.example")
    assert "+" not in parts.query  # which a mail program would show
    fields = parse_qs(parts.query)
    assert fields["subject"] == ["Question: Late"]
    assert fields["body"] == ["Please fill in:\r\n- Order & date: \r\n- Within 1–\u20603 days: "]
    assert "&" in unquote(parts.query)


def test_topics_list_their_questions_first_and_never_drafts(catalogue: Catalogue) -> None:
    site = site_in(catalogue, "fr")
    assert [topic.folder for topic in site.topics] == ["orders", "about", "contact"]
    orders = site.topic("orders")
    assert orders is not None
    assert (orders.icon, orders.page.title, orders.page.lang) == ("box", "Orders", "en")
    assert [(link.title, link.lang) for link in orders.articles] == [("En retard", ""), ("Guide", "en")]
    about = site.topic("about")
    assert about is not None
    assert (about.page.title, about.page.url) == ("About", "")
    assert site.topic("nowhere") is None


def test_names_of_the_site(catalogue: Catalogue) -> None:
    site = site_in(catalogue, "fr")
    assert (site.name, site.contact_url) == ("Shop help", "fr/contact/")
    assert site.url_in(catalogue.settings.locale("en"), "index.md") == ""
    assert site.shows_demonstration_addresses


def test_passages_and_values_stand_in_the_text(catalogue: Catalogue) -> None:
    file = catalogue.files["en"]["orders/late.md"]
    for locale in ("en", "ar"):  # a fallback page speaks the source's language
        text = page_markdown(site_in(catalogue, locale), file)
        assert text.startswith(
            "# Late\n\nLead, 1–\u20603 days.\n\nFirst.\n\n    Second, 1–\u20603 days.\n\n## One {#one}\n"
        )


def test_a_passage_within_an_admonition_is_indented(tmp_path: Path) -> None:
    files = {"en/a.md": '# A\n\n!!! note\n    --8<-- "n.md"\n', "en/_snippets/n.md": "One.\n\nTwo.\n"}
    catalogue = catalogue_of(tmp_path, files)
    text = page_markdown(site_in(catalogue, "en"), catalogue.files["en"]["a.md"])
    assert text == "# A\n\n!!! note\n    One.\n\n    Two.\n"


def test_the_standing_warning_is_in_the_language_of_its_text(catalogue: Catalogue) -> None:
    source = catalogue.settings.locale("en")
    assert standing_warning(site_in(catalogue, "en")) == ("Never in 1–\u20603 days.\n", None)
    assert standing_warning(site_in(catalogue, "ar")) == ("Never in 1–\u20603 days.\n", source)


def test_a_ladder_is_cut_at_its_steps(catalogue: Catalogue) -> None:
    html = '<p>Lead</p><h2 id="first">F</h2>f<h2 id="ask">Ask</h2>a<h3 id="x">X</h3>'
    html += '<h2 id="court">C</h2>c<h2 id="end">E</h2>e'
    before, (ask, court), after = ladder_steps(site_in(catalogue, "en"), html)
    assert (before, after) == ('<p>Lead</p><h2 id="first">F</h2>f', '<h2 id="end">E</h2>e')
    assert (ask.html, ask.due, ask.channel.id if ask.channel else None) == (
        '<h2 id="ask">Ask</h2>a<h3 id="x">X</h3>',
        "2 days",
        "phone",
    )
    assert (court.id, court.due, court.channel) == ("court", "", None)
    assert ladder_steps(site_in(catalogue, "en"), "<p>No steps</p>") == ("<p>No steps</p>", (), "")


def test_a_locales_search_finds_its_own_texts_only(catalogue: Catalogue) -> None:
    entries: list[SearchEntry] = list(search_entries(site_in(catalogue, "fr")))
    assert {entry.url for entry in entries} == {"fr/", "fr/orders/late/", "fr/orders/late/#one"}
    english = {entry.url: entry for entry in search_entries(site_in(catalogue, "en"))}
    assert "In 1–\u20603 days.\nLead, 1–\u20603 days." in english["orders/late/"].text
    assert "{{" not in "".join(entry.text for entry in english.values())


def test_search_finds_the_addresses_of_a_channel_on_its_own_page(catalogue: Catalogue) -> None:
    found = {entry.url: entry.keywords for entry in search_entries(site_in(catalogue, "en")) if entry.keywords}
    assert found == {
        "contact/phone/": ("+1 202-555-0142", "+12025550142", "2025550142"),
        "contact/email/": ("help@shop.example",),
        "contact/social/": ("1-XXXX", "https://x.example/s"),
    }


def test_search_loses_no_text(tmp_path: Path) -> None:
    text = "# Fees\nLead.\n## Who pays\nOne.\n## Who pays\nTwo.\n### Last {#last}\nThree.\n"
    text += "## Again {#last}\nFour.\n# More\nFive.\n"
    catalogue = catalogue_of(tmp_path, {"en/fees.md": text, "fr/index.md": "# F\n"})
    entries = search_entries(site_in(catalogue, "en"))
    assert {entry.url: entry.text for entry in entries if entry.url.startswith("fees/")} == {
        "fees/": "Lead.",
        "fees/#who-pays": "One.",
        "fees/#who-pays_1": "Two.",
        "fees/#last": "Three.\nAgain\nFour.\nMore\nFive.",
    }


def test_a_site_without_channels_has_none(tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, {"en/contact/index.md": "# C\n", "en/a.md": "# A\n"})
    site = site_in(catalogue, "en")
    assert (page_view(site, catalogue.files["en"]["contact/index.md"]).kind, site.channels) == ("topic", {})
    assert not site.shows_demonstration_addresses
    assert standing_warning(site) == ("", None)
