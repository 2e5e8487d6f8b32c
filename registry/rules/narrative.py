"""The narrative of a case, proposed from what is recorded: sentences that agree, in French and in English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from registry import i18n
from registry.fields.base import T
from registry.fields.catalogue import KINDS
from registry.rules.base import Record
from registry.rules.case_facts import CaseFacts, DrugFacts
from registry.schemes.catalogue import SCHEMES
from registry.terminology import codes


def narrative(case: CaseFacts) -> str:
    """Who, on which drugs, what happened and when, how serious, what was done, how it went, what is thought of it."""
    return " ".join(sentence for sentence in _sentences(case) if sentence)


def _sentences(case: CaseFacts) -> Iterator[str]:
    yield _patient(case)
    yield _treatment(case)
    yield _event(case)
    yield from _gravity(case)
    yield _listed(T("Mesure prise", "Action taken"), [_of_drug(drug, "action") for drug in case.drugs])
    yield _plain(
        T("Traitement correctif et examens", "Treatment given and tests"),
        case.toxicity.get("treatment_given"),
    )
    yield _plain(
        T("Évolution", "Outcome"), _lower(choice_words("toxicity", "outcome", case.toxicity.get("outcome")))
    )
    yield _listed(
        T("Imputabilité selon le notificateur", "Causality according to the reporter"),
        [_of_drug(drug, "causality") for drug in case.drugs],
    )
    yield _listed(T("Antécédents", "Medical history"), [_named(row) for row in case.history])
    yield _listed(
        T("Traitements concomitants", "Concomitant treatments"), [_named(row) for row in case.concomitants]
    )


def _patient(case: CaseFacts) -> str:
    is_female, age = case.patient.get("sex") == "female", case.age
    said = (
        ("Patiente" if is_female else "Patient")
        if _fr()
        else {"male": "Male patient", "female": "Female patient"}.get(
            case.patient.get("sex") or "", "Patient"
        )
    )
    if age is not None:
        said += (
            f" de {age_words(age.value, age.unit)}" if _fr() else f" aged {age_words(age.value, age.unit)}"
        )
    if case.weight:
        weight = i18n.show_number(case.weight.value)
        said += f", {weight}\u00a0kg"
    if case.diagnosis.get("name"):
        seen = ("suivie pour" if is_female else "suivi pour") if _fr() else "followed for"
        said += f", {seen} {case.diagnosis['name']}"
    return f"{said}."


def _treatment(case: CaseFacts) -> str:
    names = [" ".join(filter(None, (i18n.say(drug.name), dose_words(drug.dose)))) for drug in case.drugs]
    if not names:
        return ""
    since = i18n.show_date(case.course.get("first_dose"))
    scheme = SCHEMES.get(case.course.get("access_scheme") or "")
    access = f", {_lower(i18n.say(scheme.label))}" if scheme else ""
    began = (f" depuis le {since}" if _fr() else f" since {since}") if since else ""
    return f"{'Traitement' if _fr() else 'Treatment'}{began}{access}{_colon()} {', '.join(names)}."


def _event(case: CaseFacts) -> str:
    record = case.toxicity
    term, grade = record.get("term"), record.get("grade")
    if not term:
        return ""
    said = _lower(i18n.say(codes.label("ctcae", term)))
    if grade:
        said += f", grade {grade} (CTCAE 5.0)"
    if record.get("term_text"):
        said += f" : « {record['term_text']} »" if _fr() else f": “{record['term_text']}”"
    return f"{_when(case)}{_colon()} {said}."


def _when(case: CaseFacts) -> str:
    onset, day = case.toxicity.get("onset"), i18n.show_date(case.toxicity.get("onset"))
    if not onset:
        return "Effet observé" if _fr() else "Reaction observed"
    after = _after(case.from_first_dose)
    if _fr():
        return f"{'Le' if len(onset) == 10 else 'En'} {day}{after}, effet observé"
    return f"{'On' if len(onset) == 10 else 'In'} {day}{after}, reaction observed"


def _after(days: int | None) -> str:
    if days is None or days < 0:
        return ""
    if days == 0:
        return ", le jour de la première prise" if _fr() else ", on the day of the first dose"
    unit = ("jour" if _fr() else "day") + ("s" if days > 1 else "")
    return f", {days} {unit} après la première prise" if _fr() else f", {days} {unit} after the first dose"


def _gravity(case: CaseFacts) -> Iterator[str]:
    found = case.toxicity.get("seriousness") or []
    if found == ["none"]:
        yield "Effet non grave." if _fr() else "Not serious."
    elif found:
        reasons = ", ".join(_lower(choice_words("toxicity", "seriousness", code)) for code in found)
        yield f"Effet grave{_colon()} {reasons}." if _fr() else f"Serious{_colon()} {reasons}."
    start, end = (i18n.show_date(case.toxicity.get(name)) for name in ("hospitalised_on", "discharged_on"))
    if start:
        from_, to = ("du", "au") if _fr() else ("from", "to")
        since = "depuis le" if _fr() else "since"
        stay = f"{from_} {start} {to} {end}" if end else f"{since} {start}"
        yield f"{'Hospitalisation' if _fr() else 'In hospital'} {stay}."


def _of_drug(drug: DrugFacts, name: str) -> str:
    words = choice_words("toxicity_drug", name, drug.opinion.get(name))
    return f"{i18n.say(drug.name)}, {_lower(words)}" if words else ""


def _named(row: Record) -> str:
    kind, field = ("history", "domain") if "domain" in row else ("concomitant", "category")
    words = choice_words(kind, field, row.get(field))
    return str(row["name"]) if row.get("name") else _lower(words)


def _listed(label: T, parts: Sequence[str]) -> str:
    return _plain(label, " ; ".join(filter(None, parts)) if _fr() else "; ".join(filter(None, parts)))


def _plain(label: T, words: str | None) -> str:
    return f"{i18n.say(label)}{_colon()} {words.rstrip('.')}." if words else ""


def age_words(value: int, unit: str) -> str:
    """An age in words that agree: 1 an, 2 ans, 11 mois; 1 year, 2 years, 11 months."""
    if _fr():
        return f"{value}\u00a0{'mois' if unit == 'mo' else 'ans' if value > 1 else 'an'}"
    return f"{value} {'month' if unit == 'mo' else 'year'}{'' if value == 1 else 's'}"


def dose_words(dose: Record) -> str:
    """0,5 mg par jour, 1 fois par jour, voie orale."""
    if dose.get("dose") is None:
        return ""
    amount = [i18n.show_number(dose["dose"])]
    amount += [choice_words("dose_period", name, dose.get(name)) for name in ("dose_unit", "dose_basis")]
    frequency = _lower(choice_words("dose_period", "dose_frequency", dose.get("dose_frequency")))
    return ", ".join(filter(None, (" ".join(filter(None, amount)), frequency, _route(dose.get("route")))))


def _route(code: str | None) -> str:
    """Voie orale, par sonde; oral."""
    words = _lower(choice_words("dose_period", "route", code))
    return f"voie {words}" if words and _fr() and code not in ("tube", "other") else words


def choice_words(kind: str, name: str, code: str | None) -> str:
    """An answer in the reader's words."""
    values = KINDS[kind].fields[name].values
    return i18n.say(values.label(code)) if values and code else ""


def _lower(words: str) -> str:
    """A first capital that is no acronym becomes small inside a sentence."""
    return words[:1].lower() + words[1:] if words[1:2].islower() or words[1:2] == " " else words


def _fr() -> bool:
    return i18n.language() == "fr"


def _colon() -> str:
    return "\u00a0:" if _fr() else ":"
