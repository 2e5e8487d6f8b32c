"""14_LL_PATIENTS: one line per patient and course: who, how ill, under which access, treated how, with what outcome."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exports.has.columns import JOINED, NONE, Item, Source, both, field, flag, own, worded
from exports.has.lines import PatientLines, iso_day
from exports.has.material import NOTHING
from exports.has.sheets.patient_facts import facts, measured
from exports.has.sheets.patient_outcome import outcome
from exports.has.sheets.remaining import remaining
from exports.has.visibility import Guard
from exports.listings import true_date
from registry.fields.base import T
from registry.fields.catalogue import KINDS
from registry.i18n import say
from registry.schemes.base import Precision
from registry.schemes.catalogue import SCHEMES
from registry.summaries.labels import category_label

NAME = "14_LL_PATIENTS"


def items(lines: PatientLines) -> list[Item]:
    """The columns of the specification, then those that the aggregates are counted from, then the rest."""
    first = [
        *_person(lines),
        *_access(),
        *_disease(lines),
        *_before(),
        *_treatment(lines),
        *outcome(lines),
    ]
    rest = remaining(
        "patient", "diagnosis", "access_request", "course", "course_drug", "initiation", shown=first
    )
    return list(both([*first, *facts(lines)], rest))


def _person(lines: PatientLines) -> Iterator[Item]:
    yield field("patient_id", "patient", "number", label=T("N° patient", "Patient number"))
    yield own("pays", T("Pays", "Country"), lambda s: s["patient"]["centre_id"][:2])
    yield own("centre_code", T("Centre", "Centre"), lambda s: s["patient"]["centre_id"])
    yield own(
        "mois_annee_naissance",
        T("Mois et année de naissance", "Month and year of birth"),
        _birth(lines),
        shows=(("patient", "birth_month"),),
    )
    yield field("sexe", "patient", "sex")
    yield field("jour_naissance", "patient", "birth_day")
    yield field("nom_3_lettres", "patient", "surname_letters")
    yield field("prenom_2_lettres", "patient", "first_name_letters")


def _birth(lines: PatientLines) -> Any:
    whole = lines.material.visibility.birth_precision is Precision.MONTH

    def value(found: Source) -> object:
        month = found["patient"]["birth_month"]
        return month if whole or not month else month[:4]

    return value


def _access() -> Iterator[Item]:
    yield own(
        "regime_acces",
        T("Régime d’accès", "Access scheme"),
        _scheme,
        shows=(("course", "access_scheme"), ("access_request", "scheme")),
    )
    yield field("n_decision", "access_request", "authorisation_number")
    yield field("date_demande", "access_request", "requested_on")
    yield field("decision", "access_request", "decision")
    yield own("date_inclusion", T("Date d’inclusion", "Date of inclusion"), _included, look="date")
    yield field("info_remise", "patient", "information_date", label=T("Information remise le", "Informed on"))
    yield flag("opposition", T("Opposition", "Objection"), lambda s: s["patient"]["objection"] == "yes")
    yield own("date_rcp", T("Date de la RCP", "Date of tumour board"), _board_date, look="date", core=False)
    yield own("avis_rcp", T("Avis de la RCP", "Board recommendation"), _board_advice, core=False)


def _scheme(found: Source) -> object:
    course, request = found["course"], found["access_request"]
    code = course["access_scheme"] if course else request["scheme"] if request else None
    return say(SCHEMES[code].label) if code and code in SCHEMES else code


def _included(found: Source) -> object:
    own_facts = found["own"]
    return true_date(own_facts["included_on"]) if own_facts["included_on"] else say(NONE)


def _board_date(found: Source) -> object:
    boards = found["own"]["boards"]
    if boards:
        return true_date(iso_day(boards[-1]["held_on"]))
    course = found["course"] or NOTHING
    return course.get("board_date")


def _board_advice(found: Source) -> object:
    boards = found["own"]["boards"]
    if not boards or not boards[-1]["recommendation"]:
        return None
    return worded(KINDS["board"].fields["recommendation"], boards[-1]["recommendation"])


def _disease(lines: PatientLines) -> Iterator[Item]:
    yield field("diagnostic", "diagnosis", "name")
    yield own("code_diag", T("Code du diagnostic", "Diagnosis code"), _code)
    yield field("date_diag", "diagnosis", "diagnosis_date")
    yield own(
        "stade",
        T("Stade", "Stage"),
        _by_output(lines, "baseline_stage"),
        shows=(("diagnosis", "stage_system"), ("diagnosis", "stage")),
    )
    yield own(
        "statut_maladie",
        T("Statut de la maladie", "Disease status"),
        _by_output(lines, "baseline_disease_status"),
        shows=(("diagnosis", "disease_status"),),
    )
    yield own("alteration", T("Altération moléculaire", "Molecular alteration"), _alterations)
    yield own(
        "predisposition",
        T("Prédisposition", "Predisposition"),
        _by_output(lines, "baseline_predisposition"),
        core=False,
    )


def _code(found: Source) -> object:
    diagnosis = found["diagnosis"]
    names = ("iccc3", "morphology", "topography", "other_code")
    return JOINED.join(str(diagnosis[name]) for name in names if diagnosis.get(name))


def _by_output(lines: PatientLines, output: str) -> Any:
    """What the baseline tables say of the patient, in words; nothing to say where the line is not counted."""

    def value(found: Source) -> object:
        place = found["own"]["place"]
        if place is None:
            return say(NONE)
        answers = lines.described[output].get(place, [])
        return JOINED.join(say(category_label(output, str(answer))) for answer in dict.fromkeys(answers))

    return value


def _alterations(found: Source) -> object:
    declared = KINDS["alteration"].fields["type"]
    return JOINED.join(
        f"{record['gene']} ({str(worded(declared, record['type'])).lower()})"
        for record in found["own"]["alterations"]
        if record["gene"] and record["type"]
    )


def _before() -> Iterator[Item]:
    yield own(
        "n_lignes", T("Lignes antérieures", "Prior lines"), lambda s: len(s["own"]["prior"]), look="number"
    )
    yield own(
        "dernier_ttt",
        T("Dernier traitement", "Last treatment"),
        _last_regimen,
        guard=Guard.TEXT,
        look="words",
    )
    for name, label, types in (
        ("rt", T("Radiothérapie", "Radiotherapy"), ("radiotherapy",)),
        ("chirurgie", T("Chirurgie", "Surgery"), ("surgery",)),
        ("greffe", T("Greffe", "Transplant"), ("autograft", "allograft")),
    ):
        yield flag(name, label, _had(types))


def _last_regimen(found: Source) -> object:
    prior = sorted(found["own"]["prior"], key=lambda record: record["line"] or 0)
    return prior[-1]["regimen"] if prior else say(NONE)


def _had(types: tuple[str, ...]) -> Any:
    def holds(found: Source) -> bool:
        kinds = {code for record in found["own"]["prior"] for code in str(record["types"] or "").split(";")}
        return not kinds.isdisjoint(types)

    return holds


def _treatment(lines: PatientLines) -> Iterator[Item]:
    yield field("etat_general_echelle", "initiation", "performance_scale")
    yield field("etat_general_valeur", "initiation", "performance")
    yield field("poids_kg", "initiation", "weight")
    yield field("taille_cm", "initiation", "height")
    yield own(
        "sc_m2",
        T("Surface corporelle (m²)", "Body surface (m²)"),
        measured(lines, "baseline_surface"),
        look="measure",
    )
    yield own("comorbidites", T("Comorbidités", "Comorbidities"), _histories)
    yield own(
        "medicament",
        T("Médicament", "Drug"),
        lambda _s: lines.material.counting.drug,
        shows=(("access_request", "drug"), ("course_drug", "drug")),
    )
    yield own("association", T("Association", "Combination"), _combined)
    yield field("date_initiation", "course", "first_dose")
    yield field("dose_initiale", "course_drug", "starting_dose", of="drug")
    yield own(
        "unite",
        T("Unité", "Unit"),
        _unit,
        shows=(("course_drug", "dose_unit"), ("course_drug", "dose_basis")),
    )
    yield own("n_suivis_prevus", T("Suivis prévus", "Visits due"), _visits(0), look="number")
    yield own("n_suivis_recus", T("Suivis reçus", "Visits received"), _visits(1), look="number")


def _histories(found: Source) -> object:
    declared = KINDS["history"].fields["domain"]
    codes = dict.fromkeys(record["domain"] for record in found["own"]["histories"] if record["domain"])
    return JOINED.join(str(worded(declared, code)) for code in codes)


def _combined(found: Source) -> object:
    combination = found["own"]["combination"]
    if combination is None:
        return say(NONE)
    return combination or say(T("Monothérapie", "Monotherapy"))


def _unit(found: Source) -> object:
    drug = found["drug"]
    if drug is None:
        return say(NONE)
    fields = KINDS["course_drug"].fields
    parts = (worded(fields[name], drug[name]) for name in ("dose_unit", "dose_basis") if drug.get(name))
    return " ".join(str(part) for part in parts)


def _visits(place: int) -> Any:
    def value(found: Source) -> object:
        visits = found["own"]["visits"]
        return say(NONE) if visits is None else visits[place]

    return value
