"""The questions of bench.summary in SQL as one would write it by hand, for SQLite, PostgreSQL and DuckDB alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from registry.summaries.responses import RESPONSES
from registry.terminology.responses import Progression, criteria

CUT_OFF = dt.date(2026, 11, 3)
DRUG = "drug 1"
USED = ("RAPNO_LGG", "RECIST_1_1")
"""The criteria of bench.large."""

COUNTING = """
counting AS (
  SELECT cd.drug, c.id AS course_id, c.patient_id, c.board_date,
         CASE WHEN c.first_dose <= {day} THEN c.first_dose END AS first_dose,
         CASE WHEN c.first_dose > {day} OR c.last_dose > {day} THEN NULL ELSE c.stop_reason END AS stop_reason
  FROM course_drug cd JOIN course c ON c.id = cd.course_id JOIN patient p ON p.id = c.patient_id
  WHERE cd.status <> 'void' AND c.status = 'complete' AND p.status = 'complete'
    AND coalesce(p.objection, 'no') <> 'yes'
    AND (c.first_dose <= {day} OR c.board_date <= {day} OR (c.first_dose IS NULL AND c.board_date IS NULL))
)"""

TOXICITY = (
    "WITH"
    + COUNTING
    + """,
starts AS (
  SELECT drug, patient_id, course_id, min(first_dose) OVER (PARTITION BY drug, patient_id) AS since FROM counting
),
worst AS (
  SELECT s.drug, t.term, max(t.grade) AS grade
  FROM starts s JOIN toxicity t ON t.course_id = s.course_id
  WHERE s.since IS NOT NULL AND t.status = 'complete'
    AND (t.onset IS NULL OR (t.onset <= '{text}'
         AND t.onset >= substr(CAST(s.since AS varchar(10)), 1, length(t.onset))))
  GROUP BY s.drug, s.patient_id, t.term
)
SELECT drug, term, grade, count(*) FROM worst GROUP BY drug, term, grade"""
)

RESPONSE = (
    "WITH"
    + COUNTING
    + """,
codes(criterion, code, weight) AS (VALUES {codes}),
ordered AS (
  SELECT counting.*, row_number() OVER (
    PARTITION BY drug, patient_id ORDER BY first_dose, board_date NULLS LAST, course_id) AS place
  FROM counting WHERE first_dose IS NOT NULL
),
chosen AS (SELECT * FROM ordered WHERE place = 1),
own AS (SELECT DISTINCT course_id, first_dose FROM chosen),
baseline AS (
  SELECT course_id, min(assessed_on) AS day FROM assessment
  WHERE status = 'complete' AND visit = 'baseline' AND assessed_on <= {day} GROUP BY course_id
),
days AS (
  SELECT a.course_id, a.assessed_on AS day, max(k.weight) AS weight
  FROM own JOIN assessment a ON a.course_id = own.course_id JOIN baseline b ON b.course_id = a.course_id
  JOIN codes k ON k.criterion = a.criterion AND k.code = coalesce(a.reviewed_response, a.response)
  WHERE a.status = 'complete' AND a.visit <> 'baseline' AND a.assessed_on <= {day}
    AND a.assessed_on >= own.first_dose AND a.assessed_on > b.day
  GROUP BY a.course_id, a.assessed_on
),
numbered AS (
  SELECT course_id, day, weight,
         min(CASE WHEN weight % 2 = 1 THEN day END) OVER (PARTITION BY course_id) AS progressed FROM days
),
best AS (
  SELECT course_id, min(weight) / 2 AS best FROM numbered WHERE progressed IS NULL OR day <= progressed
  GROUP BY course_id
)
SELECT c.drug, sum(CASE WHEN best.best <= 1 THEN 1 ELSE 0 END), count(*)
FROM chosen c JOIN patient p ON p.id = c.patient_id JOIN baseline b ON b.course_id = c.course_id
LEFT JOIN best ON best.course_id = c.course_id
WHERE best.best IS NOT NULL OR coalesce(c.stop_reason, '') = 'progression'
   OR (p.vital_status = 'dead' AND (p.vital_status_date IS NULL OR (p.vital_status_date <= '{text}'
       AND p.vital_status_date >= substr(CAST(c.first_dose AS varchar(10)), 1, length(p.vital_status_date)))))
GROUP BY c.drug"""
)

OF_DRUG = """SELECT c.{id} FROM course_drug cd JOIN course c ON c.id = cd.course_id
WHERE cd.drug = 'drug 1' AND cd.status <> 'void' AND c.status <> 'void'"""
OF_COURSES = f"course_id IN ({OF_DRUG.format(id='id')})"
OF_PATIENTS = f"IN ({OF_DRUG.format(id='patient_id')})"

RECORDS = {
    "patients": f"SELECT * FROM patient WHERE id {OF_PATIENTS}",
    "diagnoses": f"SELECT * FROM diagnosis WHERE patient_id {OF_PATIENTS}",
    "courses": f"SELECT * FROM course WHERE id IN ({OF_DRUG.format(id='id')})",
    "course_drugs": f"SELECT * FROM course_drug WHERE {OF_COURSES}",
    "assessments": f"SELECT * FROM assessment WHERE {OF_COURSES}",
    "toxicities": f"SELECT * FROM toxicity WHERE {OF_COURSES}",
    "toxicity_drugs": f"SELECT * FROM toxicity_drug WHERE toxicity_id IN (SELECT id FROM toxicity WHERE {OF_COURSES})",
}
"""What a summary of one drug is made from, by frame."""

Lines = list[tuple[Any, ...]]


def ask(question: str, run: Callable[[str], Lines], *, dialect: str) -> Lines:
    """The answer to a question; of the summary, how many records of each kind were fetched."""
    if question == "summary":
        return [(name, len(run(text))) for name, text in RECORDS.items()]
    day = f"'{CUT_OFF}'" if dialect == "sqlite" else f"DATE '{CUT_OFF}'"
    text = {"toxicity": TOXICITY, "response": RESPONSE}[question]
    return run(text.format(day=day, text=CUT_OFF, codes=_codes()))


def _codes() -> str:
    """Each code with twice the rank of its category, and one more for a progression."""
    return ", ".join(
        f"('{key}', '{code.code}', {2 * RESPONSES.index(code.category) + (code.progression is Progression.YES)})"
        for key in USED
        for code in criteria()[key].codes
        if code.category in RESPONSES
    )
