"""The coordinator's own texts: which places only a person can write, and how a file of them is read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from exports.files import FileRefused
from registry.fields.base import T
from registry.i18n import gettext, say


@dataclass(frozen=True, slots=True)
class Place:
    """A place that only a person can write: its number, if it has one, and title, and what is expected there."""

    number: str
    title: T
    expected: T

    @property
    def heading(self) -> str:
        return f"{self.number} {say(self.title)}".strip()


PLACES: Mapping[str, Place] = MappingProxyType(
    {
        "summary": Place(
            "",
            T("Conclusion du résumé", "Conclusion of the summary"),
            T(
                "bénéfice et risque en quelques lignes pour le public, sans nombre qui porte sur peu de patients.",
                "benefit and risk in a few lines for the public, without a number about a few patients.",
            ),
        ),
        "regulatory_status": Place(
            "1.1",
            T("Médicament et statut réglementaire", "Medicine and regulatory status"),
            T(
                "statut réglementaire en France, dans l’Union européenne et dans le monde : AMM, essais, autres accès.",
                "regulatory status in France, in the European Union and elsewhere: licences, trials, other access.",
            ),
        ),
        "authorisation": Place(
            "1.2",
            T("Autorisation, critères et protocole", "Authorisation, criteria and protocol"),
            T(
                "numéro et date de la décision, indication et critères d’octroi, version du PUT-RD ou du PUT-SP.",
                "number and date of the decision, indication and criteria, version of the protocol of use.",
            ),
        ),
        "changes": Place(
            "1.3",
            T("Changements depuis le dernier rapport", "Changes since the last report"),
            T(
                "ce qui a changé depuis le dernier rapport : PUT, RCP, notice, critères.",
                "what has changed since the last report: protocol of use, product information, criteria.",
            ),
        ),
        "efficacy_limits": Place(
            "5.5",
            T("Limites", "Limits"),
            T(
                "limites de ces résultats : pas de comparateur ; maladies, lignes et critères hétérogènes.",
                "limits of these results: no comparator, mixed diseases, lines of treatment and criteria.",
            ),
        ),
        "signals": Place(
            "7.6",
            T("Appréciation", "Assessment"),
            T(
                "appréciation des cas graves inattendus et des décès ; signaux nouveaux ; avis du CRPV rapporteur.",
                "assessment of unexpected serious cases and deaths; new signals; the opinion of the reviewer.",
            ),
        ),
        "international": Place(
            "8",
            T("Pharmacovigilance internationale", "International pharmacovigilance"),
            T(
                "données internationales du titulaire : essais, autres programmes, derniers PSUR ou DSUR.",
                "international data of the company: trials, other programmes, latest PSUR or DSUR.",
            ),
        ),
        "literature": Place(
            "9",
            T("Littérature", "Literature"),
            T(
                "publications de la période sur l’enfant, avec la stratégie de recherche et sa date.",
                "publications of the period about children, with the search and its date.",
            ),
        ),
        "biases": Place(
            "10.4",
            T("Représentativité et biais", "Representativeness and biases"),
            T(
                "représentativité des centres et des patients, biais, mesures prises.",
                "how far centres and patients are representative, biases, what was done about them.",
            ),
        ),
        "benefit": Place(
            "11.1",
            T("Bénéfice", "Benefit"),
            T("bénéfice : pour qui, de quelle taille.", "benefit: for whom, how large."),
        ),
        "risk": Place(
            "11.2",
            T("Risque", "Risk"),
            T("risque : nature, gravité, ce qui le réduit.", "risk: nature, gravity, what lowers it."),
        ),
        "uncertainties": Place(
            "11.3",
            T("Incertitudes", "Uncertainties"),
            T("incertitudes qui demeurent.", "uncertainties that remain."),
        ),
        "since_last": Place(
            "11.4",
            T("Depuis le dernier rapport", "Since the last report"),
            T("évolution depuis le dernier rapport.", "what changed since the last report."),
        ),
        "conclusion": Place(
            "12",
            T("Conclusion et propositions", "Conclusion and proposals"),
            T(
                "conclusion et propositions : RCP, PUT, mesures de pharmacovigilance.",
                "conclusion and proposals: product information, protocol of use, safety measures.",
            ),
        ),
    }
)
"""Every place by its key, in the order of the report."""

LONGEST = 20_000
"""Characters of a text."""


def check_texts(texts: Mapping[str, object]) -> dict[str, str]:
    """The texts by key, blank ones left out. FileRefused: an unknown key, no text, or one too long."""
    found = {}
    for key, text in texts.items():
        if key not in PLACES:
            sentence = gettext("%(key)s is no place of the report. The places are: %(places)s.")
            raise FileRefused(sentence % {"key": key, "places": ", ".join(PLACES)})
        if not isinstance(text, str):
            raise FileRefused(gettext("%(key)s is not a text. Put it between quotes.") % {"key": key})
        if len(text) > LONGEST:
            sentence = gettext("The text of %(key)s has %(n)d characters; %(most)d are allowed. Shorten it.")
            raise FileRefused(sentence % {"key": key, "n": len(text), "most": LONGEST})
        if text.strip():
            found[key] = text.strip()
    return found


def read_texts(path: Path) -> dict[str, str]:
    """The texts of a TOML file: a line key = "text" for each place. FileRefused when it cannot be read."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        sentence = gettext('%(name)s cannot be read: %(why)s. Write one line key = "text" for each place.')
        raise FileRefused(sentence % {"name": path.name, "why": wrong}) from None
    return check_texts(read)


def paragraphs_of(text: str) -> tuple[str, ...]:
    """A typed text in paragraphs: an empty line parts them."""
    pieces = text.replace("\r\n", "\n").split("\n\n")
    return tuple(" ".join(piece.split()) for piece in pieces if piece.strip())
