"""The search module while its index travels, and where it does not come whole."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any, ClassVar

import pytest
from playwright.sync_api import Browser

from browser.search_trial import SAID, copy_scripts, corpus_entries, write_home, write_index
from helpcentre.output import search_index
from helpcentre.output.search_index import index_files


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
    copy_scripts(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_index, "BLOCK", 4)
        patch.setattr(search_index, "LINE_BLOCKS", 1)
        for locale in ("en", "zh"):
            entries = corpus_entries(locale)
            write_index(tmp_path, locale, index_files(entries))
            write_home(tmp_path, locale, entries[0].lang)
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
