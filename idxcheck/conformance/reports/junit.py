"""The JUnit report: a case for each question, under its section of the specification.

What fails the run is a failure, an answer nobody can use an error; what is unsupported, known
or was not asked is skipped, with its reason. A leaky error that fails nothing is told in the
output of a case that passes.
"""

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from idxcheck.conformance.causes import section
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result
from idxcheck.conformance.reports.wording import (
    executed,
    said,
    score,
    skipped,
    title,
    verdict,
)
from idxcheck.reports.escaping import escape

COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render(report: ConformanceReport) -> str:
    """Return `report` as an XML document in ASCII."""
    root = _element("testsuites", name=f"idxcheck conform: {title(report.implementation)}")
    for name, results in (
        ("smoke", report.smoke),
        ("vectors", report.results),
        ("generated", report.generated),
        ("stale", report.stale),
    ):
        if results:
            _add_suite(root, name, [_case(each, report) for each in results])
    if report.skipped:
        _add_suite(root, "skipped", list(_skipped(report)))
    _add_suite(root, "run", [_run(report)])
    _count(root, list(root.iter("testcase")))
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="us-ascii", xml_declaration=True)
    return document.decode("ascii") + "\n"


def _case(result: Result, report: ConformanceReport) -> ET.Element:
    place = section(result.clause) or "run"
    case = _element("testcase", classname=f"idxcheck.conform.{place}", name=result.case)
    known = {"clause": result.clause, "verdict": result.verdict, "flags": " ".join(result.flags)}
    told = {name: value for name, value in known.items() if value}
    if told:
        case.append(_element("properties"))
        case[0].extend(_element("property", name=name, value=told[name]) for name in told)
    case.extend(_outcome(result, report))
    return case


def _outcome(result: Result, report: ConformanceReport) -> Iterable[ET.Element]:
    outcome, words = result.outcome, said(result)
    if result.stale is not None:
        yield _told("failure", f"stale: {result.stale}", "stale", result)
    elif result.known is not None:
        yield _element("skipped", message=f"known {words}; {result.known}")
    elif outcome is Outcome.UNSUPPORTED:
        yield _element("skipped", message=words)
    elif outcome is Outcome.ERROR:
        yield _told("error", words, outcome.value, result)
    elif outcome.fails(strict=report.strict):
        yield _told("failure", words, outcome.value, result)
    elif outcome is not Outcome.PASS:
        output = _element("system-out")
        output.text = words
        yield output


def _told(tag: str, message: str, kind: str, result: Result) -> ET.Element:
    element = _element(tag, message=message, type=kind)
    lines = [result.outcome.value, result.detail, result.reproducer]
    element.text = "\n".join(escape(line) for line in lines if line)
    return element


def _skipped(report: ConformanceReport) -> Iterable[ET.Element]:
    for each in report.skipped:
        case = _element("testcase", classname="idxcheck.conform.skipped", name=skipped(each))
        case.append(_element("skipped", message=each.reason))
        yield case


def _run(report: ConformanceReport) -> ET.Element:
    """Return the case that fails where the run does for want of executed cases."""
    case = _element("testcase", classname="idxcheck.conform.run", name="executed")
    if report.shortages:
        case.append(_element("failure", message=verdict(report), type="too-few"))
    output = _element("system-out")
    output.text = f"scope {report.scope}: {score(report)}, {executed(report)}"
    case.append(output)
    return case


def _add_suite(root: ET.Element, name: str, cases: Sequence[ET.Element]) -> None:
    suite = _element("testsuite", name=name)
    _count(suite, cases)
    suite.extend(cases)
    root.append(suite)


def _count(suite: ET.Element, cases: Sequence[ET.Element]) -> None:
    suite.set("tests", str(len(cases)))
    for name, tag in COUNTED.items():
        suite.set(name, str(sum(case.find(tag) is not None for case in cases)))


def _element(tag: str, **attributes: str) -> ET.Element:
    """Return an element with attributes that XML can hold, whatever they were."""
    return ET.Element(tag, {name: escape(value) for name, value in attributes.items()})
