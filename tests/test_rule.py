"""What a rule says of itself, when it can be run, and that all rules keep to the form."""

import re
import sys
from pathlib import Path
from typing import Literal

import pytest

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Hypothesis, Severity
from idxcheck.rule import Need, Rule, Scope
from idxcheck.rules import RULES
from idxcheck.source import StreamFault
from idxcheck.source.recognition import Content, Kind
from idxcheck.values import ValueScan
from idxspec import Element, Header

ROOT = Path(__file__).parents[1]
HEADINGS = ["What it does", "Why it matters", "Example", "What to do", "Reference"]
VECTOR = Header("idx", "big", 0x0801, Element("uint8", 1, "u", 0x08, 0x1E3D4C55), (3,))
EVERY_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def judge(_: Evidence) -> Finding | None:
    """Find nothing."""
    return None


def toy(scope: Scope = "file", needs: Need = "head") -> Rule:
    """Return a rule of that scope and those needs."""
    return Rule("TOY001", "toy", Severity.ERROR, "a toy", "IDX-1.1", scope, judge, needs)


def content(kind: Kind) -> Evidence:
    """Return evidence of a content of that kind, read whole."""
    return Evidence("file", content=Content(kind), length=9, complete=True)


def test_the_findings_of_a_rule() -> None:
    """A rule's finding carries its code, name, severity and clause, and what it is given."""
    rule = toy()
    assert rule.finding("broken") == Finding(
        code="TOY001", name="toy", severity=Severity.ERROR, message="broken", clause="IDX-1.1"
    )
    hypothesis = Hypothesis("mend it")
    assert rule.finding(
        "broken",
        offset=1,
        length=2,
        field="rank",
        expected="whole",
        actual="not",
        hint="mend it",
        hypotheses=(hypothesis,),
        severity=Severity.WARNING,
    ) == Finding(
        code="TOY001",
        name="toy",
        severity=Severity.WARNING,
        message="broken",
        offset=1,
        length=2,
        field="rank",
        clause="IDX-1.1",
        expected="whole",
        actual="not",
        hint="mend it",
        hypotheses=(hypothesis,),
    )


def test_the_documentation_is_that_of_the_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page of a rule is the docstring of the module its judgement is in."""
    assert toy().documentation == (
        "What a rule says of itself, when it can be run, and that all rules keep to the form."
    )
    monkeypatch.setattr(sys.modules[__name__], "__doc__", None)
    assert toy().documentation == ""


def test_a_file_rule_is_always_run() -> None:
    """What is judged of any file needs nothing."""
    assert toy("file").reason_to_skip(Evidence("file", unreadable="Permission denied")) is None
    assert toy("file", "whole").reason_to_skip(Evidence("file")) is None


@pytest.mark.parametrize("scope", ["stream", "content", "idx", "norb", "matrix"])
def test_an_unreadable_file(scope: Scope) -> None:
    """Nothing but the reading itself can be judged of it."""
    evidence = Evidence("file", unreadable="Permission denied", layers=("gzip",))
    assert toy(scope).reason_to_skip(evidence) == "the file could not be read"


@pytest.mark.parametrize("kind", ["corrupt", "limit"])
def test_an_unusable_stream(kind: Literal["corrupt", "limit"]) -> None:
    """Behind a corrupt stream or a limit only the stream can be judged."""
    fault = StreamFault(kind, 9, "block 3 is invalid")
    evidence = Evidence("file", layers=("gzip",), fault=fault, content=Content("idx"))
    reason = "the compressed stream is unusable: block 3 is invalid"
    assert toy("idx").reason_to_skip(evidence) == reason
    assert toy("content").reason_to_skip(evidence) == reason
    assert toy("stream").reason_to_skip(evidence) is None


@pytest.mark.parametrize("kind", ["truncated", "trailing"])
def test_a_stream_with_a_usable_beginning(kind: Literal["truncated", "trailing"]) -> None:
    """A cut stream, or one with garbage behind it, has a content to be judged."""
    fault = StreamFault(kind, 9, "it ends")
    evidence = Evidence("file", layers=("gzip",), fault=fault, content=Content("idx"))
    assert toy("idx").reason_to_skip(evidence) is None


@pytest.mark.parametrize(
    ("scope", "kind", "reason"),
    [
        ("content", "unknown", None),
        ("stream", "idx", "the file is not compressed"),
        ("idx", "idx", None),
        ("idx", "norb", "the content is not IDX"),
        ("norb", "norb", None),
        ("norb", "empty", "the content is not NORB"),
        ("matrix", "idx", None),
        ("matrix", "norb", None),
        ("matrix", "newlines", "the content is neither IDX nor NORB"),
    ],
)
def test_scopes(scope: Scope, kind: Kind, reason: str | None) -> None:
    """A rule judges its own kind of content."""
    assert toy(scope).reason_to_skip(content(kind)) == reason


def test_a_compressed_file_is_in_the_scope_of_stream_rules() -> None:
    """Any layer will do."""
    evidence = Evidence("file", layers=("xz",), complete=True)
    assert toy("stream").reason_to_skip(evidence) is None


NOTHING = Evidence("file", content=Content("idx", header=VECTOR), seen=11)
WHOLE = Evidence("file", content=Content("idx", header=VECTOR), seen=11, length=11, complete=True)
STAT = Evidence("file", content=Content("idx", header=VECTOR), length=11)
BEHIND = Evidence("file", content=Content("idx", header=VECTOR), seen=12)
HEADLESS = Evidence("file", content=Content("idx"), seen=12)
SCANNED = Evidence("file", content=Content("idx", header=VECTOR), values=ValueScan(VECTOR))
CUT = Evidence("file", content=Content("idx"), fault=StreamFault("truncated", 9, "it ends"))


@pytest.mark.parametrize(
    ("needs", "evidence", "reason"),
    [
        ("head", NOTHING, None),
        ("end", NOTHING, "the stream was not read to its end"),
        ("end", WHOLE, None),
        ("end", CUT, None),
        ("length", NOTHING, "the length of the content is not known"),
        ("length", HEADLESS, "the length of the content is not known"),
        ("length", STAT, None),
        ("length", BEHIND, None),
        ("whole", STAT, "the content was not read whole"),
        ("whole", WHOLE, None),
        ("values", WHOLE, "the payload was not scanned whole"),
        ("values", SCANNED, None),
    ],
)
def test_needs(needs: Need, evidence: Evidence, reason: str | None) -> None:
    """A rule is run where what it needs is known."""
    assert toy("idx", needs).reason_to_skip(evidence) == reason


def test_codes_and_names_are_unique() -> None:
    """A code names one rule, a name one rule of a family: IDX and NORB share some."""
    codes = [rule.code for rule in RULES]
    names = [(rule.code[:3], rule.name) for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert len(set(names)) == len(names)


@EVERY_RULE
def test_a_rule_has_its_own_file(rule: Rule) -> None:
    """The file is named by code and name, so that a listing is the table of contents."""
    module = sys.modules[rule.judge.__module__]
    file_name = f"{rule.code.lower()}_{rule.name.replace('-', '_')}"
    assert rule.judge.__module__ == f"idxcheck.rules.{file_name}"
    assert vars(module)["RULE"] is rule
    assert (ROOT / "tests" / "rules" / f"test_{file_name}.py").is_file()


@EVERY_RULE
def test_a_rule_is_complete(rule: Rule) -> None:
    """A code of three letters and three digits, a name in kebab case, a summary in a line."""
    assert re.fullmatch(r"(TRN|IDX|NRB|VAL|NAM|PRF|SET|SCH)\d{3}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert re.fullmatch(r"[^\s].{10,90}[^.\s]", rule.summary)


@EVERY_RULE
def test_a_rule_explains_itself(rule: Rule) -> None:
    """The page opens with code and name and has the five headings, none of them empty."""
    title, *sections = re.split(r"\n\n(?=[A-Z][a-z ]+\n {4})", rule.documentation)
    assert title == f"{rule.code} {rule.name}"
    assert [section.partition("\n")[0] for section in sections] == HEADINGS
    for section in sections:
        assert all(line.startswith("    ") or not line for line in section.split("\n")[1:])


@EVERY_RULE
def test_a_rule_requires_earlier_ones(rule: Rule) -> None:
    """What must have passed has been run before."""
    earlier = [each.code for each in RULES[: RULES.index(rule)]]
    assert set(rule.requires) <= set(earlier)
    assert len(set(rule.requires)) == len(rule.requires)


@EVERY_RULE
def test_a_clause_is_in_the_prose(rule: Rule) -> None:
    """The clause of a rule is a heading of the specification of its format."""
    if rule.clause is None:
        assert rule.code[:3] in ("TRN", "VAL", "NAM", "PRF", "SET", "SCH")
        return
    prose = {"IDX": "idx.md", "NOR": "norb.md"}[rule.clause[:3]]
    text = (ROOT / "spec" / prose).read_text(encoding="utf-8")
    assert re.search(rf"^### {re.escape(rule.clause)} ", text, re.MULTILINE)
    assert rule.clause in rule.documentation


@EVERY_RULE
def test_a_family_judges_its_format(rule: Rule) -> None:
    """IDX rules judge IDX, NRB rules NORB, stream rules come with no format."""
    expected = {
        "IDX": {"idx"},
        "NRB": {"norb"},
        "TRN": {"file", "stream", "content"},
        "VAL": {"matrix", "idx", "norb"},
        "NAM": {"matrix", "idx", "norb"},
        "PRF": {"data set"},
        "SET": {"siblings"},
        "SCH": {"expectation"},
    }
    assert rule.scope in expected[rule.code[:3]]


@EVERY_RULE
def test_a_rule_finds_nothing_in_nothing(rule: Rule) -> None:
    """A rule on a matrix does not fail where there is none, whatever was to keep it from it."""
    if rule.scope in ("idx", "norb", "matrix") or rule.in_context:
        assert rule.judge(Evidence("nothing")) is None
