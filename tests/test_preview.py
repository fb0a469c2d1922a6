"""`mkdocs serve`: every locale is previewed, only what changed is built again, and a fault does not end it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PATIENCE = 60.0
DRAFT = "---\nkind: faq\ndescription: A draft.\ncontact: [email]\ndraft: true\n---\n# Is this a draft?\n\nIt is.\n"


class Preview:
    """A running `mkdocs serve`, and what it has said so far."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        self.folder = folder
        self.root = f"http://{address}/centre/"
        self._lines: list[str] = []
        self._ended = False
        self._said = threading.Condition()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address],
            cwd=folder,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(folder.parent)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._said:
                self._lines.append(line)
                self._said.notify_all()
        self.process.stdout.close()
        with self._said:
            self._ended = True
            self._said.notify_all()

    @property
    def output(self) -> str:
        with self._said:
            return "".join(self._lines)

    def wait_for(self, pattern: str, start: int = 0) -> str:
        """Return what was said from a point on, as soon as the pattern is in it."""
        deadline = time.monotonic() + PATIENCE
        with self._said:
            while not re.search(pattern, said := "".join(self._lines)[start:]):
                left = deadline - time.monotonic()
                assert left > 0, f"no {pattern} in:\n{said}"
                assert not self._ended, f"it ended without {pattern}:\n{said}"
                self._said.wait(left)
        return said

    def save(self, path: str, old: str, new: str, then: str = "Reloading browsers") -> str:
        """Change a file below docs/ and return what was said until the build that follows has ended."""
        file = self.folder / "docs" / path
        start = len(self.output)
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return self.wait_for(then, start)

    def get(self, address: str) -> str:
        with urllib.request.urlopen(self.root + address, timeout=PATIENCE) as answer:
            text: str = answer.read().decode()
        return text

    def end(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def preview(scenario: Callable[[str], Path]) -> Iterator[Preview]:
    """A preview of three locales with a draft."""
    folder = scenario("missing-translations")
    (folder / "docs" / "en" / "meters" / "draft.md").write_text(DRAFT, encoding="utf-8")
    preview = Preview(folder)
    try:
        preview.wait_for("Serving on")
        yield preview
    finally:
        preview.end()


def built(said: str) -> list[str]:
    """Return the locales of which pages were rendered."""
    return re.findall(r"\[(\w+)\] \d+ pages in [\d.]+ s(?!, none)", said)


def test_a_day_of_writing(preview: Preview) -> None:
    assert built(preview.output) == ["en", "fr", "ar"]
    assert "How can we help you?" in preview.get("")
    assert "Puis-je payer plus tard" in preview.get("fr/billing/pay-late/")
    assert "هل يمكنني الدفع لاحقًا؟" in preview.get("ar/billing/pay-late/")
    assert "Is this a draft?" in preview.get("meters/draft/"), "drafts are shown"
    assert "À écrire." in preview.get("fr/meters/send-reading/"), "and so are drafts of a translation"

    # One locale's text: only its page is rendered.
    said = preview.save("fr/billing/pay-late.md", "Puis-je payer", "Peut-on payer")
    assert built(said) == ["fr"]
    assert "Peut-on payer plus tard" in preview.get("fr/billing/pay-late/")
    assert "هل يمكنني الدفع لاحقًا؟" in preview.get("ar/billing/pay-late/"), "the others are still there"

    # The source's text stands on the fallback pages of one locale, and not of the other.
    said = preview.save("en/billing/index.md", "the same four parts", "the same five parts")
    assert built(said) == ["en", "ar"]
    assert "the same five parts" in preview.get("ar/billing/")

    # Data stand on every page.
    said = preview.save("facts.yml", "max: 10", "max: 14")
    assert built(said) == ["en", "fr", "ar"]
    assert re.search(r"14\sjours", preview.get("fr/billing/pay-late/"))

    # A fault is told, the page is shown as far as it can be, and the next save mends it.
    said = preview.save("fr/billing/pay-late.md", "kind: faq", "kind: [faq")
    assert re.search(r"WARNING\s+-\s+helpcentre: docs/fr/billing/pay-late.md:\d+:\d+: error front-matter-invalid", said)
    said = preview.save("fr/billing/pay-late.md", "kind: [faq", "kind: faq")
    assert "front-matter-invalid" not in said
    assert "Peut-on payer plus tard" in preview.get("fr/billing/pay-late/")
    assert "channel-invalid" in preview.save("channels.yml", "kind: email", "kind: emial")
    assert "channel-invalid" not in preview.save("channels.yml", "kind: emial", "kind: email")


def test_a_build_that_fails_does_not_end_it(preview: Preview) -> None:
    config = preview.folder / "mkdocs.yml"
    text = config.read_text("utf-8")
    for broken in (text + "  - no: [yaml\n", text.replace("icon: material/gauge", "icno: material/gauge")):
        start = len(preview.output)
        config.write_text(broken, encoding="utf-8")
        said = preview.wait_for("Reloading browsers", start)
        assert "The preview shows the last good build" in said
        assert "How can we help you?" in preview.get("")

        start = len(preview.output)
        config.write_text(text, encoding="utf-8")
        assert "last good build" not in preview.wait_for("Reloading browsers", start)
    preview.save("fr/billing/pay-late.md", "Puis-je payer", "Peut-on payer")
    assert "Peut-on payer plus tard" in preview.get("fr/billing/pay-late/")


def test_a_template_that_fails_in_a_worker_does_not_end_it(preview: Preview) -> None:
    base = preview.folder.parents[2] / "overrides" / "base.html"
    text = base.read_text("utf-8")
    base.write_text(text.replace("</body>", "{% if site.locale.key == 'ar' %}{{ 1 // 0 }}{% endif %}</body>"), "utf-8")
    said = preview.save("en/billing/index.md", "the same four parts", "the same five parts")
    assert "The preview shows the last good build: helpcentre: not every language could be built: ar" in said
    assert "the same four parts" in preview.get("billing/"), "the last good site, whole"

    base.write_text(text, encoding="utf-8")
    said = preview.save("en/billing/index.md", "the same five parts", "the same six parts")
    assert built(said) == ["en", "fr", "ar"]
    assert "the same six parts" in preview.get("ar/billing/")


def test_a_page_that_does_not_exist(preview: Preview) -> None:
    with pytest.raises(urllib.error.HTTPError) as error:
        preview.get("fr/billing/nothing/")
    with error.value as answer:
        assert answer.code == 404
        assert 'data-not-found="fr"' in answer.read().decode()


def test_ctrl_c_ends_it_cleanly(preview: Preview) -> None:
    os.killpg(preview.process.pid, signal.SIGINT)
    assert preview.process.wait(PATIENCE) == 0
    preview.wait_for("Shutting down")
    assert "Traceback" not in preview.output
    left = [path for path in preview.folder.parent.iterdir() if "mkdocs_" in path.name]
    assert left == []
    assert not (preview.folder / "site").exists()


def test_ctrl_c_during_a_build_ends_it_cleanly(preview: Preview) -> None:
    preview.save("en/billing/index.md", "the same four parts", "the same five parts", then="Building documentation")
    os.killpg(preview.process.pid, signal.SIGINT)
    preview.process.wait(PATIENCE)
    assert "Traceback" not in preview.output
    assert [path for path in preview.folder.parent.iterdir() if "mkdocs_" in path.name] == []
