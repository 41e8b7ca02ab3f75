"""A reader and a writer that were written from the prose of `spec` alone pass everything."""

import sys
from pathlib import Path

import pytest

from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.protocols.json_lines import JsonLines
from idxcheck.conformance.runner import run
from idxcheck.vectors import vectors

ADAPTER = Path(__file__).parent / "prose" / "adapter.py"


@pytest.mark.slow
def test_everything_passes() -> None:
    """Every vector is read or refused rightly, every one that can be written is, and no file that
    Hypothesis makes is treated otherwise; nothing is unsupported, not even rank 255.
    """
    report = run(JsonLines([sys.executable, str(ADAPTER)]), generate=True)
    assert report.failures == ()
    assert report.ok
    reads = [each for each in report.results if each.case.startswith("read ")]
    assert len(reads) == len(vectors()) == 570
    assert set(report.counts) == {Outcome.PASS}
    assert len(report.results) == 570 + 155 + 155
    names = {each.case for each in report.generated}
    assert {"generated idx-damaged", "generated norb-round-trip"} < names
