"""What a configuration file may not say, and how that is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from idxcheck.configuration import read_configuration
from idxcheck.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.configuration.conftest import Read

KEYS = "select, ignore, fail-on, lenient, dataset, severity, files"
FILES_KEYS = "path, dataset, shape, element, range, digest, severity, ignore"
NO_RULE = "list them with: idxcheck explain --all"
DIGEST = "a digest (md5: and 32, sha1: and 40, sha256: and 64 hexadecimal digits)"
PATTERN = "a pattern of paths or an array of them"
SIZE = "a size from 0 to 4294967295, or '*' for any"
SHAPE = "1 to 255 sizes such as ['*', 28, 28]"
BOUNDS = "the least and the greatest value, such as [0, 9]"
ELEMENT = "one of uint8, int8, int16, int32, float32, float64, int64"
WHY = "why the finding is accepted"


def refusal(read: Read, text: str, name: str = "idxcheck.toml") -> str:
    """Return what the UsageError says behind the file's name."""
    with pytest.raises(UsageError) as raised:
        read(text, name)
    file, separator, message = str(raised.value).partition(": ")
    assert (file, separator) == (name, ": ")
    return message


def shortened(text: str, like: str) -> str:
    """Return `text`, cut as `like` is where that ends in three dots."""
    return text[: len(like) - 3] + "..." if like.endswith("...") else text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sellect = []", f"sellect: no such key; expected one of {KEYS}"),
        ('select = "IDX"', "select: expected an array of rules, found 'IDX'"),
        (
            "ignore = [3]",
            "ignore[0]: expected a rule's code, its name or the beginning of codes, found 3",
        ),
        ('select = ["IDX", "XYZ"]', f"select[1]: no rule is called 'XYZ'; {NO_RULE}"),
        ('ignore = [""]', f"ignore[0]: no rule is called ''; {NO_RULE}"),
        (
            "select = []",
            "select and ignore: no rule is left to judge by; select more or ignore less",
        ),
        (
            'ignore = ["ALL"]',
            "select and ignore: no rule is left to judge by; select more or ignore less",
        ),
        ("fail-on = true", "fail-on: expected error, warning or note, found true"),
        ('fail-on = "never"', "fail-on: expected error, warning or note, found 'never'"),
        (
            'fail-on = "undetermined"',
            "fail-on: expected error, warning or note, found 'undetermined'",
        ),
        ("lenient = 1", "lenient: expected true or false, found 1"),
        ("dataset = false", "dataset: expected the name of a data set, or 'none', found false"),
        ('dataset = "minst"', "dataset: no data set is called 'minst'; choose from: ..."),
        ("severity = 1", 'severity: expected a table such as { IDX105 = "error" }, found 1'),
        ('severity = { XYZ = "note" }', f"severity.XYZ: no rule is called 'XYZ'; {NO_RULE}"),
        ("severity.IDX = 2", "severity.IDX: expected error, warning or note, found 2"),
        (
            "files = 1979-05-27",
            "files: expected an array of tables, each headed [[files]], found ...",
        ),
        (
            '[files]\npath = "a"',
            "files: expected an array of tables, each headed [[files]], found ...",
        ),
        ("files = [1]", "files[0]: expected a table, found 1"),
    ],
)
def test_keys_for_all_files(read: Read, text: str, message: str) -> None:
    """The path of the key, what was expected and what was found."""
    assert shortened(refusal(read, text), message) == message


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('shap = ["*"]', f"shap: no such key; expected one of {FILES_KEYS}"),
        ('dataset = "minst"', "dataset: no data set is called 'minst'; choose from: ..."),
        ("shape = 28", "shape: expected an array of sizes such as ['*', 28, 28], found 28"),
        ("shape = []", f"shape: expected {SHAPE}, found []"),
        (f"shape = [{'1,' * 256}]", f"shape: expected {SHAPE}, found [1, 1, 1, 1, 1, 1, ...]"),
        ("shape = [28, -1]", f"shape[1]: expected {SIZE}, found -1"),
        ("shape = [4294967296]", f"shape[0]: expected {SIZE}, found 4294967296"),
        ("shape = [true]", f"shape[0]: expected {SIZE}, found true"),
        ("shape = [28.0]", f"shape[0]: expected {SIZE}, found 28.0"),
        ('shape = ["..."]', f"shape[0]: expected {SIZE}, found '...'"),
        ("element = 8", "element: expected an element type or an array of them, found 8"),
        ("element = []", "element: expected an element type or an array of them, found []"),
        ("element = [8]", "element[0]: expected an element type, found 8"),
        ('element = "ubyte"', f"element: expected {ELEMENT}, found 'ubyte'"),
        ('element = ["uint8", "int"]', f"element[1]: expected {ELEMENT}, found 'int'"),
        ("range = 9", f"range: expected {BOUNDS}, found 9"),
        ("range = [9]", f"range: expected {BOUNDS}, found [9]"),
        ("range = [0, 1, 2]", f"range: expected {BOUNDS}, found [0, 1, 2]"),
        ('range = [0, "9"]', f"range: expected {BOUNDS}, found [0, '9']"),
        ("range = [0, true]", f"range: expected {BOUNDS}, found [0, True]"),
        ("range = [nan, 9]", f"range: expected {BOUNDS}, found [nan, 9]"),
        (
            "range = [0, 9223372036854775808]",
            f"range: expected {BOUNDS}, found [0, 9223372036854775808]",
        ),
        ("range = [9, 0]", f"range: expected {BOUNDS}, found [9, 0]"),
        ("digest = 1", f"digest: expected {DIGEST}, found 1"),
        ('digest = "abc"', f"digest: expected {DIGEST}, found 'abc'"),
        ('digest = "md5:abc"', f"digest: expected {DIGEST}, found 'md5:abc'"),
        ('digest = "crc32:abc"', f"digest: expected {DIGEST}, found 'crc32:abc'"),
        (f'digest = "md5:{"g" * 32}"', f"digest: expected {DIGEST}, found 'md5:{'g' * 32}'"),
        ('severity.VAL = "off"', "severity.VAL: expected error, warning or note, found 'off'"),
        ('ignore = "VAL"', "ignore: expected an array of tables such as ..."),
        ('ignore = ["VAL"]', "ignore[0]: expected a table, found 'VAL'"),
        ('ignore = [{ reason = "x" }]', "ignore[0].rule: expected a rule's code, its name or ..."),
        ('ignore = [{ rule = "XYZ" }]', f"ignore[0].rule: no rule is called 'XYZ'; {NO_RULE}"),
        ('ignore = [{ rule = "VAL" }]', f"ignore[0].reason: expected {WHY}, found nothing"),
        (
            'ignore = [{ rule = "VAL", reason = " " }]',
            f"ignore[0].reason: expected {WHY}, found ' '",
        ),
        (
            'ignore = [{ rule = "VAL", reason = "x", until = 2030 }]',
            "ignore[0].until: no such key; expected one of rule, reason",
        ),
    ],
)
def test_keys_for_some_files(read: Read, line: str, message: str) -> None:
    """The path of the key counts the tables from 0."""
    text = f'[[files]]\npath = "a"\n[[files]]\npath = "b"\n{line}'
    message = f"files[1].{message}"
    assert shortened(refusal(read, text), message) == message


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", f"path: expected {PATTERN}, found nothing"),
        ("path = []", f"path: expected {PATTERN}, found []"),
        ("path = ['a', 1]", "path[1]: expected a pattern of paths, found 1"),
        ("path = '../a'", "path: expected a pattern of files below the configuration's own"),
        ("path = ['', 'a']", "path[0]: expected a pattern that is not empty, found ''"),
        (r"path = 'a\b'", "path: expected a pattern with / between the parts of a path, found"),
    ],
)
def test_paths(read: Read, line: str, message: str) -> None:
    """A `[[files]]` table needs patterns."""
    assert refusal(read, f"[[files]]\n{line}").startswith(f"files[0].{message}")


def test_long_values_are_shortened(read: Read) -> None:
    """A message shows the ends of a long string."""
    assert refusal(read, f"lenient = '{'x' * 1000}y'") == (
        f"lenient: expected true or false, found '{'x' * 37}...{'x' * 37}y'"
    )


def test_pyproject(read: Read) -> None:
    """Keys are shown as they stand there; the table is needed, and has to be one."""
    name = "pyproject.toml"
    message = refusal(read, "[tool.idxcheck]\nfail-on = 1", name)
    assert message == "tool.idxcheck.fail-on: expected error, warning or note, found 1"
    message = refusal(read, "[tool.idxcheck]\nselect = []", name)
    assert message.startswith("tool.idxcheck.select and tool.idxcheck.ignore: no rule is left")
    message = refusal(read, "[tool]\nidxcheck = 3", name)
    assert message == "tool.idxcheck: expected a table, found 3"
    message = refusal(read, "[tool.idxcheck]\nnoo = 1", name)
    assert message == f"tool.idxcheck.noo: no such key; expected one of {KEYS}"
    for text in ("", "tool = 1", "[tool.other]", "[idxcheck]"):
        assert refusal(read, text, name) == "expected a table [tool.idxcheck], found none"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xef\xbb\xbfselect = []", "expected UTF-8 without a byte order mark, found one (EF BB"),
        (b'dataset = "\xe9"', "expected UTF-8, found the byte E9 at 0xb; save the file as UTF-8"),
        (b"\xff\xfes\0", "expected UTF-8, found the byte FF at 0x0; save the file as UTF-8"),
        (b"a = [" + b"[" * 20000, "no valid TOML: nested too deeply"),
        (b"a = " + b"9" * 5000, "no valid TOML: Exceeds the limit (4300 digits)"),
        (b"#" * ((1 << 20) + 1), "expected at most 1048576 bytes of configuration, found more"),
        (b"lenient = true\nlenient = ,\n", "no valid TOML: Invalid value (at line 2, column 11)"),
        (b"a = 1\n\na = 2\n", "no valid TOML: Cannot overwrite a value (at line 3, column 6)"),
        (b"a = 1\0", "no valid TOML: "),
    ],
)
def test_what_is_no_toml(folder: Path, data: bytes, message: str) -> None:
    """A file that cannot be parsed is named, with the place in it."""
    (folder / "own.toml").write_bytes(data)
    with pytest.raises(UsageError) as raised:
        read_configuration("own.toml")
    assert str(raised.value).startswith(f"own.toml: {message}")


def test_a_long_file(folder: Path) -> None:
    """The limit itself is not over it."""
    (folder / "own.toml").write_bytes(b"#" * (1 << 20))
    assert read_configuration("own.toml").files == ()


def test_unreadable_files(folder: Path) -> None:
    """A file that is not there, and a folder, are errors of the system."""
    with pytest.raises(FileNotFoundError):
        read_configuration("missing.toml")
    with pytest.raises(IsADirectoryError):
        read_configuration(str(folder))
