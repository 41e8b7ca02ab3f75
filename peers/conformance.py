"""Ask libraries everything, and write the result files that the matrix is made of.

    python peers/conformance.py NAME FOLDER

`tox -e reader-NAME` runs this. What the library fails is in FOLDER/NAME.json and fails nothing
here. Only the vectors are asked: how many files Hypothesis makes in the time that it has depends
on the machine, and two runs of one library should give one file.
"""

import re
import sys
from dataclasses import replace
from pathlib import Path

from idxcheck.cli.conform_subjects import subjects
from idxcheck.conformance.reports import json
from idxcheck.conformance.runner import run

# Where a library was installed says nothing of it, and is another place on each machine.
INSTALLED = re.compile(r"/[^\s\"':()]*/(?=(?:node_modules|site-packages)/)")


def main(name: str, folder: str) -> None:
    """Ask the library `name`, and write what came of it."""
    (subject,) = subjects([name], None, None, writer=None, protocol=None, tell=print)
    report = run(subject.adapter(), scope=subject.scope)
    if subject.implementation is not None:
        report = replace(report, implementation=subject.implementation)
    place = Path(folder, f"{name}.json")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(INSTALLED.sub(".../", json.render(report)), encoding="utf-8")
    print(f"{place}: {report.passed}/{report.executed}")


if __name__ == "__main__":
    main(sys.argv[1].removeprefix("reader-"), sys.argv[2])
