"""An index that is one file answers while it travels: what is asked for first comes first, and the answer stays."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpcentre.output import search_index
from helpcentre.output.search_entry import SearchEntry
from helpcentre.output.search_index import index_files
from output.search_corpora import corpora, entries, questions
from output.search_driver import SearchDriver


@pytest.fixture
def short_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut even a small index of one file into many lines."""
    monkeypatch.setattr(search_index, "BLOCK", 4)
    monkeypatch.setattr(search_index, "LINE_BLOCKS", 1)


@pytest.mark.usefixtures("short_lines")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    large=st.booleans(),
    enough=st.sampled_from([1, 3]),
    corpus=corpora(),
    asked=st.lists(questions(), min_size=1, max_size=4),
    there=st.sets(st.floats(0, 1), max_size=3),
)
def test_what_is_answered_early_is_the_answer(
    driver: SearchDriver,
    monkeypatch: pytest.MonkeyPatch,
    large: bool,
    enough: int,
    corpus: list[SearchEntry],
    asked: list[str],
    there: set[float],
) -> None:
    monkeypatch.setattr(search_index, "LARGE", 0 if large else 1000)
    monkeypatch.setattr(search_index, "ENOUGH", enough)
    files = index_files(corpus, one_file=True)
    lines = len(files["index.json"].splitlines())
    counts = [1, *(1 + int(share * (lines - 1)) for share in there), lines]
    driver.open(files)
    for query in asked:
        whole = driver.find(query, texts=False)
        assert whole.pop("fetched") == []
        answers = driver.travelling(query, counts)
        assert [late for _, late in answers] == [whole] * len(counts)
        assert all(at_once in (None, whole) for at_once, _ in answers)
        assert answers[-1][0] == whole


@pytest.mark.parametrize("locale", ["en", "zh", "ru"])
@pytest.mark.usefixtures("short_lines")
def test_a_title_is_found_when_half_of_the_lines_are_there(driver: SearchDriver, locale: str) -> None:
    driver.open(index_files(entries(locale), one_file=True))
    waits = []
    for title in list(dict.fromkeys(entry.title for entry in entries(locale)))[:8]:
        answers = driver.travelling(title)
        early = [at for at, (at_once, _) in enumerate(answers) if at_once]
        assert early == list(range(early[0], len(answers)))
        assert early[0] > 0
        waits.append(early[0] / len(answers))
    assert statistics.median(waits) <= 0.5


@pytest.mark.usefixtures("short_lines")
def test_a_query_does_not_wait_for_pairs_with_a_particle_where_others_tell_enough(driver: SearchDriver) -> None:
    texts = ["交易未确认", "重新安装应用", "核对收款地址", "备份助记词", "联系客服人员", "我的钱在哪里", "它们是你的"]
    driver.open(index_files([SearchEntry(f"{text}/", "其他", text) for text in texts], one_file=True))
    assert driver.awaited("我的交易未确认") == driver.awaited("交易未确认") < driver.awaited("我的")


@pytest.mark.usefixtures("short_lines")
def test_a_query_does_not_wait_for_pairs_once_others_lead_to_one_entry(
    driver: SearchDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["核对收款地址后转账", "重新安装应用后登录", "联系客服人员再等待", "备份助记词防止遗失"]
    alone, twice = " ".join(texts), texts[0]
    corpus = [SearchEntry(f"{text}/", "其他", text) for text in [*texts, alone]]
    corpus += [SearchEntry("particle/", "我的", "其他"), SearchEntry("name/", " ".join(texts[1:3]), "其他")]
    waits = {}
    for enough in (1000, 3):
        monkeypatch.setattr(search_index, "ENOUGH", enough)
        driver.open(index_files(corpus, one_file=True))
        waits[enough] = [driver.awaited(f"我的{query}") for query in (alone, twice)]
    assert waits[3][0] < waits[1000][0]
    assert waits[3][1] == waits[1000][1]
    for query in (alone, twice):
        first = driver.find(f"我的{query}")["hits"][0]
        assert first["url"] == f"{query}/"
        assert "".join(piece for piece, found in first["marked"]["text"] if found) == query.replace(" ", "")


@pytest.mark.parametrize("lines", [1, 2, 4])
@pytest.mark.usefixtures("short_lines")
def test_a_file_that_ends_too_early_is_told(driver: SearchDriver, lines: int) -> None:
    files = index_files(entries("en"), one_file=True)
    some = files["index.json"].split(b"\n")[:lines]
    driver.open({**files, "index.json": b"\n".join(some).rstrip(b",") + b"}"})
    with pytest.raises(RuntimeError, match="cut off"):
        driver.find("password", texts=False)
