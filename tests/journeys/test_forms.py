"""Forms that work things out, begin filled and lead on, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from registry.db import writing
from registry.models.place import Country
from registry.queries import records
from tests import make
from tests.journeys.desk import Desk, desk

__all__ = ["desk"]


def neutrophils(desk: Desk, *, prefix: str = "", value: str = "0.3") -> None:
    """0.3 x 10^9/L with a lower limit of 1.5: grade 4 is under 0.5 x 10^9/L."""
    desk.search(f"{prefix}analyte", "neutro", "Neutrophils")
    desk.type(f"{prefix}value", value)
    desk.box(f"{prefix}unit").select_option("10^9/L")
    desk.type(f"{prefix}lower", "1.5")


def test_a_laboratory_value_proposes_term_and_grade(desk: Desk) -> None:
    desk.new("toxicity", desk.course)
    desk.tick("nature", "laboratory")
    neutrophils(desk, prefix="lab_")
    expect(desk.box("term")).to_have_value("Neutrophil count decreased")
    expect(desk.checked("grade")).to_have_value("4")
    expect(desk.line("lab_baseline")).to_contain_text("0.5")


def test_another_grade_than_proposed_is_kept_and_the_proposal_offered(desk: Desk) -> None:
    desk.new("toxicity", desk.course)
    desk.tick("nature", "laboratory")
    neutrophils(desk, prefix="lab_")
    expect(desk.checked("grade")).to_have_value("4")
    desk.tick("grade", "3")
    expect(desk.line("lab_baseline").get_by_role("button")).to_contain_text("Grade 4")
    expect(desk.checked("grade")).to_have_value("3")
    desk.line("lab_baseline").get_by_role("button").click()
    expect(desk.checked("grade")).to_have_value("4")


def test_a_laboratory_result_leads_to_the_toxicity_filled_in(desk: Desk) -> None:
    desk.new("lab_result", desk.course)
    desk.type("sampled_on", "03/02/2025")
    neutrophils(desk)
    expect(desk.line("baseline")).to_contain_text("0.5")
    desk.page.get_by_role("button", name="Save as draft").click()
    desk.page.get_by_role("link", name="Enter the toxicity, grade 4").click()
    expect(desk.box("term")).to_have_value("Neutrophil count decreased")
    expect(desk.checked("grade")).to_have_value("4")
    expect(desk.checked("nature")).to_have_value("laboratory")
    expect(desk.box("onset")).to_have_value("03/02/2025")
    expect(desk.box("lab_value")).to_have_value("0.3")


def test_body_surface_stands_under_the_height(desk: Desk) -> None:
    """Mosteller: the root of 120 x 25 / 3600 is 0.91 m2."""
    desk.new("follow_up", desk.course)
    desk.tick("is_seen", "yes")
    desk.type("visited_on", "01/04/2025")
    desk.type("weight", "25")
    desk.type("height", "120")
    expect(desk.line("height")).to_contain_text("0.91 m²")
    expect(desk.box("performance_scale")).to_have_value("lansky")


def test_the_change_of_a_measure_stands_under_it(desk: Desk) -> None:
    """From 40 to 26: -35.0% from baseline, and the nadir is the baseline."""
    with desk.world.session() as session:
        course = records.get(session, "course", desk.course)
        make.assessment(session, course, target_measure=40)
    desk.new("assessment", desk.course)
    expect(desk.checked("visit")).to_have_value("on_treatment")
    desk.type("assessed_on", "01/04/2025")
    desk.type("target_measure", "26")
    expect(desk.line("target_measure")).to_contain_text("−35.0% from baseline")


def test_the_expiry_is_proposed_from_the_scheme(desk: Desk) -> None:
    """A named-patient authorisation in France lasts a year at most."""
    desk.new("access_request", desk.patient)
    desk.box("scheme").select_option("AAC")
    desk.tick("decision", "granted")
    desk.type("decided_on", "15/12/2024")
    expect(desk.box("expires_on")).to_have_value(re.compile(r"1[45]/12/2025"))
    desk.type("expires_on", "01/06/2025")
    expect(desk.line("expires_on").get_by_role("button")).to_be_visible()
    expect(desk.box("expires_on")).to_have_value("01/06/2025")


def test_the_iccc3_group_is_proposed_from_the_icdo3_codes(desk: Desk) -> None:
    """9421/1 is the pilocytic astrocytoma: IIIb, astrocytomas."""
    desk.new("diagnosis", desk.patient)
    desk.type("morphology", "9421/1")
    expect(desk.page.locator("input[type=hidden][name=iccc3]")).to_have_value("IIIb")


def test_a_field_that_needs_any_value_of_another_appears_with_it(desk: Desk) -> None:
    desk.new("access_request", desk.patient)
    expect(desk.field("dose_unit")).to_be_hidden()
    desk.type("planned_dose", "0.5")
    expect(desk.field("dose_unit")).to_be_visible()
    desk.type("planned_dose", "")
    expect(desk.field("dose_unit")).to_be_hidden()


@pytest.mark.parametrize(("identifiers", "shown"), [([], 0), (["birth_day"], 1)])
def test_identifiers_are_asked_only_where_the_country_allows(
    desk: Desk, identifiers: list[str], shown: int
) -> None:
    with desk.world.session() as session, writing(session):
        session.get_one(Country, "FR").identifiers = identifiers
    desk.new("patient", "FR-001")
    expect(desk.field("birth_day")).to_have_count(shown)


def test_complete_then_leads_through_a_whole_case(desk: Desk) -> None:
    page = desk.page
    onward = page.get_by_role("button", name=re.compile("Complete, then"))
    heading = page.get_by_role("heading", level=1)

    desk.new("patient", "FR-001")
    desk.type("birth_month", "03/2015")
    desk.tick("sex", "female")
    onward.click()
    expect(heading).to_have_text("New diagnosis")
    desk.box("category").select_option("cns")
    desk.type("name", "low-grade glioma")
    onward.click()
    expect(heading).to_have_text("New access request")
    desk.search("drug", "tram", "Trametinib")
    desk.box("scheme").select_option("AAC")
    desk.type("requested_on", "20/12/2024")
    desk.type("planned_dose", "0.5")
    desk.box("dose_unit").select_option("mg")
    desk.box("trial").select_option("none_open")
    desk.tick("decision", "granted")
    desk.type("decided_on", "28/12/2024")
    onward.click()
    expect(heading).to_have_text("New course")
    expect(desk.box("access_scheme")).to_have_value("AAC")
    expect(desk.box("course_drug-0-drug")).to_have_value("Trametinib")
    expect(desk.box("course_drug-0-dose_unit")).to_have_value("mg")
    desk.type("first_dose", "02/01/2025")
    onward.click()
    expect(heading).to_have_text("New follow-up visit")
    desk.tick("is_seen", "yes")
    desk.type("visited_on", "01/04/2025")
    onward.click()
    expect(heading).to_have_text("New assessment")
    expect(desk.checked("visit")).to_have_value("baseline")
    desk.type("assessed_on", "20/12/2024")
    desk.box("criterion").select_option("RECIST_1_1")
    onward.click()
    expect(heading).to_have_text("New toxicity")
    expect(desk.field("toxicity_drug-0-causality")).to_be_visible()
