"""What tests of forked jobs share: jobs by name, each a function of its workers."""

import logging
import traceback
from collections.abc import Callable
from typing import Any

from helpcentre.run.workers import WorkerResult, Workers

Job = Callable[[Workers], object]


def forked(jobs: dict[str, Job], slots: int, logger: logging.Logger, **options: Any) -> Workers:
    made = Workers(list(jobs), slots, logger, **options)
    name = made.fork()
    if name is not None:
        try:
            jobs[name](made)
        except BaseException:
            traceback.print_exc()
            made.leave(1)
        made.leave()
    return made


def run(jobs: dict[str, Job], slots: int, logger: logging.Logger, **options: Any) -> list[WorkerResult]:
    return forked(jobs, slots, logger, **options).wait()
