"""Every output of a summary is described in both languages, and every description is of an output."""

import pytest

from registry.fields.base import T
from registry.summaries.catalogue import (
    OUTPUTS,
    POPULATION_LABELS,
    READING_LABELS,
    SUBSET_LABELS,
    UNIT_LABELS,
    By,
)
from registry.summaries.labels import category_label, soc_of
from registry.summaries.parameters import MEANINGS, READINGS
from registry.summaries.populations import SUBSETS
from registry.terminology.ctcae import SOCS
from tests.summaries.records import numbers, records

OTHER = "skin_and_subcutaneous_tissue_disorders_other_specify"

OWN_WORDS = ("not_a_term", "BRAF", "2026", "FR-001")
"""Categories that are their own words: a code that nothing knows, a gene, a year, a centre."""

RANGES = ("ttr", "ttbr")
"""Outputs whose bounds are the smallest and the largest value."""

SUMMARY = numbers(
    records(
        patients="""
        patient_id | vital_status | death_cause
        P1         |              |
        P2         | dead         | other
        P3         |              |
        """,
        courses="""
        course_id | patient_id | first_dose
        c1        | P1         | 2026-01-10
        c2        | P2         | 2026-01-10
        c3        | P3         | 2026-01-10
        """,
        diagnoses="""
        diagnosis_id | patient_id | category
        d1           | P1         | cns
        """,
        assessments="""
        course_id | assessed_on | visit        | response | reviewed_response
        c1        | 2026-01-05  | baseline     |          |
        c1        | 2026-03-05  | on_treatment | CR       | PR
        c1        | 2026-05-05  | on_treatment | CR       | CR
        c2        | 2026-01-05  | baseline     |          |
        """,
        alterations="""
        patient_id | gene | type   | is_basis
        P1         | BRAF | fusion | yes
        """,
        ctdna="""
        course_id | sampled_on | result
        c1        | 2026-01-05 | detected
        c1        | 2026-03-05 | not_detected
        """,
        dose_periods="""
        course_id | began      | ended      | change       | change_reason
        c1        | 2026-02-01 | 2026-02-10 | interruption | toxicity
        c1        | 2026-02-11 |            | reduction    | toxicity
        """,
        questionnaires="""
        course_id | instrument  | respondent | visit        | is_filled | filled_on  | total_score
        c1        | pedsql_core | child      | baseline     | yes       | 2026-01-01 | 60
        c1        | pedsql_core | child      | on_treatment | yes       | 2026-02-01 | 50
        """,
        authorisations="""
        centre_id | authorised_on | eligible | never_received | patient_id
        FR-001    | 2026          | yes      | no             | P1
        """,
        completeness="""
        kind    | field | centre_id | expected | missing
        patient | sex   | FR-001    | 3        | 1
        """,
        reports="""
        term   | drug       | reports
        anemia | trametinib | 1
        anemia |            | 3
        """,
        toxicities=f"""
        course_id | term        | term_text     | onset   | grade
        c1        | anemia      |               | 2026-02 | 2
        c1        | {OTHER}     | Brittle nails | 2026-02 | 2
        c2        | {OTHER}     |               | 2026-02 | 3
        c2        | not_a_term  |               | 2026-02 | 3
        c3        |             |               | 2026-02 |
        """,
    )
)


def test_the_outputs_of_a_summary_are_those_of_the_catalogue() -> None:
    assert {row.output for row in SUMMARY.rows} == set(OUTPUTS)


def test_rows_agree_with_their_description() -> None:
    for row in SUMMARY.rows:
        output = OUTPUTS[row.output]
        assert row.unit == output.unit
        assert row.population == output.population
        assert bool(row.reading) == output.read
        assert row.category == "all" or output.by is not By.NOTHING


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_output_is_described_in_both_languages(name: str) -> None:
    output = OUTPUTS[name]

    for text in (output.title, output.definition):
        assert text.fr
        assert text.en
    assert output.definition.fr.endswith(".")
    assert output.definition.en.endswith(".")
    assert set(output.parameters) <= set(MEANINGS)
    assert "conf_level" in output.parameters or output.unit != "%"


def test_every_interval_prints_its_level() -> None:
    for row in SUMMARY.rows:
        if (row.low, row.high) != (None, None) and row.output not in RANGES:
            assert "conf_level=" in row.parameters, row


def test_readings_subsets_units_and_populations_have_words() -> None:
    assert set(READING_LABELS) == set(READINGS)
    assert set(SUBSET_LABELS) == set(SUBSETS)
    # Where all courses are counted, patients are courses.
    assert set(UNIT_LABELS) == {output.unit for output in OUTPUTS.values()} | {"courses"}
    assert set(POPULATION_LABELS) == {output.population for output in OUTPUTS.values()}


def test_no_category_is_shown_as_its_code() -> None:
    for row in SUMMARY.rows:
        if row.category not in OWN_WORDS:
            label = category_label(row.output, row.category)
            assert label.en != row.category or label.en in ("brittle nails",), row


@pytest.mark.parametrize(
    ("output", "category", "label"),
    [
        ("orr", "all", T("Tous", "All")),
        ("orr", "cns", T("Tumeur du SNC", "CNS tumour")),
        ("orr", "unknown", T("Non renseigné", "Not recorded")),
        ("bor", "PR", T("Réponse partielle", "Partial response")),
        (
            "bor",
            "death",
            T("Décès d’une autre cause avant évaluation", "Death of another cause before assessment"),
        ),
        ("pfs_rate", "12", T("12 mois", "12 months")),
        ("orr_gene", "BRAF", T("BRAF", "BRAF")),
        ("orr_alteration", "BRAF/fusion", T("BRAF, fusion", "BRAF, fusion")),
        ("remarkable_alteration", "unknown", T("Non renseigné", "Not recorded")),
        ("orr_formulation", "tablet", T("Comprimé", "Tablet")),
        (
            "review_pairs",
            "PR>SD",
            T(
                "Réponse partielle, relue maladie stable",
                "Partial response, reviewed as stable disease",
            ),
        ),
        ("toxicity_soc", "blood", SOCS["blood"]),
        ("toxicity_term", f"{OTHER}: brittle nails", T("brittle nails", "brittle nails")),
        ("toxicity_term", "not_a_term", T("not_a_term", "not_a_term")),
    ],
)
def test_words_of_a_category(output: str, category: str, label: T) -> None:
    assert category_label(output, category) == label


def test_the_organ_class_of_a_term() -> None:
    assert soc_of("anemia") == "blood"
    assert soc_of(f"{OTHER}: brittle nails") == "skin"
    assert soc_of("not_a_term") == "unknown"


def test_the_definition_of_evaluable_names_the_reason_of_a_reading_not_yet_done() -> None:
    definition, reason = OUTPUTS["evaluable"].definition, category_label("not_evaluable", "no_reading")

    assert reason.fr in definition.fr
    assert reason.en in definition.en
