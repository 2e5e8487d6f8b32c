"""AE: the toxicities. AEREL is the strongest causality of the drugs, AEACN says MULTIPLE where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from exports.exchange.sdtm.base import Domain, Line, Record, Subject, Variable, flag, identifiers, iso
from registry.fields.values import CAUSALITY
from registry.terminology import ctcae

OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "recovered": "RECOVERED/RESOLVED",
        "recovering": "RECOVERING/RESOLVING",
        "not_recovered": "NOT RECOVERED/NOT RESOLVED",
        "sequelae": "RECOVERED/RESOLVED WITH SEQUELAE",
        "fatal": "FATAL",
        "unknown": "UNKNOWN",
    }
)
ACTIONS: Mapping[str, str] = MappingProxyType(
    {
        "unchanged": "DOSE NOT CHANGED",
        "reduced": "DOSE REDUCED",
        "interrupted": "DRUG INTERRUPTED",
        "withdrawn": "DRUG WITHDRAWN",
        "increased": "DOSE INCREASED",
        "not_applicable": "NOT APPLICABLE",
        "unknown": "UNKNOWN",
    }
)
CRITERIA: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "AESDTH": ("death", "Results in Death"),
        "AESLIFE": ("life_threatening", "Is Life Threatening"),
        "AESHOSP": ("hospitalisation", "Requires or Prolongs Hospitalization"),
        "AESDISAB": ("disability", "Persist or Signif Disability/Incapacity"),
        "AESCONG": ("congenital", "Congenital Anomaly or Birth Defect"),
        "AESMIE": ("important", "Other Medically Important Serious Event"),
    }
)
"""The criteria of seriousness: variable, code of the registry, label."""
MULTIPLE, NOT_SERIOUS = "MULTIPLE", "none"


def _events(subject: Subject) -> Iterator[Line]:
    for toxicity in subject.records["toxicity"]:
        yield _line(toxicity, subject.of("toxicity_drug", "toxicity_id", toxicity["id"]))


def _line(toxicity: Record, drugs: Sequence[Record]) -> Line:
    term = ctcae.terms().get(toxicity["term"])
    name = term.name.en if term else toxicity["term"]
    is_ongoing = toxicity["ongoing"] == "yes"
    return {
        "AESPID": toxicity["id"],
        "AEGRPID": toxicity["course_id"],
        "AETERM": toxicity.get("term_text") or name,
        "AETOX": name,
        "AEBODSYS": ctcae.SOCS[term.soc].en if term else None,
        "AECAT": (toxicity["nature"] or "").upper() or None,
        "AETOXGR": toxicity["grade"],
        **_seriousness(toxicity["seriousness"]),
        "AEREL": _causality(drugs),
        "AEACN": _action(drugs),
        "AEOUT": OUTCOMES.get(toxicity["outcome"]),
        "AESTDTC": iso(toxicity["onset"]),
        "AEENDTC": None if is_ongoing else iso(toxicity["end"]),
        "AEENRTPT": "ONGOING" if is_ongoing else None,
    }


def _seriousness(joined: str | None) -> Line:
    if joined is None:
        return dict.fromkeys(("AESER", *CRITERIA))
    codes = joined.split(";")
    said = {name: flag(code in codes) for name, (code, _label) in CRITERIA.items()}
    return {"AESER": flag(codes != [NOT_SERIOUS]), **said}


def _causality(drugs: Sequence[Record]) -> str | None:
    """The strongest of the drugs; the list of causalities begins with it."""
    given = {drug["causality"] for drug in drugs}
    strongest = next((code for code in CAUSALITY.codes if code in given), None)
    return CAUSALITY.label(strongest).en.upper() if strongest else None


def _action(drugs: Sequence[Record]) -> str | None:
    taken = {ACTIONS[drug["action"]] for drug in drugs if drug["action"]}
    return MULTIPLE if len(taken) > 1 else next(iter(taken), None)


AE = Domain(
    "AE",
    "Adverse Events",
    ("patient", "toxicity", "toxicity_drug"),
    (
        *identifiers("AE"),
        Variable("AEGRPID", "Group ID", "id of the course"),
        Variable("AETERM", "Reported Term for the Adverse Event", "toxicity.term_text, else the CTCAE term"),
        Variable("AETOX", "Toxicity", "toxicity.term, in English"),
        Variable("AEBODSYS", "Body System or Organ Class", "organ class of the CTCAE term"),
        Variable("AECAT", "Category for Adverse Event", "toxicity.nature"),
        Variable("AETOXGR", "Standard Toxicity Grade", "toxicity.grade"),
        Variable("AESER", "Serious Event", "Y where toxicity.seriousness names a criterion"),
        *(Variable(name, label, f"toxicity.seriousness: {code}") for name, (code, label) in CRITERIA.items()),
        Variable("AEREL", "Causality", "strongest toxicity_drug.causality"),
        Variable(
            "AEACN", "Action Taken with Study Treatment", "toxicity_drug.action, MULTIPLE where drugs differ"
        ),
        Variable("AEOUT", "Outcome of Adverse Event", "toxicity.outcome"),
        Variable("AESTDTC", "Start Date/Time of Adverse Event", "toxicity.onset"),
        Variable("AEENDTC", "End Date/Time of Adverse Event", "toxicity.end"),
        Variable("AEENRTPT", "End Relative to Reference Time Point", "ONGOING where toxicity.ongoing is yes"),
    ),
    _events,
)
