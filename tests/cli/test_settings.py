"""`idxcheck check` with a configuration: what it changes, and that the options come first."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]


def codes(run: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - a Run of the conftest
    """Return code and severity of each finding of a JSON report."""
    files = json.loads(run.out)["files"]
    return [(each["code"], each["severity"]) for file in files for each in file["findings"]]


def test_the_nearest_one_is_followed(idxcheck: Command, folder: Path) -> None:
    """It says which rules count, and from what on findings fail; the report names it."""
    (folder / "idxcheck.toml").write_text('ignore = ["IDX2"]\nfail-on = "warning"\n')
    run = idxcheck("check", "short.idx")
    assert run.status == 0
    assert run.out.splitlines()[-2] == "configuration: idxcheck.toml"
    assert idxcheck("check", "warn.idx").status == 1
    assert idxcheck("check", "note.idx").status == 0
    document = json.loads(idxcheck("check", "good.idx", "--format", "json").out)
    assert (document["configuration"], document["remarks"]) == ("idxcheck.toml", [])


def test_the_options_come_first(idxcheck: Command, folder: Path) -> None:
    """What the command line says of the same matter counts."""
    (folder / "idxcheck.toml").write_text(
        'select = ["IDX103"]\nignore = ["TRN"]\nfail-on = "warning"\nlenient = true\n'
    )
    assert idxcheck("check", "warn.idx").status == 1
    assert idxcheck("check", "warn.idx", "--fail-on", "error").status == 0
    assert idxcheck("check", "warn.idx", "--fail-on", "never").status == 0
    assert idxcheck("check", "short.idx", "--select", "IDX").status == 1
    (folder / "long.idx").write_bytes(bytes.fromhex("00000801 00000001 05 06"))
    both = ("check", "long.idx", "--select", "IDX202", "--format", "json")
    assert codes(idxcheck(*both)) == [("IDX202", "warning")]
    assert codes(idxcheck(*both, "--strict")) == [("IDX202", "error")]


def test_no_configuration(idxcheck: Command, folder: Path) -> None:
    """--isolated follows none, and the report names none."""
    (folder / "idxcheck.toml").write_text('ignore = ["IDX2"]\n')
    run = idxcheck("check", "short.idx", "--isolated")
    assert run.status == 1
    assert "configuration" not in run.out
    run = idxcheck("check", "short.idx", "--isolated", "--config", "idxcheck.toml")
    assert (run.status, run.err) == (
        2,
        "Error: --config and --isolated cannot both be given\n",
    )


def test_one_in_the_checked_folder(idxcheck: Command, folder: Path) -> None:
    """It came with the data: it is not followed, unless it is named."""
    (folder / "idxcheck.toml").write_text('ignore = ["IDX2"]\n')
    run = idxcheck("check", ".")
    assert run.status == 1
    assert run.err == (
        "Note: idxcheck.toml stands in the checked folder . and was not used;"
        " --config idxcheck.toml uses it\n"
    )
    run = idxcheck("check", ".", "--config", "idxcheck.toml")
    assert (run.status, run.err) == (0, "")


def test_settings_of_some_files(idxcheck: Command, folder: Path) -> None:
    """Severities and exceptions hold for the files of a pattern; -v tells the reason."""
    (folder / "idxcheck.toml").write_text(
        "[[files]]\n"
        'path = "short*"\n'
        "severity = { IDX201 = 'note' }\n"
        "[[files]]\n"
        'path = "warn.idx"\n'
        'ignore = [{ rule = "IDX103", reason = "empty on purpose" }]\n'
    )
    run = idxcheck("check", "short.idx", "warn.idx", "--format", "json")
    assert run.status == 0
    assert codes(run) == [("IDX201", "note")]
    skipped = json.loads(run.out)["files"][1]["rules_skipped"]
    assert {
        "code": "IDX103",
        "reason": "ignored by files[1].ignore[0]: empty on purpose",
    } in skipped


def test_an_exception_nothing_needs(idxcheck: Command, folder: Path) -> None:
    """It is reported, in text and JSON, and changes no status; not where something was left out."""
    (folder / "data").mkdir()
    (folder / "data" / "good.idx").write_bytes((folder / "good.idx").read_bytes())
    (folder / "idxcheck.toml").write_text(
        '[[files]]\npath = "data/*.idx"\nignore = [{ rule = "IDX201", reason = "once cut" }]\n'
    )
    run = idxcheck("check", "data")
    assert run.status == 0
    remark = run.out.splitlines()[-2]
    assert remark == (
        "  files[0].ignore[0]: unused ignore of IDX201 for data/*.idx:"
        " nothing found in 1 file that it is for (its reason: once cut)"
    )
    document = json.loads(idxcheck("check", "data", "--format", "json").out)
    assert document["remarks"] == [remark.strip()]
    for options in (["data", "--header-only"], ["data/good.idx"]):
        assert "unused" not in idxcheck("check", *options).out


def test_a_pattern_that_matches_nothing(idxcheck: Command, folder: Path) -> None:
    """It is told where all it could be for was checked, with headers alone too."""
    (folder / "data").mkdir()
    (folder / "data" / "a.idx").write_bytes((folder / "good.idx").read_bytes())
    (folder / "idxcheck.toml").write_text('[[files]]\npath = "data/b*"\nshape = [3]\n')
    for options in ([], ["--header-only"]):
        run = idxcheck("check", "data", *options)
        assert (run.status, run.out.splitlines()[-2]) == (0, "  no judged file matches data/b*")
    assert "matches" not in idxcheck("check", "data/a.idx").out


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("selct = []", "selct"),
        ('select = ["XYZ"]', "XYZ"),
        ("select = [", "no valid TOML"),
        ('[[files]]\npath = "*"\nsahpe = [1]', "files[0].sahpe"),
    ],
)
def test_a_configuration_that_makes_no_sense(
    idxcheck: Command, folder: Path, text: str, message: str
) -> None:
    """Status 2, and a message that names the file and the place."""
    (folder / "my.toml").write_text(text)
    run = idxcheck("check", "good.idx", "--config", "my.toml")
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith("Error: my.toml: ")
    assert message in run.err


def test_a_configuration_that_is_not_there(idxcheck: Command) -> None:
    """It could not be read: status 4."""
    run = idxcheck("check", "good.idx", "--config", "none.toml")
    assert (run.status, run.err) == (4, "Error: none.toml: No such file or directory\n")


def test_several_processes(idxcheck: Command, folder: Path) -> None:
    """The configuration holds in each of them."""
    (folder / "idxcheck.toml").write_text(
        '[[files]]\npath = "short*"\nseverity = { IDX201 = "warning" }\n'
        '[[files]]\npath = "good*"\nrange = [1, 5]\n'
    )
    arguments = ("check", "short.idx", "good.idx", "warn.idx", "--format", "json")
    one, two = idxcheck(*arguments), idxcheck(*arguments, "--jobs", "2")
    assert (two.status, two.out) == (one.status, one.out)
    assert ("IDX201", "warning") in codes(two)


def test_an_unknown_data_set(idxcheck: Command) -> None:
    """A data set nobody knows is a wrong use that lists those there are."""
    run = idxcheck("check", "good.idx", "--dataset", "mnits")
    assert run.status == 2
    assert "no data set is called 'mnits'; choose from: emnist (all 6), emnist-balanced" in run.err
    assert idxcheck("check", "good.idx", "--dataset", "none").status == 0


def test_a_data_set_by_the_configuration(idxcheck: Command, folder: Path) -> None:
    """It asserts the set of these files; --dataset comes first."""
    (folder / "idxcheck.toml").write_text('[[files]]\npath = "good.idx"\ndataset = "mnist"\n')
    run = idxcheck("check", "good.idx", "note.idx", "--format", "json")
    assert run.status == 1
    files = json.loads(run.out)["files"]
    assert [file["dataset"] for file in files] == [
        {
            "names": ["mnist"],
            "files": [],
            "basis": "by the configuration",
            "asserted": True,
            "synthetic": False,
        },
        None,
    ]
    assert [each["code"] for each in files[0]["findings"]] == ["PRF001"]
    assert idxcheck("check", "good.idx", "--dataset", "none").status == 0
