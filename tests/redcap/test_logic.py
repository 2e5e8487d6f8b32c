"""filterLogic: what is read, what it means, and what is refused with a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.web.redcap import logic
from registry.web.redcap.refusals import Refused

VALUES = {"grade": "10", "sex": "female", "onset": "2026-03-14", "end": "", "why(none)": "1", "dose": "-2.5"}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("[grade] = '10'", True),
        ("[grade] >= 9", True),  # as numbers: as texts, 10 is before 9
        ("[grade]>9.5 AND [sex]='female'", True),
        ("[dose] < -2", True),
        ("[sex] = 'male' or [sex] = \"female\"", True),
        ("[sex] = 'male' and [grade] = 10 or [grade] = 10", True),
        ("[sex] = 'male' and ([grade] = 10 or [grade] = 10)", False),
        ("[onset] >= '2026-03-01' and [onset] < '2026-04-01'", True),
        ("[end] = ''", True),
        ("[end] <> ''", False),
        ("[end] < '2026'", False),
        ("[why(none)] = '1'", True),
        ("[sex] != 'male'", True),
        ("[unknown] = ''", True),
    ],
)
def test_what_a_filter_means(text: str, holds: bool) -> None:
    assert logic.parse(text).holds(VALUES) is holds


@pytest.mark.parametrize(
    "text",
    [
        "[grade]",
        "[grade] =",
        "= 1",
        "[grade] = [sex]",
        "[grade] = 1 and",
        "[grade] = 1 [sex] = 2",
        "([grade] = 1",
        "[grade] = 1)",
        "datediff([onset], 'today', 'd') > 3",
        "[event_1_arm_1][grade] = 1",
        "[grade] = 1; drop table patient",
        "(" * 21 + "[grade] = 1" + ")" * 21,
        "[grade] = 1 or " * 400 + "[grade] = 1",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="filterLogic"):
        logic.parse(text)


@given(st.text(alphabet="[]()'\"=<>!andor grade1.-", max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        parsed = logic.parse(text)
    except Refused:
        return
    assert parsed.holds(VALUES) in (True, False)
