"""convert refuses what would lose information and what is damaged, and leaves the output alone."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from idxcheck.array import load
from idxcheck.convert import convert, target_format
from idxcheck.errors import FormatError, IdxcheckError, LimitError, UsageError


def npy(descr: str, shape: str, payload: str, *, fortran: bool = False, version: int = 1) -> bytes:
    """Return a .npy file; `descr` and `shape` are Python source."""
    text = f"{{'descr': {descr}, 'fortran_order': {fortran}, 'shape': {shape}, }}\n".encode()
    size = struct.pack("<H" if version == 1 else "<I", len(text))
    return b"\x93NUMPY" + bytes([version, 0]) + size + text + bytes.fromhex(payload)


def npz(**members: bytes) -> bytes:
    """Return an .npz file that holds `members`."""
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), data)
    return stored.getvalue()


WHOLE = npy("'<i2'", "(2, 3)", "010002000300040005000600")
COLUMNS = npy("'<i2'", "(2, 3)", "010004000200050003000600", fortran=True)
IDX = bytes.fromhex("00000b02 00000002 00000003 000100020003000400050006")
ZERO_RANK_12 = bytes.fromhex("0000080c" + "00000001" * 12 + "07")

Refuse = Callable[..., str]


@pytest.fixture
def refusal(tmp_path: Path) -> Refuse:
    """Convert in vain; return the error's message without the input's name, the old output proven whole."""

    def run(
        data: bytes, suffix: str, kind: type[IdxcheckError] = UsageError, *, strict: bool = True
    ) -> str:
        source, target = tmp_path / "source", tmp_path / f"target.{suffix}"
        source.write_bytes(data)
        target.write_bytes(b"the old file")
        with pytest.raises(kind) as caught:
            convert(source, target, strict=strict)
        assert target.read_bytes() == b"the old file"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["source", target.name]
        target.unlink()
        return str(caught.value).removeprefix(f"{source}: ")

    return run


@pytest.mark.parametrize(
    ("descr", "advice"),
    [
        ("'<i8'", "neither format holds int64; if the values fit, save array.astype('int32')"),
        ("'<u2'", "neither format holds uint16; if the values fit, save array.astype('int32')"),
        ("'|b1'", "neither format holds bool; save array.astype('uint8')"),
        ("'<f2'", "neither format holds float16; save array.astype('float32')"),
    ],
)
@pytest.mark.parametrize("suffix", ["idx", "mat.gz"])
def test_types_no_matrix_holds(refusal: Refuse, descr: str, advice: str, suffix: str) -> None:
    """A type that neither format holds is refused with the astype to use."""
    assert refusal(npy(descr, "(0,)", ""), suffix) == advice


@pytest.mark.parametrize("descr", ["'<c8'", "'|O'", "'<M8[s]'", "'|S3'", "[('a', '<f4')]"])
def test_types_that_are_no_numbers(refusal: Refuse, descr: str) -> None:
    """Nor does a .npy file give one that holds anything but integers and floats."""
    message = refusal(npy(descr, "(0,)", ""), "npy")
    assert message.startswith("a matrix of integers or floats is wanted, not ")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (ZERO_RANK_12, "norb cannot hold the shape (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1): rank"),
        (bytes.fromhex("00000801 00000000"), "NORB sizes are at least 1, not (0,); save it as"),
        (bytes.fromhex("00000802 80000000 00000000"), "NORB sizes are at least 1"),
    ],
)
def test_shapes_norb_cannot_hold(refusal: Refuse, data: bytes, message: str) -> None:
    """A rank over 11 and a size of 0 stay out of NORB."""
    assert refusal(data, "mat").startswith(message)


def test_sizes_beyond_the_format(refusal: Refuse) -> None:
    """A size of 2^31 does not fit NORB's signed field, one of 2^32 none of IDX."""
    too_large = bytes.fromhex("00000802 80000000 00000000")
    assert "shape[0] at 0x8" in refusal(too_large, "mat", strict=False)
    assert "shape[0] at 0x4" in refusal(npy("'|u1'", "(4294967296, 0)", ""), "idx")


def test_scalars_are_refused(refusal: Refuse) -> None:
    """Rank 0 goes into neither format in the strict reading."""
    scalar = npy("'<i4'", "()", "04030201")
    assert refusal(scalar, "idx") == "a scalar is no valid idx matrix; save array.reshape(1)"
    assert refusal(scalar, "mat") == "a scalar is no valid norb matrix; save array.reshape(1)"


@pytest.mark.parametrize("suffix", ["npy", "npz"])
def test_shapes_numpy_cannot_hold(refusal: Refuse, suffix: str) -> None:
    """A valid IDX file that no numpy array can hold becomes no numpy file."""
    rank_65 = bytes.fromhex("00000841" + "00000001" * 65 + "07")
    assert "numpy cannot hold the shape 1 x 1 x 1 x ... (rank 65): " in refusal(
        rank_65, suffix, LimitError
    )
    large = bytes.fromhex("00000803 ffffffff ffffffff 00000000")
    assert "numpy cannot hold the shape 4294967295 x 4294967295 x 0: " in refusal(
        large, suffix, LimitError
    )


@pytest.mark.parametrize("suffix", ["npy", "npz", "idx", "mat"])
@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(IDX[:-1], "IDX201", id="cut"),
        pytest.param(IDX[:11], "IDX101", id="cut header"),
        pytest.param(IDX + b"\0", "IDX202", id="longer"),
        pytest.param(gzip.compress(IDX)[:-9], "TRN101", id="cut gzip"),
        pytest.param(gzip.compress(IDX[:-1]), "IDX201", id="cut in gzip"),
        pytest.param(gzip.compress(IDX) + b"garbage", "TRN103", id="garbage behind gzip"),
        pytest.param(bytes.fromhex("514c3d1e 00000000"), "NRB", id="NORB of rank 0"),
        pytest.param(b"", "TRN001", id="empty"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(24), "TRN004", id="another format"),
        pytest.param(gzip.compress(WHOLE)[:-9], "TRN101", id="npy in cut gzip"),
        pytest.param(gzip.compress(WHOLE)[:-3] + b"\1\1\1", "TRN102", id="npy in corrupt gzip"),
        pytest.param(gzip.compress(WHOLE) + b"garbage", "TRN103", id="npy, garbage behind gzip"),
        pytest.param(gzip.compress(COLUMNS)[:-3] + b"\1\1\1", "TRN102", id="Fortran, corrupt"),
    ],
)
def test_damaged_input(refusal: Refuse, data: bytes, code: str, suffix: str) -> None:
    """A damaged input is refused with the finding a check has."""
    assert refusal(data, suffix, FormatError).startswith(code)


@pytest.mark.parametrize("whole", [WHOLE, COLUMNS])
def test_damaged_npy(refusal: Refuse, whole: bytes) -> None:
    """A .npy file has the length its header says, to the byte."""
    assert refusal(whole[:-3], "idx") == "the .npy file is 3 bytes short"
    assert refusal(whole[:-12], "npy") == "the .npy file is 12 bytes short"
    assert refusal(whole + b"\0", "npz") == "bytes follow the array of the .npy file"
    assert refusal(gzip.compress(whole[:-1]), "idx") == ("the .npy file is 1 byte short")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x93NUMPY", "its version is ()"),
        (b"\x93NUMPY\x09\x00", "its version is (9, 0)"),
        (WHOLE[:40], "EOF: reading array header, expected "),
        (npy("()", "(2,)", ""), "tuple index out of range"),
        (npy("'<f4", "(2,)", ""), ""),
        (npy("'<f4'", "(2,), {}: 1", ""), ""),
        (npy("'<f4'", "(-2,)", ""), "numpy cannot hold the shape -2: "),
        (npy("'<f4'", f"({2**80},)", ""), f"numpy cannot hold the shape {2**80}: "),
        (npy("'<f4'", "(1,)" + " " * 20_000, "", version=2), "EOF: reading array header"),
    ],
)
def test_headers_numpy_cannot_read(refusal: Refuse, data: bytes, reason: str) -> None:
    """Whatever numpy makes of a broken header, one kind of error reaches the caller."""
    assert refusal(data, "idx").startswith(f"not a .npy file numpy can read: {reason}")


def test_npz_of_several_arrays(refusal: Refuse) -> None:
    """An .npz file is converted where it holds one array; their names are told, made safe."""
    two = npz(**{"images": WHOLE, "\x1b[31m": WHOLE})
    assert refusal(two, "idx") == (
        r"the .npz file holds 2 arrays ('images.npy', '\x1b[31m.npy'), not one"
    )


def test_damaged_npz(refusal: Refuse) -> None:
    """A cut archive, a wrong checksum and an encrypted member are refused with zipfile's word."""
    whole = npz(arr_0=WHOLE)
    assert refusal(whole[:-1], "idx").startswith("not an .npz file that can be read: ")
    checksum = struct.pack("<I", 0)
    wrong = whole.replace(struct.pack("<I", zlib.crc32(WHOLE)), checksum)
    assert "Bad CRC-32 for file 'arr_0.npy'" in refusal(wrong, "idx")
    encrypted = whole[:6] + b"\1" + whole[7:]
    central = encrypted.index(b"PK\1\2")
    encrypted = encrypted[: central + 8] + b"\1" + encrypted[central + 9 :]
    assert "is encrypted" in refusal(encrypted, "idx")


def test_npz_with_an_offset_before_its_beginning(refusal: Refuse) -> None:
    """What the system says to an impossible offset is the archive's fault, not the system's."""
    whole = npz(arr_0=WHOLE)
    directory = struct.unpack_from("<I", whole, len(whole) - 6)[0]
    wrong = whole[:-6] + struct.pack("<I", directory + 9) + whole[-2:]
    assert refusal(wrong, "idx").startswith("not an .npz file that can be read: ")


def test_npz_onto_a_file_that_exists(tmp_path: Path) -> None:
    """What the system says to anything else is not the archive's fault."""
    source, target = tmp_path / "in.npz", tmp_path / "out.idx"
    source.write_bytes(npz(arr_0=WHOLE))
    target.write_bytes(b"old")
    with pytest.raises(FileExistsError):
        convert(source, target, replace=False)
    assert target.read_bytes() == b"old"


def test_npz_that_is_no_file_on_disk(refusal: Refuse) -> None:
    """A zip archive is read from its end, so not from a stream."""
    message = "an .npz file is read from a file on disk, not compressed again"
    assert refusal(gzip.compress(npz(arr_0=WHOLE)), "idx") == message
    assert refusal(npz(arr_0=npz(arr_0=WHOLE)), "idx") == message


def test_reading_that_the_length_decides(refusal: Refuse) -> None:
    """Where the header has two readings a stream cannot be converted before its end is known."""
    header = bytes.fromhex("584c3d1e 01000000 00080000 01000000 01000000")
    data = gzip.compress(header + bytes(4 * 2048))
    assert refusal(data, "npy", strict=False) == (
        "only the file's length tells how its header reads; decompress it first"
    )


@pytest.mark.parametrize("name", ["a", "a.png", "a.gz", "-", "idx", "a.npy.zip"])
def test_names_that_tell_no_format(name: str, tmp_path: Path) -> None:
    """Without a known suffix nothing is opened."""
    with pytest.raises(
        UsageError, match=r"tells no format; end it in \.idx, \.mat, \.npy or \.npz,"
    ):
        target_format(tmp_path / name)
    with pytest.raises(UsageError):
        convert(tmp_path / "missing", tmp_path / name)


def test_npz_compressed_again() -> None:
    """An .npz file is compressed already, and no reader looks for it inside gzip."""
    with pytest.raises(UsageError, match=r"^an \.npz file is compressed already; let its name"):
        target_format("a.npz.gz")


def test_missing_input(tmp_path: Path) -> None:
    """A missing input is the system's own error, and no output appears."""
    with pytest.raises(FileNotFoundError):
        convert(tmp_path / "missing.idx", tmp_path / "a.npy")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.filterwarnings("ignore")  # numpy's, on what the damage made of a header
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([WHOLE, COLUMNS, npz(arr_0=WHOLE), npz(arr_0=COLUMNS)]), st.data())
def test_any_damage(tmp_path: Path, whole: bytes, data: st.DataObject) -> None:
    """Bytes changed anywhere in a numpy file raise our errors alone, or numpy agrees on them."""
    changed = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 3))):
        changed[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    source, target = tmp_path / "source", tmp_path / "target.idx"
    source.write_bytes(changed[: data.draw(st.integers(8, len(whole)))])
    try:
        convert(source, target)
    except (IdxcheckError, OSError):
        return
    by_numpy = np.load(source, allow_pickle=False)
    array = by_numpy[by_numpy.files[0]] if zipfile.is_zipfile(source) else by_numpy
    np.testing.assert_array_equal(load(target), array)
