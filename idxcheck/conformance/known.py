"""Known failures: a list of what fails today, why, and where that is told.

    [[known]]
    case = "read IDX-4.3_uint8-one-byte-short"
    outcome = "false-accept"
    reason = "the length is not looked at"
    link = "https://example.org/issues/7"

A known failure does not fail a run, as long as it comes. An entry is stale once it does not:
it fails the run until it is removed.
"""

import fnmatch
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from idxcheck.configuration import fields
from idxcheck.configuration.reading import read_toml
from idxcheck.conformance.generation.details import without_search
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result
from idxcheck.errors import UsageError
from idxcheck.output import StrPath, name_of, open_output
from idxcheck.reports.escaping import escape

KEYS = ("case", "outcome", "reason", "link")
GENERATED = "generated "  # the names of results of files that Hypothesis makes
FAILING = {each.value: each for each in Outcome if each.fails(strict=True)}


@dataclass(frozen=True, slots=True)
class Known:
    """One known failure, or with `*`, `?` or `[` in `case` those of a group that have `outcome`.

    `reason` says why it fails, `link` where that is told, empty for nowhere.
    """

    case: str
    outcome: Outcome
    reason: str
    link: str = ""

    @property
    def is_group(self) -> bool:
        """Whether `case` is a pattern, not one name."""
        return not set("*?[").isdisjoint(self.case)

    def fits(self, case: str) -> bool:
        """Whether it is about the case of this identifier."""
        return case == self.case or fnmatch.fnmatchcase(case, self.case)


def read_known(path: StrPath) -> tuple[Known, ...]:
    """Return the known failures that the TOML file at `path` lists.

    Raises OSError where it cannot be read, and UsageError where it is no valid TOML or an
    entry is not what it must be.
    """
    name = name_of(path)
    document = read_toml(name)
    try:
        listed = fields.table("", document, ("known",)).get("known", _entries)
    except UsageError as error:
        raise UsageError(
            f"{name}: {error}; an entry is [[known]] with case, outcome, reason and link"
        ) from None
    return listed or ()


def _entries(key: str, value: object) -> tuple[Known, ...]:
    return tuple(_entry(*each) for each in fields.array(key, value, f"tables headed [[{key}]]"))


def _entry(key: str, value: object) -> Known:
    given = fields.table(key, value, KEYS)
    return Known(
        given.need("case", _case),
        given.need("outcome", _outcome),
        given.need("reason", _reason),
        given.get("link", _link) or "",
    )


def _case(key: str, value: object) -> str:
    return _filled(key, value, "a case such as 'read IDX-4.3_uint8-half', or a pattern of them")


def _reason(key: str, value: object) -> str:
    return _filled(key, value, "why it fails")


def _filled(key: str, value: object, expected: str) -> str:
    found = fields.text(key, value, expected).strip()
    if not found:
        raise fields.wrong(key, expected, value)
    return found


def _outcome(key: str, value: object) -> Outcome:
    expected = f"one of {', '.join(FAILING)}"
    outcome = FAILING.get(fields.text(key, value, expected))
    if outcome is None:
        raise fields.wrong(key, expected, value)
    return outcome


def _link(key: str, value: object) -> str:
    expected = "an address that starts with https:// or http://, or nothing"
    link = fields.text(key, value, expected).strip()
    if link and not link.startswith(("https://", "http://")):
        raise fields.wrong(key, expected, value)
    return link


def write_known(
    path: StrPath,
    report: ConformanceReport,
    *,
    known: Sequence[Known] = (),
    overwrite: bool = False,
) -> int:
    """Write what fails in `report` as known failures to `path`; return how many.

    The reason of each is what was expected and found; of generated files without how the
    search for them went, which is another one every time. The entries of `known`, those that
    the run was given, are kept as they are unless they are stale. Raises OSError;
    FileExistsError among them, unless `overwrite`.
    """
    kept = [each for each in known if not _is_stale(each, report)]
    new = [
        Known(each.case, each.outcome, _reason_of(each) or each.outcome.value)
        for each in report.failures
        if each.stale is None
    ]
    entries = sorted(kept + new, key=lambda each: (each.case, each.outcome.value))
    with open_output(path, replace=overwrite, compress=False) as file:
        file.write("\n".join(map(_toml, entries)).encode())
    return len(entries)


def _reason_of(failure: Result) -> str:
    return without_search(failure.detail) if _is_generated(failure) else failure.detail


def _is_generated(result: Result) -> bool:
    return result.case.startswith(GENERATED)


def _is_stale(entry: Known, report: ConformanceReport) -> bool:
    return any(
        each.case == entry.case and (each.stale is not None or each.outcome is not entry.outcome)
        for each in report.everything
    )


def _toml(entry: Known) -> str:
    pairs = zip(KEYS, (entry.case, entry.outcome.value, entry.reason, entry.link), strict=True)
    return "[[known]]\n" + "".join(f"{key} = {_quoted(value)}\n" for key, value in pairs)


def _quoted(text: str) -> str:
    escaped = escape(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def apply_known(
    known: Sequence[Known], results: Sequence[Result], *, strict: bool = False
) -> tuple[Result, ...]:
    """Return the results with what is known of them.

    One that came out as it is known carries the reason. One that is known by its own name
    and does not fail is stale, unless its files were generated: that none of them failed
    proves nothing. Any other failure stays one, also of a case that is known to fail
    otherwise.
    """
    return tuple(_applied(known, each, strict=strict) for each in results)


def _applied(known: Sequence[Known], result: Result, *, strict: bool) -> Result:
    about = [each for each in known if each.fits(result.case)]
    for entry in about:
        if entry.outcome is result.outcome:
            return replace(result, known=entry.reason)
    named = [each for each in about if not each.is_group]
    if named and not _is_generated(result) and not result.outcome.fails(strict=strict):
        return replace(result, stale=f"known as {named[0].outcome.value}; remove the entry")
    return result


def stale_entries(
    known: Sequence[Known], results: Sequence[Result], others: Collection[str]
) -> Iterator[Result]:
    """Yield one for every entry that nothing came of and that no result tells of.

    Nothing is said of one that fits nothing that was asked, but one of the `others`: cases
    that there are, outside the scope or skipped. Nor of one that fits generated files alone.
    """
    for entry in known:
        about = [each for each in results if entry.fits(each.case)]
        if any(each.outcome is entry.outcome for each in about):
            continue
        if about and not entry.is_group:
            continue  # its result tells, or fails otherwise
        about = [each for each in about if not _is_generated(each)]
        if not about and any(entry.fits(case) for case in others):
            continue
        how = f"none of {len(about)} came out so" if about else "there was no such case"
        yield Result(
            entry.case,
            Outcome.PASS,
            stale=f"known as {entry.outcome.value}, but {how}; remove the entry",
        )
