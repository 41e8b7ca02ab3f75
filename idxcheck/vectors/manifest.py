"""The manifests: everything that is said of the vectors, for people and for programs."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from idxcheck.vectors.flags import flags
from idxcheck.vectors.vector import LETTERS, Vector

SCHEMA_VERSION = 1
COLUMNS = (
    "id",
    "file",
    "clause",
    "verdict",
    "why",
    "reason",
    "flags",
    "findings",
    "expected",
    "size",
    "sha256",
)


def document(vectors: Sequence[Vector]) -> dict[str, Any]:
    """Return the manifest of `vectors`, as `manifest.schema.json` describes it."""
    verdicts = [vector.verdict for vector in vectors]
    return {
        "schema_version": SCHEMA_VERSION,
        "formats": {
            "idx": "IDX, the container of MNIST; its clauses are in spec/idx.md",
            "norb": "NORB, Lush's binary matrix; its clauses are in spec/norb.md",
        },
        "notes": {name: asdict(flag) for name, flag in flags().items()},
        "totals": {
            "vectors": len(vectors),
            **{verdict: verdicts.count(verdict) for verdict in LETTERS},
            "bytes": sum(len(vector.data) for vector in vectors),
        },
        "vectors": [_entry(vector) for vector in vectors],
    }


def manifest(vectors: Sequence[Vector]) -> bytes:
    """Return the manifest of `vectors` as JSON."""
    return json.dumps(document(vectors), indent=2).encode() + b"\n"


def table(vectors: Sequence[Vector]) -> bytes:
    """Return the manifest of `vectors` as lines of columns with tabs between, a heading first.

    Flags and findings are joined by commas, a finding is `IDX201@24` or, without an offset,
    `TRN005`; what there is not is empty. No column holds a tab, a line end or a quote that
    means anything.
    """
    rows = [COLUMNS, *(_row(_entry(vector)) for vector in vectors)]
    return "".join("\t".join(row) + "\n" for row in rows).encode()


def schema() -> bytes:
    """Return the JSON Schema of the manifest."""
    return Path(__file__).with_name("manifest.schema.json").read_bytes()


def _entry(vector: Vector) -> dict[str, Any]:
    return {
        "id": vector.identifier,
        "file": vector.file,
        "clause": vector.clause,
        "verdict": vector.verdict,
        "why": vector.why,
        "reason": vector.reason,
        "flags": list(vector.flags),
        "findings": [asdict(promise) for promise in vector.findings],
        "expected": vector.expected,
        "size": len(vector.data),
        "sha256": hashlib.sha256(vector.data).hexdigest(),
    }


def _row(entry: dict[str, Any]) -> tuple[str, ...]:
    findings = [
        each["rule"] if each["offset"] is None else f"{each['rule']}@{each['offset']}"
        for each in entry["findings"]
    ]
    flat = entry | {"flags": ",".join(entry["flags"]), "findings": ",".join(findings)}
    return tuple("" if flat[column] is None else str(flat[column]) for column in COLUMNS)
