"""Measures builds, ours and other generators', on made help centres, and prints tables. `make bench-builds` runs it.

Figures are medians of the rounds. Time is told as CPU seconds of all processes and as wall seconds; on a machine with
other work only the former, and ratios within one run, mean much.
"""

from __future__ import annotations

import argparse
import itertools
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import LOCALES, ROOT, make_corpus
from rivals import make_hugo, make_stock

PYTHON = sys.executable
EDITED = "withdrawals/how-to-withdraw.md"


@dataclass(frozen=True)
class Figures:
    """One run."""

    wall: float
    cpu: float
    memory: float
    """Of all processes together at the worst moment, in MB; what they share counts once."""


@dataclass(frozen=True)
class Generator:
    """What builds a site: its commands, one after the other, and where things are."""

    name: str
    commands: tuple[tuple[str, ...], ...]
    texts: Callable[[str], str]
    """Path of an article of a locale."""
    template: str
    output: str
    search: str
    """The folder of the search index, below the output."""
    remembers: tuple[str, ...] = ()
    """What is left for the next build."""


def ours() -> Generator:
    command = (PYTHON, "-m", "mkdocs", "build", "--quiet")
    return Generator(
        "ours", (command,), lambda locale: f"docs/{locale}/{EDITED}", "overrides/base.html", "site", "assets/search",
        (".helpcentre",),
    )  # fmt: skip


def stock() -> Generator:
    command = (PYTHON, "-m", "mkdocs", "build", "--quiet")
    return Generator("stock", (command,), lambda locale: f"docs/{locale}/{EDITED}", "mkdocs.yml", "site", "search")


def hugo(python: str) -> Generator:
    python = str(Path(python).absolute())  # commands run elsewhere
    commands = ((str(Path(python).with_name("hugo")), "--quiet"), (python, "-m", "pagefind", "--site", "public"))
    return Generator(
        "Hugo + Pagefind", commands, lambda locale: f"content/{locale}/{EDITED}", "layouts/baseof.html", "public",
        "pagefind", ("resources",),
    )  # fmt: skip


def measure(commands: Sequence[Sequence[str]], folder: Path) -> Figures:
    """Run the commands in a folder; raises CalledProcessError with what they said."""
    wall = cpu = memory = 0.0
    for command in commands:
        env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        before, began = os.times(), time.monotonic()
        process = subprocess.Popen(
            command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
        )
        peak = _Peak(process.pid)
        output, _ = process.communicate()
        wall += time.monotonic() - began
        after = os.times()
        cpu += after.children_user + after.children_system - before.children_user - before.children_system
        memory = max(memory, peak.end())
        if process.returncode:
            print(output.decode(errors="replace")[-3000:], file=sys.stderr)
            raise subprocess.CalledProcessError(process.returncode, command)
    return Figures(wall, cpu, memory)


class _Peak:
    """Looks how much memory a session's processes hold (proportional set size), ten times a second at most.

    A look at several large processes takes a core some 40 ms, which the builds would lack: no more than a twentieth
    of the time is spent so.
    """

    def __init__(self, session: int) -> None:
        self._session = session
        self._peak = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        pause = 0.1
        while not self._done.wait(pause):
            began = time.monotonic()
            self._peak = max(self._peak, sum(map(self._held, self._members())))
            pause = max(0.1, 20 * (time.monotonic() - began))

    def _members(self) -> list[Path]:
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if int((process / "stat").read_text().rpartition(")")[2].split()[3]) == self._session:
                    found.append(process)
            except (OSError, IndexError, ValueError):
                continue
        return found

    @staticmethod
    def _held(process: Path) -> float:
        try:
            lines = (process / "smaps_rollup").read_text().splitlines()
        except OSError:
            return 0.0
        return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)

    def end(self) -> float:
        self._done.set()
        self._thread.join()
        return self._peak


def append(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as stream:
        stream.write(text)


def changes(generator: Generator, folder: Path, round_: int) -> dict[str, Callable[[], None]]:
    """Return what is done before each measured build, by the name of the figure."""
    said = f"\nOne more sentence, number {round_}.\n"
    source, translation = folder / generator.texts("en"), folder / generator.texts("zh")

    def clean() -> None:
        # Moved, not deleted: for minutes ext4 passes over the places of deleted files whenever a build makes one, which
        # takes a tenth of its time. No machine that builds for the first time has deleted a site just before.
        aside = folder.with_name(f"{folder.name}-before-{round_}")
        for name in (generator.output, *generator.remembers):
            if (folder / name).exists():
                aside.mkdir(exist_ok=True)
                (folder / name).rename(aside / name)

    def add() -> None:
        for locale in LOCALES:
            file = folder / generator.texts(locale)
            shutil.copy(file, file.with_name(f"added-{round_}.md"))

    return {
        "cold": clean,
        "nothing changed": lambda: None,
        "one translation edited": lambda: append(translation, said),
        "one source article edited": lambda: append(source, said),
        "one article added": add,
        "one template edited": lambda: append(
            folder / generator.template, f"<!-- {round_} -->\n" if generator.template.endswith(".html") else "# x\n"
        ),
    }


def size_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


Results = dict[str, list[Figures]]


def run(generator: Generator, folder: Path, round_: int, wanted: Sequence[str], results: Results) -> None:
    """Add the figures of each change in one round to the results."""
    for name, change in changes(generator, folder, round_).items():
        if name in wanted:
            change()
            time.sleep(1.2)  # a writer's pause: files that are younger are looked at more closely
            results.setdefault(name, []).append(measure(generator.commands, folder))
            one = results[name][-1]
            print(f"  {generator.name}, {name}: {one.wall:.2f} s, {one.cpu:.2f} s of CPU", file=sys.stderr)


def median(results: list[Figures], what: str) -> float:
    return statistics.median(getattr(one, what) for one in results)


def table(size: int, found: dict[str, Results], folders: dict[str, tuple[Path, Generator]]) -> None:
    print(f"\n{size} articles in {len(LOCALES)} languages\n")
    print("| | " + " | ".join(found) + " |\n|---" * 1 + "|---" * len(found) + "|")
    base = found["ours"]
    for name in base:
        cells = []
        for results in found.values():
            if name not in results:
                cells.append("")
                continue
            wall, cpu = median(results[name], "wall"), median(results[name], "cpu")
            ratio = wall / median(base[name], "wall")
            cells.append(f"{wall:.2f} s, CPU {cpu:.2f} s" + (f" ({ratio:.1f} ×)" if results is not base else ""))
        print(f"| {name} | " + " | ".join(cells) + " |")
    memory = (f"{max(median(one, 'memory') for one in results.values()):.0f} MB" for results in found.values())
    print("| most memory | " + " | ".join(memory) + " |")
    sizes, search = [], []
    for folder, generator in folders.values():
        sizes.append(f"{size_of(folder / generator.output) / 1e6:.1f} MB")
        search.append(f"{size_of(folder / generator.output / generator.search) / 1e6:.1f} MB")
    print("| bytes written | " + " | ".join(sizes) + " |\n| of it for search | " + " | ".join(search) + " |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[250, 1000], help="articles a language")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rivals", nargs="*", default=["stock", "hugo"], choices=["stock", "hugo"])
    parser.add_argument("--rivals-python", default=PYTHON, help="the Python beside which Hugo and Pagefind are")
    parser.add_argument("--only", nargs="*", default=None, help="names of figures; all without it")
    options = parser.parse_args()
    cold: list[tuple[int, float, float]] = []
    with tempfile.TemporaryDirectory(prefix="helpcentre-bench-") as scratch:
        for size in options.sizes:
            corpus = Path(scratch) / f"ours-{size}"
            make_corpus(corpus, size)
            folders = {"ours": (corpus, ours())}
            if "stock" in options.rivals:
                folders["stock"] = (Path(scratch) / f"stock-{size}", stock())
                make_stock(corpus, folders["stock"][0], LOCALES)
            if "hugo" in options.rivals:
                folders["Hugo + Pagefind"] = (Path(scratch) / f"hugo-{size}", hugo(options.rivals_python))
                make_hugo(corpus, folders["Hugo + Pagefind"][0], LOCALES)
            found: dict[str, Results] = {name: {} for name in folders}
            # In turns, for a machine has slow and quick minutes.
            for round_, (name, (folder, generator)) in itertools.product(range(options.rounds), folders.items()):
                wanted = options.only or list(changes(generator, folder, 0))
                if name != "stock":
                    run(generator, folder, round_, wanted, found[name])
                elif not round_:  # it knows no cache and takes minutes: one round, and one figure for all
                    run(generator, folder, round_, ["cold"], found[name])
            table(size, found, folders)
            if "cold" in found["ours"]:
                warm = found["ours"].get("one source article edited", found["ours"]["cold"])
                cold.append((size, median(found["ours"]["cold"], "cpu"), median(warm, "cpu")))
    for (small, cold_small, warm_small), (large, cold_large, warm_large) in itertools.pairwise(cold):
        steps = math.log(large / small)
        print(
            f"\nGrowth exponent {small} -> {large}: cold {math.log(cold_large / cold_small) / steps:.2f}, "
            f"one article edited {math.log(warm_large / warm_small) / steps:.2f}"
        )


if __name__ == "__main__":
    assert ROOT
    main()
