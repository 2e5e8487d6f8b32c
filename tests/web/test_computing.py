"""The lines that a form works out answer for forms alone."""

from __future__ import annotations

import re

from tests.people import People


def test_what_is_no_form_is_not_found(sqlite_people: People) -> None:
    clinician = sqlite_people("clinician")
    token = re.search(r'name="csrf_token" value="([^"]+)"', clinician.get("/help").get_data(as_text=True))
    assert token is not None
    for kind in ("nonsense", "drug", "centre", "toxicity_drug"):
        for asked in ("", "?record=trametinib", "?parent=FR-001"):
            answer = clinician.post(f"/computed/{kind}{asked}", data={"csrf_token": token[1]})
            assert answer.status_code == 404, (kind, asked)
