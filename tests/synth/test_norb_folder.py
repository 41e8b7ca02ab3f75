"""Tables made anew, saved under the published names: the checker and the look-ups take them."""

from pathlib import Path

import pytest

import idxcheck
from idxcheck.datasets import SmallNorb
from idxcheck.registry import data_set
from idxcheck.synth.norb_tables import tables


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the four tables of smallNORB."""
    place = tmp_path_factory.mktemp("data") / "smallnorb"
    place.mkdir()
    for part in ("train", "test"):
        matrices = dict(zip(("labels", "info"), tables("smallnorb", part), strict=True))
        for file in data_set("smallnorb").files:
            if file.part == part and file.role in matrices:
                idxcheck.save(place / file.file_names[0], matrices[file.role])
    return place


@pytest.mark.parametrize(
    ("name", "errors", "content"),
    [
        ("smallnorb-5x01235x9x18x6x2x96x96-testing-cat.mat", [], "verified"),
        ("smallnorb-5x01235x9x18x6x2x96x96-testing-info.mat", [], "verified"),
        ("smallnorb-5x46789x9x18x6x2x96x96-training-cat.mat", [], "verified"),
        ("smallnorb-5x46789x9x18x6x2x96x96-training-info.mat", ["PRF007"], "unknown"),
    ],
)
def test_only_the_shuffled_table_is_told_from_the_published(
    folder: Path, name: str, errors: list[str], content: str
) -> None:
    """Its values, counts and coverage are right; its order is not the published one."""
    report = idxcheck.check(folder / name, dataset="smallnorb")
    (file,) = report.files
    assert [each.code for each in file.findings if each.severity.name == "ERROR"] == errors
    assert file.content.value == content


def test_look_ups_find_each_item(folder: Path) -> None:
    """Index, factors and turns are those of the order of the rows."""
    lookups = SmallNorb(folder)
    assert lookups.index("animal", 4, 0, 0, 0) == 0
    assert lookups.index("car", 3, 4, 16, 2) == 41294
    assert lookups.factors(41294) == (4, 3, 4, 16, 2)
    assert lookups.rotation("car", 3, 4, 2)[:3].tolist() == [41054, 41084, 41114]
    assert len(lookups.select(lighting=5)) == 8100
