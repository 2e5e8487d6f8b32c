"""Records drawn from the declarations: for each kind of field any value that it takes, and much that it does not."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from registry.fields.base import ANY, Field, FieldSet, Kind
from registry.fields.catalogue import KINDS, embedded
from registry.terminology import codes
from tests.exports.hostile import TEXTS
from tests.make import DRUGS

Values = dict[str, Any]

FIRST, LAST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
NO_TEXT = ("Cc", "Cs")
"""Control characters and halves of characters."""

_SIGNS = st.characters(exclude_categories=NO_TEXT, exclude_characters="\ufffd\ufffe\uffff")


def _texts(field: Field) -> SearchStrategy[str]:
    """Any text that fits, those that files have spoiled elsewhere among them."""
    longest, lines = field.max_length, field.kind is Kind.LONG_TEXT
    signs = st.one_of(_SIGNS, st.sampled_from("\n\t")) if lines else _SIGNS
    spoiled = st.sampled_from(TEXTS).filter(lambda text: lines or not set(text) & set("\t\r\n\x85"))
    drawn = st.one_of(st.text(signs, max_size=min(longest, 60)), spoiled, st.just("𝔘" * min(longest, 400)))
    stored = drawn.map(lambda text: _as_stored(text)[:longest].strip())
    return stored.filter(lambda text: text != "" and text == _as_stored(text) and "\x85" not in text)


def _as_stored(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _decimals(field: Field) -> SearchStrategy[float]:
    """Numbers of at most 15 digits, within the range."""
    low, high = field.minimum, field.maximum
    assert low is not None
    assert high is not None
    edges = st.sampled_from([float(low), float(high), *([1e-9, 0.1] if low <= 0 else [])])
    drawn = st.one_of(st.floats(low, high), edges).map(lambda number: float(format(number, ".15g")) + 0.0)
    return drawn.filter(lambda number: low <= number <= high and float(format(number, ".15g")) == number)


def _partial(field: Field) -> SearchStrategy[str]:
    return st.tuples(st.dates(FIRST, LAST), st.sampled_from([4, 7, 10])).map(
        lambda drawn: drawn[0].isoformat()[: drawn[1]]
    )


def _several(field: Field) -> SearchStrategy[list[str]]:
    """Codes in the order of their list; the one that stands alone alone."""
    assert field.values is not None
    listed, alone = field.values.codes, field.values.exclusive
    others = [code for code in listed if code != alone]
    many = st.sets(st.sampled_from(others), min_size=1).map(lambda drawn: [c for c in listed if c in drawn])
    return st.one_of(many, st.just([alone])) if alone else many


def _codes(field: Field) -> SearchStrategy[str]:
    match field.source:
        case "icdo3_morphology":
            return st.builds("{}/{}".format, st.integers(8000, 9993), st.sampled_from("012369"))
        case "icdo3_topography":
            return st.builds("C{}.{}".format, st.sampled_from(["00", "34", "71", "80"]), st.integers(0, 9))
        case source:
            return st.sampled_from(sorted(codes.entries(source)))


_DRAWERS: dict[Kind, Callable[[Field], SearchStrategy[Any]]] = {
    Kind.TEXT: _texts,
    Kind.LONG_TEXT: _texts,
    Kind.INTEGER: lambda field: st.integers(int(field.minimum or 0), int(field.maximum or 0)),
    Kind.DECIMAL: _decimals,
    Kind.DATE: lambda field: st.dates(FIRST, LAST).map(dt.date.isoformat),
    Kind.PARTIAL_DATE: _partial,
    Kind.MONTH: lambda field: st.dates(FIRST, LAST).map(lambda day: day.isoformat()[:7]),
    Kind.CHOICE: lambda field: st.sampled_from(field.values.codes if field.values else ()),
    Kind.CHOICES: _several,
    Kind.CODED: _codes,
    Kind.REFERENCE: lambda field: st.sampled_from(DRUGS),
}


@cache
def accepted(field: Field) -> SearchStrategy[Any]:
    """Any value of a field, as JSON has it."""
    return _DRAWERS[field.kind](field)


def written(fields: type[FieldSet]) -> Iterator[Field]:
    """The fields that somebody writes where the country allows no identifiers: conditions before what they rule."""
    yield from (f for f in fields.fields.values() if not (f.generated or f.identifier))


@st.composite
def record(draw: st.DrawFn, kind: str) -> Values:
    """The fields of a record, most of them filled in, each with a value or a reason, and no field that does not
    apply; rows under their name."""
    below = embedded(kind)
    values = _one(draw, KINDS[kind])
    if below is not None:
        rows = (_one(draw, below) for _ in range(draw(st.integers(0, 3))))
        values[below.record.name] = [row for row in rows if row]
    return values


def _one(draw: st.DrawFn, fields: type[FieldSet]) -> Values:
    values: Values = {}
    for field in written(fields):
        if not field.applies(values):
            continue
        chosen = draw(st.sampled_from("empty reason value value value".split()))
        if chosen == "value" or (chosen == "reason" and not field.missing):
            values[field.name] = draw(accepted(field))
        elif chosen == "reason":
            values[field.missing_name] = draw(st.sampled_from(field.missing)).value
    return values


Aim = Mapping[str, frozenset[str]]
"""Fields that hold a value together, each with the codes it may have; without codes, any value."""


@cache
def aims(fields: type[FieldSet]) -> Sequence[Aim]:
    """The fewest records, found one field after the other, in which every field has its turn: where a field applies
    under a condition, so does the field it names, and so on up."""
    found: list[Aim] = []
    for field in written(fields):
        wanted = _chain(fields, field)
        for number, aim in enumerate(found):
            if _agree(aim, wanted):
                found[number] = _both(aim, wanted)
                break
        else:
            found.append(wanted)
    return found


def _chain(fields: type[FieldSet], field: Field) -> Aim:
    """A field, the one that its condition names, and so on up."""
    chain: dict[str, frozenset[str]] = {field.name: frozenset()}
    while field.when:
        chain[field.when.field] = frozenset(field.when.codes) - {ANY, ""}
        field = fields.fields[field.when.field]
    return chain


def _agree(one: Aim, other: Aim) -> bool:
    return all(
        not one[name] or not other[name] or one[name] & other[name] for name in one.keys() & other.keys()
    )


def _both(one: Aim, other: Aim) -> Aim:
    return {name: _common(one.get(name), other.get(name)) for name in one | other}


def _common(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str]:
    return one & other if one and other else one or other or frozenset()


ROUNDS = max(len(aims(fields)) for fields in KINDS.values())
"""So many records of each kind reach every field."""


@st.composite
def reaching(draw: st.DrawFn, kind: str, number: int) -> Values:
    """A record, and one row of it, in which the fields whose turn it is hold a value, and nothing else."""
    values, below = _aimed(draw, KINDS[kind], number), embedded(kind)
    return values | ({below.record.name: [_aimed(draw, below, number)]} if below else {})


def _aimed(draw: st.DrawFn, fields: type[FieldSet], number: int) -> Values:
    aim = aims(fields)[number % len(aims(fields))]
    chosen = (field for field in written(fields) if field.name in aim)
    return {field.name: draw(_among(field, aim[field.name])) for field in chosen}


def _among(field: Field, codes: frozenset[str]) -> SearchStrategy[Any]:
    """A value of a field, one of these codes if there are any."""
    if not codes:
        return accepted(field)
    some = st.sampled_from(sorted(codes))
    return some if field.kind is Kind.CHOICE else some.map(lambda code: [code])


ANYTHING = st.one_of(
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=30),
    st.sampled_from(
        ["2026-02-31", "31/10/2026", "1,5", "1e3", "none", "yes", "2026-13", "a\x00b", "\ufffe", " "]
    ),
    st.lists(st.text(max_size=5), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)
"""What may be sent in the place of a value."""


PLAIN: dict[Kind, Any] = {
    Kind.TEXT: "x",
    Kind.LONG_TEXT: "x",
    Kind.DATE: "2026-03-14",
    Kind.PARTIAL_DATE: "2026-03",
    Kind.MONTH: "2015-03",
    Kind.REFERENCE: DRUGS[0],
}


def plain(field: Field) -> Any:
    """One value of a field, the same each time."""
    match field.kind:
        case Kind.INTEGER | Kind.DECIMAL:
            return field.maximum
        case Kind.CHOICE if field.values:
            return field.values.codes[0]
        case Kind.CHOICES if field.values:
            return [field.values.codes[0]]
        case Kind.CODED:
            forms = {"icdo3_morphology": "9421/1", "icdo3_topography": "C71.6"}
            return forms.get(field.source) or next(iter(codes.entries(field.source)))
        case _:
            return PLAIN[field.kind]
