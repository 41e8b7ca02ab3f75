"""Whether a file is the one that was wanted, and if not, what it is instead."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from idxcheck.checking import check
from idxcheck.datasets.wanted import Wanted
from idxcheck.digests import Hashing
from idxcheck.errors import UsageError
from idxcheck.evidence import CHUNK
from idxcheck.findings import Finding, Severity, Verdict
from idxcheck.registry import (
    STRENGTH,
    DataFile,
    DataSet,
    PublishedDigest,
    data_sets,
    strongest,
)
from idxcheck.sizes import describe_shape
from idxcheck.source import open_source

FORM = ("TRN", "IDX", "NRB")  # the rules on the form of a matrix file
NO_FILE = ("TRN001", "TRN002", "TRN003")  # empty, a page, a pointer: wrong for any file


def words(wanted: Wanted) -> str:
    """Return by what `wanted` is known to be right, once `fault` has found nothing."""
    digest = strongest(wanted.digests)
    return "the published shape, no digest" if digest is None else f"{digest.algorithm} verified"


def fault(path: Path, wanted: Wanted, known: Sequence[DataSet]) -> Finding | None:
    """Return why the file at `path` is not the `wanted` one; None where it is.

    The strongest published digest decides; where none is published, the form of the file
    does: valid, of the published format, element type and shape. `known` are the data sets
    a wrong file may be of.

    Raises UsageError for a file that could not be told from any other, and OSError.
    """
    best = strongest(wanted.digests)
    if best is None:
        if wanted.file is None:
            raise UsageError(f"{wanted.path.name} cannot be verified: no digest is published")
        return _fault_of_rules(path, wanted) or _other_shape(path, wanted.file)
    if _stored_digests(path, (best.algorithm,))[best.algorithm] == best.value:
        return None
    found = _stored_digests(path, STRENGTH)
    return (
        _other_file(found, "stored", wanted, known)
        or _fault_of_rules(path, wanted)
        or (None if wanted.file is None else _other_content(path, wanted, known))
        or _finding(
            "PRF007",
            "unknown-content",
            "no published file has these bytes" + _sizes(path, wanted),
            expected=f"{best.algorithm} {best.value}",
            actual=f"{best.algorithm} {found[best.algorithm]}",
        )
    )


def content_digest(path: Path) -> PublishedDigest:
    """Return the sha256 of what the valid file at `path` holds decompressed."""
    value = _content_digests(path)["sha256"]
    return PublishedDigest("sha256", "content", value, f"the content of {path}")


def _fault_of_rules(path: Path, wanted: Wanted) -> Finding | None:
    """Return what the rules say against the file, those on its data set where they know it."""
    file = wanted.file
    if file is None:
        report = check(path, select=NO_FILE)
    elif any(file in each.files for each in data_sets()):
        report = check(path, dataset=file.data_set, select=(*FORM, "PRF"))
    else:
        report = check(path, select=FORM)
    for finding in report.findings:
        if finding.severity in (Severity.ERROR, Severity.UNDETERMINED):
            return replace(finding, message=finding.message + _sizes(path, wanted))
    return None


def _other_shape(path: Path, file: DataFile) -> Finding | None:
    report = check(path, select=FORM).files[0]
    header = report.header
    assert header is not None, "a file without fault of form has a header"  # noqa: S101 - a bug of ours
    found = (header.format, header.element.name, header.shape)
    if report.verdict is Verdict.VALID and found == (file.format, file.element, file.shape):
        return None
    return _finding(
        "PRF001",
        "wrong-shape",
        f"this is not the matrix that {file.key} is",
        expected=f"{file.format.upper()} {file.element} {describe_shape(file.shape)}",
        actual=f"{header.format.upper()} {header.element.name} {describe_shape(header.shape)}",
    )


def _other_content(path: Path, wanted: Wanted, known: Sequence[DataSet]) -> Finding | None:
    # Only what check has called valid: what it holds is then known to be no bomb.
    return _other_file(_content_digests(path), "content", wanted, known)


def _other_file(
    found: Mapping[str, str], of: str, wanted: Wanted, known: Sequence[DataSet]
) -> Finding | None:
    # The wanted file first: some files of a set are equal, byte for byte.
    own = () if wanted.file is None else (wanted.file,)
    files = dict.fromkeys((*own, *(file for each in known for file in each.files)))
    for file in files:
        digest = strongest(each for each in file.digests if _fits(each, of, found))
        if digest is None or (file == wanted.file and of == "stored"):  # packed for unpacked
            continue
        has = f"it has the {digest.algorithm} {digest.value}"
        if file == wanted.file:
            message = f"the content is right, but somebody else compressed it: {has} decompressed"
            return _finding("PRF007", "unknown-content", message)
        same = wanted.file is not None and wanted.file.data_set == file.data_set
        what = f"another file of {file.data_set}, {file.name}" if same else file.key
        return _finding("PRF005", "other-dataset", f"it is {what}: {has}")
    return None


def _fits(digest: PublishedDigest, of: str, found: Mapping[str, str]) -> bool:
    return digest.of == of and found[digest.algorithm] == digest.value


def _finding(
    code: str, name: str, message: str, *, expected: str | None = None, actual: str | None = None
) -> Finding:
    return Finding(code, name, Severity.ERROR, message, expected=expected, actual=actual)


def _sizes(path: Path, wanted: Wanted) -> str:
    size = path.stat().st_size
    if wanted.size in (None, size):
        return ""
    return f"; it has {size} of {wanted.size} bytes"


def _stored_digests(path: Path, algorithms: Iterable[str]) -> dict[str, str]:
    hashing = Hashing(algorithms)
    with path.open("rb") as file:
        while data := file.read(CHUNK):
            hashing.update(memoryview(data))
    return dict(hashing.hexdigests())


def _content_digests(path: Path) -> dict[str, str]:
    hashing = Hashing()
    window = memoryview(bytearray(CHUNK))
    with open_source(path) as source:
        while count := source.readinto(window):
            hashing.update(window[:count])
    return dict(hashing.hexdigests())
