"""The rule doctor, for rules on data sets, siblings and expectations: the fault mended."""

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

import idxcheck
from idxcheck.rules import RULES
from idxcheck.synth.violations.smallnorb import (
    ITEMS,
    STAND_IN,
    TEST,
    TRAIN,
    categories,
    table,
    table_rows,
)


class Given(NamedTuple):
    """Files by name, the data set they are said to be of, what the configuration expects."""

    files: Mapping[str, bytes]
    data_set: str | None = None
    expectation: str = ""


def idx(*shape: int, payload: bytes) -> bytes:
    """Return an IDX file of uint8."""
    return struct.pack(f">4B{len(shape)}L", 0, 0, 8, len(shape), *shape) + payload


def pair(expectation: str) -> Given:
    """Return two elements, 1 and 2, that are as expected."""
    return Given({"pair.idx": idx(2, payload=b"\1\2")}, None, expectation)


def mended() -> dict[str, Given]:
    """Return what `gen --violate` makes of each rule, with its one fault mended."""
    labels = Given({"labels.idx": idx(10000, payload=bytes(range(10)) * 1000)}, "mnist")
    labels_of_pair = {
        "images.idx": idx(2, 1, 1, payload=b"\1\2"),
        "labels.idx": idx(2, payload=b"\1\2"),
    }
    images = {"images.idx": idx(10000, 28, 28, payload=b"\1" * 7840000)}
    smallnorb = Given({"categories.mat": categories()}, "smallnorb")
    part = {
        f"{TEST}info.mat": table(table_rows()),
        f"{TEST}cat.mat": categories(),
        f"{TEST}dat.mat": STAND_IN,
    }
    # The training part has the instances 4, 6, 7, 8 and 9, the test part 0, 1, 2, 3 and 5.
    apart = {f"{TRAIN}info.mat": table([(4, 0, 0, 1)] * ITEMS), **part}
    return {
        "SET001": Given(labels_of_pair),
        "SET002": Given(part),
        "SET003": Given(apart, "smallnorb"),
        "SET004": Given(part, "smallnorb"),
        "PRF001": labels,
        "PRF002": labels,
        "PRF003": smallnorb,
        "PRF004": smallnorb,
        "PRF005": smallnorb,
        "PRF006": Given(images, "kmnist"),
        "PRF007": smallnorb,
        "SCH001": pair("shape = [2]"),
        "SCH002": pair('element = "uint8"'),
        "SCH003": pair("range = [0, 2]"),
    }


@pytest.mark.parametrize("code", [rule.code for rule in RULES if rule.in_context])
def test_mended_files_obey_it(code: str, tmp_path: Path) -> None:
    """With the one fault mended the rule is run on the same files, and finds nothing."""
    files, data_set, expectation = mended()[code]
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    followed = None
    if expectation:
        followed = tmp_path / "idxcheck.toml"
        followed.write_text(f'[[files]]\npath = "pair.idx"\n{expectation}\n', encoding="utf-8")
    report = idxcheck.check(tmp_path, dataset=data_set, config=followed)
    assert [file.path for file in report.files if code in file.rules_executed]
    assert [each.code for each in report.findings if each.code == code] == []
