"""Which rules are run, which are skipped and why, and which are selected."""

from collections.abc import Callable

import pytest

from idxcheck.errors import UsageError
from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity, SkippedRule
from idxcheck.judging import judge, select_rules
from idxcheck.rule import Rule, Scope
from idxcheck.source.recognition import Content
from idxspec import Element, Header

NONE = Evidence("none")
VECTOR = Header("idx", "big", 0x0801, Element("uint8", 1, "u", 0x08, 0x1E3D4C55), (3,))
ALL = frozenset({"TOY001", "TOY002", "TOY003", "TOY004"})


def finding(severity: Severity, code: str = "TOY001") -> Finding:
    """Return a finding that says nothing."""
    return Finding(code=code, name="toy", severity=severity, message="")


def toy(
    code: str,
    severity: Severity | None = None,
    *,
    requires: tuple[str, ...] = (),
    scope: Scope = "file",
) -> Rule:
    """Return a rule that finds something of `severity`, or never anything."""

    def rule_judge(_: Evidence) -> Finding | None:
        return None if severity is None else finding(severity, code)

    return Rule(
        code=code,
        name=f"toy-{code.lower()}",
        severity=Severity.ERROR,
        summary="a toy",
        clause=None,
        scope=scope,
        judge=rule_judge,
        requires=requires,
    )


@pytest.fixture
def codes_after(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[object, object, object]]:
    """`codes_after(*rules, selected=ALL)`: codes found, executed, and skipped with the reason."""

    def run(*rules: Rule, selected: frozenset[str] = ALL) -> tuple[object, object, object]:
        monkeypatch.setattr("idxcheck.judging.RULES", rules)
        judgement = judge(NONE).only(selected)
        reasons = {each.code: each.reason for each in judgement.skipped}
        codes = [each.code for each in judgement.findings]
        return codes, list(judgement.executed), reasons

    return run


CodesAfter = Callable[..., tuple[list[str], list[str], dict[str, str]]]


def test_every_rule_is_run_in_order(codes_after: CodesAfter) -> None:
    """Rules that do not depend on each other all speak."""
    rules = (
        toy("TOY002", Severity.ERROR),
        toy("TOY001"),
        toy("TOY003", Severity.NOTE),
        toy("TOY004", Severity.ERROR),
    )
    assert codes_after(*rules) == (
        ["TOY002", "TOY003", "TOY004"],
        ["TOY002", "TOY001", "TOY003", "TOY004"],
        {},
    )


@pytest.mark.parametrize("severity", [Severity.ERROR, Severity.UNDETERMINED])
def test_a_finding_blocks_what_requires_it(codes_after: CodesAfter, severity: Severity) -> None:
    """One root cause, one error: the rule that would repeat it is skipped."""
    rules = (
        toy("TOY001", severity),
        toy("TOY002", Severity.ERROR, requires=("TOY001",)),
        toy("TOY003", Severity.ERROR, requires=("TOY004",)),
    )
    assert codes_after(*rules) == (
        ["TOY001", "TOY003"],
        ["TOY001", "TOY003"],
        {"TOY002": "TOY001 was found"},
    )


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.NOTE])
def test_a_remark_blocks_nothing(codes_after: CodesAfter, severity: Severity) -> None:
    """A warning or a note is no cause of an error."""
    rules = (toy("TOY001", severity), toy("TOY002", Severity.ERROR, requires=("TOY001",)))
    assert codes_after(*rules) == (["TOY001", "TOY002"], ["TOY001", "TOY002"], {})


def test_a_block_is_passed_on(codes_after: CodesAfter) -> None:
    """What requires a blocked rule is blocked by the same cause, over any number of steps."""
    rules = (
        toy("TOY001", Severity.ERROR),
        toy("TOY002", Severity.ERROR, requires=("TOY001",)),
        toy("TOY003", Severity.ERROR, requires=("TOY009", "TOY002")),
        toy("TOY004", Severity.ERROR, requires=("TOY003",)),
    )
    assert codes_after(*rules) == (
        ["TOY001"],
        ["TOY001"],
        {
            "TOY002": "TOY001 was found",
            "TOY003": "TOY001 was found",
            "TOY004": "TOY001 was found",
        },
    )


def test_the_first_cause_is_named(codes_after: CodesAfter) -> None:
    """Of two causes the one that is required first is the reason."""
    rules = (
        toy("TOY001", Severity.ERROR),
        toy("TOY002", Severity.ERROR),
        toy("TOY003", Severity.ERROR, requires=("TOY002", "TOY001")),
    )
    assert codes_after(*rules)[2] == {"TOY003": "TOY002 was found"}


def test_a_rule_that_cannot_be_run_blocks_nothing(codes_after: CodesAfter) -> None:
    """Out of its scope a rule finds nothing, and says why it was skipped."""
    rules = (
        toy("TOY001", Severity.ERROR, scope="idx"),
        toy("TOY002", Severity.ERROR, requires=("TOY001",)),
    )
    assert codes_after(*rules) == (
        ["TOY002"],
        ["TOY002"],
        {"TOY001": "the content is not IDX"},
    )


def test_a_rule_not_selected_still_blocks(codes_after: CodesAfter) -> None:
    """Leaving a rule out does not bring up the consequences it stands for."""
    rules = (
        toy("TOY001", Severity.ERROR),
        toy("TOY002", Severity.ERROR, requires=("TOY001",)),
        toy("TOY003", Severity.ERROR, scope="idx"),
    )
    assert codes_after(*rules, selected=frozenset({"TOY002"})) == (
        [],
        [],
        {"TOY001": "not selected", "TOY002": "TOY001 was found", "TOY003": "not selected"},
    )


def test_the_real_rules_on_a_real_fault() -> None:
    """A file of rank 0: one error; what needs sizes is skipped with that reason."""
    content = Content("idx", header=Header("idx", "big", 0x0800, VECTOR.element, ()))
    evidence = Evidence("scalar", head=b"\0\0\x08\0\x05", seen=5, length=5, content=content)
    judgement = judge(evidence).only(frozenset({"IDX102", "IDX201", "NRB201"}))
    skipped = judgement.skipped
    assert [each.code for each in judgement.findings] == ["IDX102"]
    assert judgement.executed == ("IDX102",)
    assert SkippedRule("IDX201", "IDX102 was found") in skipped
    assert SkippedRule("NRB201", "the content is not NORB") in skipped
    assert SkippedRule("IDX202", "not selected") in skipped


@pytest.fixture
def toys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four rules of two families."""
    rules = tuple(toy(code) for code in ("TOY001", "TOY002", "TOY101", "FUN001"))
    monkeypatch.setattr("idxcheck.judging.RULES", rules)


@pytest.mark.usefixtures("toys")
@pytest.mark.parametrize(
    ("select", "ignore", "codes"),
    [
        (None, None, {"TOY001", "TOY002", "TOY101", "FUN001"}),
        (["ALL"], [], {"TOY001", "TOY002", "TOY101", "FUN001"}),
        (["all"], ["toy0"], {"TOY101", "FUN001"}),
        (["Toy-TOY002"], None, {"TOY002"}),
        (["TOY001"], None, {"TOY001"}),
        (["toy-toy002"], None, {"TOY002"}),
        (["TOY"], None, {"TOY001", "TOY002", "TOY101"}),
        (["TOY0", "FUN001"], None, {"TOY001", "TOY002", "FUN001"}),
        (["TOY", "TOY001"], ["TOY0"], {"TOY101"}),
        (None, ["FUN", "toy-toy001"], {"TOY002", "TOY101"}),
        (["FUN"], ["TOY"], {"FUN001"}),
    ],
)
def test_selecting_rules(
    select: list[str] | None, ignore: list[str] | None, codes: set[str]
) -> None:
    """Codes, names, beginnings of codes, and ALL; what is ignored is taken away."""
    assert select_rules(select, ignore) == codes


@pytest.mark.usefixtures("toys")
def test_selecting_nothing() -> None:
    """With no rule left there would be no judgement, only silence."""
    for select, ignore in (([], None), (["TOY001"], ["ALL"]), (None, ["TOY", "FUN"])):
        with pytest.raises(UsageError, match="no rule is left to judge by"):
            select_rules(select, ignore)


@pytest.mark.usefixtures("toys")
def test_selectors_in_one_text() -> None:
    """A text is a sequence of letters, none of which is a rule."""
    with pytest.raises(UsageError, match="rules are a list of selectors"):
        select_rules("TOY001", None)


@pytest.mark.usefixtures("toys")
@pytest.mark.parametrize("selector", ["TOY009", "toys", "toy-toy", "001", "", "al", "TOY001 "])
def test_selecting_what_is_not_there(selector: str) -> None:
    """A selector that means no rule is a mistake, wherever it stands."""
    message = f"no rule is called {selector!r}; list them with: idxcheck explain --all"
    for select, ignore in (([selector], None), (None, [selector]), (["ALL", selector], None)):
        with pytest.raises(UsageError) as raised:
            select_rules(select, ignore)
        assert str(raised.value) == message
