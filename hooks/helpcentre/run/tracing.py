"""What a piece of work reads of a world that does not change while it works: each question, and a digest of its answer.

Work is given stand-ins for the world's objects. A stand-in knows nothing by itself: whatever is asked of it goes
through the tracer, so nothing that was read can be forgotten. An answer that has no digest is an error. What was
traced holds for another world if that gives the same answers (`changed`): the verifying traces of Mokhov, Mitchell,
Peyton Jones, "Build systems à la carte" (2018).
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import inspect
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from msgspec import Struct
from pydantic import BaseModel

Question = tuple[str, str, tuple[Any, ...] | None]
"""The name of an object, an attribute of it, and the arguments it was called with; None where it was only read."""

_UNKNOWN = object()
_PLAIN = (int, float, complex, bytes, Decimal, datetime.date, datetime.time, datetime.timedelta, type(None))


@dataclass(frozen=True)  # with slots it would take ten times as long to read
class Named:
    """An object of the world as an argument of a question."""

    name: str


@dataclass(frozen=True)
class Kind:
    """How objects of one type are traced."""

    name: Callable[[Any], str]
    """By which `World.find` finds the object again."""
    digest: Callable[[Any], str] | None = None
    """Of an object that is a value as a whole; None where its parts are traced one by one."""


@dataclass(frozen=True)
class World:
    """The types of the objects that answer, how they are found, and the types that are the same all the time."""

    kinds: Mapping[type, Kind]
    find: Callable[[str], Any]
    """Returns the object of a name; raises LookupError where there is none any more."""
    constants: tuple[type, ...] = ()
    """What is made of them must be dropped by other means when they change."""


class UntraceableError(TypeError):
    """A piece of work was given something that has no digest."""

    def __init__(self, value: object, question: Question) -> None:
        subject, attribute, _ = question
        super().__init__(
            f"{subject}.{attribute} holds a {type(value).__qualname__}, of which nobody can say whether it changed; "
            "expected plain values and frozen dataclasses of them"
        )


class Tracer:
    """Notes what is read of a world, and says what of it reads otherwise in another."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.asked: set[Question] | None = None
        """What was asked since `begin`; None where nobody wants to know."""
        self._digests: dict[Question, str] = {}
        self._answers: dict[Question, Any] = {}
        self._parts: dict[Hashable, tuple[Any, frozenset[Question]]] = {}
        self._names: dict[int, tuple[object, Named]] = {}
        self._seen: dict[int, tuple[object, str]] = {}
        self._stand_ins: dict[str, StandIn] = {}
        self._kinds: dict[type, Kind | None] = {}
        self._forms: dict[type, str | tuple[str, ...]] = {}

    def stand_in(self, target: object) -> Any:
        """Return what work may be given for an object whose parts are traced."""
        name = self._named(target).name
        known = self._stand_ins.get(name)
        if known is None:
            known = self._stand_ins[name] = StandIn(self, name, target)
        return known

    def _kind(self, value: object) -> Kind | None:
        """Return the kind of a value's type, or of the nearest type that it is derived from."""
        own = type(value)
        if own not in self._kinds:
            self._kinds[own] = next((self._world.kinds[t] for t in own.__mro__ if t in self._world.kinds), None)
        return self._kinds[own]

    def begin(self, asked: Iterable[Question] = ()) -> None:
        """Note from here on what is read for one piece of work, and count what was asked for a part of it."""
        self.asked = set(asked)

    def end(self) -> frozenset[Question]:
        """Return the questions since `begin`."""
        asked, self.asked = self.asked or set(), None
        return frozenset(asked)

    def once(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return what `make` returns, which is called once for a key; what it asked counts wherever that is used."""
        part = self._parts.get(key)
        if part is None:
            outer, self.asked = self.asked, set()
            try:
                made = make()
                part = self._parts[key] = (made, frozenset(self.asked))
            finally:
                self.asked = outer
        if self.asked is not None:
            self.asked |= part[1]
        return part[0]

    def answers(self, questions: Iterable[Question]) -> dict[Question, str]:
        """Return the digests of the answers to questions that were asked of this world."""
        return {question: self._digests[question] for question in questions}

    def changed(self, answers: Mapping[Question, str]) -> frozenset[Question]:
        """Return the questions that this world answers otherwise."""
        return frozenset(question for question, digest in answers.items() if self._digest_of(question) != digest)

    def note(self, question: Question, answer: Any) -> Any:
        """Return an answer as work is given it; the question and the digest of the answer are kept."""
        if isinstance(answer, Iterator):
            answer = tuple(answer)
        if question not in self._digests:
            self._digests[question] = self._digest(answer, question)
        if self.asked is not None:
            self.asked.add(question)
        kind = self._kind(answer)
        return self.stand_in(answer) if kind is not None and kind.digest is None else answer

    def call(self, name: str, attribute: str, method: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        """Return what a method answers; stand-ins among the arguments are for itself to read."""
        given = [a._is[2] if type(a) is StandIn else a for a in arguments]
        question = (name, attribute, tuple([a if type(a) is str else self._named(a) for a in given]))
        answer = self._answers.get(question, _UNKNOWN)
        if answer is _UNKNOWN:
            answer = self._answers[question] = self.note(question, method(*given))
        elif self.asked is not None:
            self.asked.add(question)
        return answer

    def _named(self, argument: Any) -> Any:
        kind = self._kind(argument)
        if kind is None:
            return argument
        known = self._names.get(id(argument))
        if known is None:
            known = self._names[id(argument)] = (
                argument,
                Named(kind.name(argument)),
            )  # kept, so that its id stays its own
        return known[1]

    def _digest_of(self, question: Question) -> str:
        known = self._digests.get(question)
        if known is None:
            name, attribute, arguments = question
            try:
                answer = getattr(self._world.find(name), attribute)
                if arguments is not None:
                    answer = answer(*(self._world.find(a.name) if isinstance(a, Named) else a for a in arguments))
                if isinstance(answer, Iterator):
                    answer = tuple(answer)
                known = self._digest(answer, question)
            except (LookupError, AttributeError):  # what was asked is no longer there to answer
                known = ""
            self._digests[question] = known
        return known

    def _digest(self, answer: Any, question: Question) -> str:
        kind = self._kind(answer)
        if kind is not None and kind.digest is None:
            return kind.name(answer)
        return self._value_digest(answer, question)

    def _value_digest(self, value: Any, question: Question) -> str:
        if type(value) is str and len(value) < 40:
            return f"={value}"
        seen = self._seen.get(id(value))
        if seen is None:
            parts: list[str] = []
            self._write(value, parts, question)
            if id(value) in self._seen:  # it has fields, and has one digest wherever it stands
                return self._seen[id(value)][1]
            text = "".join(parts)
            digest = f"={text}" if len(text) < 40 else hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
            seen = self._seen[id(value)] = (value, digest)  # the value is kept, so that its id stays its own
        return seen[1]

    def _write(self, value: Any, parts: list[str], question: Question) -> None:
        """Append a text that differs wherever two values differ."""
        own = type(value)
        form = self._forms.get(own)
        if form is None:
            form = self._forms[own] = self._form(own)
        if form == "text":
            parts.append(repr(str(value)))
        elif form == "plain":
            parts.append(repr(value))
        elif form == "kind":
            kind = self._kinds[own]
            assert kind is not None
            assert kind.digest is not None
            parts.append(kind.digest(value))
        elif form == "constant":
            parts.append(own.__qualname__)
        elif form == "list":
            self._write_all("(", value, parts, question)
        elif form == "mapping":
            self._write_all("{", (part for item in value.items() for part in item), parts, question)
        elif form == "set":
            self._write_all("<", sorted(self._value_digest(item, question) for item in value), parts, question)
        elif form == "":
            raise UntraceableError(value, question)
        elif id(value) in self._seen:
            parts.append(self._seen[id(value)][1])
        else:
            # Objects such as a locale are part of many answers: each is written once.
            inner: list[str] = []
            self._write_all(own.__qualname__, (getattr(value, name) for name in form), inner, question)
            digest = hashlib.blake2b("".join(inner).encode(), digest_size=16).hexdigest()
            self._seen[id(value)] = (value, digest)
            parts.append(digest)

    def _form(self, own: type) -> str | tuple[str, ...]:
        """Return how values of a type are written; of those that have fields, their names."""
        kind = next((self._world.kinds[t] for t in own.__mro__ if t in self._world.kinds), None)
        if issubclass(own, str):
            return "text"
        if issubclass(own, _PLAIN):
            return "plain"
        if kind is not None and kind.digest is not None:
            self._kinds[own] = kind
            return "kind"
        if issubclass(own, self._world.constants):
            return "constant"
        for types, form in (((tuple, list), "list"), (Mapping, "mapping"), (AbstractSet, "set")):
            if issubclass(own, types):
                return form
        if dataclasses.is_dataclass(own):
            return tuple(field.name for field in dataclasses.fields(own))
        if issubclass(own, Struct):
            return own.__struct_fields__
        return tuple(own.model_fields) if issubclass(own, BaseModel) else ""

    def _write_all(self, mark: str, values: Iterable[Any], parts: list[str], question: Question) -> None:
        parts.append(mark)
        for value in values:
            self._write(value, parts, question)
            parts.append(",")
        parts.append(";")


class StandIn:
    """Answers as the object it stands for; the tracer notes what it is asked.

    What does not change is looked up once: a method stands among the stand-in's own attributes from then on, and a
    value beside its question.
    """

    _is: tuple[Tracer, str, Any, dict[str, tuple[Question, Any]]]

    def __init__(self, tracer: Tracer, name: str, target: object) -> None:
        vars(self)["_is"] = (tracer, name, target, {})

    def __getattr__(self, attribute: str) -> Any:
        tracer, name, target, known = self._is
        if attribute in known:
            question, answer = known[attribute]
            if tracer.asked is not None:
                tracer.asked.add(question)
            return answer
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        value = getattr(target, attribute)
        if inspect.ismethod(value):
            method = vars(self)[attribute] = lambda *arguments: tracer.call(name, attribute, value, arguments)
            return method
        question = (name, attribute, None)
        answer = tracer.note(question, value)
        known[attribute] = (question, answer)
        return answer

    def __setattr__(self, attribute: str, value: object) -> None:
        raise AttributeError(f"{attribute}: what is traced does not change")


def once(subject: object, key: Hashable, make: Callable[[], Any]) -> Any:
    """Return what `make` returns: of a stand-in, what its tracer has for the key (`Tracer.once`)."""
    return subject._is[0].once(key, make) if isinstance(subject, StandIn) else make()
