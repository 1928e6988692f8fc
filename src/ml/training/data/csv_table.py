"""Reading a CSV file that someone else wrote."""

import csv
from pathlib import Path
from typing import Dict, Iterator, Tuple


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
