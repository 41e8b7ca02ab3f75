"""PRF007 unknown-content

What it does
    Reports a file that is like the one it is said to be in all that the other rules look
    at, but has none of the digests published of it. Where only the digest of the compressed
    file is published, that is a note: the same content may have been packed again. Where
    there is none to compare with, nothing is reported and the content is unknown.

Why it matters
    A changed file gives other results than everybody else's, and nobody sees why.

Example
    MNIST's test labels in which two neighbours have changed places.

What to do
    Fetch the file again: idxcheck fetch mnist --part test.

Reference
    The registry: the digests published of each file, with their source.
"""

from idxcheck.claim import alternatives
from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.registry import DataFile, PublishedDigest
from idxcheck.rule import Rule
from idxspec import Header


def judge(evidence: Evidence) -> Finding | None:
    """Find a content whose digests are not those of any claimed file."""
    claim, header = evidence.claim, evidence.header
    if claim is None or header is None or evidence.known:
        return None
    compared: list[tuple[PublishedDigest, str]] = []
    for file in claim.fitting(header):
        pair = _comparable(file, header, evidence)
        if pair is None:
            return None
        compared.append(pair)
    packed = any(digest.of == "stored" for digest, _ in compared)
    problem = (
        "packed again or changed, which cannot be told" if packed else "its content is another"
    )
    return RULE.finding(
        f"{claim.opening}, but {problem}",
        expected=alternatives(
            f"{each.algorithm} {each.value} ({each.source})" for each, _ in compared
        ),
        actual=alternatives(f"{each.algorithm} {value}" for each, value in compared),
        hint=claim.next_step(evidence.folder),
        severity=Severity.NOTE if packed else claim.severity,
    )


def _comparable(
    file: DataFile, header: Header, evidence: Evidence
) -> tuple[PublishedDigest, str] | None:
    """Return a digest published of `file` that this one can be held against, with its own.

    One of the content comes first: it tells, while one of the packed file only hints.
    """
    for digest in sorted(file.digests, key=lambda each: each.of):
        own = evidence.digests.get((_of(digest, file, header, evidence), digest.algorithm))
        if own is not None:
            return digest, own
    return None


def _of(digest: PublishedDigest, file: DataFile, header: Header, evidence: Evidence) -> str:
    """Return which of the digests of this file is of the same thing; "" for none."""
    if digest.of == "stored":
        return "stored" if evidence.layers == (file.compression,) else ""
    if file.format == "idx":
        return "values"
    return "content" if (header.format, header.byte_order) == ("norb", "little") else ""


RULE = Rule(
    code="PRF007",
    name="unknown-content",
    severity=Severity.ERROR,
    summary="the content has none of the digests published of the data set's file",
    clause=None,
    scope="data set",
    judge=judge,
    needs="whole",
    requires=("PRF001", "PRF002", "PRF003", "PRF004", "PRF005", "PRF006", "SET004"),
)
