"""The search module in a browser, under the strictest policy it is meant for, below a path."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any, ClassVar

import pytest
from playwright.sync_api import Browser, Page, Route

from helpcentre.output import search_index
from helpcentre.output.search_entry import SearchEntry
from helpcentre.output.search_index import index_files
from static_host import StaticHost

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "output"
ASSETS = ROOT / "overrides" / "assets"
POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; "
    "style-src 'self'; img-src 'self' data:"
)
CORPUS: dict[str, list[dict[str, Any]]] = json.loads((FIXTURES / "search_corpus.json").read_text("utf-8"))
VECTORS: list[dict[str, Any]] = json.loads((FIXTURES / "search_vectors.json").read_text("utf-8"))
PAGE = '<!doctype html><html lang="{lang}" data-locale="{locale}"><link rel="icon" href="data:,"><title>Page</title>'


class Handler(SimpleHTTPRequestHandler):
    """Serves files with the policy and no log; `/repo/` is where the site is."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


def write_index(root: Path, locale: str, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        file = root / "assets" / "search" / locale / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not (ASSETS / "search" / "worker.js").is_file():
        pytest.fail("the bundles are missing: run `npm ci && npm run build` first")
    served = tmp_path_factory.mktemp("served")
    root = served / "repo"
    shutil.copytree(ASSETS, root / "assets")
    for locale, raw in CORPUS.items():
        entries = [SearchEntry(**{**item, "keywords": tuple(item.get("keywords", ()))}) for item in raw]
        write_index(root, locale, index_files(entries))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(search_index, "PART_BITS", 1000)
            patch.setattr(search_index, "SHOWN_ENTRIES", 3)
            write_index(root, f"{locale}-in-parts", index_files(entries, one_file=False))
        home = root / locale / "home" / "index.html"
        home.parent.mkdir(parents=True)
        home.write_text(PAGE.format(lang=entries[0].lang, locale=locale), "utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(served)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/repo/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page; what it complains of on the console fails the test."""
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def call(page: Page, name: str, *args: object) -> Any:
    """Return what an export of the search module answers in the page."""
    code = (
        "async ([name, args]) => "
        "(await import(new URL('../../assets/search/search.js', document.baseURI)))[name](...args)"
    )
    return page.evaluate(code, [name, list(args)])


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


def test_reads_text_as_the_builder_does(page: Page, site: str) -> None:
    page.goto(f"{site}en/home/")
    call(page, "warm", "en")
    read = [call(page, "read", vector["text"]) for vector in VECTORS]
    assert read == [{"terms": vector["terms"], "query": vector["query"]} for vector in VECTORS]


def test_a_hit_says_all_it_promises(page: Page, site: str) -> None:
    page.goto(f"{site}en/home/")
    hits = call(page, "search", "verification code", {"locale": "en", "limit": 3})
    assert 1 <= len(hits) <= 3
    assert set(hits[0]) == {"url", "title", "section", "kind", "topic", "lang", "score"}
    assert hits[0]["url"] == f"{site}account/verification-code/"
    assert (hits[0]["kind"], hits[0]["topic"], hits[0]["lang"], hits[0]["section"]) == ("faq", "Account", "en", "")
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)


def test_takes_the_locale_of_the_page(page: Page, site: str) -> None:
    page.goto(f"{site}zh/home/")
    assert {hit["lang"] for hit in call(page, "search", "提现")} == {"zh-Hans"}


@pytest.mark.parametrize("query", ["", "   ", "…", "zzzzqqqq"])
def test_finds_nothing(page: Page, site: str, query: str) -> None:
    page.goto(f"{site}en/home/")
    assert call(page, "search", query) == []


def test_an_absent_index_is_named_and_tried_again(page: Page, site: str) -> None:
    page.goto(f"{site}en/home/")
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
    page: Page, site: str, own: int, fallback: list[str], expected: list[str]
) -> None:
    for locale, number in {"own": own, "near": 1, "far": 2}.items():
        made = index_files(SearchEntry(f"{locale}/{n}/", f"Ledger {n}", "", lang=locale) for n in range(number))
        page.route(f"**/search/{locale}/**", partial(fulfil, made))
    page.goto(f"{site}en/home/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    hits = call(page, "search", "ledger", {"locale": "own", "fallback": fallback})
    assert [hit["lang"] for hit in hits] == expected
    assert {url.split("/search/")[1].split("/")[0] for url in asked if url.endswith(".json")} == {"own", *expected}


@pytest.mark.parametrize("locale", sorted(CORPUS))
def test_every_title_is_found_whole_and_with_one_mistake(page: Page, site: str, locale: str) -> None:
    page.goto(f"{site}en/home/")
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


def test_every_piece_of_a_chinese_title_is_found(page: Page, site: str) -> None:
    page.goto(f"{site}zh/home/")
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
def test_arabic_with_another_prefix(page: Page, site: str, prefix: str, word: str, url: str) -> None:
    page.goto(f"{site}ar/home/")
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
def test_the_same_without_diacritics(page: Page, site: str, locale: str, with_marks: str, without: str) -> None:
    page.goto(f"{site}en/home/")
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
def test_ranking(page: Page, site: str, case: str) -> None:
    query, ranked = RANKED[case]
    entries = [SearchEntry(**{"url": url, "text": "", **fields}) for url, fields in reversed(ranked)]
    give_index(page, entries)
    page.goto(f"{site}en/home/")
    hits = call(page, "search", query, {"locale": "made"})
    assert [hit["url"].split("/repo/")[1] for hit in hits] == [url for url, _ in ranked]


def test_at_most_two_hits_of_an_article(page: Page, site: str) -> None:
    entries = [SearchEntry(url=f"a/#{n}", title="A", section=f"Ledger {n}", text="") for n in range(5)]
    give_index(page, entries)
    page.goto(f"{site}en/home/")
    assert len(call(page, "search", "ledger", {"locale": "made"})) == 2


def test_works_where_no_module_worker_is_to_be_had(page: Page, site: str) -> None:
    page.add_init_script("delete window.Worker")
    page.goto(f"{site}en/home/")
    assert call(page, "search", "password")


def test_three_requests_to_the_first_hit(page: Page, site: str) -> None:
    page.goto(f"{site}en/home/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1].partition("?")[0]))
    call(page, "search", "password")
    assert sorted(asked) == ["index.json", "search.js", "worker.js"]


class Halting(SimpleHTTPRequestHandler):
    """Serves a folder; of an index `share` only, until `go_on` is set, and the rest only where it is not `broken`.

    The first answers to those who ask for texts are told in `missing`.
    """

    share = 1.0
    broken = False
    go_on = threading.Event()
    missing: ClassVar[list[int]] = []

    def do_GET(self) -> None:
        if self.missing and self.path.endswith("/texts.json"):
            self.send_error(self.missing.pop())
        else:
            super().do_GET()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        data = source.read()
        cut = int(len(data) * self.share) if self.path.endswith("/index.json") else len(data)
        outputfile.write(data[:cut])
        outputfile.flush()
        if cut < len(data):
            self.go_on.wait(20)
        if not self.broken:
            outputfile.write(data[cut:])

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def halting(tmp_path: Path) -> Iterator[tuple[str, type[Halting]]]:
    """Yield a site whose index is many lines and travels as its handler says, and that handler."""
    shutil.copytree(ASSETS / "search", tmp_path / "assets" / "search")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_index, "BLOCK", 4)
        patch.setattr(search_index, "LINE_BLOCKS", 1)
        for locale in ("en", "zh"):
            entries = [SearchEntry(**{**item, "keywords": tuple(item.get("keywords", ()))}) for item in CORPUS[locale]]
            write_index(tmp_path, locale, index_files(entries))
            (tmp_path / locale / "home").mkdir(parents=True)
            home = PAGE.format(lang=entries[0].lang, locale=locale)
            (tmp_path / locale / "home" / "index.html").write_text(home, "utf-8")
    handler = type("Handler", (Halting,), {"go_on": threading.Event()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", handler
    handler.go_on.set()
    server.shutdown()
    thread.join()
    server.server_close()


ASK_ALL = """async (queries) => {
  const { find } = await import(new URL("../../assets/search/search.js", document.baseURI));
  globalThis.answers = {};
  const ask = async (query) => (answers[query] = await find(query, { texts: false }));
  globalThis.all = Promise.all(queries.map(ask));
}"""
FOUND = "all.then((answers) => answers.map(({ total, hits }) => [total, hits.map(({ url, score }) => [url, score])]))"
QUERIES = {
    "en": ["I forgot my password", "password", "pasword", "verification cdoe", "e", "wallets and other words"],
    "zh": ["忘记密码", "提现", "网络手续费", "提", "没有的词语"],
}


@pytest.mark.parametrize("locale", QUERIES)
def test_what_is_answered_while_the_index_travels_stays_the_answer(
    browser: Browser, halting: tuple[str, type[Halting]], locale: str
) -> None:
    url, handler = halting
    random = Random("where an index halts")
    title = QUERIES[locale][0]
    whole: dict[str, Any] = {}
    for share in [1, *(random.random() for _ in range(6)), 0.9]:
        handler.share = share
        handler.go_on.clear()
        page = browser.new_page()
        page.goto(f"{url}{locale}/home/")
        if not whole:
            page.evaluate("import('../../assets/search/search.js').then(({ warm }) => warm())")
        page.evaluate(ASK_ALL, QUERIES[locale])
        if share == 0.9:
            page.wait_for_function("(title) => title in answers", arg=title)
        else:
            page.wait_for_timeout(150)
        early = page.evaluate("answers")
        handler.go_on.set()
        late = page.evaluate("all.then(() => answers)")
        page.close()
        whole = whole or late
        assert set(late) == set(QUERIES[locale])
        assert late == whole
        assert early == {query: whole[query] for query in early}


def test_what_still_travels_of_an_index_does_not_mix_with_the_one_asked_for_anew(
    browser: Browser, halting: tuple[str, type[Halting]]
) -> None:
    url, handler = halting
    page = browser.new_page()
    handler.share, handler.missing = 0.7, [404]
    page.goto(f"{url}en/home/")
    page.evaluate(ASK_ALL, QUERIES["en"])  # some wait for what has not come
    find = "import('../../assets/search/search.js').then(({ find }) => Promise.all(%s.map((query) => find(query))))"
    assert page.evaluate(find % json.dumps(QUERIES["en"][:1]))[0]["complete"]
    assert handler.missing == [], "a text that is not there tells that the index is an old one"
    handler.go_on.set()
    waited = page.evaluate(FOUND)
    mixed = page.evaluate(find % json.dumps(QUERIES["en"]))
    page.reload()
    assert mixed == page.evaluate(find % json.dumps(QUERIES["en"]))
    page.evaluate(ASK_ALL, QUERIES["en"])
    assert waited == page.evaluate(FOUND)
    page.close()


@pytest.mark.parametrize("broken", [True, False], ids=["the line breaks", "the host's file ends"])
def test_an_index_that_does_not_come_whole_is_told_and_tried_again(
    browser: Browser, halting: tuple[str, type[Halting]], broken: bool, tmp_path: Path
) -> None:
    url, handler = halting
    file = tmp_path / "assets" / "search" / "en" / "index.json"
    lines = file.read_bytes().splitlines(keepends=True)
    if broken:
        handler.share, handler.broken = 0.5, True
        handler.go_on.set()
    else:
        file.write_bytes(b"".join(lines[: len(lines) // 2]).rstrip(b"\n"))
    page = browser.new_page()
    page.goto(f"{url}en/home/")
    page.evaluate(ASK_ALL.replace("= Promise.all", "= Promise.allSettled"), ["password", "e"])
    ends = [end["status"] for end in page.evaluate("all")]
    assert "rejected" in ends
    handler.share = 1.0
    file.write_bytes(b"".join(lines))
    assert page.evaluate(SAID, "en") == "I forgot my password"
    page.close()


@pytest.mark.parametrize(("locale", "query"), [("en", "verification cdoe"), ("zh", "提现"), ("ar", "والمحفظة")])
def test_an_index_in_parts_needs_no_other_policy(page: Page, site: str, locale: str, query: str) -> None:
    page.goto(f"{site}en/home/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1].partition("-")[0]))
    parts = call(page, "find", query, {"locale": f"{locale}-in-parts"})
    assert {"index.json", "terms", "texts"} <= set(asked)
    whole = call(page, "find", query, {"locale": locale})
    assert parts == whole
    assert whole["hits"]


def asks_of_yesterday(browser: Browser, site: str, times: int) -> tuple[str, int]:
    """Return what a search says to a reader who gets yesterday's index so often, and how often it is asked for."""
    page = browser.new_page()
    page.goto(f"{site}en/home/")
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) > times:
            route.continue_()
        else:
            index = json.loads(route.fetch().body())
            route.fulfill(json={**index, "folder": "0123456789ab"})

    page.route("**/search/en-in-parts/index.json", answer)
    said = page.evaluate(
        "async () => (await import(new URL('../../assets/search/search.js', document.baseURI)))"
        ".search('password', {locale: 'en-in-parts'}).then((hits) => hits[0].title, (error) => error.message)"
    )
    page.close()
    return str(said), len(asked)


def test_a_reader_with_the_index_of_yesterday_gets_todays(browser: Browser, site: str) -> None:
    said, asked = asks_of_yesterday(browser, site, 1)
    assert said == "I forgot my password"
    assert asked == 2


def test_parts_that_stay_away_are_told(browser: Browser, site: str) -> None:
    said, asked = asks_of_yesterday(browser, site, 9)
    assert "404" in said
    assert asked == 2


SAID = """async (locale) => {
  const { search } = await import(new URL("../../assets/search/search.js", document.baseURI));
  return search("password", { locale }).then((hits) => hits[0].title, (error) => error.message);
}"""


@pytest.mark.parametrize("key", ["format", "reading"])
def test_an_index_of_another_build_is_refused(page: Page, site: str, key: str) -> None:
    page.route("**/search/en/index.json", lambda route: other_index(route, key))
    page.goto(f"{site}en/home/")
    assert "the search index is of format" in page.evaluate(SAID, "en")


@pytest.mark.parametrize("key", ["format", "reading"])
def test_an_index_of_another_build_that_a_cache_held_is_asked_for_anew(page: Page, site: str, key: str) -> None:
    page.route("**/search/en/index.json", lambda route: other_index(route, key), times=1)
    page.goto(f"{site}en/home/")
    assert page.evaluate(SAID, "en") == "I forgot my password"


def test_a_worker_of_another_build_that_a_cache_held_is_asked_for_anew(page: Page, tmp_path: Path) -> None:
    shutil.copytree(ASSETS / "search", tmp_path / "assets" / "search")
    write_index(tmp_path, "en", index_files([SearchEntry("a/", "I forgot my password", "", lang="en")]))
    (tmp_path / "en" / "home").mkdir(parents=True)
    (tmp_path / "en" / "home" / "index.html").write_text(PAGE.format(lang="en", locale="en"), "utf-8")
    worker = tmp_path / "assets" / "search" / "worker.js"
    todays = worker.read_text("utf-8")
    # A word of the folding table.
    worker.write_text(todays.replace('"jusqu"', '"puis"'), "utf-8")
    assert worker.read_text("utf-8") != todays
    with StaticHost(tmp_path, headers={"Cache-Control": "max-age=3600"}) as host:
        page.goto(f"{host.url}en/home/")
        assert "the search index is of format" in page.evaluate(SAID, "en")
        worker.write_text(todays, "utf-8")
        page.reload()
        assert page.evaluate(SAID, "en") == "I forgot my password"


def other_index(route: Route, key: str) -> None:
    """Answer with an index that another build's code has made."""
    route.fulfill(json={**json.loads(route.fetch().body()), key: "99"})
