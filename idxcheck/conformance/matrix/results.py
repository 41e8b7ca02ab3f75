"""Result files: the JSON report of one run, read back."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

from idxcheck.conformance.cases import SCOPES
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import Result
from idxcheck.conformance.reports.json import SCHEMA_VERSION
from idxcheck.errors import UsageError
from idxcheck.output import StrPath, name_of
from idxcheck.reports.escaping import escape

LIMIT = 1 << 26  # bytes; a whole run is about a thousandth of it
WHAT = "the result of a run, made by: idxcheck conform run ... --format json=FILE"
OUTCOMES = frozenset(each.value for each in Outcome)
VERDICTS = ("", "valid", "invalid", "acceptable")
RUNS = ("smoke", "results", "generated", "stale")
LONGEST = 60  # characters of what was found

Check = Callable[[str, Any], None]


def read_results(path: StrPath) -> dict[str, Any]:
    """Return the result file at `path`, of the form that `document` gives a report.

    Members that a later version has added are kept. Raises OSError where it cannot be read,
    and UsageError where it is no such file.
    """
    name = name_of(path)
    with Path(name).open("rb") as file:
        data = file.read(LIMIT + 1)
    try:
        found = _parsed(data)
        _record(DOCUMENT)("", found)
    except UsageError as error:
        raise UsageError(f"{name}: {error}; expected {WHAT}") from None
    return cast("dict[str, Any]", found)


def results_of(document: Mapping[str, Any], *members: str) -> tuple[Result, ...]:
    """Return the results that stand in `members` of a result file, such as `results`.

    The bytes asked about are None where the file holds only their digest.
    """
    return tuple(_result(each) for member in members for each in document[member])


def _result(entry: Mapping[str, Any]) -> Result:
    data = entry["data"] or {}
    return Result(
        case=entry["case"],
        outcome=Outcome(entry["outcome"]),
        clause=entry["clause"],
        verdict=entry["verdict"],
        flags=tuple(entry["flags"]),
        detail=entry["detail"],
        data=bytes.fromhex(data["hex"]) if "hex" in data else None,
        reproducer=entry["reproducer"],
        known=entry["known"],
        stale=entry["stale"],
    )


def _parsed(data: bytes) -> object:
    if len(data) > LIMIT:
        raise UsageError(f"expected at most {LIMIT} bytes, found more")
    try:
        return json.loads(data.decode("utf-8"), parse_constant=_no_number)
    except RecursionError:
        raise UsageError("no valid JSON: nested too deeply") from None
    except ValueError as error:
        raise UsageError(f"no valid JSON: {error}") from None


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def _wrong(place: str, expected: str, found: object) -> UsageError:
    shown = escape(repr(found))
    shown = shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}..."
    return UsageError(f"{place or 'the file'}: expected {expected}, found {shown}")


def _test(expected: str, fits: Callable[[Any], bool]) -> Check:
    def check(place: str, found: object) -> None:
        if not fits(found):
            raise _wrong(place, expected, found)

    return check


def _listed(check: Check) -> Check:
    def check_all(place: str, found: object) -> None:
        if not isinstance(found, list):
            raise _wrong(place, "a list", found)
        for number, each in enumerate(found):
            check(f"{place}[{number}]", each)

    return check_all


def _mapped(check: Check) -> Check:
    def check_all(place: str, found: object) -> None:
        if not isinstance(found, dict):
            raise _wrong(place, "an object", found)
        for name, each in found.items():
            check(f"{place}.{escape(name)}", each)

    return check_all


def _record(members: Mapping[str, Check]) -> Check:
    """Check an object for members that it must have, whatever else it has."""

    def check_all(place: str, found: object) -> None:
        if not isinstance(found, dict):
            raise _wrong(place, "an object", found)
        for name, check in members.items():
            where = f"{place}.{name}" if place else name
            if name not in found:
                raise UsageError(f"{where}: expected, but missing")
            check(where, found[name])

    return check_all


def _is_count(found: object) -> bool:
    return isinstance(found, int) and not isinstance(found, bool) and found >= 0


def _is_data(found: object) -> bool:
    if found is None:
        return True
    if not isinstance(found, dict):
        return False
    if set(found) == {"length", "sha256"}:
        return _is_count(found["length"]) and _is_hex(found["sha256"])
    return set(found) == {"hex"} and _is_hex(found["hex"])


def _is_hex(found: object) -> bool:
    digits = isinstance(found, str) and set(found) <= set("0123456789abcdef")
    return digits and len(str(found)) % 2 == 0


TEXT = _test("text", lambda found: isinstance(found, str))
MAYBE_TEXT = _test("text or null", lambda found: found is None or isinstance(found, str))
COUNT = _test("a count", _is_count)
TRUTH = _test("true or false", lambda found: isinstance(found, bool))
RESULT = _record(
    {
        "case": TEXT,
        "outcome": _test(
            f"one of {', '.join(each.value for each in Outcome)}",
            lambda found: isinstance(found, str) and found in OUTCOMES,
        ),
        "clause": TEXT,
        "verdict": _test("valid, invalid, acceptable or nothing", lambda found: found in VERDICTS),
        "flags": _listed(TEXT),
        "detail": TEXT,
        "data": _test('null, {"hex": ...} or {"length": ..., "sha256": ...}', _is_data),
        "reproducer": TEXT,
        "known": MAYBE_TEXT,
        "stale": MAYBE_TEXT,
    }
)
DOCUMENT: Mapping[str, Check] = {
    "schema_version": _test(
        f"{SCHEMA_VERSION}, the one that this idxcheck knows",
        lambda found: _is_count(found) and found == SCHEMA_VERSION,
    ),
    "date": TEXT,
    "idxcheck": TEXT,
    "implementation": _record(dict.fromkeys(("name", "version", "language", "homepage"), TEXT)),
    "scope": _test(f"one of {', '.join(SCOPES)}", lambda found: found in SCOPES),
    "strict": TRUTH,
    "platform": _mapped(TEXT),
    "notes": _listed(TEXT),
    "totals": _record(
        dict.fromkeys(("asked", "executed", "min_executed", "passed", "failures"), COUNT)
    ),
    "ok": TRUTH,
    "counts": _mapped(COUNT),
    **dict.fromkeys(RUNS, _listed(RESULT)),
    "skipped": _listed(_record({"what": TEXT, "count": COUNT, "reason": TEXT})),
}
