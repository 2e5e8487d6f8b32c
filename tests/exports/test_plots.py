"""The drawings of the figures: what stands where, by hand, and what stays inside and readable."""

from __future__ import annotations

import pytest

from exports.plots import data, forest, heat, spider, survival, swimmer, waterfall
from exports.plots.data import Change, ForestLine, HeatLine, Lane, Mark, Setting, Trace
from exports.plots.plot import NARROW, WIDE, Plot
from exports.plots.shapes import Area, Drawing, Line, Words, width_of
from exports.plots.thresholds import THRESHOLDS, Threshold, thresholds_of
from exports.plots.words import LETTERS as PRINTED
from registry.i18n import speaking
from registry.rules.assessment_measures import THRESHOLDS as RULES
from registry.summaries.curves import SurvivalCurve
from registry.summaries.parameters import DEFAULTS
from registry.terminology.responses import criteria
from registry.web.record_words import LETTERS

SETTING = Setting("Trametinib", covers="3 centres in 2 countries. Cut-off: 31 Oct 2026.")
LANES = (
    Lane(
        "p1",
        "FR-001-0001-A",
        24.0,
        is_ongoing=True,
        best="PR",
        diagnosis="cns",
        marks=(
            Mark("response", 3.0),
            Mark("best", 3.0, "PR"),
            Mark("dose_change", 5.0, "reduction"),
            Mark("toxicity", 5.5, "diarrhea"),
        ),
    ),
    Lane(
        "p2",
        "FR-001-0002-B",
        6.0,
        is_ongoing=False,
        best="PD",
        diagnosis="solid",
        stop_reason="progression",
        marks=(Mark("best", 6.0, "PD"), Mark("progression", 6.0), Mark("death", 9.0)),
    ),
    Lane("p3", "FR-001-0003-C", 0.0, is_ongoing=False, diagnosis="unknown"),
)
CHANGES = (
    Change("p2", "FR-001-0002-B", "solid", "PD", 30.0),
    Change("p3", "FR-001-0003-C", "cns", "SD", 0.0),
    Change("p1", "FR-001-0001-A", "cns", "PR", -50.0),
    Change("p4", "FR-001-0004-D", "cns", "", None, "no_baseline_measure"),
)
TRACES = (
    Trace("p1", "FR-001-0001-A", "PR", ((-0.5, 0.0), (3.0, -50.0))),
    Trace("p5", "FR-001-0005-E", "", ((0.0, 0.0),)),
)
HEAT = (
    HeatLine(is_class=True, label="Skin disorders", counts=(1, 2, 5, 0, 0), patients=8, total=20),
    HeatLine(is_class=False, label="Rash", counts=(1, 2, 5, None, None), patients=8, total=20),
)
FOREST = (
    ForestLine("All", 6, 12, 50.0, 21.1, 78.9),
    ForestLine("CNS tumour", 6, 10, 60.0, 26.2, 87.8),
    ForestLine("Other", 0, 2, 0.0, 0.0, 84.2),
)


def curve(months: tuple[float, ...], events: tuple[bool, ...], **more: int) -> SurvivalCurve:
    ids = tuple(f"p{place}" for place in range(len(months)))
    counts = {"imputed": 0, "without": 0} | more
    return SurvivalCurve("pfs", "all", "local", "treated", ids, months, events, parameters=DEFAULTS, **counts)


FOUR = curve((2.0, 4.0, 6.0, 8.0), (True, False, True, False))


def plots() -> list[Plot]:
    return [
        swimmer.plot_swimmer(LANES, setting=SETTING),
        waterfall.plot_waterfall(CHANGES, criterion="RECIST_1_1", setting=SETTING),
        spider.plot_spider(TRACES, criterion="RECIST_1_1", setting=SETTING),
        survival.plot_survival(FOUR, setting=SETTING),
        heat.plot_heat(HEAT, setting=SETTING),
        forest.plot_forest(FOREST, level=0.95, setting=SETTING),
    ]


def empty_plots() -> list[Plot]:
    missing = [Change("p4", "FR-001-0004-D", "cns", "SD", None, "no_later_measure")]
    return [
        swimmer.plot_swimmer((), setting=SETTING),
        waterfall.plot_waterfall(missing, criterion="", setting=SETTING),
        spider.plot_spider(TRACES[1:], criterion="", setting=SETTING),
        survival.plot_survival(curve((), (), without=3), setting=SETTING),
        heat.plot_heat((), setting=SETTING),
        forest.plot_forest((ForestLine("All", 0, 0),), level=0.95, setting=SETTING),
        forest.plot_forest((), level=0.95, setting=SETTING),
    ]


def drawn(plot: Plot) -> Drawing:
    assert plot.wide is not None
    return plot.wide


def said(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.shapes if isinstance(shape, Words)]


def looks(drawing: Drawing, look: str) -> list[Area | Line]:
    return [shape for shape in drawing.shapes if not isinstance(shape, Words) and shape.look == look]


def wide_of(shape: Area | Line) -> float:
    return max(x for x, _ in shape.points) - min(x for x, _ in shape.points)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("place", range(6))
def test_everything_lies_inside_both_drawings(place: int, language: str) -> None:
    with speaking(language):
        plot = plots()[place]
        assert plot.wide is not None
        assert plot.narrow is not None
        assert (plot.wide.width, plot.narrow.width) == (WIDE, NARROW)
        for drawing in (plot.wide, plot.narrow):
            for shape in drawing.shapes:
                for x, y in _corners(shape):
                    assert -1 <= x <= drawing.width + 8, (plot.name, shape)
                    assert -1 <= y <= drawing.height, (plot.name, shape)


def _corners(shape: Area | Line | Words) -> list[tuple[float, float]]:
    if not isinstance(shape, Words):
        return list(shape.points)
    width = width_of(shape.text, size=shape.size, bold=shape.bold)
    left = {"start": 0.0, "middle": width / 2, "end": width}[shape.anchor]
    return [(shape.x - left, shape.y - shape.size + 3), (shape.x - left + width, shape.y)]


def test_what_cannot_be_drawn_says_why_and_keeps_its_table() -> None:
    for plot in empty_plots():
        assert plot.wide is None
        assert plot.narrow is None
        assert plot.notes[0].startswith("Nothing to draw: ")
        assert plot.table.head
        assert plot.description
    assert [len(plot.table.rows) for plot in empty_plots()] == [0, 1, 0, 0, 0, 1, 0]


def test_swimmer_bars_are_as_long_as_their_months() -> None:
    """The axis of 868 px ends at 24 months: 36.2 px a month. A course without a day is a line of 1.5 px."""
    drawing = drawn(plots()[0])
    assert wide_of(looks(drawing, "response-fill-pr")[0]) == 868.0
    assert wide_of(looks(drawing, "response-fill-pd")[0]) == 217.0
    assert wide_of(looks(drawing, "response-fill-ne")[0]) == 1.5


def test_swimmer_marks_stand_at_their_month() -> None:
    """A best response on the day of the first one is a star alone; that of a progression is none."""
    drawing = drawn(plots()[0])
    bars = [shape for shape in looks(drawing, "mark-solid") if len(shape.points) == 10]
    stars = sorted(sum(x for x, _ in star.points) / 10 for star in bars)
    # At 3 months: 152 + 868 / 8 = 260.5; the other is that of the legend.
    assert len(stars) == 2
    assert stars[0] == pytest.approx(260.5, abs=0.6)
    diamonds = [shape for shape in looks(drawing, "mark-solid") if len(shape.points) == 4]
    # At 6 months: 152 + 868 / 4 = 369.
    assert (375.0, 62.0) in diamonds[0].points
    crosses = looks(drawing, "cross")
    # At 9 months: 152 + 868 * 9 / 24 = 477.5.
    assert crosses[0].points == ((473.0, 57.5), (482.0, 66.5))


def test_swimmer_words() -> None:
    plot = plots()[0]
    assert plot.population == "3 courses of known duration."
    assert plot.description == (
        "Trametinib. 3 courses of known duration. 3 centres in 2 countries. Cut-off: 31 Oct 2026. One bar per course, "
        "from 24.0 to 0.0 months. Best response: partial response 1, progressive disease 1, no known response 1. "
        "1 course goes on."
    )
    words = said(drawn(plot))
    assert {"FR-001-0001-A", "PR", "Disease progression", "toxicity of grade 3 or more", "ongoing"} < set(
        words
    )
    first, second, third = plot.table.rows
    assert first[:6] == ("FR-001-0001-A", "CNS tumour", "PR", 24.0, "yes", None)
    assert first[6:] == (3.0, 3.0, None, None, "reduction 5.0", "Diarrhea 5.5")
    assert second[5:10] == ("Disease progression", None, 6.0, 6.0, 9.0)
    assert third[:4] == ("FR-001-0003-C", "Diagnosis not recorded", "NE", 0.0)


def test_swimmer_of_many_is_cut_and_its_table_is_not() -> None:
    lanes = [Lane(f"p{n}", f"FR-001-{n:04d}-A", 400.0 - n, is_ongoing=True) for n in range(400)]
    plot = swimmer.plot_swimmer(lanes, setting=SETTING)
    words = said(drawn(plot))
    assert "and 370 more in the table" in words
    assert sum(text.startswith("FR-") for text in words) == 30
    assert len(plot.table.rows) == 400


def test_swimmer_numbers_lead_to_patients_on_a_page() -> None:
    setting = Setting("Trametinib", links={"p1": "/patients/p1"})
    drawing = drawn(swimmer.plot_swimmer(LANES, setting=setting))
    linked = [(shape.text, shape.href) for shape in drawing.shapes if isinstance(shape, Words) and shape.href]
    assert linked == [("FR-001-0001-A", "/patients/p1")]


def test_waterfall_bars_reach_their_change() -> None:
    """From +50 % at 16 px to -50 % at 396 px: 3.8 px per %, 0 at 206."""
    drawing = drawn(plots()[1])
    (risen,) = [
        shape
        for shape in looks(drawing, "group-fill-solid")
        if shape.points[0][0] < 200 and shape.points[0][1] < 300
    ]
    assert sorted({y for _, y in risen.points}) == [92.0, 206.0]
    flat, fallen = looks(drawing, "group-fill-cns")[:2]
    assert sorted({y for _, y in flat.points}) == [205.0, 206.0]
    assert sorted({y for _, y in fallen.points}) == [206.0, 396.0]
    assert [line.points[0][1] for line in looks(drawing, "threshold")] == [130.0, 320.0]
    assert {"PD +20%", "PR −30%", "PD", "SD", "PR"} < set(said(drawing))


def test_waterfall_names_those_without_a_measure() -> None:
    plot = plots()[1]
    assert plot.population == "RECIST 1.1, sum of diameters of target lesions. 3 patients with a measure."
    assert plot.notes == (
        "1 treated patient without a measurable change: FR-001-0004-D (NE, no baseline measure).",
    )
    assert "At +20% or beyond: 1. At −30% or beyond: 1." in plot.description
    assert "from +30.0% to −50.0%" in plot.description
    assert plot.table.rows[3] == ("FR-001-0004-D", "CNS tumour", "NE", None, None, "no baseline measure")


def test_waterfall_of_many_shows_responses_as_a_strip() -> None:
    changes = [Change(f"p{n}", f"n{n}", "cns", "SD", 10 - n / 10) for n in range(400)]
    drawing = drawn(waterfall.plot_waterfall(changes, criterion="RECIST_1_1", setting=SETTING))
    assert len(looks(drawing, "response-fill-sd")) == 401
    assert "SD" not in said(drawing)


def test_waterfall_cuts_a_bar_beyond_measure_and_says_its_value() -> None:
    changes = [Change("p1", "n1", "cns", "PD", 912.0), Change("p2", "n2", "cns", "PR", -60.0)]
    drawing = drawn(waterfall.plot_waterfall(changes, criterion="RECIST_1_1", setting=SETTING))
    assert "+912%" in said(drawing)
    assert "+200%" in said(drawing)
    assert "+500%" not in said(drawing)


def test_waterfall_leaves_many_without_a_measure_to_the_table() -> None:
    changes = [Change(f"p{n}", f"n{n}", "cns", "NE", None, "no_baseline_measure") for n in range(6)]
    plot = waterfall.plot_waterfall(changes, criterion="RECIST_1_1", setting=SETTING)
    assert plot.notes[-1] == "6 treated patients without a measurable change. The table says which, and why."
    assert len(plot.table.rows) == 6


def test_spider_lines_of_many_bear_no_dots() -> None:
    def drawing_of(n: int) -> Drawing:
        traces = [Trace(f"p{i}", f"n{i}", "PR", ((0.0, 0.0), (3.0, -40.0), (6.0, -50.0))) for i in range(n)]
        return drawn(spider.plot_spider(traces, criterion="RECIST_1_1", setting=SETTING))

    few, many = drawing_of(200), drawing_of(201)
    # One line each, and one in the legend; a dot at each measure but the baseline.
    assert (len(looks(few, "trace-pr")), len(looks(few, "dot-pr"))) == (201, 400)
    assert (len(looks(many, "trace-pr")), len(looks(many, "dot-pr"))) == (202, 0)


def test_spider_lines_begin_at_the_baseline() -> None:
    plot = plots()[2]
    (trace,) = looks(drawn(plot), "trace-pr")[:1]
    assert len(trace.points) == 2
    # Months -0.5 to 3 over 64 to 1070; changes +25 to -50 over 16 to 436.
    assert trace.points == ((64.0, 156.0), (1070.0, 436.0))
    assert plot.population.endswith("1 measured course.")
    assert plot.table.rows == (("FR-001-0001-A", "PR", -0.5, 0.0), ("FR-001-0001-A", "PR", 3.0, -50.0))


def test_survival_steps_by_hand() -> None:
    """Of four, one has the event at 2 (S = 3/4) and one of two at 6 (S = 3/8)."""
    assert survival.step_points(FOUR) == [
        (0.0, 1.0),
        (2.0, 1.0),
        (2.0, 0.75),
        (4.0, 0.75),
        (4.0, 0.75),
        (6.0, 0.75),
        (6.0, 0.375),
        (8.0, 0.375),
        (8.0, 0.375),
    ]
    words = said(drawn(plots()[3]))
    assert words[words.index("Patients at risk") + 1 :][:9] == ["4", "4", "4", "3", "3", "2", "2", "1", "1"]


def test_survival_median_in_words() -> None:
    assert survival.median_words(FOUR).startswith("Median 6.0 months (95% interval ")
    assert survival.median_words(FOUR).endswith(" to not reached).")
    assert survival.median_words(curve((1.0, 2.0), (False, False))) == "Median not reached."
    assert survival.median_words(curve((3.0,), (True,))) == "Median 3.0 months."
    with speaking("fr"):
        assert survival.median_words(curve((1.0, 2.0), (False, False))) == "Médiane non atteinte."


def test_survival_band_is_broken_where_it_has_no_bounds() -> None:
    """Log-log bounds are missing while nobody had the event, and once everybody had."""
    everyone = curve((1.0, 2.0, 3.0), (False, True, True))
    (strip,) = survival.band_points(everyone)
    assert (strip[0][0], max(month for month, _ in strip)) == (2.0, 3.0)
    assert survival.band_points(curve((3.0, 3.0), (True, True))) == []


def test_survival_tells_who_is_not_drawn() -> None:
    plot = survival.plot_survival(curve((3.0,), (True,), without=2, imputed=1), setting=SETTING)
    assert plot.notes == (
        "2 patients without a duration are not drawn.",
        "1 duration ends on a day set to the 15th.",
    )


def test_heat_is_darker_from_the_unrounded_share() -> None:
    """Of 20: 1 is 5 %, 2 are 10 %, 4 are 20 %. Of 400, 19 are 4.75 %."""
    assert [heat.step_of(count, 20) for count in (0, 1, 2, 3, 4)] == [0, 2, 3, 3, 4]
    assert heat.step_of(19, 400) == 1
    assert heat.step_of(3, 4) == 0
    plot = plots()[4]
    words = said(drawn(plot))
    row = words[words.index("Rash") + 1 :][:7]
    assert row == ["1", "2", "5", "/", "/", "8", "40.0"]
    assert plot.table.rows[1] == ("Skin disorders", "Rash", 1, 2, 5, None, None, 8, 20)


def test_forest_prints_no_rate_of_few() -> None:
    plot = plots()[5]
    words = said(drawn(plot))
    assert "60.0% (26.2–87.8)" in words
    assert "fewer than 5: no rate" in words
    assert plot.table.rows[2] == ("Other", 0, 2, None, None, None)
    # The axis runs from 520 to 960: 60 % is 784.
    (square,) = [shape for shape in looks(drawn(plot), "accent") if len({x for x, _ in shape.points}) == 2]
    assert sorted({x for x, _ in square.points}) == [779.0, 789.0]


def test_an_absent_bound_is_not_drawn() -> None:
    lines = (ForestLine("All", 3, 9, 33.3), ForestLine("CNS tumour", 3, 9, 33.3))
    drawing = drawn(forest.plot_forest(lines, level=0.95, setting=SETTING))
    assert looks(drawing, "whisker") == []
    assert "33.3%" in said(drawing)


def test_very_long_names_are_cut_in_the_drawing_alone() -> None:
    name = "Neoplasm of uncertain behaviour " * 10
    lines = (HeatLine(is_class=True, label=name, counts=(1, 0, 0, 0, 0), patients=1, total=9),)
    plot = heat.plot_heat(lines, setting=SETTING)
    (shown,) = [text for text in said(drawn(plot)) if text.startswith("Neoplasm")]
    assert shown.endswith("…")
    assert plot.table.rows[0][0] == name


def test_thresholds_are_those_of_the_rules() -> None:
    for criterion, limits in RULES.items():
        found = {limit.response: limit.percent for limit in thresholds_of(criterion)}
        assert found["PR"] == pytest.approx(-100 * limits.decrease)
        assert found["PD"] == pytest.approx(100 * limits.increase)
    assert set(THRESHOLDS) <= set(criteria())
    assert thresholds_of("RAPNO_LGG") == (Threshold("PD", 25), Threshold("MR", -25), Threshold("PR", -50))
    assert thresholds_of("CLINICAL") == ()


def test_a_response_has_the_same_letters_everywhere() -> None:
    assert {code: text.fr for code, text in PRINTED.items()} == LETTERS["fr"]
    assert {code: text.en for code, text in PRINTED.items()} == LETTERS["en"]


def test_a_death_before_any_assessment_is_drawn_without_a_response() -> None:
    """It has no colour of its own: a page with such a patient among thin bars once ended in an error."""
    import pandas as pd

    row = {
        "patient_id": "p",
        "number": "FR-001-0001-A",
        "course_id": "c",
        "diagnosis": "cns",
        "best": "death",
    }
    deepest = pd.DataFrame([{**row, "criterion": "RECIST_1_1", "change": -10.0, "reason": None}] * 90)
    bars = pd.DataFrame([{**row, "subset": "all", "months": 3.0, "is_ongoing": False, "stop_reason": None}])
    marked = pd.DataFrame(columns=["course_id", "kind", "month", "detail"])

    changes = data.changes_of(deepest, criterion="RECIST_1_1")
    lanes = data.lanes_of(bars, marked)

    assert {one.best for one in (*changes, *lanes)} == {""}
    assert waterfall.plot_waterfall(changes, criterion="RECIST_1_1", setting=SETTING).wide
    assert swimmer.plot_swimmer(lanes, setting=SETTING).wide
