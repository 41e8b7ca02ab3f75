"""The JUnit report: a suite for each file, a case for each rule, so that passing rules count.

What fails a case is what fails the check: a finding as grave as `fail_on`. Lesser ones are
told in the output of a case that passes. What could not be judged is an error, a rule that
was not run is skipped, with its reason.
"""

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from idxcheck.findings import FileReport, Finding, Report, Severity
from idxcheck.reports.escaping import escape
from idxcheck.reports.wording import GRAVITY, details, unjudged
from idxcheck.rules import RULES

COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render(
    report: Report,
    exit_code: int,  # noqa: ARG001 - every format is given it
) -> str:
    """Return `report` as an XML document in ASCII."""
    root = _element("testsuites", name="idxcheck")
    for file in report.files:
        root.append(_suite(file, report))
    if report.remarks:
        root.append(_configuration(report))
    _count(root, root.findall("testsuite/testcase"))
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="us-ascii", xml_declaration=True)
    return document.decode("ascii") + "\n"


def _configuration(report: Report) -> ET.Element:
    """Return a suite of one case, in whose output stands what is to be said."""
    suite = _element("testsuite", name=report.configuration or "configuration")
    case = _element("testcase", classname="idxcheck", name="configuration")
    case.append(_element("system-out"))
    case[0].text = "\n".join(map(escape, report.remarks))
    _count(suite, [case])
    suite.append(case)
    return suite


def _suite(file: FileReport, report: Report) -> ET.Element:
    suite = _element("testsuite", name=file.path)
    known = {
        "verdict": file.verdict.value,
        "content": file.content.value,
        "format": file.format,
        "layers": " > ".join(file.layers) or None,
    }
    told = [(name, value) for name, value in known.items() if value is not None]
    suite.append(_properties(told))
    cases = [*_cases(file, report)]
    _count(suite, cases)
    suite.extend(cases)
    return suite


def _cases(file: FileReport, report: Report) -> Iterable[ET.Element]:
    reason = unjudged(file)
    if reason is not None:
        case = _element("testcase", classname="idxcheck", name="verdict")
        case.append(_element("error", message=reason, type="undetermined"))
        yield case
    names = {rule.code: rule.name for rule in RULES}
    found: dict[str, list[Finding]] = {code: [] for code in file.rules_executed}
    for finding in file.findings:
        names[finding.code] = finding.name
        found.setdefault(finding.code, []).append(finding)
    for code, findings in found.items():
        case = _case(code, names)
        case.extend(_outcome(findings, report))
        yield case
    for skipped in file.rules_skipped:
        if skipped.code not in found:
            case = _case(skipped.code, names)
            case.append(_element("skipped", message=skipped.reason))
            yield case


def _case(code: str, names: dict[str, str]) -> ET.Element:
    band = code.rstrip("0123456789")
    name = f"{code} {names[code]}" if code in names else code
    return _element("testcase", classname=f"idxcheck.{band}", name=name)


def _outcome(findings: Sequence[Finding], report: Report) -> Iterable[ET.Element]:
    """Yield what one rule found: all of it in one element, as some readers keep no second."""
    if not findings:
        return
    yield _properties(_parts(findings))
    worst = min(findings, key=lambda finding: GRAVITY.index(finding.severity))
    first = f"{_title(worst)}: {worst.message}"
    if report.fails(worst):
        element = _element("failure", message=first, type=worst.severity.value)
    elif any(finding.severity is Severity.UNDETERMINED for finding in findings):
        element = _element("error", message=first, type="undetermined")
    else:
        element = _element("system-out")
    told = ["\n".join([_title(finding), *details(finding)]) for finding in findings]
    element.text = "\n\n".join(told)
    yield element


def _title(finding: Finding) -> str:
    place = "" if finding.offset is None else f" at {finding.offset:#x}"
    return f"{finding.severity.value} {finding.code} {finding.name}{place}"


def _parts(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return [
        (name, str(value))
        for finding in findings
        for name, value in (
            ("severity", finding.severity.value),
            ("offset", finding.offset),
            ("length", finding.length),
            ("field", finding.field),
            ("clause", finding.clause),
        )
        if value is not None
    ]


def _properties(told: Iterable[tuple[str, str]]) -> ET.Element:
    properties = _element("properties")
    properties.extend(_element("property", name=name, value=value) for name, value in told)
    return properties


def _count(suite: ET.Element, cases: Sequence[ET.Element]) -> None:
    suite.set("tests", str(len(cases)))
    for name, tag in COUNTED.items():
        suite.set(name, str(sum(case.find(tag) is not None for case in cases)))


def _element(tag: str, **attributes: str) -> ET.Element:
    """Return an element with attributes that XML can hold, whatever they were."""
    return ET.Element(tag, {name: escape(value) for name, value in attributes.items()})
