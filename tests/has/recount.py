"""Every number of the aggregate sheets, counted again from the listings of the same file with a few lines of pandas."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import beta, norm

from tests.has.reading import CONDITION, CUMULATIVE, MISSING, PERIOD, Book

SPANS = (PERIOD, CUMULATIVE)
P3 = 'population_P3 = "Oui"'
STATISTICS = ("moyenne", "ecart_type", "mediane", "q1", "q3", "min", "max")
Expected = dict[str, Any]


def exact(n: int, total: int) -> tuple[float, float]:
    """Clopper and Pearson, by the beta distribution."""
    low = beta.ppf(0.025, n, total - n + 1) if n else 0.0
    high = beta.ppf(0.975, n + 1, total - n) if n < total else 1.0
    return 100 * low, 100 * high


def share(n: int, total: int) -> Expected:
    """So many of so many; nothing is divided by fewer than five."""
    if total < 5:
        return {"n": n, "N": total, "pct": "NA", "ic_bas": "NA", "ic_haut": "NA"}
    low, high = exact(n, total)
    return {"n": n, "N": total, "pct": 100 * n / total, "ic_bas": low, "ic_haut": high}


def spread(values: list[float]) -> Expected:
    held = pd.Series(values, dtype="float64")
    if held.empty:
        return dict.fromkeys(STATISTICS, "NA")
    found = (
        held.mean(),
        held.std(),
        held.median(),
        held.quantile(0.25),
        held.quantile(0.75),
        held.min(),
        held.max(),
    )
    return {name: "NA" if math.isnan(value) else value for name, value in zip(STATISTICS, found, strict=True)}


def numbers(rows: pd.DataFrame, column: str) -> list[float]:
    return [float(v) for v in rows[column] if isinstance(v, (int, float))]


def survival(months: list[float], events: list[bool]) -> list[tuple[float, float, float]]:
    """Time, survival and the sum of Greenwood at each time."""
    curve, s, g = [], 1.0, 0.0
    left = sorted(zip(months, events, strict=True))
    for time in sorted(set(months)):
        n = sum(t >= time for t, _ in left)
        d = sum(t == time and e for t, e in left)
        s, g = s * (n - d) / n, g + (d / (n * (n - d)) if d < n else math.inf)
        curve.append((time, s, g))
    return curve


def band(s: float, g: float) -> tuple[float | None, float | None]:
    if s in (0.0, 1.0):
        return None, None
    width = norm.ppf(0.975) * math.sqrt(g) / math.log(s)
    low, high = sorted((s ** math.exp(width), s ** math.exp(-width)))
    return low, high


def first_below(points: list[tuple[float, float | None]]) -> float | None:
    """The first time at one half or below; the middle of a step that lies on it."""
    for place, (time, height) in enumerate(points):
        if height is not None and height <= 0.5 + 1e-9:
            if abs(height - 0.5) > 1e-9:
                return time
            later = [t for t, h in points[place:] if h is not None and h < 0.5 - 1e-9]
            return (time + later[0]) / 2 if later else time
    return None


def recount(book: Book) -> Iterator[tuple[str, Expected, dict[str, Any]]]:
    """Sheet and line, what is counted again, and what the file says; each by column."""
    for number in ("01", "02", "03", "04", "05", "06", "07", "08"):
        for place, row in enumerate(book[number].to_dict("records")):
            for span in SPANS:
                said = {
                    name.removesuffix(f"_{span}"): value
                    for name, value in row.items()
                    if name.endswith(f"_{span}")
                }
                said.pop("source", None)
                yield (
                    f"{number} {place} {row['variable']} {row['modalite']} {span}",
                    line(book, number, row, span),
                    said,
                )
    yield from classes(book)
    yield from completeness(book)


def line(book: Book, number: str, row: dict[str, Any], span: str) -> Expected:
    dated, counts = row["source_periode"], row["source_compte"]
    if span == PERIOD and dated == "NA":
        return {}
    found = (
        book.rows(row["source"], row["source_filtre"], dated=dated, span=span)
        if "éléments" not in counts
        else None
    )
    if counts.startswith("éléments"):
        return {"n": elements(book, row, span)}
    assert found is not None
    kind, _, column = counts.partition(" ")
    if kind == "valeurs":
        return values(book, (number, span), row, found, column)
    n = found["patient_id"].nunique() if kind == "patients" else len(found)
    total = whole(book, number, row, span)
    expected = {"n": n} if total is None else share(n, total)
    if number == "07" and span == PERIOD:
        return {"n": n}
    if number == "03" and "comorbidites" not in row["source_filtre"]:
        expected["manquants"] = known(book, span, row)[1]
    if number == "04" and any(name in row["source_filtre"] for name in ("forme", "voie", "ecart_put")):
        expected["manquants"] = known(book, span, row)[1]
    if number == "08" and row["source"].startswith("10_LL_EI_GRAVES + "):
        expected |= {
            "evenements": len(found),
            "graves": int((found["grave"] == "Oui").sum()),
            "non_graves": int((found["grave"] == "Non").sum()),
        }
    return expected


def elements(book: Book, row: dict[str, Any], span: str) -> int:
    """Requests: each element of the column, by its own date and decision."""
    conditions = CONDITION.findall(row["source_filtre"])
    frame = book.sheets[row["source"]]
    for column, _sign, wanted in (c for c in conditions if c[0] != "demandes"):
        frame = frame[frame[column] == wanted]
    every = frame["demandes"].astype(str).str.split("; ").explode()
    every = every[every != "NA"]
    for _column, sign, wanted in (c for c in conditions if c[0] == "demandes" and c[1] != "≠"):
        every = every[every.str.endswith(wanted) if sign == "finit par" else every.str.startswith(wanted)]
    return sum(book.within(text[:10]) for text in every) if span == PERIOD else len(every)


def treated(book: Book, span: str) -> pd.DataFrame:
    return book.rows("14_LL_PATIENTS", P3, dated="date_initiation", span=span)


def known(book: Book, span: str, row: dict[str, Any]) -> tuple[int, int]:
    """Patients treated of whom the column of the filter says something, and the others."""
    column = next(
        name
        for name, _sign, _w in CONDITION.findall(row["source_filtre"])
        if not name.startswith("population")
    )
    people = treated(book, span)
    without = int(people[column].isin(MISSING).sum())
    return len(people) - without, without


def whole(book: Book, number: str, row: dict[str, Any], span: str) -> int | None:
    """What a line is divided by."""
    where = row["source_filtre"]
    special = {
        "01": nothing,
        "02": nothing,
        "03": of_baseline,
        "04": of_use,
        "05": of_stops,
        "06": of_efficacy,
    }
    if number in special:
        return special[number](book, row, span)
    if number == "07":
        return len(book.rows(row["source"], where.replace('rempli = "Oui"', 'comptee = "Oui"')))
    if row["source"] == "10_LL_EI_GRAVES":
        return len(book.rows("10_LL_EI_GRAVES", 'comptee = "Oui"', dated="date_debut_ei", span=span))
    return len(treated(book, CUMULATIVE))


def nothing(_book: Book, _row: dict[str, Any], _span: str) -> int | None:
    return None


def of_baseline(book: Book, row: dict[str, Any], span: str) -> int | None:
    if "comorbidites" in row["source_filtre"]:
        return int((treated(book, span)["comorbidites"] != "DM").sum())
    return known(book, span, row)[0]


def of_use(book: Book, row: dict[str, Any], span: str) -> int | None:
    where = row["source_filtre"]
    if row["source"].startswith("16"):
        return None
    if row["source"].startswith("15"):
        dosed = book.rows("15_LL_TRAITEMENTS", 'comptee = "Oui"')["patient_id"].nunique()
        return None if row["source_compte"] == "lignes" else dosed
    people = treated(book, span)
    if "dose_sur_prevue" in where:
        return len(numbers(people, "dose_sur_prevue"))
    return len(people) if "association" in where else known(book, span, row)[0]


def of_stops(book: Book, row: dict[str, Any], span: str) -> int | None:
    where = row["source_filtre"]
    people = treated(book, span)
    if "motif_arret_principal" in where:
        return int((people["statut_ttt"] == "Arrêté").sum())
    if "cause_deces" in where:
        return int((people["statut_vital"] == "Décédé").sum())
    return len(people)


def of_efficacy(book: Book, row: dict[str, Any], span: str) -> int | None:
    """Evaluable patients under the reading; those treated (assessed in the period) where these are the whole."""
    conditions = CONDITION.findall(row["source_filtre"])
    column = next((name for name, _s, _w in conditions if name.startswith("meilleure_reponse")), "")
    people = treated(book, CUMULATIVE)
    if span == PERIOD:
        people = people[people["evalue_periode"] == "Oui"]
    alone = all(sign == "≠" for name, sign, _w in conditions if name == column)
    if not column or alone or "tous traités" in row["variable"]:
        return len(people)
    people = people[people[column if span == CUMULATIVE else f"{column}_periode"] != "NA"]
    for name, _sign, wanted in conditions:
        if name == "categorie_diag":
            people = people[people[name] == wanted]
        if name == "critere":
            people = people[people[name].map(lambda v, w=wanted: w in str(v).split("; "))]
    return len(people)


def values(
    book: Book, at: tuple[str, str], row: dict[str, Any], found: pd.DataFrame, column: str
) -> Expected:
    number, span = at
    held = numbers(found, column)
    if number == "06":
        return in_time(found, column, row["modalite"])
    if number == "08":
        name = {"Médiane": "mediane", "Minimum": "min", "Maximum": "max"}[row["modalite"]]
        return {"n": spread(held)[name]}
    expected = {"n": len(held), **spread(held)}
    if number == "07":
        return expected
    if column == "interruption_j":
        people = set(treated(book, span)["patient_id"])
        dosed = set(book.rows("15_LL_TRAITEMENTS", 'comptee = "Oui"')["patient_id"])
        return expected | {"N": len(people & dosed)}
    people_ = treated(book, span)
    return expected | {"N": len(people_), "manquants": len(people_) - len(held)}


def in_time(found: pd.DataFrame, column: str, modality: str) -> Expected:
    """Kaplan-Meier: the median, or the rate at so many months."""
    months = numbers(found, column)
    events = [v == "Oui" for v in found[column.replace("_mois", "_evenement")]]
    curve = survival(months, events)
    bands = [(t, *band(s, g)) for t, s, g in curve]
    if modality.startswith("Médiane"):
        value = first_below([(t, s) for t, s, _ in curve])
        low = first_below([(t, a) for t, a, _ in bands])
        high = first_below([(t, b) for t, _, b in bands])
        return pruned({"n": sum(events), "N": len(months), "mediane": value, "ic_bas": low, "ic_haut": high})
    at = float(modality.split()[2])
    before = [place for place, (t, _, _) in enumerate(curve) if t <= at + 1e-9]
    n = sum(e and t <= at + 1e-9 for t, e in zip(months, events, strict=True))
    if not before:
        reached = (1.0, None, None) if curve else (None, None, None)
    else:
        last = before[-1]
        seen = any(t >= at - 1e-9 for t in months)
        s = curve[last][1]
        reached = (s, *bands[last][1:]) if seen or s == 0 else (None, None, None)
    scaled = [None if v is None or len(months) < 5 else 100 * v for v in reached]
    return pruned({"n": n, "N": len(months), "pct": scaled[0], "ic_bas": scaled[1], "ic_haut": scaled[2]})


def pruned(found: Expected) -> Expected:
    return {name: value for name, value in found.items() if value is not None}


def classes(book: Book) -> Iterator[tuple[str, Expected, dict[str, Any]]]:
    people = len(treated(book, CUMULATIVE))
    for row in book["09"].to_dict("records"):
        for span in SPANS:
            said = {name.removesuffix(f"_{span}"): v for name, v in row.items() if name.endswith(f"_{span}")}
            said.pop("source", None)
            rows = book.rows(row["source"], row["source_filtre"], dated=row["source_periode"], span=span)
            worst = rows.assign(g=rows["ctcae_grade"].map(lambda v: v if isinstance(v, int) else np.nan))
            worst_of = worst.groupby("patient_id")["g"].max()
            n = rows["patient_id"].nunique()
            expected = {
                "n_patients": n,
                "pct": 100 * n / people if people >= 5 else "NA",
                "n_ei": len(rows),
                "graves": int((rows["grave"] == "Oui").sum()),
                "non_graves": int((rows["grave"] == "Non").sum()),
                "lies": int((rows["liee"] == "Oui").sum()),
                "inattendus": int((rows["attendu"] == "Inattendue").sum()),
                "deces": int((rows["deces"] == "Oui").sum()),
                **{f"grade_{grade}": int((worst_of == grade).sum()) for grade in range(1, 6)},
            }
            yield f"09 {row['soc']} {row['pt']} {span}", expected, said


def completeness(book: Book) -> Iterator[tuple[str, Expected, dict[str, Any]]]:
    """The cells of each column that are expected, and those that say that nothing is known."""
    sheet = book["18"]
    lines = sheet[sheet["niveau"] == "variable"].to_dict("records")
    for row in lines:
        expected, missing = cells(book, row, "")
        yield f"18 {row['nom']}", rated(expected, missing), pick(row)
    centres = sorted(set(book["14"]["centre_code"]))
    for name, prefix in (("Toutes les variables", ""), *((centre, f"{centre}-") for centre in centres)):
        parts = [cells(book, row, prefix) for row in lines]
        total = tuple(sum(part[place] for part in parts) for place in (0, 1))
        (row,) = sheet[(sheet["nom"] == name) & sheet["niveau"].isin(["global", "centre"])].to_dict("records")
        yield f"18 {name}", rated(*total), pick(row)
        if prefix:
            yield (
                f"19 {name}",
                hospital(book, name, *total),
                book["19"][book["19"]["centre_code"] == name].to_dict("records")[0],
            )
    for name, due, got in forms(book["14"]):
        (row,) = sheet[(sheet["nom"] == name) & (sheet["niveau"] == "fiche")].to_dict("records")
        yield f"18 {name}", rated(due, max(due - got, 0)), pick(row)


def cells(book: Book, row: dict[str, Any], prefix: str) -> tuple[int, int]:
    *others, (column, _sign, letters) = CONDITION.findall(row["source_filtre"])
    frame = book.sheets[row["source"]]
    for name, _sign, wanted in others:
        frame = frame[frame[name] == wanted]
    held = frame[frame["patient_id"].astype(str).str.startswith(prefix)][column]
    return int((held != "NA").sum()), int(held.isin(letters.split("; ")).sum())


def rated(expected: int, missing: int) -> Expected:
    percent: Any = 100 * missing / expected if expected else "NA"
    level = "NA" if not expected else "vert" if percent <= 5 else "orange" if percent <= 10 else "rouge"
    return {
        "attendu": expected,
        "recu": expected - missing,
        "manquant": missing,
        "pct_manquant": percent,
        "statut": level,
    }


def pick(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("attendu", "recu", "manquant", "pct_manquant", "statut")}


def forms(people: pd.DataFrame) -> list[tuple[str, int, int]]:
    started = people[people["date_initiation"] != "NA"]
    stopped = people[people["statut_ttt"] == "Arrêté"]
    visits = [
        sum(v for v in people[name] if isinstance(v, int)) for name in ("n_suivis_prevus", "n_suivis_recus")
    ]
    return [
        ("Initiation", len(started), int((started["initiation_measured_on"] != "DM").sum())),
        ("Suivi", visits[0], visits[1]),
        ("Arrêt", len(stopped), int((stopped["motif_arret_principal"] != "DM").sum())),
    ]


def hospital(book: Book, centre: str, expected: int, missing: int) -> Expected:
    people = book["14"]
    people = people[people["centre_code"] == centre]
    pairs = [(due, min(due, got)) for _name, due, got in forms(people)]
    return {
        "patients_traites": int((people["population_P3"] == "Oui").sum()),
        "fiches_attendues": sum(due for due, _ in pairs),
        "fiches_recues": sum(got for _, got in pairs),
        "valeurs_attendues": expected,
        "valeurs_manquantes": missing,
        "pct_manquant": 100 * missing / expected if expected else "NA",
    }


def differences(book: Book) -> tuple[int, list[str]]:
    """How many cells were counted again, and those that differ."""
    checked, wrong = 0, []
    for name, expected, said in recount(book):
        for column, value in said.items():
            wanted = expected.get(column, "NA")
            if name[:2] == "19" and column not in expected:
                continue
            checked += 1
            if not same(value, wanted):
                wrong.append(f"{name} | {column}: file {value!r}, listings {wanted!r}")
    return checked, wrong


def same(value: Any, wanted: Any) -> bool:
    if isinstance(value, (int, float)) and isinstance(wanted, (int, float, np.number)):
        return math.isclose(value, float(wanted), rel_tol=1e-9, abs_tol=1e-9)
    return bool(value == wanted)
