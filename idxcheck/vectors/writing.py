"""From the vectors to files in a folder, with a manifest that names them all."""

import hashlib
import json
from pathlib import Path

from idxcheck.vectors.idx import idx_vectors
from idxcheck.vectors.norb import norb_vectors
from idxcheck.vectors.vector import Vector


def files() -> dict[str, bytes]:
    """Return every generated file: its path below the folder, `/` between, and its bytes."""
    vectors = {f"idx/{vector.name}": vector for vector in idx_vectors()}
    vectors |= {f"norb/{vector.name}": vector for vector in norb_vectors()}
    generated = {path: vector.data for path, vector in vectors.items()}
    return generated | {"manifest.json": _manifest(vectors)}


def write(folder: Path) -> None:
    """Write every file below `folder`, and nothing else."""
    for path, data in files().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _manifest(vectors: dict[str, Vector]) -> bytes:
    entries = [
        {
            "file": path,
            "sha256": hashlib.sha256(vector.data).hexdigest(),
            "verdict": "valid" if vector.rule is None else "invalid",
            "rule": vector.rule,
            "remarks": list(vector.remarks),
            "why": vector.why,
        }
        for path, vector in vectors.items()
    ]
    return json.dumps({"vectors": entries}, indent=2).encode() + b"\n"
