"""The CTCAE terms: the same facts as the published table, and names that can be told apart."""

import re
from collections import Counter

import pytest

from registry.terminology import ctcae
from registry.terminology.words import fold
from tests.terminology.reference import rows_of

# Grades by hand from the published table: a fatal form that does not exist, gaps, a single grade.
GRADES = {
    "neutrophil_count_decreased": (1, 2, 3, 4),
    "febrile_neutropenia": (3, 4, 5),
    "eosinophilia": (1, 3),
    "nausea": (1, 2, 3),
    "anemia": (1, 2, 3, 4, 5),
    "asystole": (1, 4, 5),
    "alopecia": (1, 2),
    "death_nos": (5,),
}

# What a laboratory value grades, and what is measured otherwise or seen at the bedside.
LABORATORY = (
    "anemia",
    "neutrophil_count_decreased",
    "platelet_count_decreased",
    "alanine_aminotransferase_increased",
    "cpk_increased",
    "creatinine_increased",
    "cardiac_troponin_i_increased",
    "hypokalemia",
    "hyperglycemia",
    "hyperphosphatemia",
    "hypertriglyceridemia",
    "proteinuria",
)
CLINICAL = (
    "weight_loss",
    "weight_gain",
    "ejection_fraction_decreased",
    "electrocardiogram_qt_corrected_interval_prolonged",
    "vital_capacity_abnormal",
    "forced_expiratory_volume_decreased",
    "carbon_monoxide_diffusing_capacity_decreased",
    "urine_output_decreased",
    "febrile_neutropenia",
    "tumor_lysis_syndrome",
    "bacteremia",
    "dehydration",
    "anorexia",
    "rash_acneiform",
    "investigations_other_specify",
)


def test_holds_the_published_facts_of_every_term() -> None:
    published = {
        row["term"]: (row["soc"], row["allowed_grades"], row["is_other_specify"])
        for row in rows_of("ctcae_v5_0.csv")
    }
    own = {
        term.name.en: (ctcae.SOCS[term.soc].en, "".join(map(str, term.grades)), str(int(term.other)))
        for term in ctcae.terms().values()
    }
    assert own == published


def test_has_837_terms_in_26_classes_each_with_its_other() -> None:
    terms = ctcae.terms().values()
    assert len(terms) == 837
    assert len(ctcae.SOCS) == 26
    assert Counter(term.soc for term in terms if term.other) == dict.fromkeys(ctcae.SOCS, 1)


@pytest.mark.parametrize(("key", "grades"), GRADES.items())
def test_knows_the_grades_that_exist(key: str, grades: tuple[int, ...]) -> None:
    assert ctcae.terms()[key].grades == grades


@pytest.mark.parametrize("key", LABORATORY)
def test_a_laboratory_value_makes_a_laboratory_term(key: str) -> None:
    assert ctcae.terms()[key].laboratory


@pytest.mark.parametrize("key", CLINICAL)
def test_a_clinical_term_is_not_laboratory(key: str) -> None:
    assert not ctcae.terms()[key].laboratory


def test_keys_are_made_from_the_term() -> None:
    for key, term in ctcae.terms().items():
        assert key == term.key == re.sub(r"[^a-z0-9]+", "_", term.name.en.lower()).strip("_")
        assert len(key) <= 80


def test_follows_the_order_of_the_classes_with_other_last() -> None:
    order = list(ctcae.SOCS)
    places = [(order.index(term.soc), term.other, term.name.en.lower()) for term in ctcae.terms().values()]
    assert places == sorted(places)
    assert order[0] == "infections"
    assert order[-1] == "social"


def test_no_two_terms_share_a_name() -> None:
    """Not even across languages: a file may give either."""
    named: dict[str, set[str]] = {}
    for term in ctcae.terms().values():
        for name in (term.name.fr, term.name.en):
            named.setdefault(fold(name), set()).add(term.key)
    assert {name: keys for name, keys in named.items() if len(keys) > 1} == {}


def test_every_term_has_a_french_name_of_its_own_beginning_with_a_capital() -> None:
    for term in ctcae.terms().values():
        assert term.name.fr[:1].isupper()
        assert "'" not in term.name.fr, "a French apostrophe is ’"


def test_other_is_named_after_its_class() -> None:
    other = ctcae.other_of("cardiac")
    assert other.key == "cardiac_disorders_other_specify"
    assert other.name.fr == "Affections cardiaques – Autre, à préciser"
    with pytest.raises(KeyError):
        ctcae.other_of("heart")
