"""Judging bytes that a test wrote by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from idxcheck.checking import check
from idxcheck.findings import Finding

Findings = Callable[..., tuple[Finding, ...]]
Codes = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def findings(tmp_path: Path) -> Findings:
    """`findings(data, *, strict=True, name=None)`: what all rules find.

    They judge the bytes, or a file of that name that holds them.
    """

    def judge(data: bytes, *, strict: bool = True, name: str | None = None) -> tuple[Finding, ...]:
        if name is None:
            return check(data, strict=strict).findings
        path = tmp_path / name
        path.write_bytes(data)
        return check(path, strict=strict).findings

    return judge


@pytest.fixture
def codes(findings: Findings) -> Codes:
    """`codes(data, *, strict=True, name=None)`: code and severity of each finding, in order."""

    def judge(
        data: bytes, *, strict: bool = True, name: str | None = None
    ) -> list[tuple[str, str]]:
        found = findings(data, strict=strict, name=name)
        return [(finding.code, finding.severity.value) for finding in found]

    return judge
