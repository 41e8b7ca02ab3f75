"""Small readers and writers with one real fault each: the vectors catch all, generation nearly so.

Each entry of the tables is a class of the folder `faulty`: the case of a vector that kills it, the
outcome of that case, and the generated property that kills it.
"""

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from idxcheck.conformance.answers import Answer
from idxcheck.conformance.asking import ask
from idxcheck.conformance.cases import DIRECTIONS, cases
from idxcheck.conformance.functions.in_process import InProcess
from idxcheck.conformance.generation import searching
from idxcheck.conformance.generation.generated import generated
from idxcheck.conformance.generation.properties import properties
from idxcheck.conformance.outcomes import Outcome

HEADERS = {
    "LittleEndianSizes": ("IDX-5.2_labels", "false-reject", "idx-files"),
    "HeaderUnread": ("IDX-4.1_int8-rank-1", "wrong-element", "idx-files"),
    "PrefixUnread": ("IDX-2.1_byte-0-is-1", "false-accept", "idx-damaged"),
    "TypeIgnored": ("IDX-4.1_int8-rank-1", "wrong-element", "idx-files"),
    "UnknownTypeAsUint8": ("IDX-2.2_code-0a", "false-accept", "idx-damaged"),
    "RankIgnored": ("IDX-5.2_labels", "false-reject", "idx-files"),
    "RankOfTwoBits": ("IDX-2.4_rank-8", "false-reject", "idx-files"),
    "FurtherSizesFolded": ("IDX-2.4_rank-8", "wrong-shape", "idx-files"),
    "HeaderFourBytesOff": ("IDX-2.4_rank-8", "false-reject", "idx-files"),
    "SizesSigned": ("IDX-3.2_size-2147483648", "false-reject", "idx-files"),
    "ZeroSizeRefused": ("IDX-3.3_no-labels", "false-reject", "idx-files"),
    "ImagesOf28By28": ("IDX-4.2_images-20-20", "false-reject", "idx-files"),
    "PaddingNotSkipped": ("NORB-2.2_uint8-rank-1", "false-reject", "norb-files"),
    "PaddingTakenForSizes": ("NORB-2.2_uint8-rank-1", "wrong-shape", "norb-files"),
    "SwappedNorbHalfRead": ("NORB-2.3_big-endian-int32-rank-1", "wrong-values", "norb-damaged"),
    "NegativeNorbRank": ("NORB-3.1_rank-minus-1", "false-accept", "norb-damaged"),
    "NorbWildcard": ("NORB-4.1_size-minus-1", "false-accept", "norb-damaged"),
    "NorbTypesSwapped": ("NORB-2.2_float32-rank-1", "false-reject", "norb-files"),
    "PackedAsBytes": ("NORB-2.5_packed", "false-accept", "norb-damaged"),
    "NorbInt8Refused": ("NORB-2.4_int8-rank-1", "false-reject", "norb-files"),
}
PAYLOADS = {
    "ProductIn32Bits": ("IDX-4.3_65536-by-65536", "false-accept", "idx-damaged"),
    "ProductIn64Bits": ("IDX-4.3_four-times-65536", "false-accept", "idx-damaged"),
    "ShortFilledWithZeros": ("IDX-4.3_uint8-half", "false-accept", "idx-damaged"),
    "ShortComesShort": ("IDX-4.3_uint8-half", "false-accept", "idx-damaged"),
    "LastItemDropped": ("IDX-4.3_uint8-half", "false-accept", "norb-damaged"),
    "TrailingBytesIgnored": ("IDX-4.4_item-behind", "false-accept", "idx-damaged"),
    "OneByteBehindIgnored": ("IDX-4.4_newline-behind", "false-accept", "idx-damaged"),
    "CountFromLength": ("IDX-4.4_item-behind", "false-accept", "idx-damaged"),
    "WildcardCount": ("IDX-4.3_4294967295-labels", "false-accept", "idx-damaged"),
    "HugeClaimAllocated": ("IDX-4.3_65536-by-65536", "memory", "idx-damaged"),
}
VALUES = {
    "NotSwapped": ("IDX-4.1_int32-rank-1", "wrong-values", "idx-files"),
    "Int32AloneSwapped": ("IDX-4.1_int16-rank-1", "wrong-values", "idx-files"),
    "Int8ForUint8": ("IDX-4.1_uint8-rank-1", "wrong-element", "idx-files"),
    "Uint8ForInt8": ("IDX-4.1_int8-rank-1", "wrong-element", "idx-files"),
    "Uint16ForInt16": ("IDX-4.1_int16-rank-1", "wrong-element", "idx-files"),
    "AxesReversed": ("IDX-4.1_uint8-rank-2", "wrong-shape", "idx-files"),
    "FirstIndexFastest": ("IDX-4.1_uint8-rank-2", "wrong-values", "idx-files"),
    "LabelsSignExtended": ("IDX-4.1_uint8-rank-1", "wrong-element", "idx-files"),
    "NanQuieted": ("IDX-4.5_float32-nan-bits", "wrong-values", "idx-files"),
    "FloatsThroughDecimals": ("IDX-4.1_float32-rank-1", "wrong-values", "idx-files"),
    "Float64ThroughFloat32": ("IDX-4.1_float64-rank-1", "wrong-values", "idx-files"),
    "NegativeZeroLost": ("IDX-4.5_float32-extremes", "wrong-values", "idx-files"),
    "SubnormalsFlushed": ("IDX-4.5_float64-extremes", "wrong-values", "idx-files"),
}
STREAMS = {
    "GzipBySuffixAlone": ("IDX-5.1_xz", "false-reject", "idx-compressed"),
    "FirstMemberAlone": ("IDX-5.1_gzip-two-members", "false-reject", "idx-compressed"),
    "ChecksumUnread": ("IDX-5.1_gzip-wrong-checksum", "false-accept", "idx-damaged"),
    "GzipTakenForMatrix": ("IDX-5.1_gzip-stored", "wrong-shape", "idx-compressed"),
    "CutStreamTaken": ("IDX-5.1_gzip-cut-in-length", "false-accept", "idx-damaged"),
}
WRITERS = {
    "WritesMachineOrder": ("write IDX-4.1_int16-rank-1", "wrong-values", "idx-written"),
    "WritesLittleEndianSizes": ("write IDX-5.2_labels", "wrong-shape", "idx-written"),
    "WritesNoPadding": ("write NORB-2.2_uint8-rank-1", "wrong-shape", "norb-written"),
    "WritesZeroPadding": ("write NORB-2.2_uint8-rank-1", "wrong-shape", "norb-written"),
    "WritesWrongMagic": ("round-trip IDX-4.1_int8-rank-1", "wrong-element", "idx-round-trip"),
    "Writes28By28": ("write IDX-4.1_uint8-rank-3", "wrong-shape", "idx-written"),
    "WritesQuietNan": ("write IDX-4.5_float32-nan-bits", "wrong-values", "idx-written"),
    "WritesLastItemNever": ("round-trip IDX-5.2_labels", "false-reject", "idx-round-trip"),
    "WritesInFortranOrder": ("write IDX-4.1_uint8-rank-2", "wrong-values", "idx-written"),
    "RefusesWhatIsRead": ("rewrite IDX-4.1_int16-rank-1", "false-reject", "idx-rewritten"),
    "RefusesEmpty": ("write IDX-3.3_no-labels", "false-reject", "idx-written"),
}
READERS = HEADERS | PAYLOADS | VALUES | STREAMS
MODULES = {"headers": HEADERS, "payloads": PAYLOADS, "values": VALUES, "streams": STREAMS}
FAULTS = READERS | WRITERS
# What generation alone does not catch, each with the reason; nothing so far.
SURVIVORS: frozenset[str] = frozenset()

Part = Callable[[str, str], Any]


@pytest.fixture(scope="module")
def part() -> Iterator[Part]:
    """`part(module, name)`: something of a module in the folder `faulty`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(Path(__file__).parent)
        yield lambda module, name: getattr(importlib.import_module(f"faulty.{module}"), name)
    for name in [each for each in sys.modules if each.partition(".")[0] == "faulty"]:
        del sys.modules[name]


class _InThisProcess(InProcess):
    """Asks heavy questions in this process too: what is asked here takes little."""

    def read(self, data: bytes, ending: str, *, heavy: bool = False) -> Answer:
        """Let it read, `heavy` or not."""
        del heavy
        return super().read(data, ending)


@pytest.fixture
def faulty(part: Part) -> Callable[[str], InProcess]:
    """`faulty(name)`: the adapter of a reader, or of the right reader and a writer."""

    def adapter(name: str) -> InProcess:
        refused = (part("right", "RefusedError"), ValueError)
        right = part("right", "Right")()
        if name == "RightWriter" or name in WRITERS:
            return _InThisProcess(right.read, part("writers", name)().write, rejects=refused)
        module = next((each for each, table in MODULES.items() if name in table), "right")
        kind = InProcess if name == "HugeClaimAllocated" else _InThisProcess
        return kind(part(module, name)().read, rejects=refused)

    return adapter


def test_enough_faults(part: Part) -> None:
    """Every class is in a table, 40 readers and 10 writers at least."""
    for module, table in {**MODULES, "writers": WRITERS}.items():
        known = vars(importlib.import_module(part(module, "Right").__module__[:7] + module))
        found = {
            name
            for name, each in known.items()
            if isinstance(each, type)
            and each.__module__ == f"faulty.{module}"
            and not name.startswith("_")
        }
        assert found - {"RightWriter"} == set(table)
    assert len(READERS) >= 40
    assert len(WRITERS) >= 10
    assert len(SURVIVORS) * 10 <= len(FAULTS)


@pytest.mark.slow
def test_the_right_reader_and_writer_pass_the_vectors(
    faulty: Callable[[str], InProcess],
) -> None:
    """All but three files beyond numpy, asked for in four ways."""
    with faulty("RightWriter") as adapter:
        results = [ask(adapter, case) for case in cases("all", DIRECTIONS)]
    others = [each for each in results if each.outcome is not Outcome.PASS]
    assert {each.outcome for each in others} == {Outcome.UNSUPPORTED}
    assert {each.case.partition(" ")[2] for each in others} == {
        "IDX-2.4_rank-65",
        "IDX-2.4_rank-255",
        "IDX-3.2_two-largest-sizes-and-zero",
    }


@pytest.mark.slow
def test_the_right_reader_and_writer_pass_generation(faulty: Callable[[str], InProcess]) -> None:
    """Every property passes, none is skipped."""
    with faulty("RightWriter") as adapter:
        results, skipped = generated(adapter, "all", examples=60)
    assert [each for each in results if each.outcome is not Outcome.PASS] == []
    assert [each.case for each in results] == [
        f"generated {kind}-{aspect}"
        for kind in ("idx", "norb")
        for aspect in ("files", "damaged", "compressed", "written", "round-trip", "rewritten")
    ]
    assert skipped == ()


@pytest.mark.parametrize("name", FAULTS)
def test_a_vector_kills(faulty: Callable[[str], InProcess], name: str) -> None:
    """The vector of the table shows the fault, as the outcome of the table."""
    identifier, outcome, _ = FAULTS[name]
    wanted = identifier if name in WRITERS else f"read {identifier}"
    (case,) = [each for each in cases("all", DIRECTIONS) if each.identifier == wanted]
    with faulty(name) as adapter:
        result = ask(adapter, case)
    assert result.outcome.value == outcome
    assert result.outcome.fails()


@pytest.mark.slow
@pytest.mark.parametrize("name", [each for each in FAULTS if each not in SURVIVORS])
def test_generation_kills(
    faulty: Callable[[str], InProcess], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The property of the table, with as many examples as by default, shows the fault."""
    monkeypatch.setattr(searching, "COSTLY", tuple(Outcome))  # the smallest is not looked for
    with faulty(name) as adapter:
        (tried,) = [
            each for each in properties("all", adapter.capabilities) if each.name == FAULTS[name][2]
        ]
        found = searching.search(adapter, tried.plan(200), seconds=60)
    assert found.failed is not None, f"{found.asked} files tried"
