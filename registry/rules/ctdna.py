"""Rules of circulating tumour DNA."""

from __future__ import annotations

from registry.fields.base import T
from registry.rules.base import ask
from registry.rules.dates import after_death, before_birth, future
from registry.rules.visits import visit_rules

_SAMPLE = T("Le prélèvement", "The sample")

RULES = (
    future("CTD-01", "ctdna", "sampled_on", _SAMPLE),
    before_birth("CTD-02", "ctdna", "sampled_on", _SAMPLE),
    after_death("CTD-03", "ctdna", "sampled_on", _SAMPLE),
    *visit_rules("ctdna", ("CTD-04", "CTD-05", "CTD-06"), "sampled_on"),
    ask(
        "CTD-07",
        "ctdna",
        "vaf",
        T(
            "Détecté, sans fréquence allélique ni nombre de copies. L’un des deux est-il connu ?",
            "Detected, without allele fraction or number of copies. Is one of the two known?",
        ),
        lambda c: (
            c.record.get("result") == "detected" and c.is_unexplained("vaf") and c.is_unexplained("copies")
        ),
    ),
    ask(
        "CTD-08",
        "ctdna",
        "result",
        T(
            "Détecté, et la fréquence allélique ou les copies sont à zéro. Lequel est juste ?",
            "Detected, and the allele fraction or the copies are zero. Which is right?",
        ),
        lambda c: c.record.get("result") == "detected" and 0 in (c.record.get("vaf"), c.record.get("copies")),
    ),
)
