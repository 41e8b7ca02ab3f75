"""`idxcheck gen --violate ALL`: every violation, and the command that is printed for it."""

import json
import shlex
from pathlib import Path

import pytest

from idxcheck.cli import commands
from idxcheck.rules import RULES

STATUSES = {"error": 1, "warning": 0, "note": 0, "undetermined": 4}


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str]:
    """Run a command in this process; return its exit status and what it printed."""
    with pytest.raises(SystemExit) as ended:
        commands.main(arguments)
    return ended.value.code, capsys.readouterr().out


@pytest.mark.slow
def test_every_rule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each stands in a folder of its own, and the command printed finds its rule broken."""
    monkeypatch.chdir(tmp_path)
    status, out = run(capsys, "gen", "--violate", "ALL", "-o", "all of them")
    assert status == 0
    assert sorted(path.name for path in Path("all of them").iterdir()) == sorted(
        rule.code for rule in RULES
    )
    printed = [line.removeprefix("next: ") for line in out.splitlines() if "next: " in line]
    found = {}
    for rule, command in zip(RULES, printed, strict=True):
        name, *arguments = shlex.split(command)
        assert name == "idxcheck"
        status, out = run(capsys, *arguments, "--format", "json")
        assert status == STATUSES[rule.severity.value]
        findings = [each for file in json.loads(out)["files"] for each in file["findings"]]
        found[rule.code] = [each["code"] for each in findings]
    company = {"IDX104": ["IDX103", "IDX104"]}
    assert found == {rule.code: [rule.code] for rule in RULES} | company
