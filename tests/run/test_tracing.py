from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pytest
from msgspec import Struct
from pydantic import BaseModel

from helpcentre.run.tracing import Kind, Tracer, UntraceableError, World


@dataclass
class Shelf:
    """A part of a little world."""

    books: dict[str, int]
    tags: frozenset[str] = frozenset({"a", "b"})
    other: Any = None
    calls: list[str] = field(default_factory=list)

    def price(self, book: str) -> int | None:
        return self.books.get(book)

    def dear(self) -> Any:
        return (book for book, price in self.books.items() if price > 9)


@dataclass(frozen=True)
class _Record:
    title: str
    pages: int


class _Struct(Struct, frozen=True):
    title: str
    pages: int


class _Tuple(NamedTuple):
    title: str
    pages: int


class _Model(BaseModel):
    title: str
    pages: int


def tracer_of(shelf: Shelf, other: Shelf | None = None) -> tuple[Tracer, Any]:
    names = {"shelf": shelf, "other": other}
    kinds = {Shelf: Kind(lambda one: "shelf" if one is shelf else "other")}
    tracer = Tracer(World(kinds, names.__getitem__))
    return tracer, tracer.stand_in(shelf)


def read(work: Any, shelf: Shelf, other: Shelf | None = None) -> dict[Any, str]:
    tracer, stand_in = tracer_of(shelf, other)
    tracer.begin()
    work(stand_in)
    return tracer.answers(tracer.end())


def test_only_what_was_read_counts() -> None:
    answers = read(lambda shelf: shelf.price("novel"), Shelf({"novel": 5, "atlas": 20}))
    assert list(answers) == [("shelf", "price", ("novel",))]
    assert tracer_of(Shelf({"novel": 5, "atlas": 99}))[0].changed(answers) == frozenset()
    assert tracer_of(Shelf({"novel": 6}))[0].changed(answers) == {("shelf", "price", ("novel",))}
    assert tracer_of(Shelf({}))[0].changed(answers) == {("shelf", "price", ("novel",))}


def test_answers_are_those_of_the_object() -> None:
    _, shelf = tracer_of(Shelf({"novel": 5, "atlas": 20}))
    assert shelf.price("novel") == 5
    assert shelf.dear() == ("atlas",), "what can be read once only is kept"
    assert shelf.tags == {"a", "b"}
    with pytest.raises(AttributeError):
        shelf.books = {}
    with pytest.raises(AttributeError):
        _ = shelf.nothing


def test_objects_behind_objects_are_traced_too() -> None:
    other = Shelf({"map": 3})
    answers = read(lambda shelf: shelf.other.price("map"), Shelf({}, other=other), other)
    changed = Shelf({"map": 4})
    assert tracer_of(Shelf({}, other=changed), changed)[0].changed(answers) == {("other", "price", ("map",))}


def test_a_set_has_no_order() -> None:
    answers = read(lambda shelf: shelf.tags, Shelf({}, frozenset("abcdef")))
    assert tracer_of(Shelf({}, frozenset("fedcba")))[0].changed(answers) == frozenset()
    assert tracer_of(Shelf({}, frozenset("abcdeg")))[0].changed(answers) != frozenset()


@pytest.mark.parametrize("made", [_Record, _Struct, _Tuple, _Model])
def test_every_field_of_a_value_counts(made: Callable[..., object]) -> None:
    answers = read(lambda shelf: shelf.other, Shelf({}, other=made(title="novel", pages=5)))
    assert tracer_of(Shelf({}, other=made(title="novel", pages=5)))[0].changed(answers) == frozenset()
    assert tracer_of(Shelf({}, other=made(title="atlas", pages=5)))[0].changed(answers) != frozenset()
    assert tracer_of(Shelf({}, other=made(title="novel", pages=6)))[0].changed(answers) != frozenset()


@pytest.mark.parametrize("value", [object(), lambda: 1, [open]])
def test_what_has_no_digest_is_an_error(value: object) -> None:
    with pytest.raises(UntraceableError, match=r"shelf\.other holds a "):
        read(lambda shelf: shelf.other, Shelf({}, other=value))


def test_a_part_counts_for_the_whole() -> None:
    tracer, shelf = tracer_of(Shelf({"novel": 5}))
    tracer.begin()
    shelf.price("novel")
    part = tracer.end()
    tracer.begin(part)
    _ = shelf.tags
    assert tracer.end() == part | {("shelf", "tags", None)}


def test_what_is_known_already_counts_for_the_next_work_too() -> None:
    tracer, shelf = tracer_of(Shelf({"novel": 5}, other=Shelf({})))

    def asked() -> frozenset[Any]:
        tracer.begin()
        assert (shelf.price("novel"), shelf.tags, shelf.other.tags) == (5, {"a", "b"}, {"a", "b"})
        return tracer.end()

    first = asked()
    assert {attribute for _, attribute, _ in first} == {"price", "tags", "other"}
    assert asked() == first
    assert shelf.price("novel") == 5
    assert tracer.end() == frozenset(), "between two works nothing is noted"


def test_what_is_made_once_counts_wherever_it_is_used() -> None:
    tracer, shelf = tracer_of(Shelf({"novel": 5, "atlas": 20}))
    made = []

    def make() -> Any:
        made.append(shelf.price("novel"))
        return made[-1]

    for own in ("tags", "books"):
        tracer.begin()
        assert tracer.once("novel", make) == 5
        getattr(shelf, own)
        assert tracer.end() == {("shelf", "price", ("novel",)), ("shelf", own, None)}
    assert made == [5]
    assert tracer.once("atlas", lambda: shelf.price("atlas")) == 20, "another key is another thing"


def test_what_could_not_be_made_counts_as_nothing() -> None:
    tracer, shelf = tracer_of(Shelf({}))
    tracer.begin()
    with pytest.raises(KeyError):
        tracer.once("fault", lambda: shelf.books["fault"])
    _ = shelf.tags
    assert tracer.end() == {("shelf", "tags", None)}
    assert tracer.once("fault", lambda: 1) == 1


@dataclass(frozen=True)
class Author:
    name: str


@dataclass
class Library:
    """Whose answers share an object."""

    author: Author
    authors: tuple[Author, ...]


@pytest.mark.parametrize("order", [("author", "authors"), ("authors", "author")])
def test_an_answer_has_one_digest_whatever_was_asked_before(order: tuple[str, str]) -> None:
    def answers(*asked: str) -> dict[str, str]:
        author = Author("a name that is longer than what is kept as it stands")
        library = Library(author, (author, Author("B")))
        tracer = Tracer(World({Library: Kind(lambda _: "library")}, lambda _: library))
        for attribute in asked:
            getattr(tracer.stand_in(library), attribute)
        questions = [("library", attribute, None) for attribute in sorted(asked)]
        return {question[1]: digest for question, digest in tracer.answers(questions).items()}

    assert answers(*order) == answers("author") | answers("authors")
