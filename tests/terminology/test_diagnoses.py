"""The ICCC-3 groups and the usual diagnoses."""

import pytest

from registry.fields.values import DIAGNOSIS_CATEGORY
from registry.terminology.diagnoses import diagnoses, iccc3

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
}


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
