"""The frames of a drug: the columns they must have."""

import pandas as pd
import pytest

from registry.summaries.columns import COLUMNS
from registry.summaries.frames import DrugFrames


def test_the_frames_of_an_unused_drug_are_empty_and_have_their_columns() -> None:
    frames = DrugFrames.empty("trametinib")

    for name, columns in COLUMNS.items():
        assert tuple(getattr(frames, name).columns) == columns
        assert len(getattr(frames, name)) == 0


def test_a_frame_that_lacks_columns_is_refused_by_name() -> None:
    tables = {name: pd.DataFrame(columns=list(columns)) for name, columns in COLUMNS.items()}
    tables["toxicities"] = tables["toxicities"].drop(columns=["grade", "onset"])

    with pytest.raises(ValueError, match=r"^The frame toxicities lacks grade, onset\.$"):
        DrugFrames("trametinib", **tables)


def test_further_columns_are_left_alone() -> None:
    tables = {name: pd.DataFrame(columns=[*columns, "more"]) for name, columns in COLUMNS.items()}

    assert "more" in DrugFrames("trametinib", **tables).patients
