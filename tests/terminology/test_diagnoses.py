"""The ICCC-3 groups and the usual diagnoses."""

import pytest

from registry.fields.values import DIAGNOSIS_CATEGORY
from registry.terminology.diagnoses import Diagnosis, diagnoses, iccc3, search
from registry.terminology.icdo3 import morphology, propose_iccc3, topography

# Subgroups per group as published: 12 groups, 47 subgroups; retinoblastoma has none.
SUBGROUPS = {
    "I": 5,
    "II": 5,
    "III": 6,
    "IV": 2,
    "V": 0,
    "VI": 3,
    "VII": 3,
    "VIII": 5,
    "IX": 5,
    "X": 5,
    "XI": 6,
    "XII": 2,
}
PROPOSED = {
    "low_grade_glioma": ("cns", "IIIb"),
    "medulloblastoma": ("cns", "IIIc"),
    "diffuse_midline_glioma_h3_k27_altered": ("cns", "IIId"),
    "neuroblastoma": ("solid", "IVa"),
    "retinoblastoma": ("solid", "V"),
    "infantile_fibrosarcoma": ("solid", "IXb"),
    "burkitt_lymphoma": ("lymphoma", "IIc"),
    "acute_myeloid_leukaemia": ("leukaemia", "Ib"),
    "langerhans_cell_histiocytosis": ("histiocytosis", "IId"),
    "plexiform_neurofibroma": ("other", ""),
    "ewing_sarcoma": ("solid", "VIIIc"),
    "ewing_sarcoma_of_soft_tissue": ("solid", "IXd"),
    "epithelioid_sarcoma": ("solid", "IXe"),
}
MORPHOLOGY = {
    "pilocytic_astrocytoma": "9421/1",
    "ganglioglioma": "9505/1",
    "atypical_teratoid_rhabdoid_tumour": "9508/3",
    "diffuse_midline_glioma_h3_k27_altered": "9385/3",
    "neuroblastoma": "9500/3",
    "infantile_fibrosarcoma": "8814/3",
    "anaplastic_large_cell_lymphoma": "9714/3",
    "juvenile_myelomonocytic_leukaemia": "9946/3",
    "plexiform_neurofibroma": "9550/0",
    "low_grade_glioma": "",
}
TYPED = [
    ("DIPG", "en", "diffuse_intrinsic_pontine_glioma"),
    ("gliome bas grade", "fr", "low_grade_glioma"),
    ("ATRT", "fr", "atypical_teratoid_rhabdoid_tumour"),
    ("LAGC", "en", "anaplastic_large_cell_lymphoma"),
    ("JMML", "fr", "juvenile_myelomonocytic_leukaemia"),
    ("wilms", "en", "nephroblastoma"),
    ("neuroblastome", "en", "neuroblastoma"),
    ("ependimome", "fr", "ependymoma"),
]


def test_has_the_published_groups_and_subgroups() -> None:
    groups = iccc3()
    assert [code for code, group in groups.items() if not group.parent] == list(SUBGROUPS)
    for code, number in SUBGROUPS.items():
        under = [group.code for group in groups.values() if group.parent == code]
        assert under == [code + letter for letter in "abcdef"[:number]]


@pytest.mark.parametrize(("key", "proposed"), PROPOSED.items())
def test_proposes_category_and_group(key: str, proposed: tuple[str, str]) -> None:
    assert (diagnoses()[key].category, diagnoses()[key].iccc3) == proposed


def test_every_diagnosis_has_a_known_category_and_group() -> None:
    for diagnosis in diagnoses().values():
        assert diagnosis.category in DIAGNOSIS_CATEGORY.codes
        assert diagnosis.iccc3 in ("", *iccc3())


def test_proposes_the_finest_group() -> None:
    parents = {group.parent for group in iccc3().values()}
    assert [diagnosis.key for diagnosis in diagnoses().values() if diagnosis.iccc3 in parents - {""}] == []


def test_names_are_told_apart() -> None:
    assert len({diagnosis.name.fr for diagnosis in diagnoses().values()}) == len(diagnoses())
    assert len({diagnosis.name.en for diagnosis in diagnoses().values()}) == len(diagnoses())


@pytest.mark.parametrize(("key", "code"), MORPHOLOGY.items())
def test_proposes_the_usual_morphology(key: str, code: str) -> None:
    assert diagnoses()[key].morphology == code


def test_holds_the_usual_names() -> None:
    assert len(diagnoses()) >= 130


def test_codes_are_written_as_they_are_stored() -> None:
    for diagnosis in diagnoses().values():
        assert morphology(diagnosis.morphology) == diagnosis.morphology
        assert topography(diagnosis.topography) == diagnosis.topography


def proposed(diagnosis: Diagnosis) -> str | None:
    return propose_iccc3(diagnosis.morphology, diagnosis.topography)


def test_the_group_is_the_one_that_follows_from_the_codes() -> None:
    differing = [
        (diagnosis.key, diagnosis.iccc3, proposed(diagnosis))
        for diagnosis in diagnoses().values()
        if proposed(diagnosis) not in (None, diagnosis.iccc3)
    ]
    assert differing == []


def test_a_tumour_that_is_not_malignant_has_a_group_within_the_nervous_system_alone() -> None:
    for diagnosis in diagnoses().values():
        if diagnosis.morphology.endswith(("/0", "/1")) and diagnosis.iccc3:
            assert diagnosis.category == "cns"


@pytest.mark.parametrize(("typed", "language", "key"), TYPED)
def test_is_found_by_its_names_in_both_languages(typed: str, language: str, key: str) -> None:
    assert search(typed, language=language)[0].key == key
