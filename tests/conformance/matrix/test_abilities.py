"""What a reader can do with valid files."""

from collections.abc import Callable
from typing import Any

from idxcheck.conformance.matrix.abilities import abilities
from idxcheck.conformance.outcomes import Outcome

PASS, REJECT, VALUES = Outcome.PASS, Outcome.FALSE_REJECT, Outcome.WRONG_VALUES
Reader = Callable[..., dict[str, Any]]


def test_to_rank_3(reader: Reader) -> None:
    """Each is judged by what differs from a plain file in this alone."""
    found = reader("to rank 3", "torchvision", "0.28.0")
    assert found["idx"]["element types"] == {
        "uint8": "pass",
        "int8": "pass",
        "int16": "pass",
        "int32": "pass",
        "float32": "pass",
        "float64": "pass",
    }
    assert found["idx"]["ranks"] == {
        "1": "pass",
        "2": "pass",
        "3": "pass",
        "3 of 28 x 28": "pass",
        "4": "false-reject",
        "5": "false-reject",
        "8": "false-reject",
        "9": "false-reject",
        "64": "false-reject",
        "65": "false-reject",
        "255": "false-reject",
    }
    others = {name: found["idx"][name] for name in ("zero size", "gzip", "xz", "bzip2")}
    assert others == {
        "zero size": "false-reject",
        "gzip": "false-reject",
        "xz": "false-reject",
        "bzip2": "false-reject",
    }
    assert found["idx"]["together"]["float64"] == {
        "1": "pass",
        "2": "pass",
        "3": "pass",
        "4": "false-reject",
        "5": "false-reject",
    }
    assert found["norb"] == {}
    assert (found["name"], found["version"]) == ("torchvision", "0.28.0")


def test_what_is_special(reader: Reader) -> None:
    """Names and second streams decide on nothing they stand beside."""
    special = {
        "IDX-5.2_labels-called-images",
        "IDX-5.2_float32-called-double-of-rank-1",
        "IDX-5.1_gzip-two-members",
        "IDX-5.1_xz-two-streams-and-padding",
        "IDX-2.3_uint8-rank-0",
        "NORB-6.2_named-lushbin",
        "NORB-4.2_padding-rank-1-7-9",
    }
    plain = reader(lambda *_: PASS)
    assert reader(lambda vector, _: REJECT if vector.identifier in special else PASS) == plain
    ordinary = {"IDX-5.1_gzip-stored", "NORB-5.5_float32-zeros-subnormals-limits"}
    found = reader(lambda vector, _: REJECT if vector.identifier in ordinary else PASS)
    assert found["idx"]["gzip"] == "false-reject"
    assert found["norb"]["together"]["float32"]["1"] == "false-reject"
    assert "zero size" not in found["norb"], "no such file is valid"


def test_what_is_not_finite(reader: Reader) -> None:
    """NaN and infinity decide on nothing else, each for its own element type."""
    plain = reader(lambda *_: PASS)
    assert plain["idx"]["NaN"] == {"float32": "pass", "float64": "pass"}
    assert plain["norb"]["NaN"] == {"float32": "pass", "float64": "pass"}
    assert "infinity" not in plain["norb"], "those vectors hold NaN too"
    nan = {"IDX-4.5_float32-nan-bits"}
    found = reader(lambda vector, _: VALUES if vector.identifier in nan else PASS)
    assert found["idx"]["NaN"] == {"float32": "wrong-values", "float64": "pass"}
    assert found["idx"]["infinity"] == {"float32": "pass", "float64": "pass"}
    assert found["idx"]["together"] == plain["idx"]["together"]
    infinity = {"IDX-4.5_float64-infinities"}
    found = reader(lambda vector, _: REJECT if vector.identifier in infinity else PASS)
    assert found["idx"]["NaN"] == {"float32": "pass", "float64": "pass"}
    assert found["idx"]["infinity"] == {"float32": "pass", "float64": "false-reject"}
    found = reader(lambda _, reading: REJECT if reading.element == "float32" else PASS)
    assert found["idx"]["NaN"] == {"float64": "pass"}, "it reads no float32 at all"


def test_large_sizes(reader: Reader) -> None:
    """One size from 2^31 is told from several; nothing is known where a size of 0 fails."""
    plain = reader(lambda *_: PASS)
    assert plain["idx"]["size from 2^31"] == plain["idx"]["sizes from 2^31"] == "pass"
    several = {"IDX-3.2_two-largest-sizes-and-zero"}
    found = reader(lambda vector, _: REJECT if vector.identifier in several else PASS)
    assert found["idx"]["size from 2^31"] == "pass"
    assert found["idx"]["sizes from 2^31"] == "false-reject"
    one = {"IDX-3.2_size-2147483648"}
    found = reader(lambda vector, _: VALUES if vector.identifier in one else PASS)
    assert found["idx"]["size from 2^31"] == "wrong-values"
    assert found["idx"]["zero size"] == "pass"
    assert found["idx"]["together"] == plain["idx"]["together"]
    found = reader(lambda _, reading: REJECT if 0 in reading.shape else PASS)
    assert found["idx"]["zero size"] == "false-reject"
    assert not {"size from 2^31", "sizes from 2^31"} & set(found["idx"])


def test_outside_the_scope(results: Reader) -> None:
    """What is known of files outside the scope fills what was not asked inside, and no more."""
    own = results(lambda _, reading: PASS if reading.element == "uint8" else None, "mini", "1.2")
    beyond = results(lambda _, reading: VALUES if reading.element != "int8" else REJECT, "x", "0")
    found = abilities(own, beyond)
    assert (found["name"], found["version"]) == ("mini", "1.2")
    assert found["idx"]["element types"] == {
        "uint8": "pass",
        "int8": "false-reject",
        "int16": "wrong-values",
        "int32": "wrong-values",
        "float32": "wrong-values",
        "float64": "wrong-values",
    }
    assert found["idx"]["ranks"]["1"] == "pass"
    assert abilities(own)["idx"]["element types"] == {"uint8": "pass"}
