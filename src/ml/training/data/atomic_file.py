"""Files that are never half written."""

import os
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """The file is the old one or the new one, whatever happens: also after a power cut."""
    temporary = path.with_name(path.name + ".tmp")
    with open(temporary, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
