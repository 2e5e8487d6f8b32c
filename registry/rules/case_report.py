"""The pharmacovigilance report of a toxicity, line by line: words, E2B(R3) element and code, where it is mended.

A case can be reported when patient, reporter, reaction and drug are known; the other needed lines are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from registry import i18n
from registry.fields.base import T
from registry.fields.toxicity import ToxicityDrugFields
from registry.rules.case_facts import E2B, CaseFacts, DrugFacts
from registry.rules.case_line import (
    Chapter,
    Line,
    Place,
    answer,
    days_words,
    group_words,
    label_of,
    measure_words,
    name_of,
    own,
    rows_words,
    typed,
)
from registry.rules.narrative import age_words, choice_words, dose_words
from registry.schemes.base import Category
from registry.schemes.catalogue import SCHEMES
from registry.terminology import codes

MINIMUM = ("patient", "reporter", "reaction", "drug")
"""What a valid case has: who it happened to, who tells it, what happened, on which drug."""


def chapters(case: CaseFacts) -> tuple[Chapter, ...]:
    """The whole report, in the reader's language."""
    parts = (
        (T("Cas", "Case"), _case(case)),
        (T("Patient", "Patient"), _patient(case)),
        (T("Réaction", "Reaction"), _reaction(case)),
        *((T(name_of(drug), name_of(drug)), _of_drug(case, drug)) for drug in case.drugs),
        (T("Déclarations", "Declarations"), _declarations(case)),
    )
    return tuple(Chapter(i18n.say(title), tuple(lines)) for title, lines in parts)


def lacking(found: Sequence[Chapter]) -> tuple[Line, ...]:
    """The needed lines that are empty."""
    return tuple(line for chapter in found for line in chapter.lines if line.is_lacking)


def lacking_minimum(found: Sequence[Chapter]) -> tuple[str, ...]:
    """The parts of the minimum of which no line is filled."""
    filled = {line.part for chapter in found for line in chapter.lines if line.value}
    return tuple(part for part in MINIMUM if part not in filled)


def _case(case: CaseFacts) -> Iterator[Line]:
    yield Line(T("Numéro de cas", "Case number"), f"{case.centre[:2]}-REGISTRY-{case.id}", "C.1.1", own(case))
    yield answer(case, "worldwide_case", "C.1.8.1")
    yield answer(case, "report_type", "C.1.3", needed=True)
    if case.toxicity.get("report_type") == "study":
        yield _study(case)
    received = i18n.show_date(case.toxicity.get("first_received"))
    yield Line(label_of("first_received"), received, "C.1.4", own(case, "first_received"), is_needed=True)
    yield answer(case, "reporter", "C.2.r.4", needed=True, part="reporter")
    yield Line(T("Pays du notificateur", "Reporter’s country"), case.centre[:2], "C.2.r.3", own(case))


def _study(case: CaseFacts) -> Line:
    """What active collection is: individual patient use, or another study where the drug is used off label."""
    scheme = SCHEMES.get(case.course.get("access_scheme") or "")
    is_access = scheme is not None and scheme.category is not Category.OFFLABEL
    words = T("Accès individuel", "Individual patient use") if is_access else T("Autre étude", "Other study")
    place = Place("course", case.course_id, field="access_scheme")
    return Line(
        T("Type d’étude", "Type of study"), i18n.say(words), "C.5.4", place, "2" if is_access else "3"
    )


def _patient(case: CaseFacts) -> Iterator[Line]:
    patient, age = case.patient, case.age
    here = Place("patient", case.patient_id)
    yield Line(
        T("Numéro de patient", "Patient number"), patient.get("number") or "", "D.1", here, part="patient"
    )
    yield Line(
        T("Âge à la survenue", "Age at onset"),
        age_words(age.value, age.unit) if age else "",
        "D.2.2a/b",
        own(case, "onset")
        if patient.get("birth_month")
        else Place("patient", case.patient_id, field="birth_month"),
        code=f"{age.value} {age.unit}" if age else "",
        is_needed=True,
    )
    yield Line(
        T("Tranche d’âge", "Age group"),
        group_words(age.group) if age else "",
        "D.2.3",
        here,
        age.group if age else "",
    )
    sex = patient.get("sex") or ""
    yield Line(
        T("Sexe", "Sex"),
        choice_words("patient", "sex", sex),
        "D.5",
        here,
        E2B["sex"].get(sex, ""),
        is_needed=True,
    )
    visit = Place("follow_up", parent_id=case.course_id, field="weight")
    yield Line(
        T("Poids avant la survenue", "Weight before onset"),
        measure_words(case.weight, "kg"),
        "D.3",
        visit,
        is_needed=True,
    )
    yield Line(
        T("Taille avant la survenue", "Height before onset"), measure_words(case.height, "cm"), "D.4", visit
    )
    yield Line(
        T("Antécédents", "Medical history"),
        rows_words(case.history, "history", "domain"),
        "D.7.1.r, D.7.2",
        Place("history", parent_id=case.patient_id),
        is_needed=True,
    )
    if patient.get("vital_status") == "dead":
        yield from _death(case)


def _death(case: CaseFacts) -> Iterator[Line]:
    patient = case.patient
    day = i18n.show_date(patient.get("vital_status_date"))
    for label, value, element, name in (
        (T("Date du décès", "Date of death"), day, "D.9.1", "vital_status_date"),
        (
            T("Cause du décès", "Cause of death"),
            choice_words("patient", "death_cause", patient.get("death_cause")),
            "D.9.2.r",
            "death_cause",
        ),
        (
            T("Autopsie", "Autopsy"),
            choice_words("patient", "autopsy", patient.get("autopsy")),
            "D.9.3",
            "autopsy",
        ),
    ):
        yield Line(
            label, value, element, Place("patient", case.patient_id, field=name), is_needed=name != "autopsy"
        )


def _reaction(case: CaseFacts) -> Iterator[Line]:
    record = case.toxicity
    term = i18n.say(codes.label("ctcae", record["term"])) if record.get("term") else ""
    yield Line(label_of("term"), term, "", own(case, "term"), is_needed=True, part="reaction")
    yield Line(
        T("Grade CTCAE 5.0", "CTCAE 5.0 grade"),
        record.get("grade") or "",
        "",
        own(case, "grade"),
        is_needed=True,
    )
    yield typed(case, "term_text", "E.i.1.1a")
    yield typed(case, "coded_term", "E.i.2.1b")
    yield Line(
        label_of("onset"), i18n.show_date(record.get("onset")), "E.i.4", own(case, "onset"), is_needed=True
    )
    ended = i18n.show_date(record.get("end")) or choice_words("toxicity", "ongoing", record.get("ongoing"))
    label = label_of("end" if record.get("end") else "ongoing")
    yield Line(label, ended, "E.i.5", own(case, "ongoing"))
    serious = record.get("seriousness") or []
    words = ", ".join(choice_words("toxicity", "seriousness", code) for code in serious)
    yield Line(label_of("seriousness"), words, "E.i.3.2a–f", own(case, "seriousness"), is_needed=True)
    yield answer(case, "outcome", "E.i.7", needed=True)
    yield typed(case, "treatment_given", "F.r")
    yield Line(
        T("Délai depuis la première prise", "Time from first dose"),
        days_words(case.from_first_dose),
        "G.k.9.i.3.1",
        own(case, "onset"),
    )
    if case.from_last_dose is not None:
        yield Line(
            T("Délai depuis la dernière prise", "Time from last dose"),
            days_words(case.from_last_dose),
            "G.k.9.i.3.2",
            own(case, "onset"),
        )
    found = record.get("circumstances") or []
    circumstances = ", ".join(choice_words("toxicity", "circumstances", code) for code in found)
    sent = ", ".join(E2B["circumstances"][code] for code in found if code in E2B["circumstances"])
    yield Line(label_of("circumstances"), circumstances, "G.k.10.r", own(case, "circumstances"), sent)
    expected = choice_words("toxicity", "expectedness", record.get("expectedness"))
    reference = record.get("expectedness_reference") or ""
    yield Line(
        label_of("expectedness"),
        ", ".join(filter(None, (expected, reference))),
        "",
        own(case, "expectedness"),
    )
    yield Line(
        T("Traitements concomitants", "Concomitant treatments"),
        rows_words(case.concomitants, "concomitant", "category"),
        "G.k.1 = 2",
        Place("concomitant", parent_id=case.patient_id),
        is_needed=True,
    )
    yield Line(
        label_of("narrative"), record.get("narrative") or "", "H.1", own(case, "narrative"), is_needed=True
    )


def _of_drug(case: CaseFacts, drug: DrugFacts) -> Iterator[Line]:
    return (replace(line, drug=name_of(drug)) for line in _drug(case, drug))


def _drug(case: CaseFacts, drug: DrugFacts) -> Iterator[Line]:
    opinion, course = drug.opinion, Place("course", case.course_id)
    yield Line(
        T("Médicament (DCI)", "Drug (INN)"), name_of(drug), "G.k.2.2", course, is_needed=True, part="drug"
    )
    role = drug.role
    yield Line(
        T("Rôle du médicament", "Role of the drug"),
        choice_words("toxicity_drug", "role", role),
        "G.k.1",
        own(case),
        E2B["role"].get(role, ""),
        is_needed=True,
    )
    period = Place("dose_period", parent_id=case.course_id)
    yield Line(
        T("Dose, rythme et voie à la survenue", "Dose, frequency and route at onset"),
        dose_words(drug.dose),
        "G.k.4.r.1–10",
        period,
        is_needed=True,
    )
    form = choice_words("dose_period", "formulation", drug.dose.get("formulation"))
    yield Line(T("Forme", "Form"), form, "G.k.4.r.9", period)
    yield Line(T("Lot", "Batch"), drug.batch, "G.k.4.r.7", period)
    first, last = (i18n.show_date(case.course.get(name)) for name in ("first_dose", "last_dose"))
    yield Line(T("Première prise", "First dose"), first, "G.k.4.r.4", course, is_needed=True)
    yield Line(T("Dernière prise", "Last dose"), last, "G.k.4.r.5", course)
    yield Line(
        T("Indication", "Indication"),
        case.diagnosis.get("name") or "",
        "G.k.7.r.1",
        Place("diagnosis", case.diagnosis.get("id", ""), case.patient_id, "name"),
    )
    yield _opinion(case, drug, "action", "G.k.8", needed=True)
    if opinion.get("action") in ("interrupted", "withdrawn"):
        yield _opinion(case, drug, "rechallenge", "G.k.9.i.4")
    yield _opinion(case, drug, "causality", "G.k.9.i.2.r.3", needed=True)
    yield _opinion(case, drug, "causality_method", "G.k.9.i.2.r.2")
    yield _opinion(case, drug, "sponsor_causality", "G.k.9.i.2.r.3")


def _opinion(case: CaseFacts, drug: DrugFacts, name: str, element: str, *, needed: bool = False) -> Line:
    """An answer about one drug; a stop for a time is sent as a withdrawal and said in words."""
    code = drug.opinion.get(name) or ""
    words = choice_words("toxicity_drug", name, code)
    label = ToxicityDrugFields.fields[name].label
    return Line(label, words, element, own(case), E2B.get(name, {}).get(code, ""), is_needed=needed)


def _declarations(case: CaseFacts) -> Iterator[Line]:
    for row in case.declarations:
        recipient = choice_words("declaration", "recipient", row.get("recipient"))
        parts = (
            recipient,
            row.get("recipient_name"),
            i18n.show_date(row.get("sent_on")),
            row.get("reference"),
            row.get("acknowledgement"),
        )
        step = choice_words("declaration", "step", row.get("step"))
        number = f" {row['step_number']}" if row.get("step_number") else ""
        yield Line(
            T(step + number, step + number),
            ", ".join(filter(None, parts)),
            "C.1.11",
            Place("declaration", row["id"]),
        )
    if not case.declarations:
        label = T("Destinataire et date d’envoi", "Recipient and date sent")
        yield Line(label, "", "", Place("declaration", parent_id=case.id))
