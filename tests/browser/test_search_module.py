"""The search module's answers in a browser, under the strictest policy it is meant for, below a path."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from browser.search_trial import CORPUS, FIXTURES, call
from helpcentre.output.search_entry import SearchEntry
from helpcentre.output.search_index import index_files

VECTORS: list[dict[str, Any]] = json.loads((FIXTURES / "search_vectors.json").read_text("utf-8"))


def fulfil(files: dict[str, bytes], route: Route) -> None:
    """Answer with a file of a made index, by its path below the locale's folder."""
    route.fulfill(body=files[route.request.url.split("/search/")[1].partition("/")[2]])


def misspelt(word: str) -> list[str]:
    """Return the word with a letter left out, and with two letters swapped."""
    middle = len(word) // 2
    swapped = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
    return [word[:middle] + word[middle + 1 :], swapped]


def give_index(page: Page, entries: list[SearchEntry], **form: Any) -> None:
    """Answer requests for the index of the locale `made`."""
    files = index_files(entries, **form)
    page.route("**/search/made/**", lambda route: route.fulfill(body=files[route.request.url.split("/made/")[1]]))


def found_first(page: Page, locale: str, query: str, limit: int = 5) -> list[str]:
    return [
        hit["url"].split("/repo/")[1].split("#")[0]
        for hit in call(page, "search", query, {"locale": locale, "limit": limit})
    ]


def test_reads_text_as_the_builder_does(page: Page, trial: str) -> None:
    page.goto(f"{trial}en/home/")
    call(page, "warm", "en")
    read = [call(page, "read", vector["text"]) for vector in VECTORS]
    assert read == [{"terms": vector["terms"], "query": vector["query"]} for vector in VECTORS]


def test_a_hit_says_all_it_promises(page: Page, trial: str) -> None:
    page.goto(f"{trial}en/home/")
    hits = call(page, "search", "verification code", {"locale": "en", "limit": 3})
    assert 1 <= len(hits) <= 3
    assert set(hits[0]) == {"url", "title", "section", "kind", "topic", "lang", "score"}
    assert hits[0]["url"] == f"{trial}account/verification-code/"
    assert (hits[0]["kind"], hits[0]["topic"], hits[0]["lang"], hits[0]["section"]) == ("faq", "Account", "en", "")
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)


def test_takes_the_locale_of_the_page(page: Page, trial: str) -> None:
    page.goto(f"{trial}zh/home/")
    assert {hit["lang"] for hit in call(page, "search", "提现")} == {"zh-Hans"}


@pytest.mark.parametrize("query", ["", "   ", "…", "zzzzqqqq"])
def test_finds_nothing(page: Page, trial: str, query: str) -> None:
    page.goto(f"{trial}en/home/")
    assert call(page, "search", query) == []


def test_an_absent_index_is_named_and_tried_again(page: Page, trial: str) -> None:
    page.goto(f"{trial}en/home/")
    page.route("**/search/en/index.json", lambda route: route.fulfill(status=200, body="{"))
    message = page.evaluate(
        "async () => (await import(new URL('../../assets/search/search.js', document.baseURI)))"
        ".search('code').then(() => 'found', (error) => error.message)"
    )
    assert "SyntaxError" in message
    page.unroute("**/search/en/index.json")
    assert call(page, "search", "code")


@pytest.mark.parametrize(
    ("own", "fallback", "expected"),
    [
        pytest.param(3, ["near", "far"], ["own"] * 3, id="enough: no other is asked"),
        pytest.param(2, [], ["own"] * 2, id="few, but no other is named"),
        pytest.param(2, ["near", "far"], ["own"] * 2 + ["near"], id="few: the first other is enough"),
        pytest.param(0, ["near", "far"], ["near", "far", "far"], id="none: one after the other"),
        pytest.param(1, ["far", "near"], ["own", "far", "far"], id="in the order given"),
    ],
)
def test_other_languages_follow_where_they_are_named_and_hits_are_few(
    page: Page, trial: str, own: int, fallback: list[str], expected: list[str]
) -> None:
    for locale, number in {"own": own, "near": 1, "far": 2}.items():
        made = index_files(SearchEntry(f"{locale}/{n}/", f"Ledger {n}", "", lang=locale) for n in range(number))
        page.route(f"**/search/{locale}/**", partial(fulfil, made))
    page.goto(f"{trial}en/home/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    hits = call(page, "search", "ledger", {"locale": "own", "fallback": fallback})
    assert [hit["lang"] for hit in hits] == expected
    indexes = [url.split("/search/")[1] for url in asked if url.endswith(".json")]
    assert sorted(indexes) == sorted(f"{lang}/index.json" for lang in {"own", *expected}), "and no texts"


@pytest.mark.parametrize("locale", sorted(CORPUS))
def test_every_title_is_found_whole_and_with_one_mistake(page: Page, trial: str, locale: str) -> None:
    page.goto(f"{trial}en/home/")
    asked = found = 0
    for entry in CORPUS[locale]:
        if "section" in entry:
            continue
        assert entry["url"] in found_first(page, locale, entry["title"], 1), entry["title"]
        words = [word for word in entry["title"].split() if len(word) >= 5 and word.isalpha()]
        for word in words[:3] if locale != "zh" else []:
            for wrong in misspelt(word):
                asked += 1
                found += entry["url"] in found_first(page, locale, entry["title"].replace(word, wrong))
    assert found >= 0.95 * asked


def test_every_piece_of_a_chinese_title_is_found(page: Page, trial: str) -> None:
    page.goto(f"{trial}zh/home/")
    titles = {entry["url"]: entry["title"] for entry in CORPUS["zh"] if "section" not in entry}
    for title in titles.values():
        for size in (1, 2, 3, 4):
            for start in range(len(title) - size + 1):
                piece = title[start : start + size]
                assert any(piece in titles[url] for url in found_first(page, "zh", piece)), piece


@pytest.mark.parametrize("prefix", ["", "ال", "وال", "بال", "لل", "و", "ب"])
@pytest.mark.parametrize(
    ("word", "url"),
    [
        ("سحب", "ar/withdrawals/withdrawal-delayed/"),
        ("محفظة", "ar/security/recovery-phrase/"),
        ("تحقق", "ar/account/verification-code/"),
    ],
)
def test_arabic_with_another_prefix(page: Page, trial: str, prefix: str, word: str, url: str) -> None:
    page.goto(f"{trial}ar/home/")
    assert url in found_first(page, "ar", prefix + word)


@pytest.mark.parametrize(
    ("locale", "with_marks", "without"),
    [
        ("fr", "réseau récupération", "reseau recuperation"),
        ("es", "código contraseña", "codigo contrasena"),
        ("de", "Größe Straße", "grosse strasse"),
        ("ru", "ещё счёт", "еще счет"),
    ],
)
def test_the_same_without_diacritics(page: Page, trial: str, locale: str, with_marks: str, without: str) -> None:
    page.goto(f"{trial}en/home/")
    hits = found_first(page, locale, with_marks, 10)
    assert hits
    assert found_first(page, locale, without, 10) == hits


RANKED = {
    "a title before a heading before a text": (
        "ledger",
        [
            ("a/", {"title": "Ledger"}),
            ("b/#s", {"title": "B", "section": "Ledger"}),
            ("c/#s", {"title": "C", "section": "S", "text": "ledger"}),
        ],
    ),
    "a keyword before a text": (
        "ledger",
        [("b/", {"title": "B", "keywords": ["ledger"]}), ("a/", {"title": "A", "text": "ledger"})],
    ),
    "exact before prefix before mistake": (
        "ledger",
        [
            ("c/", {"title": "C", "text": "ledger"}),
            ("b/", {"title": "B", "text": "ledgerline"}),
            ("a/", {"title": "A", "text": "ledgar"}),
        ],
    ),
    "all words before some": (
        "ledger export",
        [
            ("c/", {"title": "C", "text": "to export the ledger there is a long way of many words"}),
            ("a/", {"title": "Ledger ledger", "text": "ledger"}),
        ],
    ),
    "all words in one article before some": (
        "ledger export",
        [
            ("c/#two", {"title": "C", "section": "Two", "text": "export and many other words"}),
            ("c/#one", {"title": "C", "section": "One", "text": "ledger and other words"}),
            ("a/", {"title": "Ledger", "text": "ledger"}),
        ],
    ),
    "a question before a guide where all else is equal": (
        "ledger",
        [("b/", {"title": "Ledger", "kind": "faq"}), ("a/", {"title": "Ledger", "kind": "guide"})],
    ),
}


@pytest.mark.parametrize("case", RANKED)
def test_ranking(page: Page, trial: str, case: str) -> None:
    query, ranked = RANKED[case]
    entries = [SearchEntry(**{"url": url, "text": "", **fields}) for url, fields in reversed(ranked)]
    give_index(page, entries)
    page.goto(f"{trial}en/home/")
    hits = call(page, "search", query, {"locale": "made"})
    assert [hit["url"].split("/repo/")[1] for hit in hits] == [url for url, _ in ranked]


def test_at_most_two_hits_of_an_article(page: Page, trial: str) -> None:
    entries = [SearchEntry(url=f"a/#{n}", title="A", section=f"Ledger {n}", text="") for n in range(5)]
    give_index(page, entries)
    page.goto(f"{trial}en/home/")
    assert len(call(page, "search", "ledger", {"locale": "made"})) == 2


def test_works_where_no_module_worker_is_to_be_had(page: Page, trial: str) -> None:
    page.add_init_script("delete window.Worker")
    page.goto(f"{trial}en/home/")
    assert call(page, "search", "password")


@pytest.mark.parametrize("worker", [True, False])
def test_traditional_characters_are_loaded_once_and_for_their_readers_alone(
    page: Page, trial: str, worker: bool
) -> None:
    if not worker:
        page.add_init_script("delete window.Worker")
    page.goto(f"{trial}zh/home/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1].partition("?")[0]))
    for query, loaded in {"忘记密码": 0, "忘記密碼": 1, "驗證碼": 1}.items():
        assert call(page, "search", query), query
        assert asked.count("simplified.js") == loaded, query
    assert found_first(page, "zh", "忘記密碼") == found_first(page, "zh", "忘记密码")


def test_without_the_characters_words_are_looked_for_as_they_are(browser: Browser, trial: str) -> None:
    page = browser.new_page()
    page.route("**/simplified.js*", lambda route: route.abort())
    page.goto(f"{trial}zh/home/")
    assert call(page, "search", "提现 記")
    page.close()


def test_three_requests_to_the_first_hit(page: Page, trial: str) -> None:
    page.goto(f"{trial}en/home/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1].partition("?")[0]))
    call(page, "search", "password")
    assert sorted(asked) == ["index.json", "search.js", "worker.js"]
