"""Prints what Lighthouse says of the built site: `make lighthouse`. Exits with 1 where a bound is not kept.

Mobile and throttled, Lighthouse's defaults; the median of the runs of each page, from a host that compresses.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from static_host import StaticHost

HERE = Path(__file__).parent
PAGES = {"home": "", "article": "withdrawals/withdrawal-delayed/", "contact": "contact/"}
LOCALES = ("en", "zh", "ar")
RUNS = 3
SCORES = ("performance", "accessibility", "best-practices", "seo")
MOST_LCP = 1000
"""Milliseconds to the largest contentful paint."""


def row(runs: list[dict[str, Any]]) -> tuple[list[float], float, float]:
    """Return the medians of scores, of the largest paint in milliseconds, and of the layout shift."""
    scores = [statistics.median(run["scores"][name] for run in runs) for name in SCORES]
    return scores, statistics.median(run["lcp"] for run in runs), statistics.median(run["cls"] for run in runs)


def main() -> int:
    """Measure, print the table, and return the exit status."""
    with StaticHost(HERE.parents[1] / "site") as host:
        paths = {
            (name, lc): path if lc == LOCALES[0] else f"{lc}/{path}" for name, path in PAGES.items() for lc in LOCALES
        }
        command = ["node", str(HERE / "measure.mjs"), str(RUNS), *(host.url + path for path in paths.values())]
        environment = {"CHROME_PATH": "/usr/bin/chromium", **os.environ}
        done = subprocess.run(command, cwd=HERE, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    kept = True
    print(f"{'page':<12} " + " ".join(f"{name:>14}" for name in (*SCORES, "LCP", "CLS")))
    for (name, locale), runs in zip(paths, json.loads(done.stdout), strict=True):
        scores, lcp, cls = row(runs)
        figures = [*(f"{score:.0f}" for score in scores), f"{lcp / 1000:.2f} s", f"{cls:.3f}"]
        print(f"{name + ', ' + locale:<12} " + " ".join(f"{figure:>14}" for figure in figures))
        if min(scores) < 100 or lcp > MOST_LCP or cls > 0:
            kept = False
            print("    " + ", ".join(sorted({audit for run in runs for audit in run["failed"]})))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
