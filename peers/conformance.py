"""Ask libraries everything, and write the result files that the matrix is made of.

    python peers/conformance.py NAME FOLDER

`tox -e reader-NAME` runs this. What the library fails is in FOLDER/NAME.json and fails nothing
here. Of one that claims to read MNIST's files alone, FOLDER/beyond/NAME.json says what it makes
of other IDX files. Only the vectors are asked: how many files Hypothesis makes in the time that
it has depends on the machine, and two runs of one library give one file, but for the date.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from idxcheck.cli.conform_subjects import subjects
from idxcheck.conformance.adapter import Adapter
from idxcheck.conformance.asking import ask
from idxcheck.conformance.cases import Direction, Scope, cases, in_scope, is_compressed
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result
from idxcheck.conformance.reports import json
from idxcheck.conformance.runner import run

# Where a library was installed says nothing of it, and is another place on each machine. The
# beginning of what is quoted may be cut off.
INSTALLED = re.compile(r"(?:/|\.\.\.)[^\s\"':()]*/(?=(?:node_modules|site-packages)/)")
# What it printed before it was ended, and how much it had taken by then, is a matter of time.
PRINTED = re.compile(r"; its standard error ends: .*", re.DOTALL)
GREW = re.compile(r"^grew by \d+ MiB, over ")
READ: tuple[Direction, ...] = ("read",)
REFUSALS = (Outcome.FALSE_REJECT, Outcome.LEAKY_ERROR, Outcome.UNSUPPORTED)
BEYOND = (
    "read alone was asked, of what is outside the scope mnist and not compressed;"
    " of refusals the bytes and the reproducer are left out"
)


def main(name: str, folder: str) -> None:
    """Ask the library `name`, and write what came of it."""
    (subject,) = subjects([name], None, None, writer=None, protocol=None, tell=print)
    report = run(subject.adapter(), scope=subject.scope)
    if subject.implementation is not None:
        report = replace(report, implementation=subject.implementation)
    publish(report, Path(folder, f"{name}.json"))
    if subject.scope == "mnist":
        with subject.adapter() as adapter:
            found = tuple(beyond(adapter, subject.scope))
        wider = ConformanceReport(
            report.implementation, "idx", found, notes=(BEYOND,), platform=report.platform
        )
        publish(wider, Path(folder, "beyond", f"{name}.json"))


def beyond(adapter: Adapter, claimed: Scope) -> Iterator[Result]:
    """Yield what an implementation makes of IDX files outside the scope that it claims.

    No compressed ones: how its adapter hands over such a file is not how its users would.
    """
    for case in cases("idx", READ):
        if not in_scope(case.vector, claimed) and not is_compressed(case.vector):
            result = ask(adapter, case)
            refused = result.outcome in REFUSALS
            yield replace(result, data=None, reproducer="") if refused else result


def publish(report: ConformanceReport, place: Path) -> None:
    """Write the result file of a run."""
    place.parent.mkdir(parents=True, exist_ok=True)
    smoke, results = (tuple(map(steady, each)) for each in (report.smoke, report.results))
    text = json.render(replace(report, smoke=smoke, results=results))
    place.write_text(text, encoding="utf-8")
    print(f"{place}: {report.passed}/{report.executed}")


def steady(result: Result) -> Result:
    """Return a result without what differs from run to run, and from machine to machine."""
    detail = result.detail
    if result.outcome in (Outcome.HANG, Outcome.MEMORY):
        detail = GREW.sub("grew by more than ", PRINTED.sub("", detail))
    return replace(
        result,
        detail=INSTALLED.sub(".../", detail),
        reproducer=INSTALLED.sub(".../", result.reproducer),
    )


if __name__ == "__main__":
    main(sys.argv[1].removeprefix("reader-"), sys.argv[2])
