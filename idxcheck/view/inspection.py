"""What is known of a file from its first bytes, whether or not they are a good header."""

from dataclasses import dataclass

from idxcheck.evidence import Evidence, examine
from idxcheck.findings import Finding, Severity
from idxcheck.judging import judge, select_rules
from idxcheck.sizes import counted, describe_shape
from idxcheck.soundness import reading_error
from idxcheck.source import display_name, open_source
from idxcheck.view.hexdump import Row, annotate, dump
from idxspec import ByteOrder, Header

GRAVE = (Severity.ERROR, Severity.WARNING, Severity.UNDETERMINED)
FORMATS = ("IDX", "NRB")  # the rules whose offsets are in the matrix, not in a wrapper


@dataclass(frozen=True, slots=True)
class Inspection:
    """A file as its first bytes and its length tell of it.

    `error` is why no header can be had of it: a FormatError, a LimitError or an OSError.
    `findings` are what the rules say of the header in the lenient reading, `rows` the
    bytes of the header, or the first bytes where there is none. The sizes are in bytes,
    each None where only reading to the end can tell it.
    """

    path: str
    layers: tuple[str, ...] = ()
    header: Header | None = None
    stored_size: int | None = None
    content_size: int | None = None
    findings: tuple[Finding, ...] = ()
    rows: tuple[Row, ...] = ()
    error: Exception | None = None


def inspect(target: str) -> Inspection:
    """Look at the beginning of the file `target`, or of standard input for `-`."""
    name = display_name(target)
    try:
        with open_source(target) as source:
            evidence = examine(source, name, strict=False, header_only=True)
    except OSError as error:
        return Inspection(name, error=error)
    everything, _, _ = judge(evidence, select_rules(None, None))
    findings = tuple(finding for finding in everything if finding.severity in GRAVE)
    return Inspection(
        path=name,
        layers=evidence.layers,
        header=evidence.header,
        stored_size=evidence.stored_length,
        content_size=evidence.length,
        findings=findings,
        rows=_rows(evidence, findings),
        error=reading_error(evidence, header_only=evidence.header is not None),
    )


def describe(inspection: Inspection) -> list[tuple[str, str]]:
    """Return label and text of all that is known, in the order people look for it."""
    error, header = inspection.error, inspection.header
    if isinstance(error, OSError):
        return [("not readable", error.strerror or str(error))]
    lines = [("layers", " > ".join(inspection.layers) or "none")]
    if header is not None:
        mistaken = any(finding.code == "IDX003" for finding in inspection.findings)
        lines += _header_lines(header, mistaken=mistaken)
    if inspection.layers:
        lines.append(("stored size", _size(inspection.stored_size)))
        lines.append(("content size", _size(inspection.content_size)))
    else:
        lines.append(("file size", _size(inspection.content_size)))
    return lines + [(each.severity.value, title(each)) for each in inspection.findings]


def title(finding: Finding) -> str:
    """Return what a finding is called and says, without its arithmetic."""
    return f"{finding.code} {finding.name}: {finding.message}"


def _header_lines(header: Header, *, mistaken: bool) -> list[tuple[str, str]]:
    """Return what a header says; one that was `mistaken` for little-endian is turned round."""
    order = (
        "little-endian by mistake, here turned round" if mistaken else f"{header.byte_order}-endian"
    )
    padding = f", padding {', '.join(map(str, header.padding))}" if header.padding else ""
    return [
        ("format", f"{header.format.upper()}, {order}"),
        ("magic", f"{header.magic} ({header.magic:08X})"),
        ("element type", f"{header.element.name}, {counted(header.element.size, 'byte')} each"),
        ("shape", describe_shape(header.shape) + padding),
        ("header size", counted(header.header_size, "byte")),
        ("payload size", counted(header.payload_size, "byte")),
    ]


def _size(size: int | None) -> str:
    return "only reading to the end can tell" if size is None else counted(size, "byte")


def _rows(evidence: Evidence, findings: tuple[Finding, ...]) -> tuple[Row, ...]:
    content, head = evidence.content, evidence.head
    if content.kind == "idx":
        order: ByteOrder = "little" if content.little_endian else "big"
        return annotate(head, "idx", order, _faults(evidence, findings))
    if content.kind == "norb":
        order = "big" if head[:1] == b"\x1e" else "little"
        return annotate(head, "norb", order, _faults(evidence, findings))
    return dump(head)


def _faults(evidence: Evidence, findings: tuple[Finding, ...]) -> list[tuple[int, str]]:
    """Return offset and text of each finding that stands in the header."""
    header = evidence.header
    return [
        (finding.offset, title(finding))
        for finding in findings
        if finding.code.startswith(FORMATS)
        and finding.offset is not None
        and (header is None or finding.offset < header.header_size)
    ]
