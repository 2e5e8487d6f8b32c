"""ODM-XML: valid against the official schema, every reference defined, every text whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from odmlib.odm_parser import ODMSchemaValidator
from odmlib.schema_manager import get_schema_path

from exports.cells import CellRefused
from exports.exchange.writing import Order, write_research
from registry.fields.catalogue import KINDS
from tests.exports.hostile import TEXTS
from tests.exports.research import HandSource, of_patient, record, small

MADE = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
NS = {"o": "http://www.cdisc.org/ns/odm/v1.3"}


def written(folder: Path, source: HandSource) -> etree._ElementTree:
    path = folder / "records.xml"
    assert write_research(path, source, Order("odm", None, made=MADE)) == {
        "patients": len(source.records["patient"])
    }
    return etree.parse(path)


def values(tree: etree._ElementTree, path: str) -> list[str]:
    return [str(found) for found in tree.xpath(path, namespaces=NS)]


def diagnosis(*texts: str) -> HandSource:
    rows = [of_patient("p1", f"d{n}", name=text) for n, text in enumerate(texts)]
    return HandSource({"patient": [record("p1", centre_id="FR-001")], "diagnosis": rows})


def test_the_file_is_valid_against_the_official_schema(tmp_path: Path) -> None:
    tree = written(tmp_path, small())
    schema = etree.XMLSchema(etree.parse(get_schema_path("odm", "1.3.2")))
    assert schema.validate(tree), schema.error_log
    validator = ODMSchemaValidator(get_schema_path("odm", "1.3.2"))
    validator.validate_file(str(tmp_path / "records.xml"))


def references() -> Iterator[tuple[str, str]]:
    yield "//@ItemOID", "//o:ItemDef/@OID"
    yield "//@ItemGroupOID", "//o:ItemGroupDef/@OID"
    yield "//@FormOID", "//o:FormDef/@OID"
    yield "//@StudyEventOID", "//o:StudyEventDef/@OID"
    yield "//@CodeListOID", "//o:CodeList/@OID"
    yield "//@MeasurementUnitOID", "//o:MeasurementUnit/@OID"
    yield "//@LocationOID", "//o:Location/@OID"
    yield "//@MetaDataVersionOID", "//o:MetaDataVersion/@OID"


@pytest.mark.parametrize(("used", "defined"), list(references()))
def test_what_is_used_is_defined(tmp_path: Path, used: str, defined: str) -> None:
    tree = written(tmp_path, small())
    assert set(values(tree, used))
    assert set(values(tree, used)) <= set(values(tree, defined))


def test_every_kind_of_record_has_its_group(tmp_path: Path) -> None:
    tree = written(tmp_path, small())
    assert {*values(tree, "//o:ItemGroupDef/@Name"), "centre"} == set(KINDS)


def test_records_stand_under_their_course_and_rows_in_their_form(tmp_path: Path) -> None:
    tree = written(tmp_path, small())
    subject = "//o:SubjectData[@SubjectKey='p1']"
    course = f"{subject}/o:StudyEventData[@StudyEventRepeatKey='c-early']"
    assert values(tree, f"{course}/o:FormData[@FormOID='F.toxicity']/@FormRepeatKey") == ["t2", "t3"]
    row = f"{course}/o:FormData[@FormRepeatKey='t2']/o:ItemGroupData[@ItemGroupOID='IG.toxicity_drug']"
    assert values(tree, f"{row}/@ItemGroupRepeatKey") == ["td1"]
    assert values(tree, f"{row}/o:ItemData[@ItemOID='I.toxicity_drug.causality']/@Value") == ["related"]
    dose = f"{course}//o:ItemData[@ItemOID='I.course_drug.starting_dose']/@Value"
    assert values(tree, dose) == ["0.032"]
    assert values(tree, f"{subject}/o:SiteRef/@LocationOID") == ["FR-001"]
    assert values(tree, "//o:ReferenceData//o:ItemData[@ItemOID='I.drug.inn']/@Value") == ["trametinib"]


def test_items_say_their_type_range_words_and_standard(tmp_path: Path) -> None:
    tree = written(tmp_path, small())
    item = "//o:ItemDef[@OID='I.follow_up.weight']"
    assert values(tree, f"{item}/@DataType") == ["float"]
    assert values(tree, f"{item}/o:RangeCheck/o:CheckValue/text()") == ["0.3", "300"]
    assert values(tree, f"{item}/o:Alias/@Name") == ["VS.WEIGHT"]
    assert values(tree, "//o:ItemDef[@OID='I.toxicity.onset']/@DataType") == ["partialDate"]
    decode = "//o:CodeList[@OID='CL.sex']/o:CodeListItem[@CodedValue='female']//o:TranslatedText"
    assert values(tree, f"{decode}/text()") == ["Female", "Féminin"]
    assert values(tree, f"{decode}/@xml:lang") == ["en", "fr"]
    several = "//o:ItemDef[@OID='I.toxicity.seriousness']"
    assert not values(tree, f"{several}/o:CodeListRef/@CodeListOID")
    assert "CL.seriousness" in values(tree, f"{several}/@Comment")[0]


def test_texts_and_small_numbers_come_back_whole(tmp_path: Path) -> None:
    source = diagnosis(*TEXTS)
    source.records["diagnosis"][0]["relapse_number"] = 3  # type: ignore[index]
    tree = written(tmp_path, source)
    assert values(tree, "//o:ItemData[@ItemOID='I.diagnosis.name']/@Value") == list(TEXTS)
    assert values(tree, "//o:ItemData[@ItemOID='I.diagnosis.relapse_number']/@Value") == ["3"]


def test_a_number_has_no_exponent(tmp_path: Path) -> None:
    source = small()
    source.records["course_drug"][0]["starting_dose"] = 1e-07  # type: ignore[index]
    tree = written(tmp_path, source)
    assert values(tree, "//o:ItemData[@ItemOID='I.course_drug.starting_dose']/@Value") == ["0.0000001"]


def test_a_control_character_is_refused_by_field_and_record(tmp_path: Path) -> None:
    with pytest.raises(CellRefused, match="diagnosis, d0, name: "):
        written(tmp_path, diagnosis("a\x0bb"))
    assert not list(tmp_path.iterdir())


def test_typed_words_are_not_even_defined_for_who_does_not_see_them(tmp_path: Path) -> None:
    plain = HandSource(small().records, with_text=False)
    tree = written(tmp_path, plain)
    assert "I.diagnosis.name" not in values(tree, "//@ItemOID | //o:ItemDef/@OID")
    assert "I.assessment.report" not in values(tree, "//o:ItemDef/@OID")
    assert "=1+1" not in values(tree, "//@Value")
