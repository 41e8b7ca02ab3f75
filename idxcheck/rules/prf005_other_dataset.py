"""PRF005 other-dataset

What it does
    Reports a file that is another one than it is said to be, known by a published digest:
    of another data set, or another file of the right one.

Why it matters
    MNIST, Fashion-MNIST and KMNIST share names, shapes and sizes, and proxies have served
    one for another's address. Every reader takes the file; the wrong thing is learned.

Example
    FashionMNIST/raw/t10k-images-idx3-ubyte.gz whose sha256 is that of MNIST's test images.

What to do
    Fetch the file again: idxcheck fetch fashion-mnist --part test --force. If the folder's
    name means something else, say so with --dataset.

Reference
    The registry: the digests published of each file, with their source.
"""

from idxcheck.attribution import claim_by_name
from idxcheck.claim import Basis, Claim, describe_files
from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.known_files import files_named, telling_digest
from idxcheck.rule import Rule

SHOWN = 8  # hexadecimal digits of a digest


def judge(evidence: Evidence) -> Finding | None:
    """Find a file that is known as another one."""
    known, claim = evidence.known, _claim(evidence)
    if claim is None or not known or not set(known).isdisjoint(claim.files):
        return None
    return RULE.finding(
        f"valid, but these are {describe_files(known)}",
        expected=claim.words,
        actual=_evidence(evidence),
        hint=claim.next_step(evidence.folder, replaceable=True)
        if claim.asserted
        else "give the file the name of what it is",
        severity=claim.severity_of_another,
    )


def _claim(evidence: Evidence) -> Claim | None:
    """Return what it is said to be; a file known by its digest is said to be that by its name."""
    claim = evidence.claim
    if claim is None or claim.basis is not Basis.DIGEST:
        return claim
    return claim_by_name(files_named(evidence.name))


def _evidence(evidence: Evidence) -> str:
    """Return which digest told: `sha256 0fa7898d... is mnist/t10k-images`."""
    file = evidence.known[0]
    digest = telling_digest(evidence.digests, file)
    assert digest is not None, "a file is known by one of its digests"  # noqa: S101 - a bug of ours
    stored = " of the file as stored" if digest.of == "stored" else ""
    return f"{digest.algorithm} {digest.value[:SHOWN]}...{stored} is {file.key}"


RULE = Rule(
    code="PRF005",
    name="other-dataset",
    severity=Severity.ERROR,
    summary="the file is known as one of another data set, or as another file of it",
    clause=None,
    scope="data set",
    judge=judge,
    needs="whole",
)
