"""`mkdocs serve`: a saved article is seen first, the rest follows, only what changed is built, no fault ends it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import time
import urllib.error
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.test_accessibility import SCHEMES, told_by_axe
from browser.watch import visit, watched
from running_preview import ALL_BUILT, PATIENCE, SHOWN, Preview, previewed, replace
from static_host import AXE

DRAFT = "---\nkind: faq\ndescription: A draft.\ncontact: [email]\ndraft: true\n---\n# Is this a draft?\n\nIt is.\n"


@pytest.fixture
def preview(scenario: Callable[[str], Path]) -> Iterator[Preview]:
    """A preview of three locales with a draft."""
    folder = scenario("missing-translations")
    (folder / "docs" / "en" / "meters" / "draft.md").write_text(DRAFT, encoding="utf-8")
    with previewed(folder) as preview:
        yield preview


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

    # A page that does not exist.
    with pytest.raises(urllib.error.HTTPError, match="404") as error:
        preview.get("fr/billing/nothing/")
    with error.value as answer:
        assert 'data-not-found="fr"' in answer.read().decode()

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

    # A channel stands on pages, too.
    assert "channel-invalid" in preview.save("channels.yml", "kind: email", "kind: emial")
    assert "channel-invalid" not in preview.save("channels.yml", "kind: emial", "kind: email")

    # A new article, and one that is gone.
    index = (preview.folder / "docs" / "en" / "billing" / "index.md").read_text("utf-8")
    new = preview.folder / "docs" / "en" / "billing" / "new.md"
    preview.do(lambda: new.write_text(DRAFT.replace("Is this a draft?", "Is this new?"), encoding="utf-8"))
    assert "Is this new?" in preview.get("billing/new/")
    assert "Is this new?" in preview.get("fr/billing/new/")
    preview.do(lambda: new.rename(new.with_name("newer.md")))
    assert "Is this new?" in preview.get("billing/newer/")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        preview.get("billing/new/")
    preview.do(new.with_name("newer.md").unlink)
    with pytest.raises(urllib.error.HTTPError, match="404"):
        preview.get("billing/newer/")
    assert index == (preview.folder / "docs" / "en" / "billing" / "index.md").read_text("utf-8")


def test_a_fault_is_told_in_the_page_and_the_next_save_mends_it(preview: Preview) -> None:
    path, page = "fr/billing/pay-late.md", "fr/billing/pay-late/"
    assert "front-matter-invalid" not in preview.get(page)

    said = preview.save(path, "kind: faq", "kind: [faq", then=SHOWN)
    told = re.search(
        r"WARNING\s+-\s+helpcentre: (docs/fr/billing/pay-late.md:\d+:\d+): error front-matter-invalid", said
    )
    assert told is not None
    shown = preview.get(page)
    assert f"<code>{told[1]}</code> front-matter-invalid" in shown
    assert "Puis-je payer plus tard" in shown, "the page is shown as far as it can be"
    said += preview.wait_for(ALL_BUILT, len(preview.output) - 1)
    assert said.count("front-matter-invalid") == 1, "it is said once"
    assert body(preview.get(page)) == body(shown)

    preview.save(path, "kind: [faq", "kind: faq\ncolour: red", then=SHOWN)
    assert "colour" in preview.get(page), "another fault takes the place of the first"
    preview.save(path, "colour: red\n", "", then=SHOWN)
    assert "front-matter" not in preview.get(page)
    said = preview.save(path, "Puis-je payer", "Peut-on {{ facts.nothing }} payer")
    assert "facts-invalid" in preview.get(page)
    preview.save(path, "{{ facts.nothing }} ", "", then=SHOWN)
    assert "Peut-on payer plus tard" in preview.get(page)


def body(html: str) -> str:
    """Return a page without the script that waits for the next one."""
    return re.sub(r'<script src="/livereload/[0-9/]+\.js"></script>', "", html)


def test_the_first_pass_makes_the_bytes_that_the_build_makes(preview: Preview) -> None:
    files = [
        file
        for file in sorted((preview.folder / "docs").glob("*/**/*.md"))
        if file.parent.name != "_snippets" and file.parts[-2] != "_style"
    ]
    assert {"en", "fr", "ar"} == {file.relative_to(preview.folder / "docs").parts[0] for file in files}
    for at, file in enumerate(files):
        text = (
            f"{file.read_text('utf-8')}\nOne more sentence, number {at}. [A link](#x){{.y}} {{{{ facts.nothing }}}}\n"
        )
        path = file.relative_to(preview.folder / "docs").with_suffix("")
        shared = Path(*path.parts[0 if path.parts[0] != "en" else 1 :])
        page = preview.site / (shared.parent if shared.name == "index" else shared) / "index.html"
        start = len(preview.output)
        file.write_text(text, encoding="utf-8")
        preview.wait_for(SHOWN, start)
        first, number = page.read_bytes(), page.stat().st_ino
        assert f"number {at}." in first.decode()
        assert "facts-invalid" in first.decode()
        preview.wait_for(ALL_BUILT, start)
        assert page.stat().st_ino != number, f"{page} was read too late to prove anything"
        assert page.read_bytes() == first, page


def test_saves_that_follow_each_other_do_not_wait(preview: Preview) -> None:
    article = preview.folder / "docs" / "fr" / "billing" / "pay-late.md"
    text = article.read_text("utf-8")
    for number in range(6):
        replace(article, f"{text}\nVersion {number}.\n")
        time.sleep(0.04 * number)
    preview.until(lambda: "Version 5." in preview.get("fr/billing/pay-late/"))
    # The rest of so small a site is built within the blink of an eye: sooner or later a save comes before it is.
    parts = "four"
    for number in range(6, 26):
        start, before, parts = len(preview.output), parts, f"{number}"
        preview.save("fr/billing/pay-late.md", f"Version {number - 1}.", f"Version {number}.", then=SHOWN)
        preview.save("en/billing/index.md", f"the same {before} parts", f"the same {parts} parts", then=SHOWN)
        interrupted = "The rest of the site is built" not in preview.output[start:]
        assert f"the same {parts} parts" in preview.get("billing/")
        preview.wait_for(ALL_BUILT, start)
        if interrupted:
            break
    else:
        pytest.fail("no build of the rest was interrupted")
    assert f"the same {parts} parts" in preview.get("billing/")
    assert f"the same {parts} parts" in preview.get("ar/billing/")
    assert f"Version {number}." in preview.get("fr/billing/pay-late/")

    # What changes nothing is answered by nothing, and what comes and goes is no change.
    start = len(preview.output)
    replace(article, article.read_text("utf-8"))
    (article.parent / "4913").write_text("", encoding="utf-8")
    (article.parent / "4913").unlink()
    preview.save("fr/billing/pay-late.md", f"Version {number}.", "The last version.")
    assert preview.output[start:].count(SHOWN) == 1


def test_a_browser_loads_a_page_again_when_it_has_changed(preview: Preview, browser: Browser) -> None:
    with browser.new_context() as context:
        page, other = context.new_page(), context.new_page()
        loads = {page: 0, other: 0}
        for one in loads:
            one.on("load", lambda one: loads.update({one: loads[one] + 1}))
        page.goto(f"{preview.root}fr/billing/pay-late/")
        other.goto(f"{preview.root}fr/billing/")
        preview.until(lambda: preview.output.count("Browser connected") >= 2, page)

        preview.save("fr/billing/pay-late.md", "# Puis-je payer", "# Peut-on payer")
        page.get_by_role("heading", name="Peut-on payer plus tard").wait_for()
        other.get_by_role("link", name="Peut-on payer plus tard").first.wait_for()
        preview.save("fr/billing/pay-late.md", "kind: faq", "kind: [faq")
        told = page.get_by_role("region", name="This page’s file has an error")
        told.wait_for()
        assert "docs/fr/billing/pay-late.md:3:12" in told.inner_text()
        preview.save("fr/billing/pay-late.md", "kind: [faq", "kind: faq")
        told.wait_for(state="detached")
        # Chromium may wait for ever to close a page that is being loaded again.
        preview.until(lambda: loads[other] >= 4, other)
        assert loads == {page: 4, other: 4}, "once for each save: the build of the rest makes the same page"


def test_axe_finds_nothing_on_what_a_page_says_of_its_file(preview: Preview, browser: Browser) -> None:
    paths = ("meters/draft", "ar/billing/pay-late")
    for path in paths:
        file = path if path.startswith("ar/") else f"en/{path}"
        preview.save(f"{file}.md", "kind: faq", "kind: [faq\na_key_that_no_article_has: 1", then=SHOWN)
    with watched(browser, preview.root, reduced_motion="reduce") as reader:
        for path, width in product(paths, (320, 1280)):
            reader.page.set_viewport_size({"width": width, "height": 900})
            visit(reader.page, f"{preview.root}{path}/")
            told = reader.page.get_by_role("region", name="This page’s file has an error")
            expect(told).to_be_visible()
            assert told.evaluate("e => [e.lang, getComputedStyle(e).direction]") == ["en", "ltr"]
            assert reader.page.evaluate("document.documentElement.scrollWidth") <= width, path
            reader.page.evaluate(AXE.read_text("utf-8"))  # the page's policy lets in no script but its own host's
            for scheme in SCHEMES:
                reader.page.emulate_media(color_scheme=scheme)
                assert told_by_axe(reader.page) == [], (path, width, scheme)


def test_a_build_that_fails_does_not_end_it(preview: Preview) -> None:
    config = preview.folder / "mkdocs.yml"
    text = config.read_text("utf-8")
    for broken in (text + "  - no: [yaml\n", text.replace("icon: material/gauge", "icno: material/gauge")):
        start = len(preview.output)
        config.write_text(broken, encoding="utf-8")
        said = preview.wait_for(ALL_BUILT, start)
        assert "The preview shows the last good build" in said
        assert "How can we help you?" in preview.get("")

        start = len(preview.output)
        config.write_text(text, encoding="utf-8")
        assert "last good build" not in preview.wait_for(ALL_BUILT, start)
    preview.save("fr/billing/pay-late.md", "Puis-je payer", "Peut-on payer")
    assert "Peut-on payer plus tard" in preview.get("fr/billing/pay-late/")


def test_interface_words_are_seen_and_another_docs_folder_too(preview: Preview) -> None:
    words = preview.folder.parents[2] / "overrides" / "locales" / "fr.po"
    text = words.read_text("utf-8")
    changed = text.replace('msgstr "Aller au contenu"', 'msgstr "Nouveau mot"')
    assert changed != text
    preview.do(lambda: replace(words, changed))
    assert "Nouveau mot" in preview.get("fr/billing/pay-late/")

    docs = preview.folder / "docs"
    other = preview.folder / "other-branch"
    assert "shows the last good build" in preview.do(lambda: docs.rename(other))
    preview.do(lambda: shutil.copytree(other, docs))
    preview.save("fr/billing/pay-late.md", "Puis-je payer", "Peut-on payer")
    assert "Peut-on payer plus tard" in preview.get("fr/billing/pay-late/")


def test_a_template_that_fails_in_a_worker_does_not_end_it(preview: Preview) -> None:
    base = preview.folder.parents[2] / "overrides" / "base.html"
    text = base.read_text("utf-8")
    base.write_text(text.replace("</body>", "{% if site.locale.key == 'ar' %}{{ 1 // 0 }}{% endif %}</body>"), "utf-8")
    said = preview.save("en/billing/index.md", "the same four parts", "the same five parts")
    assert "The preview shows the last good build: helpcentre: not every language could be built: ar" in said
    assert "the same five parts" in preview.get("billing/"), "the saved page is seen, by the last good template"
    assert "the same four parts" in preview.get("ar/billing/"), "the rest is the last good site"

    base.write_text(text, encoding="utf-8")
    said = preview.save("en/billing/index.md", "the same five parts", "the same six parts")
    assert "the same six parts" in preview.get("ar/billing/")


def alive_in(session: int) -> list[str]:
    """Return the processes of a session, without those that only wait for init to count them out."""
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, _, own, *_ = file.read_text().rpartition(")")[2].split()
            if int(own) == session and state != "Z":
                found.append(file.parent.name)
    return found


def left_by(preview: Preview) -> list[str]:
    """Return the names of what a preview that has ended has left."""
    preview.until(lambda: not alive_in(preview.process.pid))  # whoever was killed may still be on the way out
    return [path.name for path in preview.folder.parent.iterdir() if re.search("mkdocs_|helpcentre-", path.name)]


def ctrl_c(preview: Preview) -> None:
    """Interrupt it and all that it has started, as a terminal does."""
    os.killpg(preview.process.pid, signal.SIGINT)


def sigterm(preview: Preview) -> None:
    """End the one process that somebody knows of."""
    preview.process.terminate()


@pytest.mark.parametrize("end", [ctrl_c, sigterm])
def test_it_ends_cleanly(end: Callable[[Preview], None], preview: Preview) -> None:
    end(preview)
    assert preview.process.wait(PATIENCE) == 0
    preview.wait_for("Shutting down")
    assert "Traceback" not in preview.output
    assert left_by(preview) == []
    assert not (preview.folder / "site").exists()


@pytest.mark.parametrize(
    ("end", "moment"),
    [(ctrl_c, SHOWN), (sigterm, SHOWN), (ctrl_c, "Building documentation")],
    ids=["second pass", "second pass by SIGTERM", "whole build"],
)
def test_it_ends_cleanly_during_a_build(end: Callable[[Preview], None], preview: Preview, moment: str) -> None:
    if moment == SHOWN:
        preview.save("en/billing/index.md", "the same four parts", "the same five parts", then=moment)
    else:
        preview.save("facts.yml", "max: 10", "max: 14", then=moment)
    end(preview)
    preview.process.wait(PATIENCE)
    assert "Traceback" not in preview.output
    assert left_by(preview) == []


def test_files_that_no_system_tells_of_are_looked_at(scenario: Callable[[str], Path]) -> None:
    with previewed(scenario("no-data"), HELPCENTRE_WATCH="poll") as preview:
        path = "de/index.md"
        title = re.search("^# (.*)$", (preview.folder / "docs" / path).read_text("utf-8"), re.MULTILINE)
        assert title is not None
        preview.save(path, title[0], "# Etwas Neues", then=SHOWN)
        assert "Etwas Neues" in preview.get("")
