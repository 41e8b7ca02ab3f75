"""IDX003 little-endian-header

What it does
    Reports an IDX header written in little-endian order: the magic reversed, or the magic
    right and sizes that fit the length of the file only when read in reverse.

Why it matters
    The format is big-endian on every machine. A reader sees the magic 50855936 in place of
    2051, or sizes in the millions, and refuses the file or asks for gigabytes.

Example
    03 08 00 00 10 27 00 00 1C 00 00 00 1C 00 00 00: magic 2051 and 10000 x 28 x 28, each
    number reversed.

What to do
    Write the header big-endian (`>` in Python's struct). Elements of more than one byte
    come from the same writer and are probably reversed too. idxcheck repair IN OUT turns
    round what is certain.

Reference
    Clause IDX-3.4.
"""

import idxspec
from idxcheck.edits import edit_at, fits
from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Hypothesis, Severity
from idxcheck.rule import Rule
from idxcheck.sizes import describe_shape
from idxspec import Header


def judge(evidence: Evidence) -> Finding | None:
    """Find a header whose bytes make sense in the other order only."""
    if not evidence.content.little_endian:
        return None
    magic, whole = evidence.head[:4], evidence.head[:2] != b"\0\0"
    number = int.from_bytes(magic, "little" if whole else "big")
    meant = evidence.content.header
    fitting = meant is not None and fits(meant, evidence.length)
    said = "the file ends inside the sizes" if meant is None else _describe(meant)
    return RULE.finding(
        f"the {'magic is' if whole else 'sizes are'} little-endian; in the right order: magic"
        f" {number}, {said}{', which fits the length' if fitting else ''}",
        offset=0 if whole else 4,
        length=4 if whole else 4 * magic[3],
        field="prefix" if whole else "shape",
        expected=f"{number:08X} and big-endian sizes",
        actual=evidence.head[:16].hex(" ", -4).upper(),
        hint="write header and elements big-endian; where that is certain: idxcheck repair IN OUT",
        hypotheses=(_rewritten(evidence, meant),) if meant is not None and fitting else (),
    )


def _describe(header: Header) -> str:
    return f"{describe_shape(header.shape)} {header.element.name}"


def _rewritten(evidence: Evidence, meant: Header) -> Hypothesis:
    new = idxspec.build(meant)
    return edit_at("the header should be", 0, evidence.head[: len(new)], new, meant)


RULE = Rule(
    code="IDX003",
    name="little-endian-header",
    severity=Severity.ERROR,
    summary="the header is little-endian, wholly or in its sizes",
    clause="IDX-3.4",
    scope="idx",
    judge=judge,
)
