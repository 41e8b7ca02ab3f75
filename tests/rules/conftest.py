"""Judging bytes that a test wrote by hand."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from idxcheck.checking import check, conclude, in_context, report_on
from idxcheck.configuration import read_configuration
from idxcheck.examining import Options, examine_file
from idxcheck.findings import FileReport, Finding
from idxcheck.judging import select_rules

Findings = Callable[..., tuple[Finding, ...]]
Codes = Callable[..., list[tuple[str, str]]]
Reporting = Callable[..., FileReport]
Expecting = Callable[..., tuple[Finding, ...]]
InFolder = Callable[..., dict[str, list[Finding]]]


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


@pytest.fixture
def reporting(tmp_path: Path) -> Reporting:
    """`reporting(keys, data, *, strict=True, header_only=False)`: the report on a file.

    `keys` are those of a `[[files]]` table for this file.
    """

    def judge(
        keys: str, data: bytes, *, strict: bool = True, header_only: bool = False
    ) -> FileReport:
        path, configured = tmp_path / "matrix", tmp_path / "own.toml"
        path.write_bytes(data)
        configured.write_text(f'[[files]]\npath = "/matrix"\n{keys}', encoding="utf-8")
        options = Options(
            select_rules(None, None),
            strict,
            header_only,
            configuration=read_configuration(str(configured)),
        )
        (examined,) = in_context([examine_file(path, options)], options)
        return report_on(conclude(examined), options)

    return judge


@pytest.fixture
def expecting(reporting: Reporting) -> Expecting:
    """`expecting(keys, data, ...)`: what all rules find, as in `reporting`."""

    def judge(
        keys: str, data: bytes, *, strict: bool = True, header_only: bool = False
    ) -> tuple[Finding, ...]:
        return reporting(keys, data, strict=strict, header_only=header_only).findings

    return judge


@pytest.fixture
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> InFolder:
    """`in_folder(folder, files, *, dataset=None, strict=True)`: what is found in each file.

    `folder` is relative to the working directory, `files` are the bytes by name. That others
    of the data set are missing is left out.
    """
    monkeypatch.chdir(tmp_path)

    def judge(
        folder: str, files: Mapping[str, bytes], *, dataset: str | None = None, strict: bool = True
    ) -> dict[str, list[Finding]]:
        place = Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (place / name).write_bytes(data)
        report = check(place, dataset=dataset, strict=strict)
        return {
            Path(file.path).name: [each for each in file.findings if each.code != "SET002"]
            for file in report.files
        }

    return judge
