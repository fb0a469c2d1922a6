from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from helpcentre.content.catalogue import Catalogue
from helpcentre.content.reading import read_catalogue
from helpcentre.mkdocs_settings import read_settings
from helpcentre.page_cache import site_world
from helpcentre.pages.page import page_view
from helpcentre.pages.site import LocaleSite
from helpcentre.run.tracing import Tracer
from trees import mkdocs_yml, write_tree

CHANNELS = """\
channels:
  email: {kind: email, address: help@shop.example, languages: [en], hours: always}
  chat: {kind: chat, url: "https://shop.example/chat", languages: [en], hours: always, urgent: true}
  phone: {kind: phone, number: "+12025550142", languages: [en], hours: always, urgent: true}
  form: {kind: form, url: "https://shop.example/form", languages: [en], hours: always}
routing:
  default: [email, chat]
  orders: [form, phone]
  returns: [chat]
"""
SITE = {
    "mkdocs.yml": mkdocs_yml("en", "fr"),
    "docs/channels.yml": CHANNELS,
    "docs/facts.yml": "days: {kind: duration, min: 1, max: 3, unit: days}\n",
    "docs/en/index.md": "# Home\n",
    "docs/en/orders/index.md": "# Orders\n",
    "docs/en/orders/late.md": "# Late\n\n## One {#one}\n",
    "docs/en/returns/index.md": "# Returns\n",
    "docs/en/loose/page.md": "# A topic without a page of its own\n",
    "docs/en/contact/index.md": "# Contact\n",
    "docs/fr/index.md": "# Accueil\n",
    "docs/fr/contact/index.md": "# Contact\n",
    "docs/en/notices/slow.md": "---\nfrom: 2026-11-20T08:00+08:00\nuntil: 2026-11-22T08:00Z\ntopics: [orders]\n---\n"
    "# Slow <i>today</i>\n\nIn {{ facts.days }}, see [late](../orders/late.md#one) or <https://shop.example/a?b&c>.\n",
    "docs/fr/notices/slow.md": "# Lent\n\nVoir [en retard](../orders/late.md#one).\n",
}
NOW = "2026-11-21T00:00Z"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tree(tmp_path_factory.mktemp("site"), SITE)


def catalogue_at(config: Path, now: str) -> Catalogue:
    return read_catalogue(read_settings(config), datetime.fromisoformat(now))


def site_in(config: Path, locale: str, now: str = NOW) -> LocaleSite:
    catalogue = catalogue_at(config, now)
    return LocaleSite(catalogue, catalogue.settings.locale(locale))


# --- notices


def test_a_notice_as_a_page_carries_it(root: Path) -> None:
    [english] = site_in(root, "en").notices
    assert english.title == "Slow today", "words, no tags"
    assert english.html_below("../") == (
        '<p>In 1–\u20603 days, see <a href="../orders/late/#one">late</a> or '
        '<a href="https://shop.example/a?b&amp;c">https://shop.example/a?b&amp;c</a>.</p>'
    )
    assert (english.since.text, english.since.iso) == (
        "November 20, 2026, 8:00 AM (UTC+8)",
        "2026-11-20T08:00:00+08:00",
    )
    assert (english.until.text, english.current, english.language) == ("November 22, 2026, 8:00 AM (UTC)", True, None)
    [french] = site_in(root, "fr").notices
    assert french.html_below("./") == '<p>Voir <a href="./fr/orders/late/#one">en retard</a>.</p>'
    assert (french.since.iso, french.language) == (english.since.iso, None)


def test_a_notice_that_is_not_translated_says_its_language(tmp_path: Path) -> None:
    files = {name: text for name, text in SITE.items() if name != "docs/fr/notices/slow.md"}
    [notice] = site_in(write_tree(tmp_path, files), "fr").notices
    assert notice.language
    assert notice.language.key == "en"
    assert '<a href="./fr/orders/late/#one">' in notice.html_below("./"), "its links stay in the reader's"


PLACES = {"index.md": 1, "orders/index.md": 1, "orders/late.md": 1, "returns/index.md": 0, "contact/index.md": 0}


@pytest.mark.parametrize("path", PLACES)
def test_a_notice_stands_at_home_and_in_its_topics(path: str, root: Path) -> None:
    site = site_in(root, "en")
    assert len(page_view(site, site.catalogue.files["en"][path]).notices) == PLACES[path]


def test_pages_are_rendered_anew_when_a_notice_begins_or_ends(root: Path) -> None:
    def read_at(now: str) -> str:
        catalogue = catalogue_at(root, now)
        site = LocaleSite(catalogue, catalogue.settings.locale("fr"))
        tracer = Tracer(site_world(site))
        tracer.begin()
        _ = tracer.stand_in(site).notices
        (digest,) = tracer.answers(tracer.end()).values()
        return digest

    times = ("2026-11-19T00:00Z", "2026-11-21T00:00Z", "2026-11-21T12:00Z", "2026-11-23T00:00Z")
    before, during, later, over = map(read_at, times)
    assert during == later
    assert len({before, during, over}) == 3


def test_a_build_holds_until_a_notice_begins_or_ends_or_the_day_is_over(root: Path) -> None:
    for now, until in (("2026-11-19T23:30Z", "2026-11-20T00:00Z"), ("2026-11-21T01:00Z", "2026-11-22T00:00Z")):
        assert catalogue_at(root, now).changes_at == datetime.fromisoformat(until), now


OFFSETS = {"+00:00": "UTC", "+08:00": "UTC+8", "-03:30": "UTC-3:30", "+05:45": "UTC+5:45", "-11:00": "UTC-11"}


@pytest.mark.parametrize("offset", OFFSETS)
def test_a_zone_is_told_as_its_difference_to_utc(offset: str, root: Path) -> None:
    moment = datetime.fromisoformat(f"2026-11-20T08:00{offset}")
    assert site_in(root, "fr").formats.moment(moment) == f"20 novembre 2026, 08:00 ({OFFSETS[offset]})"


# --- which channel

# Topic -> the usual order, the order for what cannot wait, and what the table says of that.
CHOICES = {
    "orders": ("form phone", "phone chat form", "phone chat"),
    "returns": ("chat", "chat phone", "chat phone"),
    "": ("email chat", "chat phone email", "chat phone"),
}


def test_each_topic_with_a_page_has_its_order_of_channels(root: Path) -> None:
    choices = site_in(root, "en").choices
    told = {
        one.topic: tuple(" ".join(card.id for card in cards) for cards in (one.usual, one.urgent, one.at_once))
        for one in choices
    }
    assert told == CHOICES
    assert list(told) == ["orders", "returns", ""], "everything else comes last"


def test_links_lead_to_the_topics_row(root: Path) -> None:
    site = site_in(root, "fr")
    assert site.contact_url_for("orders") == "fr/contact/#topic-orders"
    assert site.contact_url_for("loose") == site.contact_url_for("contact") == "fr/contact/"
    view = page_view(site, site.catalogue.files["fr"]["contact/index.md"])
    assert view.chooser
    assert [one.card.id for one in view.chooser.shown] == ["email", "chat"]
    assert [one.card.id for one in view.chooser.hidden] == ["phone", "form"]


def test_where_nothing_is_urgent_the_first_choice_stands(tmp_path: Path) -> None:
    files = SITE | {"docs/channels.yml": CHANNELS.replace(", urgent: true", "")}
    choices = site_in(write_tree(tmp_path, files), "en").choices
    assert [[card.id for card in choice.at_once] for choice in choices] == [["form"], ["chat"], ["email"]]
    assert all(choice.usual == choice.urgent for choice in choices)


def test_without_channels_or_an_overview_there_is_nothing_to_choose(tmp_path: Path) -> None:
    for missing in ("docs/channels.yml", "docs/en/contact/index.md"):
        files = {name: text for name, text in SITE.items() if name != missing}
        site = site_in(write_tree(tmp_path / missing.replace("/", "-"), files), "en")
        assert site.choices == ()
        assert "#" not in site.contact_url_for("orders")


# --- languages


def test_a_language_is_suggested_where_its_text_is_there(root: Path) -> None:
    site = site_in(root, "en")
    home, late = (page_view(site, site.catalogue.files["en"][path]) for path in ("index.md", "orders/late.md"))
    assert [bool(one.suggestion) for one in home.alternates] == [False, True]
    assert [bool(one.suggestion) for one in late.alternates] == [False, False]
