"""From a configuration file to a Configuration."""

import codecs
import os
import tomllib
from typing import Any

from idxcheck.configuration import fields
from idxcheck.configuration.model import Configuration, FilesEntry
from idxcheck.errors import UsageError
from idxcheck.expectation import Expectation
from idxcheck.judging import select_rules

LIMIT = 1 << 20  # bytes; no configuration is as long
PYPROJECT = "pyproject.toml"
TABLE = "tool.idxcheck"  # in a pyproject.toml
KEYS = ("select", "ignore", "fail-on", "lenient", "dataset", "severity", "files")
FILES_KEYS = ("path", "dataset", "shape", "element", "range", "digest", "severity", "ignore")


def read_configuration(path: str) -> Configuration:
    """Return what the file at `path` says; of a pyproject.toml, its table tool.idxcheck.

    Raises OSError where it cannot be read, and UsageError where it is no valid TOML or
    says something that means nothing.
    """
    document = read_toml(path)
    folder, name = os.path.split(os.path.abspath(path))  # noqa: PTH100 - no link is followed
    key, value = (TABLE, own_table(document)) if name == PYPROJECT else ("", document)
    if value is None:
        raise UsageError(f"{path}: expected a table [{TABLE}], found none")
    try:
        return _configuration(path, folder, key, value)
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from None


def own_table(document: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever stands there
    """Return what a pyproject.toml has at tool.idxcheck, None for nothing."""
    tools = document.get("tool")
    return tools.get("idxcheck") if isinstance(tools, dict) else None


def read_toml(path: str) -> dict[str, Any]:
    """Return the content of a TOML file; raises as read_configuration does."""
    with open(path, "rb") as file:  # noqa: PTH123 - a name as given
        data = file.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise UsageError(f"{path}: expected at most {LIMIT} bytes of configuration, found more")
    if data.startswith(codecs.BOM_UTF8):
        raise UsageError(
            f"{path}: expected UTF-8 without a byte order mark, found one (EF BB BF);"
            " save the file without it"
        )
    try:
        return tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path}: expected UTF-8, found the byte {data[error.start]:02X} at"
            f" {error.start:#x}; save the file as UTF-8"
        ) from None
    except RecursionError:
        raise UsageError(f"{path}: no valid TOML: nested too deeply") from None
    except ValueError as error:  # a syntax error, or a number with thousands of digits
        raise UsageError(f"{path}: no valid TOML: {error}") from None


def _configuration(path: str, folder: str, key: str, value: object) -> Configuration:
    given = fields.table(key, value, KEYS)
    select = given.get("select", fields.selectors)
    ignore = given.get("ignore", fields.selectors)
    try:
        select_rules(select, ignore)
    except UsageError as error:
        raise UsageError(f"{given.path('select')} and {given.path('ignore')}: {error}") from None
    return Configuration(
        path=path,
        folder=folder,
        select=select,
        ignore=ignore,
        fail_on=given.get("fail-on", fields.severity),
        lenient=given.get("lenient", fields.truth),
        dataset=given.get("dataset", fields.dataset),
        severity=given.get("severity", fields.severities) or {},
        files=given.get("files", _entries) or (),
    )


def _entries(key: str, value: object) -> tuple[FilesEntry, ...]:
    tables = fields.array(key, value, f"tables, each headed [[{key}]]")
    return tuple(_entry(*each) for each in tables)


def _entry(key: str, value: object) -> FilesEntry:
    given = fields.table(key, value, FILES_KEYS)
    return FilesEntry(
        patterns=given.need("path", fields.patterns),
        dataset=given.get("dataset", fields.dataset),
        expectation=Expectation(
            shape=given.get("shape", fields.shape),
            elements=given.get("element", fields.elements) or (),
            range=given.get("range", fields.value_range),
            digest=given.get("digest", fields.digest),
        ),
        severity=given.get("severity", fields.severities) or {},
        ignores=given.get("ignore", fields.ignores) or (),
    )
