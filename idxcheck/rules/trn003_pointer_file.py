"""TRN003 pointer-file

What it does
    Reports a short text that only says where the data is: a git-LFS, git-annex or DVC
    pointer, or the text of a symbolic link.

Why it matters
    A clone made without git-LFS, or an archive downloaded from the forge's page, holds
    pointers of some 130 bytes under the names of the data.

Example
    version https://git-lfs.github.com/spec/v1
    oid sha256:0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7
    size 7840016

What to do
    Fetch what it points to: git lfs pull, git annex get FILE, dvc pull. A symbolic link that
    was checked out as text: git config core.symlinks true, then check it out again.

Reference
    The git-LFS specification, section "The Pointer"; git-annex, "internals/pointer file".
"""

import re

from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Severity
from idxcheck.rule import Rule
from idxcheck.source.text import excerpt

HINTS = {
    "git-LFS pointer": "git lfs pull",
    "git-annex pointer": "git annex get FILE",
    "DVC pointer": "dvc pull",
    "symbolic link's text": "fetch or copy the file it names",
}


def judge(evidence: Evidence) -> Finding | None:
    """Find a text that points to the data."""
    if evidence.content.kind != "pointer":
        return None
    kind = evidence.content.detail
    size = re.search(rb"^size (\d{1,20})\r?$", evidence.head, re.MULTILINE)
    meant = f"; the data has {int(size[1])} bytes" if size else ""
    return RULE.finding(
        f"a {kind} in place of the data{meant}",
        offset=0,
        length=evidence.length,
        expected="00 00 (IDX) or ?? 4C 3D 1E (NORB)",
        actual=excerpt(evidence.head),
        hint=HINTS[kind],
    )


RULE = Rule(
    code="TRN003",
    name="pointer-file",
    severity=Severity.ERROR,
    summary="a text that points to the data stands in its place",
    clause=None,
    scope="content",
    judge=judge,
)
