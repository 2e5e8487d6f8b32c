"""The tables of the demonstration name only what the registry knows, and read measures as the criteria say."""

from collections import Counter

import pytest

from registry.demo.chance import Chance, share
from registry.demo.diseases import DISEASES
from registry.demo.places import ABROAD, FRENCH
from registry.demo.reactions import FATAL, OTHER_WORDS, REACTIONS, typical
from registry.demo.scales import CATEGORY, SCALES
from registry.demo.treatments import DOSES, TREATMENTS, drugs_of
from registry.fields.values import DOSE_BASIS, DOSE_UNIT
from registry.terminology.ctcae import terms
from registry.terminology.diagnoses import diagnoses
from registry.terminology.drugs import drugs
from registry.terminology.responses import code_of

GIVEN = {drug for treatments in TREATMENTS.values() for name in treatments for drug in drugs_of(name)}


def test_51_drugs_of_the_list_are_given_each_with_a_dose() -> None:
    assert len(GIVEN) == 51
    assert drugs().keys() >= GIVEN == DOSES.keys()
    assert all(dose.unit in DOSE_UNIT and dose.basis in DOSE_BASIS for dose in DOSES.values())


def test_every_disease_is_a_diagnosis_with_treatments_and_a_scale() -> None:
    assert DISEASES.keys() == TREATMENTS.keys()
    assert diagnoses().keys() >= DISEASES.keys()
    assert SCALES.keys() >= {disease.criterion for disease in DISEASES.values()}


def test_ages_lie_within_those_of_the_study() -> None:
    for disease in DISEASES.values():
        low, usual, high = disease.ages
        assert 0.3 <= low <= usual <= high <= 24.4


def test_every_reaction_is_a_term_and_every_drug_has_some() -> None:
    assert all(terms()[term] for reactions in REACTIONS.values() for term in reactions)
    assert all(5 in terms()[term].grades for term in FATAL)
    assert all(terms()[term].other == (term in OTHER_WORDS) for drug in GIVEN for term in typical([drug]))


def test_a_drug_may_be_stopped_for_a_severe_reaction() -> None:
    assert all(any(3 in terms()[term].grades for term in typical([drug])) for drug in GIVEN)


def test_codes_count_as_the_reading_they_stand_for() -> None:
    for criterion, scale in SCALES.items():
        for reading, codes in scale.codes.items():
            for code in codes:
                known = code_of(criterion, code)
                assert known is not None
                if criterion != "CLINICAL" and code != "NR":
                    assert known.category == CATEGORY.get(reading, reading)


@pytest.mark.parametrize(
    ("criterion", "baseline", "lowest", "measure", "reading"),
    [
        # RECIST 1.1: PR from 30 % below the baseline; PD from 20 % and 5 mm above the lowest.
        ("RECIST_1_1", 90, 90, 63, "PR"),
        ("RECIST_1_1", 90, 90, 64, "SD"),
        ("RECIST_1_1", 90, 50, 60, "PD"),
        ("RECIST_1_1", 90, 50, 59, "PR"),
        ("RECIST_1_1", 20, 20, 24, "SD"),
        ("RECIST_1_1", 20, 20, 25, "PD"),
        ("RECIST_1_1", 90, 90, 0, "CR"),
        ("RECIST_1_1", 90, 0, 3, "REL"),
        # RAPNO, low-grade glioma: PR from 50 %, minor response from 25 %, PD from 25 % above the lowest.
        ("RAPNO_LGG", 1200, 1200, 600, "PR"),
        ("RAPNO_LGG", 1200, 1200, 601, "MR"),
        ("RAPNO_LGG", 1200, 1200, 900, "MR"),
        ("RAPNO_LGG", 1200, 1200, 901, "SD"),
        ("RAPNO_LGG", 1200, 800, 1000, "PD"),
        # RAPNO, DIPG: PR from 25 %, no minor response.
        ("RAPNO_DIPG", 1000, 1000, 750, "PR"),
        ("RAPNO_DIPG", 1000, 1000, 751, "SD"),
        # REiNS, volume: PR from 20 %, PD from 20 %.
        ("REINS_PN", 10.5, 10.5, 8.4, "PR"),
        ("REINS_PN", 10.5, 10.5, 8.5, "SD"),
        ("REINS_PN", 10.5, 8.0, 9.6, "PD"),
        # Blasts in the marrow: nothing is left below 5 %.
        ("ALL", 60, 60, 4, "CR"),
        ("ALL", 60, 2, 5, "REL"),
    ],
)
def test_limits_of_the_criteria(
    criterion: str, baseline: float, lowest: float, measure: float, reading: str
) -> None:
    assert SCALES[criterion].read(measure, baseline=baseline, lowest=lowest) == reading


def test_a_partial_response_of_a_plexiform_neurofibroma_is_confirmed_when_seen_again() -> None:
    scale = SCALES["REINS_PN"]
    assert scale.code("PR", again=False, variant=3) == "uPR"
    assert scale.code("PR", again=True, variant=3) == "cPR"
    assert scale.code("SD", again=True, variant=3) == "SD"


@pytest.mark.parametrize(
    ("total", "weights", "expected"),
    [
        (10, {"a": 5, "b": 3, "c": 2}, {"a": 5, "b": 3, "c": 2}),
        (7, {"a": 1, "b": 1, "c": 1}, {"a": 3, "b": 2, "c": 2}),
        (10, {"a": 96, "b": 2, "c": 2}, {"a": 8, "b": 1, "c": 1}),
        (2, {"a": 6, "b": 3, "c": 1}, {"a": 1, "b": 1, "c": 0}),
        (0, {"a": 1, "b": 1}, {"a": 0, "b": 0}),
    ],
)
def test_share(total: int, weights: dict[str, float], expected: dict[str, int]) -> None:
    assert share(total, weights) == expected


def test_centres_are_plainly_invented() -> None:
    assert len(FRENCH) == 31
    assert Counter(centre.country for centre in ABROAD) == dict.fromkeys(("BE", "ES", "GB", "IT", "NL"), 1)
    assert all("démonstration" in centre.name for centre in FRENCH)
    assert all("Demonstration" in centre.name for centre in ABROAD)


def test_chance_repeats_itself() -> None:
    assert Chance("1").identifier() == Chance("1").identifier() != Chance("2").identifier()
