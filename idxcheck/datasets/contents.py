"""A file of a data set read whole: sound, and not known as another one than was asked for."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from numpy.typing import NDArray

from idxcheck.claim import Basis, Claim, describe_file
from idxcheck.digests import Hashing
from idxcheck.errors import FormatError, LimitError
from idxcheck.evidence import Evidence, Siblings, Sink
from idxcheck.examining import Options, examine_source
from idxcheck.findings import Finding
from idxcheck.registry import DataFile, data_sets
from idxcheck.rules.prf005_other_dataset import judge
from idxcheck.sinks import ArraySink
from idxcheck.soundness import sound_header
from idxcheck.source import open_source
from idxspec import Header

READING = Options(frozenset())  # no rule is selected: one is asked for by itself


def read_array(file: DataFile, path: str) -> NDArray[Any]:
    """Return the matrix of the file at `path`, whose header is that of `file`.

    Raises LimitError where memory does not hold it, and else as `read_whole` does.
    """
    sinks: list[ArraySink] = []

    def sink_for(header: Header) -> ArraySink:
        sinks.append(ArraySink(header, header.payload_size))
        return sinks[0]

    header = read_whole(file, path, sink_for)
    if sinks[0].reason is not None:
        raise LimitError(f"{path}: {sinks[0].reason}")
    return sinks[0].array(header)


def read_whole(file: DataFile, path: str, sink_for: Callable[[Header], Sink]) -> Header:
    """Read the file at `path`, which is to be `file`, and return its header.

    `sink_for` gives where the payload goes. Raises FormatError for a file that is damaged,
    or known by a published digest as another one (PRF005), and else what `idxcheck.load`
    does. Nothing is compared with a `file` that is not of the registry.
    """
    stored = Hashing()
    with open_source(path, stored.update) as source:
        evidence = examine_source(source, stored, path, READING, sink_for=sink_for)
    header = sound_header(evidence)
    if (finding := _other_file(evidence, file)) is not None:
        raise FormatError(finding, path)
    return header


def _other_file(evidence: Evidence, file: DataFile) -> Finding | None:
    """Return what the rule finds in a file that was asked for as `file`."""
    data_set = next((each for each in data_sets() if file in each.files), None)
    if data_set is None:
        return None
    claim = Claim((data_set,), (file,), Basis.OPTION)
    # It stands in a folder: the advice is to fetch it to there.
    finding = judge(replace(evidence, claim=claim, siblings=Siblings(())))
    # A folder's name may have asked for it too: who did is left out.
    return finding and replace(finding, expected=describe_file(file))
