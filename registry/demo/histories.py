"""What came before and beside: history, lines of treatment, concomitant treatments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from registry.demo.chart import Chart
from registry.demo.rows import PARTIAL_DIAGNOSIS, Written, partial
from registry.fields.base import T

HISTORY: Mapping[str, T] = {
    "cardiac": T("Communication interventriculaire opérée", "Ventricular septal defect, operated"),
    "renal": T("Insuffisance rénale chronique modérée", "Moderate chronic kidney disease"),
    "hepatic": T("Hépatite médicamenteuse", "Drug-induced hepatitis"),
    "endocrine": T("Déficit en hormone de croissance", "Growth hormone deficiency"),
    "neurological": T("Épilepsie", "Epilepsy"),
    "respiratory": T("Asthme", "Asthma"),
    "skin": T("Dermatite atopique", "Atopic dermatitis"),
    "eye": T("Baisse de l’acuité visuelle", "Loss of visual acuity"),
    "haematological": T("Aplasie prolongée après chimiothérapie", "Prolonged aplasia after chemotherapy"),
    "infection": T("Zona", "Shingles"),
    "allergy": T("Allergie au carboplatine", "Allergy to carboplatin"),
    "psychiatric": T("Trouble de l’attention", "Attention disorder"),
    "genetic": T("Taches café au lait", "Café-au-lait spots"),
    "surgery": T("Dérivation ventriculopéritonéale", "Ventriculoperitoneal shunt"),
    "other": T("Prématurité", "Prematurity"),
}
HISTORY_ODDS = {"none": 45} | dict.fromkeys(HISTORY, 4)

LINES: Mapping[str, tuple[tuple[tuple[str, ...], T], ...]] = {
    "cns": (
        (("surgery",), T("Chirurgie d’exérèse partielle", "Partial resection")),
        (("chemotherapy",), T("Carboplatine et vincristine", "Carboplatin and vincristine")),
        (("chemotherapy",), T("Vinblastine hebdomadaire", "Weekly vinblastine")),
        (
            ("surgery", "radiotherapy"),
            T("Chirurgie puis irradiation 54 Gy", "Surgery, then irradiation 54 Gy"),
        ),
        (("immunotherapy", "other"), T("Bévacizumab et irinotécan", "Bevacizumab and irinotecan")),
    ),
    "solid": (
        (
            ("chemotherapy", "surgery"),
            T("Polychimiothérapie et chirurgie", "Combination chemotherapy and surgery"),
        ),
        (
            ("chemotherapy", "autograft"),
            T("Busulfan-melphalan et autogreffe", "Busulfan-melphalan and autograft"),
        ),
        (("radiotherapy",), T("Irradiation 50 Gy", "Irradiation 50 Gy")),
        (("targeted",), T("Pazopanib", "Pazopanib")),
    ),
    "blood": (
        (("chemotherapy",), T("Induction et consolidations", "Induction and consolidation")),
        (("chemotherapy", "allograft"), T("Rattrapage et allogreffe", "Salvage and allograft")),
        (("cell_therapy",), T("Cellules CAR-T anti-CD19", "Anti-CD19 CAR T cells")),
        (("immunotherapy",), T("Blinatumomab", "Blinatumomab")),
    ),
}
WITHOUT_LINE = ("first_line", "not_oncological")
LINE_RESPONSES = {"CR": 20, "PR": 22, "MR": 8, "SD": 22, "PD": 22, "NE": 6}
LINE_ENDS = {"completed": 46, "progression": 42, "toxicity": 9, "other": 3}

CONCOMITANTS: Mapping[str, tuple[str, T, str, T]] = {
    "corticosteroid": ("dexamethasone", T("2 mg par jour", "2 mg a day"), "oral", T("Œdème", "Oedema")),
    "antiepileptic": (
        "levetiracetam",
        T("500 mg 2 fois par jour", "500 mg twice a day"),
        "oral",
        T("Épilepsie", "Epilepsy"),
    ),
    "anti_infective": (
        "sulfamethoxazole-trimethoprim",
        T("3 jours par semaine", "3 days a week"),
        "oral",
        T("Prophylaxie", "Prophylaxis"),
    ),
    "antifungal_azole": (
        "posaconazole",
        T("300 mg par jour", "300 mg a day"),
        "oral",
        T("Prophylaxie", "Prophylaxis"),
    ),
    "gastric": ("omeprazole", T("20 mg par jour", "20 mg a day"), "tube", T("Reflux", "Reflux")),
    "analgesic": (
        "paracetamol",
        T("15 mg/kg par prise", "15 mg/kg per dose"),
        "intravenous",
        T("Douleur", "Pain"),
    ),
    "anticoagulant": (
        "tinzaparin",
        T("175 UI/kg par jour", "175 IU/kg a day"),
        "subcutaneous",
        T("Thrombose", "Thrombosis"),
    ),
    "hormone": (
        "levothyroxine",
        T("50 µg par jour", "50 µg a day"),
        "oral",
        T("Hypothyroïdie", "Hypothyroidism"),
    ),
    "growth_factor": (
        "filgrastim",
        T("5 µg/kg par jour", "5 µg/kg a day"),
        "subcutaneous",
        T("Neutropénie", "Neutropenia"),
    ),
    "bisphosphonate": (
        "zoledronic acid",
        T("0,05 mg/kg", "0.05 mg/kg"),
        "intravenous",
        T("Ostéoporose", "Osteoporosis"),
    ),
    "radiotherapy": (
        "radiotherapy",
        T("8 Gy en 1 fraction", "8 Gy in 1 fraction"),
        "other",
        T("Douleur osseuse", "Bone pain"),
    ),
    "other": ("vitamin D", T("800 UI par jour", "800 IU a day"), "oral", T("Carence", "Deficiency")),
}
"""By class: the treatment, its dose, route and indication."""

OTHER_ROUTES: Mapping[str, tuple[str, str, T, T]] = {
    "topical": ("other", "doxycycline, gel", T("2 fois par jour", "Twice a day"), T("Éruption", "Rash")),
    "intrathecal": (
        "other",
        "methotrexate",
        T("12 mg", "12 mg"),
        T("Prophylaxie méningée", "Meningeal prophylaxis"),
    ),
    "intramuscular": (
        "hormone",
        "triptorelin",
        T("3 mg toutes les 4 semaines", "3 mg every 4 weeks"),
        T("Puberté précoce", "Early puberty"),
    ),
}
CONCOMITANT_ODDS = {"none": 25} | dict.fromkeys((*CONCOMITANTS, *OTHER_ROUTES), 6)


def write_histories(chart: Chart) -> Iterator[Written]:
    """The history of a patient, or that there is none."""
    found = [chart.chance.deal("history", HISTORY_ODDS)]
    if found[0] != "none" and chart.chance.happens(0.4):
        found += [domain for domain in (chart.chance.choice(tuple(HISTORY)),) if domain not in found]
    for domain in found:
        is_some = domain != "none"
        began = chart.chance.after(
            chart.life.birth, 60, max(61, (chart.life.start.first_dose - chart.life.birth).days)
        )
        yield chart.of_patient(
            "history",
            domain=domain,
            name=chart.says(HISTORY[domain]) if is_some else None,
            began=partial(began, ((0.4, 4), (0.8, 7)), chart.chance) if is_some else None,
            is_ongoing=chart.chance.deal("history ongoing", {"yes": 60, "no": 34, "unknown": 6})
            if is_some
            else None,
        )


def write_prior_lines(chart: Chart) -> Iterator[Written]:
    """The lines between the diagnosis and the first dose, one after the other; a first line has none before."""
    life, chance = chart.life, chart.chance
    days = (life.start.first_dose - life.diagnosed).days
    if life.disease_status in WITHOUT_LINE or days < 110:
        return
    number = min(chance.randint(1, 3) if chart.is_whole else 1, days // 100)
    width = days // number
    for line in range(1, number + 1):
        began = life.diagnosed + dt.timedelta(days=width * (line - 1) + chance.randint(5, 15))
        ended = chance.after(began, 20, width - 30)
        yield _line(chart, line, began, ended, is_last=line == number)


def _line(chart: Chart, line: int, began: dt.date, ended: dt.date, *, is_last: bool) -> Written:
    chance, group = chart.chance, _group(chart)
    types, regimen = LINES[group][chance.deal(f"line {group}", dict.fromkeys(range(len(LINES[group])), 1))]
    response = (
        "PD"
        if chart.life.disease_status == "refractory" and is_last
        else chance.deal("line response", LINE_RESPONSES)
    )
    end = "progression" if response == "PD" else chance.deal("line end", LINE_ENDS)
    progressed = ended if end == "progression" else chance.after(ended, 5, 25) if is_last else None
    return chart.of_patient(
        "prior_line",
        line=line,
        types=types,
        regimen=chart.says(regimen),
        began=partial(began, PARTIAL_DIAGNOSIS, chance),
        ended=partial(ended, ((0.2, 7),), chance),
        progressed_on=progressed,
        best_response=response,
        end_reason=end,
    )


def _group(chart: Chart) -> str:
    criterion = chart.life.start.disease.criterion
    if criterion.startswith("RAPNO"):
        return "cns"
    return (
        "blood"
        if criterion in ("ALL", "AML_ELN", "JMML_2015", "LUGANO_2014", "IPNHLRC_2015", "LCH_HS")
        else "solid"
    )


def write_concomitants(chart: Chart) -> Iterator[Written]:
    """What is given beside the first course, or that nothing is."""
    chance, first = chart.chance, chart.life.start.first_dose
    found = [chance.deal("concomitant", CONCOMITANT_ODDS)]
    if found[0] != "none" and chance.happens(0.5):
        found += [kind for kind in (chance.choice(tuple(CONCOMITANTS)),) if kind not in found]
    for kind in found:
        if kind == "none":
            yield chart.of_patient("concomitant", category="none")
            continue
        if kind in OTHER_ROUTES:
            category, name, dose, indication = OTHER_ROUTES[kind]
            route = kind
        else:
            category = kind
            name, dose, route, indication = CONCOMITANTS[kind]
        began = max(chart.life.birth, first - dt.timedelta(days=chance.randint(-20, 300)))
        began = min(began, chart.until)
        ended = chance.after(began, 10, 200)
        ended = min(ended, chart.until) if chart.life.death else ended
        is_over = ended <= chart.until and (chart.life.death is not None or chance.happens(0.5))
        yield chart.of_patient(
            "concomitant",
            category=category,
            name=name,
            dose=chart.says(dose),
            route=route,
            indication=chart.says(indication),
            began=partial(began, PARTIAL_DIAGNOSIS, chance),
            is_ongoing="no" if is_over else "yes",
            ended=partial(ended, ((0.2, 7),), chance) if is_over else None,
        )
