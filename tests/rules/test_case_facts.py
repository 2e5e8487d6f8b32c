"""What a pharmacovigilance report works out, by hand: age at onset, dose then, days from first dose, E2B(R3) codes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from registry import i18n
from registry.fields.base import T
from registry.fields.catalogue import KINDS
from registry.rules.case_facts import E2B, Age, CaseFacts, DrugFacts, Measure, age_at, dose_at, last_measure
from registry.rules.case_report import chapters, lacking, lacking_minimum
from registry.rules.narrative import narrative

START: dict[str, Any] = {"starting_dose": 0.5, "dose_unit": "mg", "dose_basis": "flat_day", "route": "oral"}
DRUG = DrugFacts(
    drug="trametinib",
    name=T("tramétinib", "trametinib"),
    opinion={"causality": "related", "action": "interrupted", "rechallenge": "not_recurred"},
    dose={**START, "dose": 0.5},
)
CASE = CaseFacts(
    id="t1",
    toxicity={
        "term": "rash_acneiform",
        "grade": "3",
        "onset": "2025-02-10",
        "seriousness": ["hospitalisation"],
        "hospitalised_on": "2025-02-11",
        "discharged_on": "2025-02-14",
        "outcome": "recovered",
        "report_type": "study",
        "reporter": "physician",
        "first_received": dt.date(2025, 2, 11),
    },
    patient={"number": "FR-001-0001-X", "sex": "female", "birth_month": "2015-03"},
    patient_id="p1",
    course={"first_dose": dt.date(2025, 1, 2), "last_dose": None, "access_scheme": "AAC"},
    course_id="c1",
    centre="FR-001",
    drugs=(DRUG,),
    diagnosis={"id": "d1", "name": "gliome de bas grade"},
    weight=Measure(25.0, dt.date(2025, 1, 2)),
    history=({"domain": "none"},),
    concomitants=({"category": "none"},),
)


@pytest.mark.parametrize(
    ("birth", "onset", "age"),
    [
        ("2015-03", "2025-02-10", Age(9, "a")),
        ("2015-03", "2025-03-31", Age(10, "a")),
        ("2015-03", "2025-02", Age(9, "a")),
        ("2023-06", "2024-08-15", Age(13, "mo")),
        ("2025-01", "2025-02-10", Age(0, "mo")),
        ("2015-03", "2025", None),
        ("2025-03", "2025-02-10", None),
        (None, "2025-02-10", None),
    ],
)
def test_the_age_at_onset_counts_completed_months_then_years(
    birth: str | None, onset: str, age: Age | None
) -> None:
    assert age_at(birth, onset) == age


@pytest.mark.parametrize(
    ("age", "group"),
    [
        (Age(0, "mo"), ""),
        (Age(13, "mo"), "2"),
        (Age(2, "a"), "3"),
        (Age(11, "a"), "3"),
        (Age(12, "a"), "4"),
        (Age(17, "a"), "4"),
        (Age(18, "a"), "5"),
        (Age(65, "a"), "6"),
    ],
)
def test_age_groups_of_the_report(age: Age, group: str) -> None:
    assert age.group == group


def test_the_last_measure_before_onset_counts() -> None:
    found = [(dt.date(2025, 1, 2), 25.0), (dt.date(2025, 2, 10), 26.0), (dt.date(2025, 3, 1), 27.0)]
    assert last_measure(found, "2025-02-10") == Measure(26.0, dt.date(2025, 2, 10))
    assert last_measure(found, "2025-01") == Measure(25.0, dt.date(2025, 1, 2))
    assert last_measure(found, "2024-12") is None


def test_the_dose_at_onset_is_that_of_the_period_which_holds_it() -> None:
    periods: list[dict[str, Any]] = [
        {"began": dt.date(2025, 1, 20), "ended": dt.date(2025, 2, 9), "dose": 0.75},
        {"began": dt.date(2025, 2, 10), "ended": None, "dose": 1.0},
    ]
    assert dose_at(periods, START, dt.date(2025, 2, 9))["dose"] == 0.75
    assert dose_at(periods, START, dt.date(2025, 2, 10))["dose"] == 1.0
    assert dose_at(periods, START, dt.date(2025, 1, 10))["dose"] == 0.5
    assert dose_at(periods, START, None)["dose"] == 0.5


def test_days_from_first_and_last_dose() -> None:
    """From 2 January to 10 February: 29 days left in January and 10 in February."""
    assert CASE.from_first_dose == 39
    assert CASE.from_last_dose is None
    ended = replace(CASE, course={**CASE.course, "last_dose": dt.date(2025, 2, 3)})
    assert ended.from_last_dose == 7
    still_on = replace(CASE, course={**CASE.course, "last_dose": dt.date(2025, 3, 3)})
    assert still_on.from_last_dose is None


def test_each_answer_has_its_code() -> None:
    """The lists of E2B(R3), where 5 is fatal and 0 unknown."""
    assert E2B["outcome"]["fatal"] == "5"
    assert E2B["outcome"]["unknown"] == "0"
    assert E2B["action"]["interrupted"] == "1"
    assert E2B["action"]["not_applicable"] == "9"
    coded = {("toxicity", name) for name in ("outcome", "report_type", "reporter")}
    coded |= {("toxicity_drug", name) for name in ("action", "rechallenge", "role")} | {("patient", "sex")}
    for kind, name in coded:
        values = KINDS[kind].fields[name].values
        assert values is not None
        assert set(values.codes) == set(E2B[name])


def lines(case: CaseFacts) -> dict[str, tuple[str, str]]:
    """(value, code) by element."""
    with i18n.speaking("en"):
        return {ln.element: (ln.value, ln.code) for chapter in chapters(case) for ln in chapter.lines}


def test_lines_carry_words_and_codes() -> None:
    found = lines(CASE)
    assert found["D.2.2a/b"] == ("9 years", "9 a")
    assert found["D.2.3"] == ("Child", "3")
    assert found["D.5"] == ("Female", "2")
    assert found["E.i.7"] == ("Recovered", "1")
    assert found["G.k.8"] == ("Drug interrupted", "1")
    assert found["G.k.9.i.4"] == ("Yes, it did not recur", "2")
    assert found["G.k.1"] == ("Suspect", "1")
    assert found["C.1.3"] == ("Study, active collection", "2")
    assert found["C.5.4"] == ("Individual patient use", "2")
    assert found["G.k.9.i.3.1"][0] == "39\u00a0days"


def test_off_label_use_is_another_study() -> None:
    off_label = replace(CASE, course={**CASE.course, "access_scheme": "HORS_AMM"})
    assert lines(off_label)["C.5.4"] == ("Other study", "3")


def test_what_is_lacking_is_named_and_only_that() -> None:
    with i18n.speaking("en"):
        found = chapters(CASE)
        assert [line.element for line in lacking(found)] == ["H.1"]
        assert lacking_minimum(found) == ()
        bare = replace(CASE, toxicity={}, drugs=())
        assert lacking_minimum(chapters(bare)) == ("reporter", "reaction", "drug")


FRENCH = (
    "Patiente de 9\u00a0ans, 25\u00a0kg, suivie pour gliome de bas grade. "
    "Traitement depuis le 02/01/2025, accès compassionnel (AAC)\u00a0: "
    "tramétinib 0,5 mg par jour, voie orale. "
    "Le 10/02/2025, 39 jours après la première prise, effet observé\u00a0: éruption acnéiforme, grade 3 (CTCAE 5.0). "
    "Effet grave\u00a0: hospitalisation ou prolongation. Hospitalisation du 11/02/2025 au 14/02/2025. "
    "Mesure prise\u00a0: tramétinib, traitement suspendu. Évolution\u00a0: rétabli. "
    "Imputabilité selon le notificateur\u00a0: tramétinib, liée. "
    "Antécédents\u00a0: aucun antécédent ni comorbidité. "
    "Traitements concomitants\u00a0: aucun traitement concomitant."
)


def test_the_narrative_in_french() -> None:
    with i18n.speaking("fr"):
        assert narrative(CASE) == FRENCH


def test_the_narrative_agrees() -> None:
    boy = replace(
        CASE,
        patient={"sex": "male", "birth_month": "2024-01"},
        toxicity={**CASE.toxicity, "onset": "2025-02", "seriousness": ["none"], "hospitalised_on": None},
    )
    first_day = replace(CASE, toxicity={**CASE.toxicity, "onset": "2025-01-02"})
    next_day = replace(CASE, toxicity={**CASE.toxicity, "onset": "2025-01-03"})
    with i18n.speaking("fr"):
        assert narrative(boy).startswith("Patient de 12\u00a0mois, 25\u00a0kg, suivi pour")
        assert "En 02/2025, effet observé" in narrative(boy)
        assert "Effet non grave." in narrative(boy)
        assert "Hospitalisation" not in narrative(boy)
        assert "Le 02/01/2025, le jour de la première prise, effet observé" in narrative(first_day)
        assert ", 1 jour après la première prise," in narrative(next_day)
    with i18n.speaking("en"):
        assert narrative(CASE).startswith("Female patient aged 9 years, 25\u00a0kg, followed for gliome")
        assert "On 10 Feb 2025, 39 days after the first dose, reaction observed: rash acneiform" in narrative(
            CASE
        )
