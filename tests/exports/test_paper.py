"""Paper forms: every field of every kind is on its form, nothing leaves the page, the PDF is accessible."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exports.paper import layout, writing
from exports.paper.layout import Record, Row
from exports.paper.parts import Box, Entry, Form
from exports.paper.typeset import TEMPLATE, typeset
from registry import i18n
from registry.fields.base import MISSING_LETTERS, Desk, Missing
from registry.fields.catalogue import KINDS
from registry.i18n import say
from tests.exports import hostile
from tests.exports.pdf import facts, flat, outside, structure, words

LANGUAGES = pytest.mark.parametrize("language", i18n.LANGUAGES)
EVERY_KIND = pytest.mark.parametrize("kind", layout.kinds())
TOKENS = Path(__file__).parents[2] / "registry" / "static" / "css" / "tokens.css"

MARKUP = (
    '#import "form.typ": *',
    "#set page(width: 1cm) #panic()",
    "$ x^2 $ [a] \\ @ref <label> *bold* _it_ `raw`",
    "// line /* block */ = heading",
    "- item\n+ item\n/ term: words",
    "a--b ---c ... 'q' \"r\" ~ \\u{41} #sys.inputs",
    '{"document": 1}',
    "https://example.org/" + "x" * 300,
)


def form_of(kind: str) -> Form:
    return layout.blank(kind).forms[0]


def entries_of(form: Form) -> dict[str, Entry]:
    found = [e for part in form.parts for e in (*part.entries, *(part.table.columns if part.table else ()))]
    return {entry.label: entry for entry in found}


def record(**more: object) -> Record:
    """A draft toxicity with a grade, a reason and one drug."""
    given: dict[str, object] = {
        "id": "tox-1",
        "version": 3,
        "status": "draft",
        "number": "FR-001-0007-K",
        "centre": "FR-001",
        "about": "Tramétinib + Dabrafénib",
        "values": Row(
            {"term": "Éruption", "term_text": "vue de près", "grade": "Grade 3", "onset": "11/2026"},
            {"outcome": Missing.UNKNOWN},
            frozenset(KINDS["toxicity"].fields) - {"end"},
        ),
        "rows": {
            "toxicity_drug": (
                Row(
                    {"drug": "Tramétinib", "causality": "Liée"},
                    {"action": Missing.NOT_AVAILABLE},
                    frozenset(),
                ),
            )
        },
        "with_text": True,
        "by": "somebody@example.org",
        "when": "31/10/2026 18:40 UTC",
    }
    return Record(**{**given, **more})  # type: ignore[arg-type]


def with_text(text: str) -> Record:
    return record(values=Row({"term_text": text}, {}, frozenset({"term_text"})), rows={})


@LANGUAGES
@EVERY_KIND
def test_every_field_that_a_centre_is_asked_for_is_on_the_blank_form(kind: str, language: str) -> None:
    with i18n.speaking(language):
        text = flat(words(typeset(layout.blank(kind))))
        asked = [f for fields in (KINDS[kind], *layout.rows_of(kind)) for f in fields.fields.values()]
        for field in filter(layout.is_asked, asked):
            assert flat(say(field.label)) in text, field.name
            assert field.help is None or flat(say(field.help)) in text, field.name
            assert all(flat(option) in text for option in writing.options_of(field)), field.name
            assert all(say(MISSING_LETTERS[reason]) in text for reason in field.missing), field.name


@LANGUAGES
@EVERY_KIND
def test_the_blank_form_is_an_accessible_page_or_few_and_nothing_is_cut(kind: str, language: str) -> None:
    with i18n.speaking(language):
        title = say(KINDS[kind].record.label)
        pdf, parts = typeset(layout.blank(kind)), len(form_of(kind).parts)
    known = facts(pdf)
    assert (known["Title"], known["Tagged"], known["Page size"]) == (
        title,
        "yes",
        "595.276 x 841.89 pts (A4)",
    )
    assert int(known["Pages"]) <= 2
    assert f"/Lang({language})" in re.sub(r"\s", "", pdf.decode("latin-1"))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert outside(pdf) == []
    tags = structure(pdf)
    assert tags.count("H1 ") == 1
    assert tags.count("H2 ") == parts


@EVERY_KIND
def test_no_field_of_another_desk_and_none_that_the_registry_gives_is_asked_on_paper(kind: str) -> None:
    left_out = [
        f for f in KINDS[kind].fields.values() if f.desk is not Desk.ENTRY or f.generated or f.retired
    ]
    with i18n.speaking("en"):
        assert not {say(f.label) for f in left_out} & set(entries_of(form_of(kind)))


def test_each_kind_of_value_has_its_box() -> None:
    with i18n.speaking("en"):
        patient, toxicity = entries_of(form_of("patient")), entries_of(form_of("toxicity"))
        course, assessment = entries_of(form_of("course")), entries_of(form_of("assessment"))
    assert patient["Month and year of birth"].box is Box.MONTH
    assert patient["Vital status"].box is Box.TICKS
    assert toxicity["Onset"].box is Box.PARTIAL_DATE
    assert toxicity["CTCAE term"].box is Box.LINE
    assert toxicity["Seriousness criteria"].options[0] == "Death"
    assert "“None of them: not serious” is ticked alone." in toxicity["Seriousness criteria"].help
    assert course["First dose"].box is Box.DATE
    assert course["Starting dose"].box is Box.NUMBER
    assert assessment["Imaging report"].box is Box.LINES
    assert "RECIST 1.1 (2009)" in assessment["Criterion and version"].options


def test_conditions_reasons_and_needs_are_said() -> None:
    with i18n.speaking("fr"):
        entry = entries_of(form_of("patient"))["Date de l’opposition"]
        form = form_of("course")
    assert entry.when == "Si « Opposition à la recherche » : Oui"
    assert entry.reasons == ("ND", "NC")
    assert "NF non fait" in form.legend
    assert [e.label for e in form.signatures] == ["Remplie par", "Le", "Saisie dans le registre par", "Le"]
    assert "* Nécessaire pour marquer la fiche complète." in form.notes


def test_sections_are_numbered_with_the_rows_among_them() -> None:
    with i18n.speaking("en"):
        parts = form_of("toxicity").parts
    assert [part.number for part in parts] == list(range(1, len(parts) + 1))
    tables = [part for part in parts if part.table]
    assert tables[0].table is not None
    assert tables[0].table.lines == (layout.BLOCKS if tables[0].table.is_wide else layout.LINES)


@LANGUAGES
def test_all_forms_are_one_file_and_each_counts_its_own_pages(language: str) -> None:
    with i18n.speaking(language):
        pdf = typeset(layout.booklet())
        one = {"fr": "Page 1 sur ", "en": "Page 1 of "}[language]
        assert words(pdf).count(one) == len(layout.kinds())
    assert outside(pdf) == []


def test_the_same_form_gives_the_same_bytes() -> None:
    with i18n.speaking("fr"):
        assert typeset(layout.blank("patient")) == typeset(layout.blank("patient"))


@LANGUAGES
def test_a_record_is_printed_in_words(language: str) -> None:
    with i18n.speaking(language):
        pdf = typeset(layout.filled("toxicity", record()))
    text, lines = words(pdf), words(pdf).splitlines()
    expected = {
        "fr": ("BROUILLON", "Évolution Ne sait pas", "Tramétinib", "Liée", "Non disponible", "Imprimée le"),
        "en": ("DRAFT", "Outcome Unknown", "Tramétinib", "Liée", "Not available", "Printed on"),
    }[language]
    assert all(said in text for said in expected)
    assert "FR-001-0007-K" in lines
    assert "31/10/2026 18:40 UTC" in text
    assert "somebody@example.org" in text
    assert "Version 3" in text
    assert "tox-1" in text
    assert facts(pdf)["Tagged"] == "yes"


def test_what_does_not_apply_is_not_printed_and_what_is_empty_is_a_dash() -> None:
    with i18n.speaking("en"):
        form = layout.filled("toxicity", record()).forms[0]
    printed = {e.label: e.value for part in form.parts for e in part.entries}
    assert "End" not in printed
    assert printed["Clinical or laboratory"] == ""
    assert printed["Outcome"] == "Unknown"


def test_a_complete_record_has_no_mark_and_a_void_one_says_so() -> None:
    with i18n.speaking("fr"):
        marks = [
            layout.filled("toxicity", record(status=s)).forms[0].mark for s in ("draft", "complete", "void")
        ]
    assert marks == ["Brouillon", "", "Annulée"]


def test_typed_words_stay_away_from_whoever_does_not_read_them() -> None:
    with i18n.speaking("en"):
        without = words(typeset(layout.filled("toxicity", record(with_text=False))))
        within = words(typeset(layout.filled("toxicity", record())))
    assert "vue de près" in within
    assert "vue de près" not in without
    assert "Without typed words" in without


@pytest.mark.parametrize("text", [*MARKUP, *hostile.TEXTS, *hostile.CONTROLS])
def test_whatever_was_typed_is_printed_as_typed(text: str) -> None:
    """A sign that no font draws is printed as its number."""
    with i18n.speaking("fr"):
        pdf = typeset(layout.filled("toxicity", with_text(text)))
    undrawn = "\ufeff\u200b\uff1d\uff0d\U0001f9d2\U0001f321\x0b\x00\x01\x1f\x85"
    expected = "".join(f"[U+{ord(c):04X}]" if c in undrawn else c for c in text)
    assert flat(expected).replace("\ufe0f", "") in flat(words(pdf)).replace("\ufe0f", "")
    assert outside(pdf) == []
    assert facts(pdf)["Pages"] == "1"


@pytest.mark.parametrize("text", ["x" * 20_000, "word " * 4_000, "line\n" * 2_000])
def test_a_long_text_goes_over_several_pages_and_none_of_it_is_lost(text: str) -> None:
    with i18n.speaking("en"):
        pdf = typeset(layout.filled("toxicity", with_text(text)))
    unit = text[:4].strip()
    assert flat(words(pdf)).count(unit) >= text.count(unit)
    assert int(facts(pdf)["Pages"]) > 1
    assert outside(pdf) == []


def test_the_colours_are_those_of_the_site() -> None:
    tokens = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", TOKENS.read_text("utf-8")))
    used = dict(re.findall(r'#let ([\w-]+) = rgb\("(#[0-9a-f]{6})"\)', TEMPLATE.read_text("utf-8")))
    names = {"line-soft": "line"}
    assert len(used) == 8
    assert {name: tokens[names.get(name, name)] for name in used} == used
