"""What every output of a drug begins with: who counts on the cut-off, who was treated, what became of each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from registry.summaries.counting import Counting, counting_on
from registry.summaries.frames import DrugFrames
from registry.summaries.judgement import Judgement, judge
from registry.summaries.parameters import Parameters
from registry.summaries.populations import Population, choose_registered, choose_treated
from registry.summaries.times import Course, follow_courses


@dataclass(frozen=True, eq=False)
class Study:
    """The records that count, the populations made of them, the judged responses and the followed courses.

    course: under the chosen reading.
    """

    cut_off: dt.date
    parameters: Parameters
    counting: Counting
    registered: Population
    treated: Population
    judgement: Judgement
    course: Course

    @property
    def frames(self) -> DrugFrames:
        """The records that count."""
        return self.counting.frames


def prepare(frames: DrugFrames, *, cut_off: dt.date, parameters: Parameters) -> Study:
    """The study of a drug as it stands on the cut-off."""
    counting = counting_on(frames, cut_off=cut_off)
    registered = choose_registered(counting.frames, courses=parameters.courses)
    treated = choose_treated(registered)
    judgement = judge(counting.frames, treated=treated, parameters=parameters)
    course = follow_courses(counting.frames, judgement, reading=parameters.reading)
    return Study(cut_off, parameters, counting, registered, treated, judgement, course)
