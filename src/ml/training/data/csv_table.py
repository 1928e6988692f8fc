"""CSV files: read as someone else wrote them, written whole."""

import csv
import io
from pathlib import Path
from typing import Any, Dict, Iterable, Iterator, Sequence, Tuple

from data.atomic_file import write_atomically


def read_table(path: Path, columns: Tuple[str, ...]) -> Iterator[Dict[str, str]]:
    """Each row as a dictionary, a cell that is absent as "". ValueError when the file or one of `columns` is missing."""
    try:
        file = open(path, newline="", encoding="utf-8-sig")
    except FileNotFoundError:
        raise ValueError(f"{path} is missing: put it there, or name another folder") from None
    with file:
        reader = csv.DictReader(file, restval="")
        missing = [column for column in columns if column not in (reader.fieldnames or [])]
        if missing:
            raise ValueError(f"{path}: the first line must name the columns {', '.join(missing)} too")
        try:
            yield from reader
        except (csv.Error, UnicodeDecodeError) as error:
            raise ValueError(f"{path}, line {reader.line_num}: {error}") from None


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Names of columns, then the rows. The file is never half written."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    write_atomically(path, text.getvalue().encode("utf-8"))
