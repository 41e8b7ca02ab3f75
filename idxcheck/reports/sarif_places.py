"""Where SARIF puts files, findings and mendings: artifacts, locations, regions, fixes.

A compressed file and what is inside it are two artifacts, one within the other. Offsets
count within the innermost, those of stream faults within the file as it is stored.
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from idxcheck.findings import FileReport, Finding, Hypothesis
from idxcheck.names import stem
from idxcheck.reports.places import is_file, posix_path, quoted, uri_of

Object = dict[str, Any]

BASE = "WORKING_DIRECTORY"
STREAM_RULES = "TRN1"  # what their codes begin with


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file stands in the run's list of artifacts, and what is innermost in it."""

    outer: int
    inner: int


def artifacts(files: Iterable[FileReport]) -> tuple[list[Object], dict[str, Place]]:
    """Return the artifacts of a run, each file once, and the place of each by its URI."""
    found: list[Object] = []
    places: dict[str, Place] = {}
    for file in files:
        uri = uri_of(file.path)
        if uri not in places:
            outer = len(found)
            found += _nest(file, outer)
            places[uri] = Place(outer, len(found) - 1)
    return found, places


def standard_location(file: FileReport, finding: Finding, place: Place) -> Object:
    """Return the place of a finding in bytes, within the artifact it counts in."""
    of_stream = finding.code.startswith(STREAM_RULES)
    physical: Object = {"artifactLocation": _artifact_location(file, place, of_stream=of_stream)}
    # In a file compressed twice, the report does not say which stream a fault lies in.
    known = not of_stream or len(file.layers) <= 1 or finding.offset == 0
    if finding.offset is not None and known:
        length = _stored_length(file) if of_stream else _content_length(file)
        physical["region"] = _region(finding.offset, finding.length, length)
    location: Object = {"physicalLocation": physical}
    if finding.field is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.field}]
    return location


def github_location(file: FileReport, finding: Finding) -> Object:
    """Return the first line, which is all that GitHub can show, with the bytes beside it."""
    region: Object = {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}
    told = {"byteOffset": finding.offset, "byteLength": finding.length}
    region["properties"] = {name: value for name, value in told.items() if value is not None}
    return {"physicalLocation": {"artifactLocation": {"uri": uri_of(file.path)}, "region": region}}


def file_location(file: FileReport, place: Place | None) -> Object:
    """Return the place of a whole file, by its URI alone where it is no artifact of the run."""
    if place is None:
        return {"physicalLocation": {"artifactLocation": {"uri": uri_of(file.path)}}}
    return {"physicalLocation": {"artifactLocation": _top_location(file, place.outer)}}


def change(file: FileReport, hypothesis: Hypothesis, place: Place) -> Object | None:
    """Return what a hypothesis would change, or None where nobody knows the bytes."""
    start, old, new = hypothesis.offset, hypothesis.old, hypothesis.new
    length = _content_length(file)
    if start is None or not (old or new) or (length is not None and start + len(old) > length):
        return None
    replacement: Object = {"deletedRegion": {"byteOffset": start, "byteLength": len(old)}}
    if new:
        replacement["insertedContent"] = {"binary": base64.b64encode(new).decode("ascii")}
    location = _artifact_location(file, place, of_stream=False)
    return {"artifactLocation": location, "replacements": [replacement]}


def _nest(file: FileReport, outer: int) -> list[Object]:
    """Return the artifact of a file and, each within the one before, those of its layers."""
    stored = file.digests.get("stored" if file.layers else "content")
    found = [{"location": _top_location(file), **_facts(_stored_length(file), stored)}]
    name = posix_path(file.path)
    for depth in range(len(file.layers)):
        name = stem(name)
        innermost = depth == len(file.layers) - 1
        length = file.content_length if innermost else None
        digest = file.digests.get("content") if innermost else None
        location = {"uri": f"/{quoted(name)}"}
        found.append({"location": location, "parentIndex": outer + depth, **_facts(length, digest)})
    return found


def _facts(length: int | None, digest: str | None) -> Object:
    facts: Object = {"roles": ["analysisTarget"], "mimeType": "application/octet-stream"}
    if length is not None:
        facts["length"] = length
    if digest is not None:
        facts["hashes"] = {"sha-256": digest}
    return facts


def _top_location(file: FileReport, index: int | None = None) -> Object:
    location: Object = {"uri": uri_of(file.path)}
    if is_file(file.path) and not location["uri"].startswith("file:"):
        location["uriBaseId"] = BASE
    if index is not None:
        location["index"] = index
    return location


def _artifact_location(file: FileReport, place: Place, *, of_stream: bool) -> Object:
    if of_stream or place.outer == place.inner:
        return _top_location(file, place.outer)
    return {"index": place.inner}


def _region(offset: int, length: int | None, end: int | None) -> Object:
    """Return a byte region that does not reach beyond `end`, as far as that is known."""
    if end is not None:
        offset = min(offset, end)
        length = None if length is None else min(length, end - offset)
    region = {"byteOffset": offset}
    return region if length is None else {**region, "byteLength": length}


def _stored_length(file: FileReport) -> int | None:
    if file.stored_length is None and not file.layers:
        return file.content_length
    return file.stored_length


def _content_length(file: FileReport) -> int | None:
    if file.content_length is None and not file.layers:
        return file.stored_length
    return file.content_length
