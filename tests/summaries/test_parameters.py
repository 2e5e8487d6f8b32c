"""Parameters as they are typed: read, refused in a sentence, and printed so that they can be read again."""

from dataclasses import fields

import pytest

from registry.errors import Invalid
from registry.i18n import speaking
from registry.summaries.catalogue import OUTPUTS
from registry.summaries.parameters import MEANINGS, Parameters, parse


def test_nothing_typed_gives_the_defaults() -> None:
    assert parse([]) == Parameters(
        reading="reviewed_else_local",
        minor_response=False,
        objective_response="category",
        same_day="worst",
        window_days=None,
        clinical_threshold=2,
        laboratory_threshold=3,
        conf_level=0.95,
    )


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("reading=local", "reading", "local"),
        ("minor_response=true", "minor_response", True),
        ("objective_response=code", "objective_response", "code"),
        ("same_day=best", "same_day", "best"),
        ("until_new_therapy=false", "until_new_therapy", False),
        ("courses=all", "courses", "all"),
        ("confirm_days=56", "confirm_days", 56),
        ("sd_days=84", "sd_days", 84),
        ("benefit_weeks=16", "benefit_weeks", 16),
        ("censor_new_therapy=true", "censor_new_therapy", True),
        ("response_ends=disease_death", "response_ends", "disease_death"),
        ("conf_type=plain", "conf_type", "plain"),
        ("growth_ratio=1.5", "growth_ratio", 1.5),
        ("durable_months=6", "durable_months", 6),
        ("long_term_months=36", "long_term_months", 36),
        ("window_days=30", "window_days", 30),
        ("window_days=0", "window_days", 0),
        ("window_days=36500", "window_days", 36500),
        ("window_days=none", "window_days", None),
        ("clinical_threshold=1", "clinical_threshold", 1),
        ("laboratory_threshold=5", "laboratory_threshold", 5),
        (" conf_level = 0.9 ", "conf_level", 0.9),
    ],
)
def test_a_value_is_read_and_printed_as_it_is_typed(text: str, name: str, value: object) -> None:
    chosen = parse([text])

    assert getattr(chosen, name) == value
    assert type(getattr(chosen, name)) is type(value)
    assert chosen.shown([name]) == text.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "reading=both",
        "reading=",
        "minor_response=yes",
        "minor_response=1",
        "window_days=-1",
        "window_days=1.5",
        "window_days=1e3",
        "window_days=36501",
        "window_days=９",
        "clinical_threshold=0",
        "laboratory_threshold=6",
        "sd_days=30",
        "courses=second",
        "benefit_weeks=0",
        "growth_ratio=1,3",
        "growth_ratio=nan",
        "conf_type=linear",
        "conf_level=95",
        "conf_level=0,95",
        "conf_level=1.0",
        "conf_level=0.4",
        "conf_level=nan",
    ],
)
def test_a_wrong_value_is_refused_with_what_is_allowed(text: str) -> None:
    name, _, value = text.partition("=")

    with pytest.raises(Invalid) as refusal:
        parse([text])

    assert refusal.value.text.startswith(f"The parameter {name} cannot be “{value}”. It takes ")
    assert MEANINGS[name].allowed.en in refusal.value.text
    assert [problem.code for problem in refusal.value.problems] == ["wrong_value"]


@pytest.mark.parametrize("text", ["minor=true", "=true", "reading", ""])
def test_an_unknown_name_is_refused_with_the_list_of_names_and_what_they_mean(text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse([text])

    for name, meaning in MEANINGS.items():
        assert f"{name} ({meaning.text.en})" in refusal.value.text


def test_a_name_given_twice_is_refused() -> None:
    with pytest.raises(Invalid, match="reading is given twice"):
        parse(["reading=local", "reading=reviewed"])


def test_every_word_of_a_parameter_is_for_a_value_that_it_takes() -> None:
    for name, meaning in MEANINGS.items():
        for value in meaning.words:
            assert parse([f"{name}={value}"]).shown([name]) == f"{name}={value}"


def test_the_meanings_are_in_the_language_of_the_reader() -> None:
    with speaking("fr"), pytest.raises(Invalid) as refusal:
        parse(["minor=true"])

    assert MEANINGS["minor_response"].text.fr in refusal.value.text


def test_every_parameter_has_a_meaning_and_prints_a_default_that_is_read_back() -> None:
    names = [field.name for field in fields(Parameters)]

    assert list(MEANINGS) == names
    assert parse(Parameters().shown(names).split("; ")) == Parameters()


def test_every_parameter_is_printed_beside_some_number() -> None:
    printed = {name for output in OUTPUTS.values() for name in output.parameters}

    # The reading has a column of its own; every row says when all courses are counted.
    assert printed | {"reading", "courses"} == set(MEANINGS)
    assert any(output.read for output in OUTPUTS.values())
