"""What the aggregates count of each patient: populations, classes, measures of use, responses and durations.

These columns stand on the line that counts for the patient; on the lines of further courses there is nothing to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from exports.has.columns import JOINED, NONE, Item, Source, field, flag, own
from exports.has.lines import PatientLines, iso_day
from registry.fields.base import T
from registry.fields.values import VITAL_STATUS
from registry.i18n import say
from registry.summaries.labels import category_label
from registry.summaries.parameters import LOCAL, REVIEWED, REVIEWED_ELSE_LOCAL

ANSWERS: Mapping[str, tuple[str, T]] = MappingProxyType(
    {
        "baseline_age_class": ("classe_age", T("Classe d’âge", "Age class")),
        "baseline_diagnosis": ("categorie_diag", T("Catégorie de diagnostic", "Diagnosis category")),
        "baseline_metastatic": ("metastases", T("Métastases", "Metastases")),
        "baseline_basis": ("fonde_sur_alteration", T("Fondée sur une altération", "Based on an alteration")),
        "baseline_basis_gene": ("gene", T("Gène", "Gene")),
        "baseline_prior_treatment": ("ttt_anterieurs", T("Traitements antérieurs", "Prior treatments")),
    }
)
"""Outputs of the baseline table that are answers, and the columns that show them."""

MEASURES: Mapping[str, tuple[str, T]] = MappingProxyType(
    {
        "baseline_age": ("age_initiation_ans", T("Âge à l’initiation (ans)", "Age at first dose (years)")),
        "baseline_prior_lines": ("n_lignes_avant", T("Lignes avant l’initiation", "Lines before first dose")),
        "baseline_weight": (
            "poids_initiation_kg",
            T("Poids à l’initiation (kg)", "Weight at first dose (kg)"),
        ),
        "baseline_height": (
            "taille_initiation_cm",
            T("Taille à l’initiation (cm)", "Height at first dose (cm)"),
        ),
        "baseline_performance": ("lansky_karnofsky", T("Lansky ou Karnofsky", "Lansky or Karnofsky")),
        "baseline_ecog": ("oms_ecog", T("OMS / ECOG", "WHO / ECOG")),
        "start_dose_ratio": ("dose_sur_prevue", T("Dose initiale / prévue", "Starting dose / planned")),
        "start_dose_kg": ("dose_mg_kg_j", T("Dose initiale (mg/kg/j)", "Starting dose (mg/kg/day)")),
        "start_dose_m2": ("dose_mg_m2_j", T("Dose initiale (mg/m²/j)", "Starting dose (mg/m²/day)")),
        "exposure_months": ("duree_expo_mois", T("Durée d’exposition (mois)", "Exposure (months)")),
        "dose_intensity": ("intensite_dose", T("Dose-intensité relative", "Relative dose intensity")),
        "dose_interruption_days": ("interruption_j", T("Jours d’interruption", "Days of interruption")),
    }
)
"""Outputs that are measures, and the columns that show them."""

TIMES: Mapping[str, tuple[str, T]] = MappingProxyType(
    {
        "pfs": ("ssp", T("Survie sans progression", "Progression-free survival")),
        "os": ("sg", T("Survie globale", "Overall survival")),
        "ttnt": ("dtts", T("Délai jusqu’au traitement suivant", "Time to next treatment")),
        "ttd": ("dt", T("Durée sous traitement", "Time on treatment")),
        "dor": ("dr", T("Durée de réponse", "Duration of response")),
    }
)
"""Endpoints, the beginning of the names of their columns, and their words."""

BEST: Mapping[str, tuple[str, T]] = MappingProxyType(
    {
        REVIEWED_ELSE_LOCAL: (
            "meilleure_reponse_retenue",
            T("Meilleure réponse retenue", "Best response kept"),
        ),
        LOCAL: ("meilleure_reponse_locale", T("Meilleure réponse, locale", "Best response, local")),
        REVIEWED: ("meilleure_reponse_relue", T("Meilleure réponse, relue", "Best response, reviewed")),
    }
)
"""The columns of the best response by reading; of the period with _periode behind."""

SOMETIMES = frozenset({"baseline_performance", "baseline_ecog", "dose_interruption_days"})
"""Measures that have no place with some patients: another scale was used, or nothing was interrupted."""

SHOWS = MappingProxyType(
    {
        "baseline_diagnosis": (("diagnosis", "category"),),
        "baseline_metastatic": (("diagnosis", "is_metastatic"),),
    }
)
"""The fields behind some of the answers."""

POPULATIONS = ("P2", "P3", "P4", "P5", "P6")


def facts(lines: PatientLines) -> Iterator[Item]:
    """The columns, in the order of the sheets that count them."""
    yield from _populations(lines)
    yield own("completude_pct", T("Complétude (%)", "Completeness (%)"), lambda _s: say(NONE), look="percent")
    yield own("traitement_id", T("N° du traitement", "Course number"), _course_id)
    yield flag("ligne_principale", T("Ligne principale", "Main line"), lambda s: s["own"]["is_first"])
    yield own("demandes", T("Demandes d’accès", "Access requests"), _requests)
    yield field("motif_refus", "access_request", "refusal_reason")
    yield field("motif_non_debut", "access_request", "not_started_reason")
    yield field("fonction_prescripteur", "access_request", "prescriber_role")
    for output, (name, label) in ANSWERS.items():
        yield own(name, label, _answers(lines, output), shows=SHOWS.get(output, ()))
    for output, (name, label) in MEASURES.items():
        yield own(name, label, measured(lines, output), look="measure")
    yield own(
        "delai_diag_mois",
        T("Délai depuis le diagnostic (mois)", "Time since diagnosis (months)"),
        _since_diagnosis,
        look="number",
    )
    yield from _use()
    yield from _responses(lines)
    for output, (name, label) in TIMES.items():
        months, event = _times(lines, output)
        yield own(f"{name}_mois", T(f"{label.fr} (mois)", f"{label.en} (months)"), months, look="measure")
        yield flag(f"{name}_evenement", T(f"{label.fr}, événement", f"{label.en}, event"), event)
    yield own("statut_vital_coupure", T("Statut à la coupure", "Status at cut-off"), _vital)
    yield field("cause_deces", "patient", "death_cause")
    yield own("suivis_en_retard", T("Suivis en retard", "Late visits"), _late, look="number")


def _populations(lines: PatientLines) -> Iterator[Item]:
    judged = lines.material.spans.study.judgement.chosen.patients
    evaluable = frozenset(judged.index[judged["evaluable"]])
    holds: Mapping[str, Any] = {
        "P2": lambda s: s["own"]["included_on"] is not None,
        "P3": lambda s: s["own"]["place"] is not None,
        "P4": lambda s: s["own"]["place"] is not None and _is_followed(s),
        "P5": lambda s: s["own"]["place"] in evaluable,
        "P6": lambda s: s["own"]["place"] in lines.with_questionnaires,
    }
    for code in POPULATIONS:
        yield flag(
            f"population_{code}", T(f"Population {code}", f"Population {code}"), _on_main_line(holds[code])
        )


def _on_main_line(holds: Any) -> Any:
    return lambda found: holds(found) if found["own"]["is_first"] else None


def _is_followed(found: Source) -> bool:
    """A visit after the first dose, or the form of its end."""
    course, visits = found["course"], found["own"]["visits"]
    return bool(course["last_dose"] or course["stop_reason"] or (visits and visits[1]))


def _course_id(found: Source) -> object:
    return found["course"]["id"] if found["course"] else say(NONE)


def _requests(found: Source) -> object:
    requests = found["own"]["requests"]
    return JOINED.join(requests) if requests else say(NONE)


def _answers(lines: PatientLines, output: str) -> Any:
    def value(found: Source) -> object:
        place = found["own"]["place"]
        if place is None:
            return say(NONE)
        answers = dict.fromkeys(lines.described[output].get(place, []))
        return JOINED.join(say(category_label(output, str(answer))) for answer in answers)

    return value


def measured(lines: PatientLines, output: str) -> Any:
    """The measure of an output; nothing to say on a line that is not counted."""

    def value(found: Source) -> object:
        place = found["own"]["place"]
        if place is None:
            return say(NONE)
        held = lines.described.get(output) or lines.used.get(output) or {}
        return next(iter(held.get(place, [])), say(NONE) if output in SOMETIMES else None)

    return value


def _use() -> Iterator[Item]:
    yield field("forme", "course_drug", "formulation", of="drug")
    yield field("voie", "course_drug", "route", of="drug")
    yield field("forme_adaptee", "initiation", "handling")
    yield field("ecart_put", "initiation", "deviation")


def _since_diagnosis(found: Source) -> object:
    """Calendar months from the diagnosis to the first dose; nothing to say on a line that is not counted."""
    if found["own"]["place"] is None:
        return say(NONE)
    known, began = iso_day(found["diagnosis"].get("diagnosis_date")), iso_day(found["course"]["first_dose"])
    if not known or not began or len(known) < len("2026-11"):
        return None
    months = 12 * (int(began[:4]) - int(known[:4])) + int(began[5:7]) - int(known[5:7])
    return months if months >= 0 else None


def _responses(lines: PatientLines) -> Iterator[Item]:
    judged = lines.material.spans.study.judgement
    reasons = judged.chosen.patients["reason"].mask(judged.chosen.patients["evaluable"]).dropna().to_dict()
    yield own("motif_non_evaluable", T("Pourquoi non évaluable", "Why not evaluable"), _reason(reasons))
    for reading, (name, label) in BEST.items():
        core = reading != REVIEWED
        if reading == REVIEWED_ELSE_LOCAL:
            yield own(name, label, best(lines, reading), core=core)
        words = T(f"{label.fr}, période", f"{label.en}, period")
        yield own(f"{name}_periode", words, best(lines, reading, in_period=True), core=core)
    assessed = frozenset(lines.material.spans.assessed.chosen.patients.index)
    yield flag(
        "evalue_periode",
        T("Évalué dans la période", "Assessed in the period"),
        lambda s: s["own"]["place"] in assessed if s["own"]["is_first"] else None,
    )


def best(lines: PatientLines, reading: str, *, in_period: bool = False) -> Any:
    """The best response under a reading, nothing where the patient is not evaluable under it."""
    spans = lines.material.spans
    judgement = spans.assessed if in_period else spans.study.judgement
    patients = judgement.by_reading[reading].patients
    found_best = patients["best"].where(patients["evaluable"]).dropna().to_dict()

    def value(found: Source) -> object:
        code = found_best.get(found["own"]["place"])
        return say(category_label("bor", str(code))) if code else say(NONE)

    return value


def _reason(reasons: Mapping[Any, str]) -> Any:
    def value(found: Source) -> object:
        code = reasons.get(found["own"]["place"])
        return say(category_label("not_evaluable", code)) if code else say(NONE)

    return value


def _times(lines: PatientLines, output: str) -> tuple[Any, Any]:
    known = lines.timed.get(output, {})

    def months(found: Source) -> object:
        held = known.get(found["patient"]["id"]) if found["own"]["place"] is not None else None
        return held[0] if held else say(NONE)

    def event(found: Source) -> bool | None:
        held = known.get(found["patient"]["id"]) if found["own"]["place"] is not None else None
        return held[1] if held else None

    return months, event


def _vital(found: Source) -> object:
    """What became of the treated patient: still on the drug, stopped, dead or lost."""
    status, patient = found["own"]["status"], found["patient"]
    if found["own"]["place"] is None:
        return say(NONE)
    if patient["vital_status"] in ("dead", "lost"):
        return say(VITAL_STATUS.label(patient["vital_status"]))
    return say(T("En cours", "Ongoing") if status == "ongoing" else T("Arrêté", "Stopped"))


def _late(found: Source) -> object:
    visits = found["own"]["visits"]
    return say(NONE) if visits is None else visits[2]
