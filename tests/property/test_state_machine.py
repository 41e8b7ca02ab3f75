"""Files are saved, read, converted, damaged and mended in any order: each is what it must be."""

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

import idxcheck
from idxcheck.convert import convert
from idxcheck.errors import FormatError, UsageError
from idxcheck.findings import Verdict
from idxcheck.repair import repair

if TYPE_CHECKING:
    from tests.property.conftest import File, Matrix, Model

NAMES = ["a.idx", "b.mat", "c.idx.gz", "d.lushbin.gz", "e.idx.xz", "f.mat.xz", "g.idx.bz2"]
NUMPY_NAMES = ["h.npy", "i.npy.gz", "j.npz"]


class Files(RuleBasedStateMachine):
    """A folder, and what must be in it."""

    model: "Model"

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.files: dict[str, File] = {}

    def teardown(self) -> None:
        """Remove the folder."""
        self.folder.cleanup()

    def path(self, name: str) -> Path:
        """Return the path of a file."""
        return Path(self.folder.name, name)

    def pick(self, data: st.DataObject, names: list[str]) -> "tuple[str, File]":
        """Draw one of the files that have one of these names."""
        name = data.draw(st.sampled_from([each for each in names if each in self.files]))
        return name, self.files[name]

    def has_written(self, name: str, matrix: "Matrix") -> None:
        """Note that a file was written, when it is the one that holds the matrix."""
        stored, form = self.path(name).read_bytes(), self.model.form_of(name)
        inner = self.model.unpacked(name, stored)
        if form in ("idx", "norb"):
            assert inner == matrix.file(form)
        else:
            array = np.load(io.BytesIO(inner), allow_pickle=False)
            array = array["arr_0"] if form == "npz" else array
            assert (array.dtype.name, array.shape) == (matrix.element, matrix.shape)
            assert array.tobytes() == matrix.stored("<")
        self.files[name] = self.model.file(stored, matrix, form in ("idx", "norb"))

    def write(self, name: str, matrix: "Matrix") -> None:
        """Save an array, or see that it is refused."""
        if self.model.form_of(name) == "norb" and not matrix.in_norb:
            with pytest.raises(UsageError):
                idxcheck.save(self.path(name), matrix.array())
        else:
            idxcheck.save(self.path(name), matrix.array())
            self.has_written(name, matrix)

    def spoil(self, data: st.DataObject, name: str) -> None:
        """Damage a valid file."""
        self.files[name] = data.draw(self.model.damages(name, self.files[name]))
        self.path(name).write_bytes(self.files[name].data)

    @initialize(
        data=st.data(),
        names=st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True),
    )
    def begin(self, data: st.DataObject, names: list[str]) -> None:
        """Some files are there, some of them damaged."""
        for name in names:
            self.write(name, data.draw(self.model.matrices))
            if name in self.files and data.draw(st.booleans()):
                self.spoil(data, name)

    @rule(data=st.data(), name=st.sampled_from(NAMES))
    def save(self, data: st.DataObject, name: str) -> None:
        """An array becomes the file built by hand, new or in the place of any other."""
        self.write(name, data.draw(self.model.matrices))

    @rule(name=st.sampled_from(NAMES), dtype=st.sampled_from(["float16", "uint16", "U3", "bool"]))
    def save_what_no_file_holds(self, name: str, dtype: str) -> None:
        """What neither format holds is refused."""
        with pytest.raises(UsageError):
            idxcheck.save(self.path(name), np.zeros(3, dtype))

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def load(self, data: st.DataObject) -> None:
        """What a file holds is loaded bit by bit, and damage and other formats are refused."""
        name, file = self.pick(data, NAMES + NUMPY_NAMES)
        if file.matrix is None or name in NUMPY_NAMES:
            with pytest.raises(FormatError):
                idxcheck.load(self.path(name))
            return
        array = idxcheck.load(self.path(name))
        assert (array.dtype.name, array.shape) == (file.matrix.element, file.matrix.shape)
        assert array.tobytes() == file.matrix.stored("=")

    @precondition(lambda self: any(name in self.files for name in NAMES))
    @rule(data=st.data(), items=st.slices(5), mapped=st.booleans())
    def load_items(self, data: st.DataObject, items: slice, *, mapped: bool) -> None:
        """A slice is numpy's slice of the whole; a raw file can be mapped."""
        name, file = self.pick(data, NAMES)
        raw = file.matrix is not None and file.data == file.matrix.file(self.model.form_of(name))
        try:
            part = idxcheck.load(self.path(name), items=items, mmap_mode="r" if mapped else None)
        except FormatError:
            assert file.matrix is None
            return
        except UsageError:
            assert mapped
            assert not raw
            return
        assert raw or not mapped
        if file.matrix is not None:  # of a damaged file only the bytes of the items are judged
            wanted = file.matrix.array()[items]
            assert part.shape == wanted.shape
            assert part.astype(wanted.dtype).tobytes() == wanted.tobytes()

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def check(self, data: st.DataObject) -> None:
        """A file is valid or invalid, as it must be."""
        name, file = self.pick(data, NAMES + NUMPY_NAMES)
        [judged] = idxcheck.check(self.path(name)).files
        assert judged.verdict is (Verdict.VALID if file.valid else Verdict.INVALID)

    @precondition(
        lambda self: any(
            name in NAMES and not file.passed_over for name, file in self.files.items()
        )
    )
    @rule()
    def check_the_folder(self) -> None:
        """Each matrix file of the folder is judged, those of numpy are passed over."""
        report = idxcheck.check(self.folder.name)
        verdicts = {Path(file.path).name: file.verdict for file in report.files}
        wanted = {
            name: Verdict.VALID if file.valid else Verdict.INVALID
            for name, file in self.files.items()
            if name in NAMES and not file.passed_over
        }
        assert verdicts == wanted

    @precondition(lambda self: self.files)
    @rule(data=st.data(), output=st.sampled_from(NAMES + NUMPY_NAMES), over=st.booleans())
    def convert(self, data: st.DataObject, output: str, *, over: bool) -> None:
        """Values are kept, or it is refused: damage, what NORB cannot hold, a file in the way."""
        name, file = self.pick(data, NAMES + NUMPY_NAMES)
        refusals: list[type[Exception]] = []
        if file.matrix is None:
            refusals.append(FormatError)
        elif self.model.form_of(output) == "norb" and not file.matrix.in_norb:
            refusals.append(UsageError)
        if output in self.files and not over:
            refusals.append(FileExistsError)
        if refusals:
            with pytest.raises((*refusals,)):
                convert(self.path(name), self.path(output), replace=over)
            return
        assert file.matrix is not None
        convert(self.path(name), self.path(output), replace=over)
        self.has_written(output, file.matrix)

    @precondition(lambda self: any(self.files[name].valid for name in NAMES if name in self.files))
    @rule(data=st.data())
    def damage(self, data: st.DataObject) -> None:
        """A valid file is cut, lengthened, changed in its header, or wrongly compressed."""
        valid = [name for name in NAMES if name in self.files and self.files[name].valid]
        self.spoil(data, self.pick(data, valid)[0])

    @precondition(lambda self: any(name in self.files for name in NAMES))
    @rule(
        data=st.data(),
        output=st.one_of(st.none(), st.sampled_from(NAMES)),
        over=st.booleans(),
        drop_partial=st.booleans(),
    )
    def repair(
        self, data: st.DataObject, output: str | None, *, over: bool, drop_partial: bool
    ) -> None:
        """What was damaged comes back, or its first items where that is asked for, or nothing."""
        damaged = [name for name in NAMES if name in self.files and not self.files[name].valid]
        self.mend(
            self.pick(data, damaged or NAMES)[0], output, over=over, drop_partial=drop_partial
        )

    @precondition(lambda self: any(each.certain or each.shortened for each in self.files.values()))
    @rule(data=st.data())
    def repair_in_place(self, data: st.DataObject) -> None:
        """What is promised comes back."""
        names = [name for name, file in self.files.items() if file.certain or file.shortened]
        self.mend(self.pick(data, sorted(names))[0], None, over=True, drop_partial=True)

    def mend(self, name: str, output: str | None, *, over: bool, drop_partial: bool) -> None:
        """Repair a file, or see that it is refused where no result is promised."""
        file = self.files[name]
        path = None if output is None else self.path(output)
        promised = self.promised(name, output, over=over, drop_partial=drop_partial)
        event(f"repair: {'promised' if promised else 'not promised'}")
        try:
            repair(self.path(name), path, drop_partial=drop_partial, replace=over)
        except (UsageError, FileExistsError):
            assert promised is None
            event("repair: refused")
            return
        event("repair: mended")
        result = output or name
        assert self.model.form_of(result) == self.model.form_of(name)
        assert not (file.valid and self.model.suffix_of(result) == self.model.suffix_of(name))
        assert result == name or over or result not in self.files
        held = file.before or file.matrix
        assert held is not None
        content = self.model.unpacked(result, self.path(result).read_bytes())
        mended = self.model.reading(content)
        assert mended is not None
        assert promised in (None, mended)
        if mended != held:  # some of it is lost, at the end or, unseen, before it
            assert drop_partial
            assert (mended.element, mended.shape[1:]) == (held.element, held.shape[1:])
            assert mended == held.beginning(mended.shape[0]) or file.has_gap
        self.has_written(result, mended)
        if output is None:
            backup = self.path(f"{name}.bak")
            assert backup.read_bytes() == file.data
            backup.unlink()

    def promised(
        self, name: str, output: str | None, *, over: bool, drop_partial: bool
    ) -> "Matrix | None":
        """Return what a repair must give, None where it may refuse."""
        file, form_of, suffix_of = self.files[name], self.model.form_of, self.model.suffix_of
        if output is not None:
            allowed = output != name and form_of(output) == form_of(name)
            if not allowed or (output in self.files and not over):
                return None
            if file.valid and suffix_of(output) != suffix_of(name):
                return file.matrix
        if file.certain:
            return file.before
        return file.shortened if drop_partial else None

    @invariant()
    def nothing_else_changed(self) -> None:
        """Each file has the bytes it must have, and there is no other."""
        present = {path.name: path.read_bytes() for path in Path(self.folder.name).iterdir()}
        assert present == {name: file.data for name, file in self.files.items()}


@pytest.mark.slow
def test_files(model: "Model") -> None:
    """Whatever is done, in any order, each step leaves what the model says."""

    class Modelled(Files):
        """The machine, which a fixture cannot reach otherwise."""

    Modelled.model = model
    run_state_machine_as_test(Modelled, settings=settings(stateful_step_count=20))
