"""ICD-O-3 codes and the ICCC-3 group that follows from them."""

from itertools import combinations

import pytest

from registry.terminology import icdo3
from registry.terminology.diagnoses import iccc3
from registry.terminology.icdo3 import Ranges, propose_iccc3

# Tumours and their groups as the published tables of ICCC-3 (2005, revised in 2017) list them.
PLACED = [
    ("9811/3", "C42.1", "Ia"),  # B lymphoblastic, in the marrow
    ("9837/3", "C42.1", "Ia"),
    ("9835/3", "", "Ia"),
    ("9861/3", "C42.1", "Ib"),
    ("9930/3", "C49.0", "Ib"),  # myeloid sarcoma: moved from Ie in 2017
    ("9875/3", "C42.1", "Ic"),
    ("9946/3", "C42.1", "Id"),
    ("9805/3", "C42.1", "Ie"),
    ("9650/3", "C77.0", "IIa"),
    ("9714/3", "C77.9", "IIb"),
    ("9837/3", "C38.1", "IIb"),  # T lymphoblastic, in the mediastinum
    ("9687/3", "C18.0", "IIc"),
    ("9751/3", "C41.0", "IId"),
    ("9590/3", "C77.9", "IIe"),
    ("9391/3", "C71.7", "IIIa"),
    ("9390/0", "C71.5", "IIIa"),
    ("9421/1", "C71.6", "IIIb"),
    ("9380/3", "C72.3", "IIIb"),  # glioma of the optic nerve
    ("9470/3", "C71.6", "IIIc"),
    ("9508/3", "C71.9", "IIIc"),
    ("9501/3", "C71.0", "IIIc"),
    ("9380/3", "C71.7", "IIId"),
    ("9385/3", "C71.7", "IIId"),
    ("9350/1", "C75.2", "IIIe"),
    ("9505/1", "C71.2", "IIIe"),
    ("8000/1", "C71.9", "IIIf"),
    ("9500/3", "C74.9", "IVa"),
    ("9501/3", "C69.4", "IVb"),
    ("9510/3", "C69.2", "V"),
    ("8960/3", "C64.9", "VIa"),
    ("8963/3", "C64.9", "VIa"),
    ("8312/3", "C64.9", "VIb"),
    ("8970/3", "C22.0", "VIIa"),
    ("8991/3", "C22.0", "VIIa"),  # embryonal sarcoma of the liver
    ("8170/3", "C22.0", "VIIb"),
    ("9180/3", "C40.2", "VIIIa"),
    ("9180/3", "C80.9", "VIIIa"),
    ("9220/3", "C41.4", "VIIIb"),
    ("9260/3", "C41.4", "VIIIc"),
    ("9370/3", "C41.0", "VIIId"),
    ("8910/3", "C69.6", "IXa"),
    ("8814/3", "C49.1", "IXb"),
    ("9540/3", "C47.1", "IXb"),
    ("9140/3", "C44.5", "IXc"),
    ("9260/3", "C49.2", "IXd"),  # Ewing sarcoma of soft tissue
    ("8963/3", "C49.5", "IXd"),
    ("9180/3", "C49.2", "IXd"),
    ("8804/3", "C49.1", "IXe"),
    ("9064/3", "C75.3", "Xa"),
    ("9080/0", "C71.9", "Xa"),
    ("9071/3", "C49.5", "Xb"),
    ("9071/3", "C62.9", "Xc"),
    ("8370/3", "C74.0", "XIa"),
    ("8260/3", "C73.9", "XIb"),
    ("8260/3", "C64.9", "VIb"),
    ("8072/3", "C11.9", "XIc"),
    ("8720/3", "C44.3", "XId"),
    ("8140/3", "C18.7", "XIf"),
    ("8973/3", "C34.9", "XIIa"),
    ("8000/3", "C49.9", "XIIb"),
]
UNPLACED = [
    ("9550/0", "C47.9"),  # plexiform neurofibroma: benign, outside the skull and the spine
    ("8821/1", "C49.4"),  # desmoid
    ("9490/0", "C74.9"),  # ganglioneuroma
    ("9500/6", "C22.0"),  # a metastasis is not classified
    ("9260/3", ""),  # bone or soft tissue: the site decides
    ("9811/3", ""),
    ("8072/3", ""),
    ("9999/3", "C71.9"),
    ("9470/3", "cerebellum"),
    ("", ""),
]


@pytest.mark.parametrize(("morphology", "topography", "group"), PLACED)
def test_proposes_the_published_group(morphology: str, topography: str, group: str) -> None:
    assert propose_iccc3(morphology, topography) == group


@pytest.mark.parametrize(("morphology", "topography"), UNPLACED)
def test_proposes_nothing_where_the_classification_is_silent(morphology: str, topography: str) -> None:
    assert propose_iccc3(morphology, topography) is None


def test_rules_name_known_groups_and_leave_none_without_a_tumour() -> None:
    split = {group.parent for group in iccc3().values()}
    assert {rule.group for rule in icdo3.rules()} == set(iccc3()) - split


def overlap(one: Ranges, other: Ranges) -> bool:
    return any(a <= d and c <= b for a, b in one for c, d in other)


def test_no_tumour_falls_under_two_groups() -> None:
    anywhere = ((0, 809),)
    twice = [
        (one.group, other.group, one.morphology, other.morphology)
        for one, other in combinations(icdo3.rules(), 2)
        if one.group != other.group
        and set(one.behaviours) & set(other.behaviours)
        and overlap(one.morphology, other.morphology)
        and overlap(one.topography or anywhere, other.topography or anywhere)
    ]
    assert twice == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("94213", "9421/3"),
        ("9421/1", "9421/1"),
        (" M9421/1 ", "9421/1"),
        ("M-9421/1", "9421/1"),
        ("8000/6", "8000/6"),
        ("9421", ""),
        ("9421/4", ""),
        ("9994/3", ""),
        ("7999/3", ""),
        ("9421/33", ""),
        ("٩421/3", ""),
    ],
)
def test_reads_a_morphology(typed: str, code: str) -> None:
    assert icdo3.morphology(typed) == code
    assert icdo3.is_morphology(typed) is (code != "")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("c716", "C71.6"),
        ("C71.6", "C71.6"),
        ("C71,6", "C71.6"),
        ("C80.9", "C80.9"),
        ("C78.0", ""),  # a metastasis in ICD-10
        ("C43.9", ""),  # melanoma in ICD-10
        ("C81.9", ""),
        ("C71", ""),
        ("D33.0", ""),
    ],
)
def test_reads_a_topography(typed: str, code: str) -> None:
    assert icdo3.topography(typed) == code
    assert icdo3.is_topography(typed) is (code != "")
