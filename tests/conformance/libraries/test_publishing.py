"""The script that asks every library: what it asks beyond the claims, and what it leaves out."""

import json
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from idxcheck.conformance.adapter import Adapter, Implementation
from idxcheck.conformance.answers import Answer, Read, Rejected
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result
from idxcheck.vectors import Reading

SCRIPT = Path(__file__).parents[3] / "peers" / "conformance.py"


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    """The functions of the script."""
    return runpy.run_path(str(SCRIPT))


def all_bytes(data: bytes) -> Answer:
    """What somebody answers who takes for labels whatever says to be of rank 1."""
    if data[3:4] != b"\x01":
        return Rejected("no labels")
    return Read(Reading("uint8", (len(data) - 8,), tuple(data[8:])))


def test_beyond(script: dict[str, Any], fake: Callable[..., Adapter]) -> None:
    """What is outside the scope, not compressed, read alone; of refusals no bytes are kept."""
    with fake(all_bytes) as adapter:
        found = {each.case: each for each in script["beyond"](adapter, "mnist")}
    assert len(found) == 159
    assert all(case.startswith("read IDX-") for case in found)
    assert "read IDX-4.1_uint8-rank-1" not in found, "inside the scope"
    assert "read IDX-5.1_gzip-stored" not in found, "compressed"
    wrong = found["read IDX-4.1_int8-rank-1"]
    assert wrong.outcome is Outcome.WRONG_ELEMENT
    assert wrong.data == bytes.fromhex("0000090100000005") + bytes([129, 38, 203, 112, 21])
    assert wrong.reproducer == "fake 00000901 .idx"
    refused = found["read IDX-4.1_uint8-rank-2"]
    assert (refused.outcome, refused.detail) == (Outcome.FALSE_REJECT, "no labels")
    assert (refused.data, refused.reproducer) == (None, "")


@pytest.mark.parametrize(
    ("outcome", "detail", "kept"),
    [
        (
            Outcome.HANG,
            "no answer in 5 s; its standard error ends: ...c 2536.9 s. / used time 4.3 s",
            "no answer in 5 s",
        ),
        (
            Outcome.MEMORY,
            "grew by 293 MiB, over 256 MiB; its standard error ends: a\nb",
            "grew by more than 256 MiB",
        ),
        (Outcome.MEMORY, "MemoryError: Unable", "MemoryError: Unable"),
        (
            Outcome.CRASH,
            "ended with status 1; its standard error ends: ...s/x/node_modules/idx-data/a.js:1",
            "ended with status 1; its standard error ends: .../node_modules/idx-data/a.js:1",
        ),
        (
            Outcome.FALSE_REJECT,
            'File "/home/x/.cache/uv/lib/site-packages/mnist/loader.py", line 2',
            'File ".../site-packages/mnist/loader.py", line 2',
        ),
        (Outcome.FALSE_REJECT, "grew by 3 MiB, over 2 MiB", "grew by 3 MiB, over 2 MiB"),
    ],
)
def test_steady(script: dict[str, Any], outcome: Outcome, detail: str, kept: str) -> None:
    """What is another in each run, and on each machine, is left out."""
    result = Result("read x", outcome, detail=detail, reproducer="/y/site-packages/z a")
    found = script["steady"](result)
    assert found.detail == kept
    assert found.reproducer == ".../site-packages/z a"


def test_publish(script: dict[str, Any], tmp_path: Path) -> None:
    """The file is written into a folder that it makes, without what is left out."""
    each = Result("read x", Outcome.HANG, detail="no answer; its standard error ends: 1.0 s")
    report = ConformanceReport(Implementation("mini"), "idx", (each,), smoke=(each,))
    place = tmp_path / "beyond" / "mini.json"
    script["publish"](report, place)
    document = json.loads(place.read_bytes())
    details = [result["detail"] for name in ("smoke", "results") for result in document[name]]
    assert details == ["no answer", "no answer"]
