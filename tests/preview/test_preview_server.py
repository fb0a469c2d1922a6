"""The preview's server with an engine that is made up: what is built when, and which browsers are told."""

from __future__ import annotations

import logging
import re
import threading
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer  # noqa: TID251  # whose place the preview's server takes

from helpcentre.content.reading import TextFile
from helpcentre.mkdocs_preview_server import PreviewServer
from helpcentre.preview.changes import LargerChangeError
from helpcentre.run.gate import Gate
from processes import until

PATIENCE = 30.0


class Engine:
    """Builds the pages `a` and `b` of the texts `a.md` and `b.md`; `a` is made in the first pass, too."""

    def __init__(self, docs: Path, site: Path) -> None:
        self.docs, self.site = docs, site
        self.gate = Gate()
        self.fault: BaseException | None = None
        """What the first pass ends in."""
        self.unprepared: BaseException | None = None
        self.holds = True
        self.calls: list[str] = []

    def build(self) -> None:
        with self.gate.held():
            for name in "ab":
                text = (self.docs / f"{name}.md").read_text("utf-8")
                if text == "broken":
                    raise ValueError("a broken text")
                (self.site / name).mkdir(exist_ok=True)
                new = self.site / name / "new"
                new.write_text(f"<body>{text}</body>", encoding="utf-8")
                new.replace(self.site / name / "index.html")

    def built(self) -> None:
        self.calls.append("built")

    def forget(self) -> None:
        self.calls.append("forget")

    def prepare(self) -> bool:
        if self.unprepared is not None:
            fault, self.unprepared = self.unprepared, None
            raise fault
        return False

    def saved(self, changed: Iterable[Path]) -> Sequence[TextFile]:
        names = {path.name for path in changed if not path.name.startswith(".")}
        if names - {"a.md", "b.md"}:
            raise LargerChangeError
        return [TextFile(name, (self.docs / name).read_bytes()) for name in sorted(names)]

    def first(self, saved: Sequence[TextFile]) -> Mapping[str, bytes]:
        self.calls.append("first")
        if self.fault is not None:
            raise self.fault
        texts = {one.path: one.data for one in saved}
        return {"a/index.html": b"<body>%b</body>" % texts["a.md"]} if "a.md" in texts else {}

    def second(self) -> object:
        return "second"

    def still_holds(self, told: object) -> bool:
        assert told == "second"
        self.calls.append("second")
        return self.holds

    def replay(self, record: logging.LogRecord) -> None:
        self.calls.append(record.getMessage())

    def close(self) -> None:
        self.calls.append("close")


class Running:
    """A server in a thread, as a browser and a writer meet it."""

    def __init__(self, engine: Engine, server: PreviewServer) -> None:
        self.engine = engine
        self._server = server
        self._thread = threading.Thread(target=server.serve)
        self._browsers = ThreadPoolExecutor(8)

    def begin(self) -> None:
        self._thread.start()
        while not self._server.serve_thread.is_alive():
            pass

    def end(self) -> None:
        self._server._note(set())
        self._server.shutdown()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        self._browsers.shutdown()

    def get(self, address: str) -> str:
        host, port = self._server.server_address[:2]
        with urllib.request.urlopen(f"http://{host!s}:{port}/{address}", timeout=PATIENCE) as answer:
            text: str = answer.read().decode()
        return text

    def open(self, page: str) -> Future[str]:
        """Return what comes true when the browser that has the page is told to load it again."""
        script = re.search(r"/livereload/(\d+)/(\d+)\.js", self.get(page))
        assert script is not None
        return self._browsers.submit(self._wait, script[1], script[2])

    def _wait(self, epoch: str, number: str) -> str:
        while (told := self.get(f"livereload/{epoch}/{number}")) <= epoch:
            pass
        return told

    def save(self, name: str, text: str) -> None:
        (self.engine.docs / name).write_text(text, encoding="utf-8")


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Callable[[Engine], Running]]:
    begun: list[Running] = []

    def begin(engine: Engine) -> Running:
        given = LiveReloadServer(engine.build, "127.0.0.1", 0, str(engine.site))
        given.watch(str(engine.docs))
        engine.build()
        server = PreviewServer(given, engine, engine.gate, logging.getLogger("test.preview"))
        server.poll_response_timeout = 1
        running = Running(engine, server)
        begun.append(running)
        running.begin()
        return running

    yield begin
    for one in begun:
        one.end()
        assert one.engine.calls[-1] == "close"


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    docs, site = tmp_path / "docs", tmp_path / "site"
    docs.mkdir()
    site.mkdir()
    for name in "ab":
        (docs / f"{name}.md").write_text(f"old {name}", encoding="utf-8")
    return Engine(docs, site)


def is_open(browser: Future[str]) -> bool:
    """Whether a browser has not been told anything for a while."""
    try:
        browser.result(0.2)
    except NotYetError:
        return True
    return False


def test_only_browsers_whose_page_has_changed_load_it_again(
    engine: Engine, running: Callable[[Engine], Running]
) -> None:
    server = running(engine)
    a, b = server.open("a/"), server.open("b/")
    server.save("a.md", "new a")
    assert a.result(PATIENCE)
    assert "new a" in server.get("a/")
    a = server.open("a/")
    server.save("b.md", "new b")  # it is made by the second pass only
    assert b.result(PATIENCE)
    assert "new b" in server.get("b/")
    assert is_open(a), "the second pass has made the same page"

    # Another change may have been of a picture: everybody looks again.
    b = server.open("b/")
    server.save("other.png", "")
    assert a.result(PATIENCE)
    assert b.result(PATIENCE)


@pytest.mark.parametrize("fault", [ValueError("no"), SystemExit(1)], ids=repr)
def test_a_first_pass_that_fails_leaves_the_page_to_the_second(
    engine: Engine, running: Callable[[Engine], Running], fault: BaseException
) -> None:
    engine.fault = fault
    server = running(engine)
    a = server.open("a/")
    server.save("a.md", "new a")
    assert a.result(PATIENCE)
    assert "new a" in server.get("a/")


@pytest.mark.parametrize("fault", [ValueError("no"), SystemExit(1)], ids=repr)
def test_what_cannot_be_prepared_is_left_to_whole_builds(
    engine: Engine, running: Callable[[Engine], Running], fault: BaseException
) -> None:
    engine.unprepared = fault
    server = running(engine)
    until(lambda: engine.calls == ["built", "forget"])  # a save that comes first is answered first
    a = server.open("a/")
    server.save("a.md", "new a")
    assert a.result(PATIENCE)


def test_a_build_that_fails_is_told_and_the_next_one_mends_it(
    engine: Engine, running: Callable[[Engine], Running], caplog: pytest.LogCaptureFixture
) -> None:
    server = running(engine)
    b = server.open("b/")
    server.save("b.md", "broken")
    server.save("other.png", "")
    assert b.result(PATIENCE)
    assert "The preview shows the last good build: a broken text" in caplog.text
    assert "old b" in server.get("b/")
    b = server.open("b/")
    server.save("b.md", "new b")
    assert b.result(PATIENCE)
    assert "new b" in server.get("b/")


def test_templates_that_changed_unseen_are_taken_up(engine: Engine, running: Callable[[Engine], Running]) -> None:
    engine.holds = False
    server = running(engine)
    b = server.open("b/")
    server.save("a.md", "new a")
    assert b.result(PATIENCE), "everything was built anew in this process"
    assert engine.calls.count("built") == 2
