"""What was made in an earlier run, by name, with the questions it rests on, and which of it still holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from helpcentre.run.store import Store
from helpcentre.run.tracing import Question, Tracer


class Memory:
    """One value of the store, in which all that was made stands together."""

    def __init__(self, store: Store, name: str, constant: str, tracer: Tracer) -> None:
        self._store, self._name, self._constant, self._tracer = store, name, constant, tracer
        held = store.load(name)
        self._held: dict[str, tuple[tuple[int, ...], Any]] = {}
        self._questions: tuple[Question, ...] = ()
        self._taken: dict[str, tuple[frozenset[Question] | tuple[Question, ...], Any]] = {}
        self._grown = False
        self.whole = False
        """Whether all of it holds."""
        if (
            isinstance(held, dict) and held.get("constant") == constant
        ):  # else of an earlier version, whatever its shape
            self._questions = held["questions"]
            changed = tracer.changed(dict(zip(self._questions, held["digests"], strict=True)))
            lost = {index for index, question in enumerate(self._questions) if question in changed}
            self._held = {key: unit for key, unit in held["units"].items() if lost.isdisjoint(unit[0])}
            self.whole = len(self._held) == len(held["units"])

    @property
    def names(self) -> Iterable[str]:
        """What holds, by name."""
        return self._held.keys()

    def get(self, name: str) -> Any:
        """Return what was made under a name, if it holds; it is kept for the next build."""
        unit = self._held.get(name)
        if unit is None:
            return None
        self._taken[name] = (tuple(self._questions[index] for index in unit[0]), unit[1])
        return unit[1]

    def questions(self, name: str) -> Iterable[Question]:
        """Return the questions on which rests what was taken, or put, under a name."""
        return self._taken[name][0]

    def put(self, name: str, questions: frozenset[Question], value: Any) -> None:
        """Keep what was made under a name while these questions were asked."""
        self._taken[name] = (questions, value)
        self._grown = True

    def keep(self, names: Iterable[str]) -> None:
        """Keep what was made under these names, so far as it holds and was not made anew."""
        for name in set(names) - self._taken.keys():
            self.get(name)

    def save(self) -> None:
        """Keep what this build used or made; the rest is forgotten."""
        if not self._grown and len(self._taken) == len(self._held) and self.whole:
            return
        numbers: dict[Question, int] = {}
        units = {
            name: (tuple(numbers.setdefault(question, len(numbers)) for question in questions), value)
            for name, (questions, value) in self._taken.items()
        }
        digests = tuple(self._tracer.answers(numbers).values())
        value = {"constant": self._constant, "questions": tuple(numbers), "digests": digests, "units": units}
        self._store.save(self._name, value)
