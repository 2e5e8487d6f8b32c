"""How the parts of a drawing look: a class of svg.css for pages, and the same colours written out for files.

In a page the classes win, so colours come from the design tokens; a file has no stylesheet and shows what stands here.
A test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "ink": "#15242b",
        "ink-2": "#3b4c54",
        "ink-3": "#56676f",
        "line-control": "#74858c",
        "line": "#dbe2e4",
        "surface": "#ffffff",
        "accent": "#0b5e69",
        "accent-tint": "#e2f0f1",
        "seq-1": "#e6f1f2",
        "seq-2": "#c2dfe2",
        "seq-3": "#8cc2c8",
        "seq-4": "#4d9aa4",
        "grade-3": "#d5803c",
        "resp-cr": "#06424a",
        "resp-pr": "#1f7782",
        "resp-mr": "#79b8be",
        "resp-sd": "#d5dbdd",
        "resp-pd": "#b5482a",
        "resp-ne": "#ffffff",
        "group-cns": "#06424a",
        "group-solid": "#6b4f8a",
        "group-lymphoma": "#8a6a1f",
        "group-leukaemia": "#5fa3ab",
        "group-histiocytosis": "#e3b94d",
        "group-other": "#dfe5e7",
        "group-unknown": "#ffffff",
    }
)
"""The values of the design tokens. The groups fall apart in greys, and for every kind of colour vision."""

TEXT_SIZES = (10, 11, 12, 13)


@dataclass(frozen=True, slots=True)
class Look:
    """Colours by token, "" for none; widths in px; dash: lengths of stroke and gap."""

    classes: str
    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    dash: tuple[float, ...] = ()

    @property
    def dash_per_width(self) -> tuple[float, ...]:
        """As matplotlib takes it."""
        return tuple(length / self.width for length in self.dash)


def _filled(tokens: Mapping[str, str]) -> dict[str, Look]:
    return {name: Look(name, fill=token) for name, token in tokens.items()}


_TRACES = {
    "cr": Look("trace-cr", stroke="resp-cr", width=2),
    "pr": Look("trace-pr", stroke="resp-pr", width=1.6),
    "mr": Look("trace-mr", stroke="resp-mr", width=1.6, dash=(7, 2)),
    "sd": Look("trace-sd", stroke="line-control", width=1.4, dash=(3, 2)),
    "pd": Look("trace-pd", stroke="resp-pd", width=1.6),
    "ne": Look("trace-ne", stroke="line-control", dash=(1, 3)),
}
GROUPS = tuple(name.removeprefix("group-") for name in COLOURS if name.startswith("group-"))

LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        "text": Look("", fill="ink"),
        "bar-edge": Look("bar-line", stroke="ink-2", width=0.6),
        "text-soft": Look("text-soft", fill="ink-2"),
        "text-muted": Look("text-muted", fill="ink-3"),
        "text-white": Look("text-white", fill="surface"),
        "page": Look("page-fill", fill="surface"),
        "grid": Look("grid", stroke="line"),
        "axis": Look("axis", stroke="line-control"),
        "today": Look("today", stroke="ink", dash=(3, 3)),
        "threshold": Look("threshold", stroke="ink-3", dash=(2, 3)),
        "whisker": Look("whisker", stroke="ink", width=1.5),
        "arrow": Look("arrow", stroke="ink-2", width=1.4),
        "cross": Look("cross", stroke="ink", width=1.8),
        "mark-solid": Look("mark-solid", fill="ink", stroke="surface"),
        "mark-open": Look("mark-open", fill="surface", stroke="ink", width=1.4),
        "accent": Look("accent", fill="accent"),
        "curve": Look("survival-curve", stroke="accent", width=2),
        "band": Look("accent-tint", fill="accent-tint"),
        **{f"trace-{code}": look for code, look in _TRACES.items()},
        **_filled({f"dot-{code}": look.stroke for code, look in _TRACES.items()}),
        **_filled({f"seq-fill-{step}": f"seq-{step}" for step in range(1, 5)}),
        "grade-fill-3": Look("grade-fill-3", fill="grade-3"),
        **_filled({f"response-fill-{code}": f"resp-{code}" for code in ("cr", "pr", "mr", "sd", "pd")}),
        "response-fill-ne": Look("response-fill-ne", fill="resp-ne", stroke="line-control"),
        **{
            f"group-fill-{group}": Look(
                f"group-fill-{group} bar-edge", fill=f"group-{group}", stroke="ink-2", width=0.6
            )
            for group in GROUPS
        },
    }
)
