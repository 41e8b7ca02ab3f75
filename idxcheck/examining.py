"""One pass over one file: all that can be known of it by itself, and what its rules say."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from os import PathLike

from idxcheck.configuration import Configuration, PathSettings, settings_for
from idxcheck.digests import Hashing, ValuesHashing, values_hashing
from idxcheck.evidence import DigestKey, Evidence, Observer, Sink, examine
from idxcheck.expectation import Expectation
from idxcheck.extremes import RangeScan
from idxcheck.judging import Judgement, judge
from idxcheck.known_files import algorithms, files_like, known_files
from idxcheck.source import Source, Target, display_name, open_source
from idxcheck.source.recognition import recognise
from idxcheck.tables import DataFileScan
from idxcheck.walking import STANDARD_INPUT, Entry
from idxspec import Header, build, idx_header


@dataclass(frozen=True, slots=True)
class Options:
    """How to check: which rules, which reading, how much of the file, against what.

    `selected` are rule codes; `strict` False reads leniently; `header_only` leaves the
    payload unread; `max_bytes` bounds the decompressed bytes read of one file. `data_set`
    is the name of the data set all files are of, `configuration` what is said of each.
    """

    selected: frozenset[str]
    strict: bool = True
    header_only: bool = False
    max_bytes: int | None = None
    data_set: str | None = None
    configuration: Configuration | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """What one pass over one file brought to light, and what its own rules say."""

    path: str | None
    evidence: Evidence
    judgement: Judgement


def examine_entry(entry: Entry, options: Options) -> Examined:
    """Look at what a walk found, by `options`."""
    if entry.fault is None:
        return examine_file(entry.path, options)
    evidence = Evidence(entry.path, strict=options.strict, unreadable=entry.fault)
    return Examined(entry.path, evidence, judge(evidence))


def examine_file(target: Target, options: Options, path: str | None = None) -> Examined:
    """Look at one file by `options`; raises UsageError for a target that is none.

    `path` is where it stands, for a file object that was opened from there.
    """
    name = display_name(target)
    place = _path_of(target) if path is None else path
    settings = settings_of(options, place)
    try:
        evidence = _examine(target, name, options, settings)
    except OSError as error:
        reason = error.strerror or str(error) or type(error).__name__
        evidence = Evidence(name, strict=options.strict, unreadable=reason)
    judgement = judge(evidence)
    # What only the file's own rules look at is not carried on.
    slim = replace(evidence, head=b"", tail=b"", stored_head=b"", expectation=settings.expectation)
    return Examined(place, slim, judgement)


def _path_of(target: Target) -> str | None:
    if isinstance(target, (str, PathLike)) and target != STANDARD_INPUT:
        return os.fsdecode(target)
    return None


def settings_of(options: Options, path: str | None) -> PathSettings:
    """Return what the configuration says of the file at `path`, or of one without a path."""
    return settings_for(options.configuration, path)


class _Watch:
    """What sees the bytes of one file go by, as far as anybody asks for it."""

    def __init__(self, header: Header | None, expected: Expectation | None) -> None:
        self.candidates = () if header is None else files_like(header)
        self.stored = algorithms(self.candidates, "stored")
        self.content = algorithms(self.candidates, "content")
        self.range = None if expected is None else expected.range
        if expected is not None and expected.digest is not None:
            self.stored |= {expected.digest.algorithm}
            self.content |= {expected.digest.algorithm}
        self.values: ValuesHashing | None = None
        self.data_file: DataFileScan | None = None
        self.extremes: RangeScan | None = None

    def payload(self, header: Header) -> list[Observer]:
        """Return what sees the payload of `header`."""
        observers: list[Observer] = []
        if header.format == "norb":  # an IDX file is digested as it stands
            self.values = values_hashing(header)
        if self.values is not None:
            observers.append(self.values.update)
        if self.candidates:
            self.data_file = DataFileScan(header, self.candidates)
            observers.append(self.data_file.feed)
        if self.range is not None:
            self.extremes = RangeScan(header, *self.range)
            observers.append(self.extremes.feed)
        return observers


def _examine(target: Target, name: str, options: Options, settings: PathSettings) -> Evidence:
    stored = Hashing()
    with open_source(target, stored.update) as source:
        return examine_source(source, stored, name, options, settings.expectation)


def examine_source(  # noqa: PLR0913 - each is one independent choice
    source: Source,
    stored: Hashing,
    name: str,
    options: Options,
    expected: Expectation | None = None,
    *,
    sink_for: Callable[[Header], Sink] | None = None,
) -> Evidence:
    """Read `source`, of which nothing was consumed, and return the evidence with its digests.

    `stored` is shown its stored bytes, `sink_for` gives where the payload goes. Raises
    OSError where reading fails.
    """
    content = Hashing()
    header = recognise(source.head, source.length).header
    watch = _Watch(header, expected)
    stored.keep(watch.stored if source.layers else ())
    content.keep(watch.content)
    evidence = examine(
        source,
        name,
        strict=options.strict,
        header_only=options.header_only,
        max_bytes=options.max_bytes,
        observers=[content.update],
        watch_payload=watch.payload,
        scan_values=True,
        sink_for=sink_for,
    )
    if not evidence.complete:
        return evidence
    digests = _digests(source, stored, content)
    if evidence.values is not None:  # the payload was what the header says
        cut = header is not None and evidence.seen < header.file_size
        if watch.values is not None and not cut:
            digests["values", "sha256"] = watch.values.hexdigest()
        elif _is_written_as_idx(evidence):
            digests["values", "sha256"] = digests["content", "sha256"]
        evidence = replace(evidence, data_file=watch.data_file, extremes=watch.extremes)
    return replace(evidence, digests=digests, known=known_files(digests))


def _is_written_as_idx(evidence: Evidence) -> bool:
    """Whether a file is byte by byte what a writer of IDX makes of its matrix."""
    header = evidence.header
    if header is None or header.format != "idx" or evidence.length != header.file_size:
        return False
    return evidence.head.startswith(build(idx_header(header.element, header.shape)))


def _digests(source: Source, stored: Hashing, content: Hashing) -> dict[DigestKey, str]:
    found = {("content", name): value for name, value in content.hexdigests().items()}
    if not source.layers:
        return {**found, **{("stored", name): value for (_, name), value in found.items()}}
    source.end_stored()
    return {**found, **{("stored", name): value for name, value in stored.hexdigests().items()}}
