"""How values are read: exactly, or refused with a sentence; never converted in silence."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import i18n
from registry.fields.base import Field, Kind, Privacy, T
from registry.fields.catalogue import KINDS
from registry.fields.values import GRADE, SERIOUSNESS
from registry.schemas.build import load
from registry.schemas.reading import Gate, Source, Unreadable, add_months, read

ON = dt.date(2026, 11, 23)
LABEL = T("Champ", "Field")


def field(kind: Kind, **more: Any) -> Field:
    return Field(kind, LABEL, Privacy.NONE, **more)


DECIMAL = field(Kind.DECIMAL, minimum=-1e9, maximum=1e9)
WHOLE = field(Kind.INTEGER, minimum=0, maximum=10_000)


def gate(source: Source) -> Gate:
    return Gate(source, ON, lambda _kind, words: words if words == "trametinib" else None)


def refused(declared: Field, value: object, source: Source) -> str:
    with pytest.raises(Unreadable) as failure:
        read(declared, value, gate(source))
    assert str(failure.value).strip()
    return str(failure.value)


@pytest.mark.parametrize(
    ("language", "typed", "number"),
    [
        ("fr", "1,5", 1.5),
        ("fr", "1.5", 1.5),  # a point before one digit cannot group thousands
        ("fr", "1 234,5", 1234.5),
        ("fr", "1\u202f234,5", 1234.5),
        ("fr", "1,234", 1.234),
        ("fr", "−2,5", -2.5),
        ("en", "1.5", 1.5),
        ("en", "1.234", 1.234),
        ("en", "1 234.5", 1234.5),
        ("en", "-2.5", -2.5),
    ],
)
def test_a_page_reads_the_decimals_of_its_language(language: str, typed: str, number: float) -> None:
    with i18n.speaking(language):
        assert read(DECIMAL, typed, gate(Source.PAGE)) == number


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("fr", "1.234"),
        ("en", "1,234"),
        ("fr", "1.234.567"),
        ("en", "1,234,567"),
        ("fr", "1e3"),
        ("fr", "١٢"),
        ("fr", "NaN"),
        ("fr", "12 34"),
        ("fr", "1,2,3"),
        ("fr", "+5"),
        ("fr", "5 mg"),
    ],
)
def test_a_page_refuses_what_it_could_only_guess(language: str, typed: str) -> None:
    with i18n.speaking(language):
        refused(DECIMAL, typed, Source.PAGE)


@pytest.mark.parametrize(
    "value", ["1,5", "1e3", "٣", "NaN", "Infinity", "1e400", " 1 2 ", "0x10", "1_000", True]
)
def test_a_file_takes_the_point_only(value: object) -> None:
    refused(DECIMAL, value, Source.FILE)


def test_a_file_reads_a_number_exactly() -> None:
    assert read(DECIMAL, "0.1", gate(Source.FILE)) == 0.1
    assert read(DECIMAL, 2, gate(Source.FILE)) == 2.0
    refused(DECIMAL, "0.12345678901234567", Source.FILE)  # a float would change its last digits


@pytest.mark.parametrize("value", [1.5, True, False, "1", None.__class__, [1], float("nan"), float("inf")])
def test_json_never_makes_an_integer_of_something_else(value: object) -> None:
    refused(WHOLE, value, Source.JSON)


def test_json_takes_four_point_zero_as_four() -> None:
    assert read(WHOLE, 4.0, gate(Source.JSON)) == 4
    assert read(WHOLE, 4, gate(Source.JSON)) == 4


@pytest.mark.parametrize("value", ["1.5", "1,0", "-1", "10001", "１２"])
def test_a_whole_number_stays_whole_and_in_range(value: str) -> None:
    for source in (Source.PAGE, Source.FILE):
        refused(WHOLE, value, source)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("31/10/2026", "2026-10-31"),
        ("1/2/2026", "2026-02-01"),
        ("31.10.2026", "2026-10-31"),
        ("10/2026", "2026-10"),
        ("2026", "2026"),
        ("2026-10-31", "2026-10-31"),
        ("auj.", "2026-11-23"),
        ("today", "2026-11-23"),
        ("hier", "2026-11-22"),
        ("-3j", "2026-11-20"),
        ("-3d", "2026-11-20"),
        ("+2s", "2026-12-07"),
        ("+3m", "2027-02-23"),
        ("-1a", "2025-11-23"),
    ],
)
def test_a_page_reads_dates_as_people_type_them(typed: str, stored: str) -> None:
    assert read(field(Kind.PARTIAL_DATE), typed, gate(Source.PAGE)) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "31/02/2026",
        "29/02/2025",
        "32/01/2026",
        "13/2026",
        "00/00/2026",
        "1899",
        "2101",
        "10/31/2026",
        "26",
        "demain",
        "+9999y",
        "-9999a",
        "+9999m",
    ],
)
def test_a_date_that_is_none_is_refused(typed: str) -> None:
    refused(field(Kind.PARTIAL_DATE), typed, Source.PAGE)


def test_the_sentence_of_a_wrong_date_names_it() -> None:
    with i18n.speaking("en"):
        assert "31/02/2026" in refused(field(Kind.DATE), "31/02/2026", Source.PAGE)


@pytest.mark.parametrize("value", ["31/10/2026", "auj.", "2026-1-1", "20261031", 20261031, 2026.0])
def test_a_file_and_json_take_iso_dates_only(value: object) -> None:
    for source in (Source.FILE, Source.JSON):
        refused(field(Kind.PARTIAL_DATE), value, source)


def test_a_full_date_and_a_month_want_their_own_precision() -> None:
    refused(field(Kind.DATE), "10/2026", Source.PAGE)
    refused(field(Kind.MONTH), "31/10/2026", Source.PAGE)
    refused(field(Kind.MONTH), "2026", Source.PAGE)
    assert read(field(Kind.MONTH), "03/2015", gate(Source.PAGE)) == "2015-03"


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), st.integers(-1000, 1000))
def test_adding_months_keeps_the_day_or_takes_the_last_one(day: dt.date, count: int) -> None:
    there = add_months(day, count) if 1 <= day.year + count // 12 <= 9990 else day
    if there is not day:
        assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == count
        assert there.day == day.day or (there.day < day.day and (there + dt.timedelta(days=1)).day == 1)


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "a\x07b", "two\nlines", "tab\there"])
def test_a_line_of_text_holds_no_control_characters(text: str) -> None:
    for source in Source:
        refused(field(Kind.TEXT), text, source)


def test_long_text_keeps_its_lines_and_every_script() -> None:
    text = "é e\u0301\r\nсыпь ⚕ 🧒🏽 طفح"
    assert read(field(Kind.LONG_TEXT, max_length=100), text, gate(Source.PAGE)) == "é é\nсыпь ⚕ 🧒🏽 طفح"


def test_text_is_counted_in_characters() -> None:
    assert read(field(Kind.TEXT, max_length=3), "🧒🧒🧒", gate(Source.FILE)) == "🧒🧒🧒"
    refused(field(Kind.TEXT, max_length=3), "🧒🧒🧒🧒", Source.FILE)


def test_choices_are_kept_in_their_own_order_and_none_stands_alone() -> None:
    many = field(Kind.CHOICES, values=SERIOUSNESS)
    assert read(many, ["hospitalisation", "death"], gate(Source.JSON)) == ["death", "hospitalisation"]
    assert read(many, "hospitalisation;death", gate(Source.FILE)) == ["death", "hospitalisation"]
    refused(many, ["none", "death"], Source.JSON)
    refused(many, ["nonsense"], Source.JSON)
    refused(field(Kind.CHOICE, values=GRADE), "6", Source.FILE)
    refused(field(Kind.CHOICE, values=GRADE), 3, Source.JSON)


def test_a_page_takes_the_words_of_a_coded_list_a_program_the_code() -> None:
    term = field(Kind.CODED, source="ctcae")
    assert read(term, "rash acneiform", gate(Source.PAGE)) == "rash_acneiform"
    assert read(term, "rash_acneiform", gate(Source.FILE)) == "rash_acneiform"
    refused(term, "rash acneiform", Source.FILE)
    refused(term, "rash of the moon", Source.PAGE)


def test_an_empty_value_is_none_in_every_kind() -> None:
    for kind in Kind:
        for empty in ("", "   ", None, []):
            assert read(field(kind, values=GRADE, source="ctcae"), empty, gate(Source.PAGE)) is None


def test_a_schema_leaves_absent_keys_absent() -> None:
    loaded = load(KINDS["toxicity"], {"grade": "2", "outcome": ""}, gate(Source.FILE))
    assert dict(loaded.values) == {"grade": "2", "outcome": None}
    assert loaded.rows is None
    assert not loaded.problems


def test_a_schema_names_unknown_keys_and_bad_rows_by_their_path() -> None:
    sent = {"zz": 1, "grade": "9", "toxicity_drug": [{"drug": "trametinib"}, {"drug": "nope", "yy": 2}]}
    problems = {(p.field, p.code) for p in load(KINDS["toxicity"], sent, gate(Source.JSON)).problems}
    assert problems == {
        ("zz", "unknown"),
        ("grade", "unreadable"),
        ("toxicity_drug-1-drug", "unreadable"),
        ("toxicity_drug-1-yy", "unknown"),
    }


def test_a_value_and_a_reason_exclude_each_other_and_the_reason_must_be_allowed() -> None:
    both = load(
        KINDS["course"], {"last_dose": "2025-01-01", "last_dose_missing": "unknown"}, gate(Source.FILE)
    )
    assert [(p.field, p.code) for p in both.problems] == [("last_dose", "both")]
    wrong = load(KINDS["course"], {"last_dose_missing": "refused"}, gate(Source.FILE))
    assert [(p.field, p.code) for p in wrong.problems] == [("last_dose", "unreadable")]


# Every declaration of every kind, fed with anything: read, or refused with a sentence; nothing else happens.
ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=30),
    st.lists(st.text(max_size=5), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)
EVERY_FIELD = [(kind, name) for kind, fields in KINDS.items() for name in fields.fields]


@given(st.sampled_from(EVERY_FIELD), ANYTHING, st.sampled_from(list(Source)))
def test_any_value_is_read_or_refused_with_a_sentence(
    which: tuple[str, str], value: object, source: Source
) -> None:
    kind, name = which
    loaded = load(KINDS[kind], {name: value}, gate(source))
    assert all(problem.text.strip() for problem in loaded.problems)
    if not loaded.problems:
        again = load(KINDS[kind], {name: loaded.values[name]}, gate(Source.JSON))
        assert not again.problems
        assert again.values[name] == loaded.values[name]
