"""The sections of a drug page as lines: each number with what it was made of, its interval and its definition."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from registry.i18n import gettext as _
from registry.i18n import say
from registry.summaries.catalogue import OUTPUTS, UNIT_LABELS, By
from registry.summaries.catalogue.quality import FINDINGS
from registry.summaries.curves import AT_RISK, RATES
from registry.summaries.table import Row
from registry.web.drug_numbers import Count, Figure, Numbers, about, number_words, words_of
from registry.web.drug_plan import Form, Plan

FINDING, OTHERS = "finding=", "others="
STATISTICS = ("median", "q1", "q3", "min", "max", "mean", "sd")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table of shares. level: head (of a group, without a number), one, or under (its head)."""

    level: str
    label: str
    about: str = ""
    figure: Figure | None = None
    events: Count | None = None
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """A measure: how many have a value, and median, quartiles, range, mean and standard deviation in words."""

    label: str
    about: str
    n: Count
    total: int
    unit: str
    median: str
    quartiles: str
    range: str
    mean: str
    why: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A time to an event: its median, its rates at some months, its follow-up, who is at risk at some months."""

    label: str
    about: str
    median: Figure
    rates: tuple[Figure | None, ...]
    at_risk: tuple[Count, ...]
    follow_up: Figure | None


@dataclass(frozen=True, slots=True)
class Series:
    """A questionnaire at a visit: how many came in, the scores, and how they changed from baseline."""

    label: str
    received: Figure
    score: Spread | None
    change: Spread | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A term beside the other drugs: the ratio, n / N of theirs, and what the ratio hints at. level: as of Line."""

    level: str
    label: str
    about: str = ""
    figure: Figure | None = None
    others: str = ""
    finding: str = ""


AnyLine = Line | Spread | Endpoint | Series | Compared


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a tab, with the lines of its form; empty where nothing was recorded. folded: closed at first."""

    id: str
    title: str
    detail: str
    form: str
    lines: tuple[AnyLine, ...]
    folded: bool = False
    months: tuple[int, ...] = RATES
    at_risk: tuple[int, ...] = AT_RISK


def section_of(numbers: Numbers, plan: Plan) -> Section:
    """A section made of the outputs of its plan."""
    makers: Mapping[Form, Callable[[Numbers, Plan], Iterator[AnyLine]]] = {
        Form.SHARES: _shares,
        Form.MEASURES: _spreads,
        Form.PAIRS: _pairs,
        Form.TIMES: _endpoints,
        Form.SCORES: _series,
        Form.SIGNALS: _signals,
        Form.TERMS: _compared,
    }
    lines = tuple(makers[plan.form](numbers, plan)) if plan.form in makers else ()
    detail = say(plan.detail) if plan.detail else ""
    return Section(plan.id, say(plan.title), detail, str(plan.form), lines, folded=plan.folded)


def _shares(numbers: Numbers, plan: Plan) -> Iterator[Line]:
    for output in plan.outputs:
        yield from _of_output(numbers, output)


def _of_output(numbers: Numbers, output: str, *, events: str = "") -> Iterator[Line]:
    """One line, or one per category under a head; a category that nobody is in has no line."""
    rows = numbers.select(output)
    title = say(OUTPUTS[output].title)
    if OUTPUTS[output].by is By.NOTHING:
        yield from (
            Line("one", title, about(output), numbers.figure(row), _events(numbers, events, row))
            for row in rows
        )
        return
    shown = [row for row in rows if row.n]
    if shown:
        yield Line("head", title, about(output))
    for row in shown:
        words = words_of(row)
        yield Line(
            "under", words, figure=numbers.figure(row, label=words), events=_events(numbers, events, row)
        )


def _events(numbers: Numbers, output: str, row: Row) -> Count | None:
    return numbers.count(numbers.find(output, row.category)) if output else None


def _pairs(numbers: Numbers, plan: Plan) -> Iterator[Line]:
    """Patients and their toxicities side by side: the second output of each pair counts the events of the first."""
    for patients, events in zip(plan.outputs[::2], plan.outputs[1::2], strict=True):
        yield from _of_output(numbers, patients, events=events)


def _signals(numbers: Numbers, plan: Plan) -> Iterator[Line]:
    for output in plan.outputs:
        yield Line("head", say(OUTPUTS[output].title), about(output))
        for row in numbers.select(output):
            words = words_of(row)
            yield Line("under", words, figure=numbers.figure(row, label=words), finding=_finding(row))


def _compared(numbers: Numbers, plan: Plan) -> Iterator[Compared]:
    for output in plan.outputs:
        yield Compared("head", say(OUTPUTS[output].title), about(output))
        for row in numbers.select(output):
            words = words_of(row)
            others = _note(row, OTHERS).replace("/", " / ")
            yield Compared(
                "under",
                words,
                figure=numbers.figure(row, label=words),
                others=others,
                finding=_finding(row),
            )


def _finding(row: Row) -> str:
    code = _note(row, FINDING)
    return say(FINDINGS[code]) if code else ""


def _note(row: Row, name: str) -> str:
    """What a row notes under a name, "" for nothing."""
    notes = (note.strip() for note in row.parameters.split(";"))
    return next((note.removeprefix(name) for note in notes if note.startswith(name)), "")


def _spreads(numbers: Numbers, plan: Plan) -> Iterator[Spread]:
    for output in plan.outputs:
        if spread := _spread(numbers, output, say(OUTPUTS[output].title)):
            yield spread


def _spread(numbers: Numbers, output: str, label: str, *, prefix: str = "") -> Spread | None:
    rows = {name: numbers.find(output, prefix + name) for name in STATISTICS}
    middle = rows["median"]
    if middle is None:
        return None
    figure = numbers.figure(middle)
    said = {name: number_words(row.value, row.unit) if row else "" for name, row in rows.items()}
    return Spread(
        label,
        about(output),
        figure.n,
        middle.N or 0,
        say(UNIT_LABELS[middle.unit]),
        median=said["median"],
        quartiles=_between(said["q1"], said["q3"]),
        range=_between(said["min"], said["max"]),
        mean=f"{said['mean']} ({said['sd']})" if said["sd"] else said["mean"],
        why=figure.why,
    )


def _between(low: str, high: str) -> str:
    """From the one to the other; nothing where they are the same."""
    if not low or not high or low == high:
        return ""
    is_negative = not low[:1].isdigit()
    return _("%(low)s to %(high)s") % {"low": low, "high": high} if is_negative else f"{low}–{high}"


def _endpoints(numbers: Numbers, plan: Plan) -> Iterator[Endpoint]:
    for output in plan.outputs:
        row = numbers.find(output)
        if row is None or not OUTPUTS.get(f"{output}_at_risk"):
            continue
        risks = (numbers.find(f"{output}_at_risk", str(month)) for month in AT_RISK)
        yield Endpoint(
            say(OUTPUTS[output].title),
            about(output),
            numbers.figure(row),
            tuple(numbers.named(f"{output}_rate", str(month)) for month in RATES),
            tuple(numbers.count(found) for found in risks),
            numbers.named(f"{output}_follow_up") if f"{output}_follow_up" in OUTPUTS else None,
        )


def _series(numbers: Numbers, plan: Plan) -> Iterator[Series]:
    received, score, change = plan.outputs
    for row in numbers.select(received):
        label, prefix = words_of(row), f"{row.category} / "
        if row.N:
            yield Series(
                label,
                numbers.figure(row, label=label),
                _spread(numbers, score, label, prefix=prefix),
                _spread(numbers, change, label, prefix=prefix),
            )
