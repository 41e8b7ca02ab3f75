"""Asking for hypotheses, and trying each of them."""

from collections.abc import Callable

import pytest

from idxcheck.checking import check
from idxcheck.evidence import Evidence, examine
from idxcheck.findings import Hypothesis, Severity
from idxcheck.hypotheses import explain_length
from idxcheck.source import open_source

EvidenceOf = Callable[..., Evidence]
Explained = Callable[[bytes], tuple[Hypothesis, ...]]
Texts = Callable[[bytes], list[str]]


@pytest.fixture
def evidence_of() -> EvidenceOf:
    """`evidence_of(data, *, header_only=False)`: what one pass over the bytes brings to light."""

    def look(data: bytes, *, header_only: bool = False) -> Evidence:
        with open_source(data) as source:
            return examine(source, "data", strict=True, header_only=header_only)

    return look


@pytest.fixture
def explained(evidence_of: EvidenceOf) -> Explained:
    """`explained(data)`: the hypotheses on the length; after each edit the file has no error."""

    def explain(data: bytes) -> tuple[Hypothesis, ...]:
        offered = explain_length(evidence_of(data))
        for each in offered:
            if each.offset is not None:
                end = each.offset + len(each.old)
                assert data[each.offset : end] == each.old
                edited = check(data[: each.offset] + each.new + data[end:])
                errors = [each for each in edited.findings if each.severity is Severity.ERROR]
                assert errors == []
        return offered

    return explain


@pytest.fixture
def texts(explained: Explained) -> Texts:
    """`texts(data)`: what the hypotheses on the length say."""

    def tell(data: bytes) -> list[str]:
        return [each.text for each in explained(data)]

    return tell
