"""Learning curves: one CSV file that grows, and a picture of it."""

from pathlib import Path
from typing import Dict, List, Mapping

from data.atomic_file import write_atomically
from data.csv_table import read_table, write_table
from engine.curves_picture import draw_curves

Row = Dict[str, float]


class LearningCurves:
    """Rows of figures by step in `folder`/curves.csv; `draw` writes curves.svg. A figure that a row lacks is an empty
    cell. Rows that an interrupted run wrote after its last checkpoint are dropped: they will come again."""

    def __init__(self, folder: Path, columns: List[str], last_step: int) -> None:
        self.folder = folder
        self.columns = ["step", *columns]
        self.rows: List[Row] = []
        if last_step and (folder / "curves.csv").exists():
            self.rows = [row for row in read_rows(folder / "curves.csv") if row["step"] <= last_step]
        self.write()

    def add(self, step: int, figures: Mapping[str, float]) -> None:
        """Figures of the step; a second call for the same step adds to its row."""
        if not self.rows or self.rows[-1]["step"] != step:
            self.rows.append({"step": float(step)})
        self.rows[-1].update({name: value for name, value in figures.items() if name in self.columns})

    def has(self, step: int, figure: str) -> bool:
        """True when the last row is the step's and has the figure."""
        return bool(self.rows) and self.rows[-1]["step"] == step and figure in self.rows[-1]

    def write(self) -> None:
        """Writes the whole CSV file."""
        cells = ([format_figure(row[name]) if name in row else "" for name in self.columns] for row in self.rows)
        write_table(self.folder / "curves.csv", self.columns, cells)

    def draw(self) -> None:
        """Writes the CSV file and the picture, one panel a column."""
        self.write()
        series = {
            name: [(row["step"], row[name]) for row in self.rows if name in row]
            for name in self.columns
            if name not in ("step", "seconds")
        }
        write_atomically(self.folder / "curves.svg", draw_curves(series).encode("utf-8"))


def format_figure(value: float) -> str:
    """Six significant digits; whole numbers without a point."""
    return f"{value:.6g}" if value != int(value) else str(int(value))


def read_rows(path: Path) -> List[Row]:
    """The rows of curves.csv. ValueError when someone else changed it."""
    try:
        return [{name: float(cell) for name, cell in row.items() if cell} for row in read_table(path, ("step",))]
    except (TypeError, ValueError) as error:
        raise ValueError(f"{path} cannot be read ({error}): delete it to go on without its earlier rows") from None
