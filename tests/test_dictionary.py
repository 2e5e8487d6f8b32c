"""The data dictionary: complete, in words, and the committed page is current."""

from pathlib import Path

import pytest

from registry import dictionary
from registry.fields.base import T
from registry.fields.catalogue import KINDS
from registry.terminology import ctcae
from registry.terminology.codes import FORMS

PAGE = Path(__file__).parents[1] / "docs" / "dictionary.md"
RENEW = (
    ".venv/bin/python -c 'from registry.dictionary import to_markdown; print(to_markdown(), end=\"\")'"
    " > docs/dictionary.md"
)

BY_NAME = {(entry.kind.name, entry.name): entry for entry in dictionary.entries()}


def test_the_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == dictionary.to_markdown(), f"The declarations changed. Run: {RENEW}"


def test_every_field_has_one_entry() -> None:
    declared = [(kind, name) for kind, fields in KINDS.items() for name in fields.fields]
    assert [(entry.kind.name, entry.name) for entry in dictionary.entries()] == declared


def test_a_choice_by_hand() -> None:
    sex = BY_NAME["patient", "sex"]
    assert sex.label == T("Sexe", "Sex")
    assert sex.type == T("un code", "one code")
    assert sex.values == T(
        "male = Masculin; female = Féminin; unknown = Inconnu",
        "male = Male; female = Female; unknown = Unknown",
    )
    assert sex.list == "sex"
    assert sex.need == dictionary.REQUIRED
    assert sex.privacy == T("identifie indirectement", "identifies indirectly")
    assert sex.standard == "DM.SEX"
    assert sex.core


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (("toxicity", "end"), T("si « En cours à ce jour » : Non ou vide", "if “Ongoing”: No or empty")),
        (("patient", "death_cause"), T("si « Statut vital » : Décédé", "if “Vital status”: Dead")),
        (("toxicity", "grade"), dictionary.NOTHING),
    ],
)
def test_conditions_in_words(field: tuple[str, str], words: T) -> None:
    assert BY_NAME[field].applies == words


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (("drug", "eu_year"), T("de 1950 à 2100", "1950 to 2100")),
        (("toxicity", "term"), T("termes CTCAE 5.0", "CTCAE 5.0 terms")),
        (("course_drug", "drug"), T("un enregistrement « drug »", "a “drug” record")),
        (("centre", "name"), dictionary.NOTHING),
    ],
)
def test_values_in_words(field: tuple[str, str], words: T) -> None:
    assert BY_NAME[field].values == words


def test_missing_reasons_and_needs() -> None:
    board = BY_NAME["course", "board_date"]
    assert board.missing.en == "not_done = Not done; not_available = Not available; unknown = Unknown"
    assert board.need == dictionary.EXPECTED
    assert BY_NAME["course", "last_dose"].need == dictionary.OPTIONAL
    assert BY_NAME["patient", "number"].need == dictionary.GENERATED


def test_every_list_that_a_field_names_has_codes() -> None:
    """But for the codes of ICD-O-3, whose lists are their publisher's: they are checked for form."""
    listed = {code.list.partition(",")[0] for code in dictionary.codes()} | set(FORMS)
    named = {entry.list for entry in dictionary.entries() if entry.type != dictionary.TYPES["reference"]} - {
        ""
    }
    assert named <= listed


def test_no_code_stands_twice_in_a_list() -> None:
    codes = [(code.list, code.code) for code in dictionary.codes()]
    assert len(codes) == len(set(codes))


def test_a_term_by_hand() -> None:
    term = next(code for code in dictionary.codes() if code.code == "appendicitis")
    assert term.list == "ctcae"
    assert term.label == T("Appendicite", "Appendicitis")
    assert term.detail == T(
        "Infections et infestations; clinique; grades 3, 4, 5",
        "Infections and infestations; clinical; grades 3, 4, 5",
    )
    assert sum(code.list == "ctcae" for code in dictionary.codes()) == len(ctcae.terms()) == 837


def test_tables_of_the_page_are_rectangular() -> None:
    widths: list[set[int]] = [set()]
    for line in dictionary.to_markdown().splitlines():
        if line.startswith("|"):
            widths[-1].add(line.replace("\\|", "").count("|"))
        elif widths[-1]:
            widths.append(set())
    assert [len(width) for width in widths if width] == [1] * (len(KINDS) + len(dictionary.value_sets()))
