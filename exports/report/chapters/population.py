"""Chapters 3 and 4: who the patients are, and how the drug was used."""

from __future__ import annotations

from collections.abc import Iterator

from exports.has.dossier import PERIOD
from exports.plots import flow as flow_plot
from exports.plots import inclusions
from exports.plots.data import Setting
from exports.plots.flow import Step
from exports.plots.plot import PAPER
from exports.report.builder import Builder
from exports.report.parts import Block, Chapter, Heading, Paragraph, Row
from exports.report.words import counted, number, share
from registry.fields.base import T
from registry.i18n import say
from registry.summaries.catalogue import OUTPUTS
from registry.summaries.labels import category_label


def setting_of(write: Builder) -> Setting:
    """What the figures say of whom they show."""
    meta = write.dossier.meta
    return Setting(meta.drug_names[meta.language])


def write_population(write: Builder) -> Chapter:
    """Chapter 3."""
    return Chapter("chapter_3", "3", say(T("Population", "Population")), tuple(_population(write)))


def _population(write: Builder) -> Iterator[Block]:
    yield Heading(
        say(T("3.1 Demandes, inclusions et traitements", "3.1 Requests, inclusions and treatments"))
    )
    steps = tuple(_steps(write))
    drawing = flow_plot.draw(steps, width=PAPER) if steps else None
    flow = write.figure(flow_plot.plot_flow(steps, setting=setting_of(write)), drawing)
    populations = write.aggregate(T("Populations", "Populations"), "01")
    yield Paragraph(_treated_sentence(write, populations.name))
    yield flow
    yield populations
    yield _inclusions(write)
    yield _centres(write)
    yield Heading(say(T("3.2 Caractéristiques au début du traitement", "3.2 Characteristics at the start")))
    measures = write.measures(
        T("Âge, taille, poids, état général", "Age, height, weight, performance"), MEASURES
    )
    shares = write.shares(T("Caractéristiques", "Characteristics"), CHARACTERISTICS)
    yield from _age_sentence(write, measures.name)
    yield measures
    yield shares
    yield Heading(say(T("3.3 Traitements antérieurs", "3.3 Prior treatments")))
    yield write.shares(T("Traitements antérieurs", "Prior treatments"), ("baseline_prior_treatment",))
    yield Heading(say(T("3.4 Biologie moléculaire", "3.4 Molecular findings")))
    yield write.shares(
        T("Altération à l’origine du choix", "Alteration behind the choice"),
        ("baseline_basis", "baseline_basis_gene"),
    )


MEASURES = (
    "baseline_age",
    "baseline_weight",
    "baseline_height",
    "baseline_surface",
    "baseline_performance",
    "baseline_ecog",
    "baseline_prior_lines",
)
CHARACTERISTICS = (
    "baseline_age_class",
    "baseline_sex",
    "baseline_diagnosis",
    "baseline_disease_status",
    "baseline_stage",
    "baseline_metastatic",
    "baseline_predisposition",
)


def _first_doses(write: Builder) -> list[object]:
    """One first dose per patient, whatever the number of courses."""
    table = write.dossier.table("14")
    held: dict[object, object] = {}
    for patient, first in zip(table.values("patient_id"), table.values("date_initiation"), strict=True):
        if first and str(first)[:4].isdigit():
            held[patient] = min(held.get(patient, first), first, key=str)
    return list(held.values())


def _inclusions(write: Builder) -> Block:
    days = [str(day) for day in _first_doses(write)]
    plot = inclusions.plot_inclusions(days, setting=setting_of(write))
    return write.figure(plot, inclusions.draw_days(days, width=PAPER))


def _centres(write: Builder) -> Block:
    """Requests, inclusions and first doses of each centre, up to the cut-off."""
    held = write.dossier.table("02")
    centres = {str(centre) for centre in write.dossier.table("14").values("centre_code")}
    found: dict[str, dict[str, int]] = {}
    for line in held.lines:
        cells = {column.name: value for column, value in zip(held.columns, line.values, strict=True)}
        if cells["modalite"] in centres and isinstance(cells["n_cumul"], int):
            what = str(cells["variable"]).rpartition(":")[2].strip()
            found.setdefault(str(cells["modalite"]), {})[what] = cells["n_cumul"]
    heads = tuple(dict.fromkeys(what for counts in found.values() for what in counts))
    return write.table(
        T("Centres, cumul", "Centres, cumulative"),
        (say(T("Centre", "Centre")), *(what[:1].upper() + what[1:] for what in heads)),
        [
            Row((centre, *(number(counts.get(what, 0)) for what in heads)))
            for centre, counts in sorted(found.items())
        ],
        numbers=tuple(range(1, len(heads) + 1)),
    )


def _steps(write: Builder) -> Iterator[Step]:
    registered, treated = write.count("registered"), write.count("treated")
    if registered:
        yield Step(_title("registered"), registered, _reasons(write, "not_treated"))
    if treated:
        yield Step(_title("treated"), treated, _reasons(write, "not_evaluable"))
        yield Step(_title("evaluable"), write.count("evaluable"))


def _title(output: str) -> str:
    return say(OUTPUTS[output].title)


def _reasons(write: Builder, output: str) -> tuple[tuple[str, int], ...]:
    return tuple((say(category_label(output, one.category)), one.n) for one in write.select(output) if one.n)


def _treated_sentence(write: Builder, table: str) -> str:
    treated, new = write.count("treated"), write.count("treated", span=PERIOD)
    whole = counted(
        treated,
        T(
            "Depuis le début, {n} patient a reçu au moins une dose",
            "Since the start, {n} patient has received at least one dose",
        ),
        T(
            "Depuis le début, {n} patients ont reçu au moins une dose",
            "Since the start, {n} patients have received at least one dose",
        ),
    )
    during = counted(
        new,
        T("dont {n} pendant la période", "{n} of them during the period"),
        T("dont {n} pendant la période", "{n} of them during the period"),
    )
    return f"{whole}, {during} ({table.lower()})." if treated else f"{whole} ({table.lower()})."


def _age_sentence(write: Builder, table: str) -> Iterator[Block]:
    held = {one.category: one.value for one in write.select("baseline_age")}
    if held.get("median") is None:
        return
    said = T(
        "L’âge médian à la première prise était de {median} ans (de {low} à {high}) ({table}).",
        "The median age at the first dose was {median} years (from {low} to {high}) ({table}).",
    )
    yield Paragraph(
        say(said).format(
            median=number(held["median"]),
            low=number(held["min"]),
            high=number(held["max"]),
            table=table.lower(),
        )
    )


def write_use(write: Builder) -> Chapter:
    """Chapter 4."""
    title = say(T("Conditions d’utilisation", "How the drug was used"))
    return Chapter("chapter_4", "4", title, tuple(_use(write)), new_page=False)


def _use(write: Builder) -> Iterator[Block]:
    yield Heading(say(T("4.1 Doses et formes", "4.1 Doses and forms")))
    yield write.measures(
        T("Doses de départ et intensité", "Starting doses and intensity"),
        ("start_dose_ratio", "start_dose_kg", "start_dose_m2", "dose_intensity"),
    )
    yield write.shares(
        T("Forme, voie, adaptation", "Form, route, adaptation"),
        ("start_dose_below", "formulation", "route", "handling"),
    )
    yield Heading(say(T("4.2 Durée d’exposition", "4.2 Exposure")))
    yield write.measures(T("Exposition", "Exposure"), ("exposure_days", "exposure_months"))
    yield Heading(say(T("4.3 Interruptions et réductions", "4.3 Interruptions and reductions")))
    changes = write.shares(
        T("Modifications de dose", "Changes of dose"),
        ("dose_interruption", "dose_interruption_reason", "dose_reduction", "dose_reduction_reason"),
    )
    yield from _change_sentence(write, changes.name)
    yield changes
    yield Heading(say(T("4.4 Arrêts", "4.4 Stops")))
    yield write.aggregate(T("Situation et motifs d’arrêt", "Status and reasons for stopping"), "05")
    yield Heading(say(T("4.5 Usage hors critères ou hors protocole", "4.5 Use outside criteria or protocol")))
    yield write.shares(T("Écarts", "Deviations"), ("deviation",))


def _change_sentence(write: Builder, table: str) -> Iterator[Block]:
    found = write.find("dose_interruption")
    if found is None or not found.N:
        return
    said = T(
        "Le traitement a été interrompu chez {share} des patients dont les doses sont suivies ({table}).",
        "Treatment was interrupted in {share} of the patients whose doses are followed ({table}).",
    )
    yield Paragraph(say(said).format(share=share(found.n, found.N, found.value), table=table.lower()))
