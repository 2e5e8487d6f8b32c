"""Growth against the published tables of WHO (2006) and CDC (2000), and the slips it must catch."""

import math
from itertools import pairwise
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.terminology.growth.body import bsa
from registry.terminology.growth.curves import Point, curves, is_off, z_score

# measure, sex, months, (value, z) as printed: WHO standard deviations to one decimal.
WHO = [
    ("weight", "male", 12, [(6.9, -3), (7.7, -2), (9.6, 0), (12.0, 2), (13.3, 3)]),
    ("weight", "female", 12, [(6.3, -3), (7.0, -2), (8.9, 0), (11.5, 2), (13.1, 3)]),
    ("weight", "male", 0, [(2.1, -3), (2.5, -2), (3.3, 0), (4.4, 2), (5.0, 3)]),
    ("height", "female", 24, [(76.7, -3), (80.0, -2), (86.4, 0), (92.9, 2), (96.1, 3)]),
    ("height", "male", 6, [(61.2, -3), (63.3, -2), (67.6, 0), (71.9, 2), (74.0, 3)]),
]

# measure, sex, months and the 3rd, 50th and 97th centile as printed by CDC.
CDC = [
    ("weight", "male", 48.5, (13.29110715, 16.31676727, 21.00792648)),
    ("weight", "male", 120.5, (24.19264433, 32.08799062, 49.41515104)),
    ("weight", "female", 186.5, (40.79985847, 53.13326946, 83.1457778)),
    ("weight", "female", 240, (45.04654822, 58.21897289, 89.04485133)),
    ("height", "male", 120.5, (126.6677753, 138.8234114, 151.5294179)),
    ("height", "female", 48.5, (93.06861913, 101.033927, 109.5171624)),
]

# Ages that the coarse table leaves out, and their published medians (WHO, CDC, CDC).
BETWEEN = [
    ("height", "female", 7, 67.2873),
    ("weight", "male", 123.5, 33.02704244),
    ("height", "male", 123.5, 140.042714),
]


@pytest.mark.parametrize(("measure", "sex", "months", "printed"), WHO)
def test_agrees_with_the_who_tables(
    measure: str, sex: str, months: float, printed: list[tuple[float, float]]
) -> None:
    point = next(point for point in curves()[measure, sex] if point.months == months)
    for value, z in printed:
        assert point.value(z) == pytest.approx(value, abs=0.051)


@pytest.mark.parametrize(("measure", "sex", "months", "printed"), CDC)
def test_agrees_with_the_cdc_tables(
    measure: str, sex: str, months: float, printed: tuple[float, float, float]
) -> None:
    for value, centile in zip(printed, (0.03, 0.5, 0.97), strict=True):
        assert z_score(measure, value, sex, months) == pytest.approx(NormalDist().inv_cdf(centile), abs=1e-4)


def test_the_formula_on_the_example_of_cdc() -> None:
    """A boy of 9.5 months with 9.7 kg: z = 0.207."""
    point = Point(9.5, power=-0.1600954, median=9.476500305, variation=0.11218624)
    assert point.z(9.7) == pytest.approx(0.207, abs=0.0005)
    assert point.value(point.z(9.7)) == pytest.approx(9.7)


def test_without_power_the_formula_is_the_logarithm() -> None:
    point = Point(0, power=0, median=10, variation=0.1)
    assert point.z(10 * math.e**0.2) == pytest.approx(2)
    assert point.value(2) == pytest.approx(10 * math.e**0.2)


def test_beyond_three_deviations_the_last_step_repeats() -> None:
    """Median 100, S 0.1, L 1: 3 deviations are 130, each further 10 is one more. Then a skewed one by hand."""
    assert Point(0, power=1, median=100, variation=0.1).z(155) == pytest.approx(5.5)
    assert Point(0, power=1, median=100, variation=0.1).z(45) == pytest.approx(-5.5)
    # L -1: 2 deviations 100/0.8 = 125, 3 deviations 100/0.7 = 142.857; one step more is 160.714.
    assert Point(0, power=-1, median=100, variation=0.1).z(160.714286) == pytest.approx(4)


@pytest.mark.parametrize(
    ("measure", "value", "sex", "months"),
    [
        ("height", 1.4, "male", 120),  # metres
        ("weight", 320, "male", 120),  # a digit too many
        ("weight", 3.2, "male", 120),  # a digit too few
        ("weight", 140, "female", 120),  # weight and height changed round
        ("height", 32, "female", 120),
        ("weight", 32000, "female", 120),  # grams
        ("weight", 0, "female", 12),
        ("height", 171, "female", 24),
    ],
)
def test_catches_slips(measure: str, value: float, sex: str, months: float) -> None:
    assert is_off(measure, value, sex, months)


@pytest.mark.parametrize(
    ("measure", "value", "sex", "months"),
    [
        ("weight", 32, "male", 120),
        ("weight", 60, "male", 120),  # obese: 1 in 100
        ("weight", 20, "male", 120),  # thin after treatment
        ("height", 118, "male", 120),
        ("height", 195, "male", 228),
        ("weight", 3.4, "female", 0),
    ],
)
def test_leaves_the_unusual_child_alone(measure: str, value: float, sex: str, months: float) -> None:
    assert not is_off(measure, value, sex, months)


@pytest.mark.parametrize(
    ("measure", "sex", "months"),
    [
        ("weight", "unknown", 120),
        ("waist", "male", 120),
        ("weight", "male", -1),
        ("weight", "male", 241),
        ("weight", "male", math.nan),
    ],
)
def test_says_nothing_where_no_table_reaches(measure: str, sex: str, months: float) -> None:
    assert z_score(measure, 1000, sex, months) is None
    assert not is_off(measure, 1000, sex, months)


@pytest.mark.parametrize(("measure", "sex", "months", "median"), BETWEEN)
def test_interpolates(measure: str, sex: str, months: float, median: float) -> None:
    assert z_score(measure, median, sex, months) == pytest.approx(0, abs=0.05)


def test_every_curve_runs_from_birth_to_twenty_and_can_be_read_everywhere() -> None:
    assert set(curves()) == {(measure, sex) for measure in ("weight", "height") for sex in ("male", "female")}
    for curve in curves().values():
        assert (curve[0].months, curve[-1].months) == (0, 240)
        assert all(before.months < after.months for before, after in pairwise(curve))
        assert all(point.value(-3) < point.value(-2) < point.median < point.value(3) for point in curve)


@given(
    st.sampled_from(sorted(curves())),
    st.integers(0, 2400),
    st.floats(0, 500, allow_nan=False),
    st.floats(0, 500, allow_nan=False),
)
def test_more_is_never_less(curve: tuple[str, str], tenths: int, one: float, other: float) -> None:
    measure, sex = curve
    low, high = (z_score(measure, value, sex, tenths / 10) for value in sorted((one, other)))
    assert low is not None
    assert high is not None
    assert low <= high + 1e-9


def test_body_surface_by_hand() -> None:
    """30 kg and 140 cm: the root of 4200/3600 = 1.0801."""
    assert bsa(30, 140) == pytest.approx(1.080, abs=0.0005)
    assert bsa(36, 100) == 1
