"""Efficacy: evaluable patients, best response, response rate."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from registry.fields.base import T
from registry.summaries.catalogue.base import By, Output

BEST = "RECIST 1.1, Eisenhauer 2009"
EXACT = "Clopper, Pearson 1934"
HAS = "HAS, PUT-RD"

RESPONSE = ("objective_response", "minor_response", "same_day", "until_new_therapy", "conf_level")
BEST_OF = ("same_day", "until_new_therapy", "conf_level")

EFFICACY: Mapping[str, Output] = MappingProxyType(
    {
        "evaluable": Output(
            T("Patients évaluables", "Evaluable patients"),
            T(
                "Patients traités avec une évaluation de référence et, ensuite, une évaluation autre que "
                "« non évaluable », ou une progression ou un décès de toute cause avant celle-ci. Un patient "
                "dont la lecture choisie ne donne pas encore de réponse alors qu’une autre en donne une "
                "(lecture relue attendue, par exemple) n’est pas évaluable sous cette lecture, même en cas "
                "de progression ou de décès : « Lecture en attente ».",
                "Treated patients with a baseline assessment and a later one other than “not evaluable”, "
                "or progression or death of any cause before one. A patient for whom the chosen reading gives "
                "no response yet while another does (the reviewed reading still to come, for example) is not "
                "evaluable under it, whatever progression or death there was: “Reading not yet done”.",
            ),
            population="treated",
            unit="patients",
            read=True,
            source=HAS,
        ),
        "not_evaluable": Output(
            T("Non évaluables, par raison", "Not evaluable, by reason"),
            T(
                "Patients traités non évaluables ; la première raison qui s’applique est donnée.",
                "Treated patients who are not evaluable; the first reason that applies is given.",
            ),
            population="treated",
            unit="patients",
            by=By.REASON,
            read=True,
        ),
        "bor": Output(
            T("Meilleure réponse", "Best response"),
            T(
                "Meilleure catégorie entre la première prise et la première progression, celle-ci "
                "comprise, ou le début d’un traitement ultérieur ; sans confirmation. Sans évaluation : "
                "progression ou décès par la maladie comptent comme progression ; un autre décès est à part.",
                "Best category between first dose and first progression, included, or the start of a "
                "subsequent treatment; without confirmation. Without an assessment, progression and death from "
                "the disease count as progression; another death stands apart.",
            ),
            population="evaluable",
            unit="%",
            by=By.RESPONSE,
            parameters=BEST_OF,
            read=True,
            source=BEST,
        ),
        "orr": Output(
            T("Taux de réponse objective", "Objective response rate"),
            T(
                "Réponses complètes et partielles parmi les patients évaluables ; les réponses mineures "
                "seulement si le paramètre le dit. Un décès avant évaluation n’est pas une réponse. "
                "Intervalle exact.",
                "Complete and partial responses among evaluable patients; minor ones only if the "
                "parameter says so. Death before an assessment is no response. Exact interval.",
            ),
            population="evaluable",
            unit="%",
            by=By.DIAGNOSIS,
            parameters=RESPONSE,
            read=True,
            source=f"{BEST}; {EXACT}",
        ),
        "best_response_agrees": Output(
            T("Meilleure réponse du centre identique", "Centre’s best response agrees"),
            T(
                "Patients évaluables dont la meilleure réponse saisie par le centre est celle que donnent"
                " les évaluations, parmi ceux pour qui elle est saisie.",
                "Evaluable patients whose best response as the centre sees it is the one from the "
                "assessments, among those for whom the centre gave one.",
            ),
            population="evaluable",
            unit="%",
            parameters=BEST_OF,
            read=True,
        ),
        "reviewed": Output(
            T("Patients avec une évaluation relue", "Patients with a reviewed assessment"),
            T(
                "Patients évaluables ayant au moins une lecture relue après la référence.",
                "Evaluable patients with at least one reviewed reading after baseline.",
            ),
            population="evaluable",
            unit="%",
            parameters=("conf_level",),
            read=True,
        ),
    }
)
