"""The annotated hex dump, field by field."""

from idxcheck.view.hexdump import Row, annotate, dump, render

IMAGES = bytes.fromhex("00000803 0000ea60 0000001c 0000001c") + bytes(range(9))
NORB = bytes.fromhex("554c3d1e 02000000 02000000 03000000 01000000 010203040506")


def lines(rows: tuple[Row, ...]) -> list[str]:
    """Return the lines without the heading, white space squeezed."""
    heading, *rest = render(rows)
    assert heading.split() == ["offset", "bytes", "field", "value", "clause"]
    return [" ".join(line.split()) for line in rest]


def test_idx() -> None:
    """The header of MNIST's training images, and the first 8 bytes behind it."""
    assert annotate(IMAGES, "idx", "big") == (
        Row(0, b"\0\0", "prefix", 0, "", "IDX-2.1"),
        Row(2, b"\x08", "type", 8, "(08) uint8", "IDX-2.2"),
        Row(3, b"\x03", "rank", 3, "", "IDX-2.3"),
        Row(4, b"\0\0\xea\x60", "shape[0]", 60000, "", "IDX-3.1"),
        Row(8, b"\0\0\0\x1c", "shape[1]", 28, "", "IDX-3.1"),
        Row(12, b"\0\0\0\x1c", "shape[2]", 28, "", "IDX-3.1"),
        Row(16, bytes(range(8)), "payload", None, "", "IDX-4.1"),
    )


def test_the_layout() -> None:
    """Columns are aligned; a fault stands beneath its field."""
    rows = annotate(IMAGES[:8], "idx", "big", [(5, "the size is wrong")])
    assert list(render(rows)) == [
        "offset  bytes                    field       value                        clause",
        "0x0     00 00                    prefix      0                            IDX-2.1",
        "0x2     08                       type        8 (08) uint8                 IDX-2.2",
        "0x3     03                       rank        3                            IDX-2.3",
        "0x4     00 00 EA 60              shape[0]    60000                        IDX-3.1",
        "        ^ the size is wrong",
    ]


def test_norb() -> None:
    """Magic, rank, sizes and padding of a NORB header; the sizes are signed."""
    assert lines(annotate(NORB, "norb", "little")) == [
        "0x0 55 4C 3D 1E magic 507333717 (1E3D4C55) uint8 NORB-2.2",
        "0x4 02 00 00 00 rank 2 NORB-3.1",
        "0x8 02 00 00 00 shape[0] 2 NORB-4.1",
        "0xc 03 00 00 00 shape[1] 3 NORB-4.1",
        "0x10 01 00 00 00 padding[0] 1 NORB-4.2",
        "0x14 01 02 03 04 05 06 payload NORB-5.1",
    ]
    negative = NORB[:8] + b"\xff\xff\xff\xff" + NORB[12:]
    assert lines(annotate(negative, "norb", "little"))[2] == "0x8 FF FF FF FF shape[0] -1 NORB-4.1"


def test_norb_without_unused_slots() -> None:
    """Four sizes leave no padding; 1E3D4C58 and its kind are named."""
    header = bytes.fromhex("594c3d1e 04000000 01000000 02000000 03000000 04000000")
    assert lines(annotate(header, "norb", "little")) == [
        "0x0 59 4C 3D 1E magic 507333721 (1E3D4C59) uint32 (EBLearn) NORB-2.2",
        "0x4 04 00 00 00 rank 4 NORB-3.1",
        "0x8 01 00 00 00 shape[0] 1 NORB-4.1",
        "0xc 02 00 00 00 shape[1] 2 NORB-4.1",
        "0x10 03 00 00 00 shape[2] 3 NORB-4.1",
        "0x14 04 00 00 00 shape[3] 4 NORB-4.1",
    ]


def test_byte_swapped_norb() -> None:
    """A big-endian header is read as such."""
    header = bytes.fromhex("1e3d4c56 00000001 00000005 00000001 00000001")
    assert lines(annotate(header, "norb", "big")) == [
        "0x0 1E 3D 4C 56 magic 507333718 (1E3D4C56) int16 NORB-2.2",
        "0x4 00 00 00 01 rank 1 NORB-3.1",
        "0x8 00 00 00 05 shape[0] 5 NORB-4.1",
        "0xc 00 00 00 01 padding[0] 1 NORB-4.2",
        "0x10 00 00 00 01 padding[1] 1 NORB-4.2",
    ]


def test_little_endian_idx() -> None:
    """A magic written as one number stands backwards; so do the sizes behind either magic."""
    swapped = bytes.fromhex("010d0000 07000000")
    assert lines(annotate(swapped, "idx", "little")) == [
        "0x0 01 rank 1 IDX-2.3",
        "0x1 0D type 13 (0D) float32 IDX-2.2",
        "0x2 00 00 prefix 0 IDX-2.1",
        "0x4 07 00 00 00 shape[0] 7 IDX-3.1",
    ]
    sizes = bytes.fromhex("00000d01 07000000")
    assert lines(annotate(sizes, "idx", "little")) == [
        "0x0 00 00 prefix 0 IDX-2.1",
        "0x2 0D type 13 (0D) float32 IDX-2.2",
        "0x3 01 rank 1 IDX-2.3",
        "0x4 07 00 00 00 shape[0] 7 IDX-3.1",
    ]


def test_a_wrong_prefix_is_shown_as_it_stands() -> None:
    """The two bytes that should be zero are a number like any other."""
    assert lines(annotate(b"\x01\x02\x08\x00", "idx", "big")) == [
        "0x0 01 02 prefix 258 IDX-2.1",
        "0x2 08 type 8 (08) uint8 IDX-2.2",
        "0x3 00 rank 0 IDX-2.3",
    ]


def test_a_scalar() -> None:
    """Behind rank 0 the payload of IDX follows; of NORB nobody can say what follows."""
    assert lines(annotate(b"\0\0\x08\0\x2a", "idx", "big"))[3] == "0x4 2A payload IDX-4.1"
    norb = bytes.fromhex("554c3d1e 00000000 2a")
    assert lines(annotate(norb, "norb", "little"))[2] == "0x8 2A"


def test_a_rank_that_is_none() -> None:
    """Sizes are shown only for a rank that a header can have: 1 to 11."""
    for rank in ("0c000000", "ffffffff", "00000080"):
        header = bytes.fromhex(f"554c3d1e {rank} 01000000 02000000 03000000")
        assert len(annotate(header, "norb", "little")) == 3
    eleven = bytes.fromhex("554c3d1e 0b000000") + bytes(44)
    assert [row.field for row in annotate(eleven, "norb", "little")][-1] == "shape[10]"


def test_a_header_that_is_cut() -> None:
    """A field that is not all there has no value; nothing is shown behind the end."""
    assert lines(annotate(IMAGES[:6], "idx", "big")) == [
        "0x0 00 00 prefix 0 IDX-2.1",
        "0x2 08 type 8 (08) uint8 IDX-2.2",
        "0x3 03 rank 3 IDX-2.3",
        "0x4 00 00 shape[0] cut short IDX-3.1",
    ]
    assert annotate(IMAGES[:1], "idx", "big") == (
        Row(0, b"\0", "prefix", None, "cut short", "IDX-2.1"),
    )
    assert annotate(b"", "idx", "big", [(0, "the file is empty")]) == ()
    assert lines(annotate(NORB[:6], "norb", "little"))[1] == "0x4 02 00 rank cut short NORB-3.1"


def test_faults_stand_at_their_field() -> None:
    """A fault inside a field is told at it, one behind the end at the last; several add up."""
    rows = annotate(IMAGES[:8], "idx", "big", [(2, "a"), (6, "b"), (8, "c"), (2, "d")])
    assert [row.faults for row in rows] == [(), ("a", "d"), (), ("b", "c")]


def test_all_255_sizes() -> None:
    """The longest header is shown whole."""
    rows = annotate(b"\0\0\x08\xff" + bytes(1020), "idx", "big")
    assert (len(rows), rows[-1].field, rows[-1].offset) == (258, "shape[254]", 1020)


def test_dump() -> None:
    """What is no header is shown with its characters, 64 bytes of it at most."""
    assert dump(b"<html>\n\xff~") == (
        Row(0, b"<html>\n\xff", "", None, "<html>.."),
        Row(8, b"~", "", None, "~"),
    )
    assert lines(dump(b"PK")) == ["0x0 50 4B PK"]
    assert len(dump(bytes(1000))) == 8
    assert dump(b"") == ()
    assert dump(b"\x7f\x80\x1f ")[0].meaning == "... "
