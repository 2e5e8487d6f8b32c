"""Response rates beside the first one: confirmed, over all treated, by group; disease control, clinical benefit."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from registry.fields.base import T
from registry.fields.values import PHARMACEUTICAL_FORM
from registry.summaries.catalogue.base import By, Output

EXACT = "Clopper, Pearson 1934"
CONFIRMED = "RECIST 1.1, Eisenhauer 2009; admiralonco, derive_param_confirmed_bor"

SEQUENCE = ("same_day", "until_new_therapy", "confirm_days", "sd_days")
RESPONSE = ("objective_response", "minor_response", "same_day", "until_new_therapy", "conf_level")
WITH_MINOR = ("objective_response", "same_day", "until_new_therapy", "conf_level")
BEST = ("same_day", "until_new_therapy", "conf_level")

RESPONSE_RATES: Mapping[str, Output] = MappingProxyType(
    {
        "bor_confirmed": Output(
            T("Meilleure réponse confirmée", "Confirmed best response"),
            T(
                "RC confirmée par une RC, RP par une RP ou une RC, RM par une RM ou mieux, au moins confirm_days "
                "jours plus tard ; entre les deux, une évaluation non évaluable au plus, aucune moins bonne, et rien "
                "de moins qu’une RC après une RC. MS : au moins sd_days jours après la première prise ; une réponse "
                "non confirmée à ce délai compte comme MS. Sinon progression, sinon non évaluable.",
                "CR confirmed by CR, PR by PR or CR, MR by MR or better, at least confirm_days days later; in between "
                "at most one assessment that is not evaluable, none that is worse, and nothing less than CR after a "
                "CR. SD: at least sd_days days after the first dose; an unconfirmed response that late counts as SD. "
                "Else progression, else not evaluable.",
            ),
            population="evaluable",
            unit="%",
            by=By.RESPONSE,
            parameters=(*SEQUENCE, "conf_level"),
            read=True,
            source=CONFIRMED,
        ),
        "orr_confirmed": Output(
            T("Taux de réponse objective confirmée", "Confirmed objective response rate"),
            T(
                "Réponses complètes et partielles confirmées parmi les patients évaluables, d’après la catégorie ; "
                "les mineures seulement si le paramètre le dit. Intervalle exact.",
                "Confirmed complete and partial responses among evaluable patients, by category; minor ones only if "
                "the parameter says so. Exact interval.",
            ),
            population="evaluable",
            unit="%",
            parameters=("minor_response", *SEQUENCE, "conf_level"),
            read=True,
            source=f"{CONFIRMED}; {EXACT}",
        ),
        "partial_after_complete": Output(
            T("Réponse partielle après une complète", "Partial response after a complete one"),
            T(
                "Patients évaluables chez qui une réponse partielle ou mineure suit une réponse complète : une "
                "erreur à faire corriger par le centre. La meilleure réponse reste complète.",
                "Evaluable patients in whom a partial or minor response follows a complete one: an error for the "
                "centre to correct. The best response stays complete.",
            ),
            population="evaluable",
            unit="patients",
            parameters=("same_day", "until_new_therapy"),
            read=True,
            source="admiralonco, derive_param_confirmed_bor",
        ),
        "orr_treated": Output(
            T("Taux de réponse objective, tous traités", "Objective response rate, all treated"),
            T(
                "Réponses objectives parmi tous les patients traités : un patient non évaluable compte comme non "
                "répondeur. Intervalle exact.",
                "Objective responses among all treated patients: one who is not evaluable counts as no responder. "
                "Exact interval.",
            ),
            population="treated",
            unit="%",
            parameters=RESPONSE,
            read=True,
            source=EXACT,
        ),
        "orr_with_minor": Output(
            T("Taux de réponse, mineures comprises", "Response rate, minor ones included"),
            T(
                "Réponses complètes, partielles et mineures parmi les patients évaluables dont la tumeur est évaluée "
                "selon un critère qui définit la réponse mineure (RAPNO, INRC). Intervalle exact.",
                "Complete, partial and minor responses among evaluable patients assessed by a criterion that defines "
                "minor responses (RAPNO, INRC). Exact interval.",
            ),
            population="evaluable",
            unit="%",
            parameters=WITH_MINOR,
            read=True,
            source=f"RAPNO, Fangusaro 2020; INRC, Park 2017; {EXACT}",
        ),
        "dcr": Output(
            T("Taux de contrôle de la maladie", "Disease control rate"),
            T(
                "Patients évaluables dont la meilleure réponse est complète, partielle, mineure ou une maladie "
                "stable. Intervalle exact.",
                "Evaluable patients whose best response is complete, partial, minor or stable disease. Exact interval.",
            ),
            population="evaluable",
            unit="%",
            parameters=BEST,
            read=True,
            source=EXACT,
        ),
        "clinical_benefit": Output(
            T("Bénéfice clinique", "Clinical benefit"),
            T(
                "Patients évaluables dont la meilleure réponse est complète, partielle ou mineure, ou une maladie "
                "stable qui a duré au moins benefit_weeks semaines : de la première prise à la progression ou au "
                "décès, sinon à la dernière évaluation. Intervalle exact.",
                "Evaluable patients whose best response is complete, partial or minor, or stable disease that lasted "
                "at least benefit_weeks weeks: from first dose to progression or death, else to the last assessment. "
                "Exact interval.",
            ),
            population="evaluable",
            unit="%",
            parameters=("same_day", "until_new_therapy", "benefit_weeks", "conf_level"),
            read=True,
            source=EXACT,
        ),
        "orr_gene": Output(
            T("Taux de réponse objective par gène", "Objective response rate by gene"),
            T(
                "Taux de réponse objective selon le gène dont l’altération fonde la prescription ; un patient peut "
                "être sous plusieurs. Intervalle exact, aucun test.",
                "Objective response rate by the gene whose alteration is the basis of the prescription; a patient may "
                "be under several. Exact interval, no test.",
            ),
            population="evaluable",
            unit="%",
            by=By.GENE,
            parameters=RESPONSE,
            read=True,
            source=EXACT,
        ),
        "orr_alteration": Output(
            T("Taux de réponse objective par altération", "Objective response rate by alteration"),
            T(
                "De même, selon le gène et le type de l’altération.",
                "The same, by gene and type of alteration.",
            ),
            population="evaluable",
            unit="%",
            by=By.ALTERATION,
            parameters=RESPONSE,
            read=True,
            source=EXACT,
        ),
        "orr_formulation": Output(
            T("Taux de réponse objective par forme", "Objective response rate by formulation"),
            T(
                "Taux de réponse objective selon la forme sous laquelle le médicament est pris au début du "
                "traitement. Intervalle exact, aucun test.",
                "Objective response rate by the form in which the drug is taken at the start of the course. Exact "
                "interval, no test.",
            ),
            population="evaluable",
            unit="%",
            by=By.ANSWER,
            parameters=RESPONSE,
            read=True,
            source=EXACT,
            values=PHARMACEUTICAL_FORM,
        ),
    }
)
