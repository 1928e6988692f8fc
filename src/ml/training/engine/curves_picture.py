"""Draws curves as SVG: a small panel for each, the same steps across all."""

import math
from html import escape
from typing import List, Mapping, Sequence, Tuple

Point = Tuple[float, float]

WIDTH, HEIGHT, MARGIN, COLUMNS = 300, 180, 44, 3
STYLE = (
    "text{font:11px sans-serif;fill:#333}.title{font-weight:bold}.frame{fill:none;stroke:#bbb}"
    ".curve{fill:none;stroke:#1f6feb;stroke-width:1.5}.dot{fill:#1f6feb}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}.frame{stroke:#555}.curve{stroke:#79b8ff}.dot{fill:#79b8ff}}"
)


def choose_bounds(values: Sequence[float]) -> Tuple[float, float]:
    """Least and greatest, moved apart where they are equal."""
    least, greatest = min(values), max(values)
    return (least, greatest) if greatest > least else (least - 0.5, greatest + 0.5)


def draw_panel(name: str, points: List[Point], last_step: float) -> str:
    """One curve in its frame, with the bounds of both axes and its last value."""
    low, high = choose_bounds([y for _, y in points])
    across, down = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN

    def place(point: Point) -> str:
        x = MARGIN + across * point[0] / max(last_step, 1)
        y = MARGIN + down * (1 - (point[1] - low) / (high - low))
        return f"{x:.1f},{y:.1f}"

    marks = ""
    # Few points are measurements, and each should be seen.
    if len(points) <= 12:
        marks = "".join('<circle class="dot" r="2.5" cx="{}" cy="{}"/>'.format(*place(p).split(",")) for p in points)
    return (
        f'<text class="title" x="{MARGIN}" y="{MARGIN - 22}">{escape(name)}</text>'
        f'<text x="{MARGIN}" y="{MARGIN - 8}">last {points[-1][1]:.4g}</text>'
        f'<rect class="frame" x="{MARGIN}" y="{MARGIN}" width="{across}" height="{down}"/>'
        f'<text x="{MARGIN - 4}" y="{MARGIN + 10}" text-anchor="end">{high:.3g}</text>'
        f'<text x="{MARGIN - 4}" y="{HEIGHT - MARGIN}" text-anchor="end">{low:.3g}</text>'
        f'<text x="{MARGIN}" y="{HEIGHT - MARGIN + 14}">0</text>'
        f'<text x="{WIDTH - MARGIN}" y="{HEIGHT - MARGIN + 14}" text-anchor="end">{last_step:.0f} steps</text>'
        f'<polyline class="curve" points="{" ".join(place(point) for point in points)}"/>{marks}'
    )


def draw_curves(series: Mapping[str, List[Point]]) -> str:
    """SVG text: a panel for each named series of (step, value) that has a point. Values that are no number are left out."""
    finite = {name: [p for p in points if math.isfinite(p[1])] for name, points in series.items()}
    drawn = {name: points for name, points in finite.items() if points}
    last_step = max((points[-1][0] for points in drawn.values()), default=0.0)
    rows = math.ceil(len(drawn) / COLUMNS)
    panels = "".join(
        f'<g transform="translate({index % COLUMNS * WIDTH} {index // COLUMNS * HEIGHT})">'
        f"{draw_panel(name, points, last_step)}</g>"
        for index, (name, points) in enumerate(drawn.items())
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {COLUMNS * WIDTH} {rows * HEIGHT}" role="img">'
        f"<title>Learning curves</title><style>{STYLE}</style>{panels}</svg>\n"
    )
