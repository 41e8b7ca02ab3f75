"""Other formats by their first bytes, those that people meet under IDX and NORB names."""

import codecs
import re

Signature = tuple[int, bytes, str]

JSON = re.compile(rb'\s*(\{\s*["}]|\[\s*(["\[{\]]|-?[\d.eE+-]+\s*,))')
MARKUP = re.compile(rb"(\xef\xbb\xbf)?\s*<([A-Za-z]|!(--|DOCTYPE)|\?xml)", re.IGNORECASE)
# A symbolic link checked out without symlink support: one path, no newline. A name without a
# slash must look like a matrix's; a single word may be a server's whole answer.
LINK = re.compile(rb"[^\s<>{}\[\]\"']*(/[^\s<>{}\[\]\"'/]+|idx\d-\w+(\.gz)?|\.(idx|mat)(\.gz)?)")


def signatures() -> tuple[Signature, ...]:
    """Return offset, bytes and name of each foreign format, the more specific first."""
    return (
        (0, b"PK\x03\x04", "zip"),
        (0, b"PK\x05\x06", "zip (empty)"),
        (0, b"PK\x07\x08", "zip (spanned)"),
        (0, b"\x93NUMPY", "npy (a numpy array)"),
        (0, b"MATLAB 5.0 MAT-file", "MATLAB 5 .mat"),
        (0, b"MATLAB 7.3 MAT-file", "MATLAB 7.3 .mat (HDF5)"),
        (0, b"\x89HDF\r\n\x1a\n", "HDF5"),
        (0, b".MAT", "ASCII Lush matrix"),
        (0, b"TAM.", "ASCII Lush matrix"),
        (0, b"\x89PNG\r\n\x1a\n", "PNG"),
        (0, b"\xff\xd8\xff", "JPEG"),
        (0, b"GIF8", "GIF"),
        (0, b"II*\x00", "TIFF"),
        (0, b"MM\x00*", "TIFF"),
        (0, b"%PDF-", "PDF"),
        (0, b"\xfftOc", "git pack index"),
        (0, b"PACK", "git pack"),
        (0, b"# VobSub index file", "VobSub index"),
        (257, b"ustar", "tar"),
        (0, b"7z\xbc\xaf\x27\x1c", "7z"),
        (0, b"Rar!\x1a\x07", "rar"),
        (0, b"\x28\xb5\x2f\xfd", "zstd"),
        (0, b"\x04\x22\x4d\x18", "lz4"),
        (0, b"\x5d\x00\x00\x80\x00", "lzma (the format before xz)"),
        (0, b"\x1f\x9d", "compress (.Z)"),
        (0, b"SQLite format 3\x00", "SQLite"),
        (0, b"PAR1", "Parquet"),
        (0, b"ARROW1", "Arrow"),
        (0, b"\x7fELF", "ELF"),
        (0, b"RIFF", "RIFF"),
        (0, b"\x80\x02", "Python pickle"),
        (0, b"\x80\x03", "Python pickle"),
        (0, b"\x80\x04\x95", "Python pickle"),
        (0, b"\x80\x05\x95", "Python pickle"),
        # Those that begin with zeros, as IDX does; none has an IDX element type in byte 2.
        (0, b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
        (4, b"ftyp", "ISO media (MP4)"),
        (0, b"\x00\x00\x00\x01Bud1", ".DS_Store"),
        (0, b"\x00\x00\x01\x00", "ICO"),
        (0, b"\x00\x00\x02\x00\x00\x00\x00\x00", "TGA"),
        (0, b"\x00\x00\x0a\x00\x00\x00\x00\x00", "TGA"),
        (0, b"\x00\x00\x01\xba", "MPEG"),
        (0, b"\x00\x00\x01\xb3", "MPEG"),
        (0, b"\x00asm", "WebAssembly"),
        (0, b"\x00\x05\x16\x07", "AppleDouble (what macOS adds to a file)"),
        (0, b"\x00\x01\x00\x00\x00", "TrueType"),
    )


def foreign_format(head: bytes) -> str | None:
    """Return the name of the foreign format `head` begins, or None."""
    for offset, magic, name in signatures():
        if head[offset : offset + len(magic)] == magic:
            return "npz (zipped numpy arrays)" if name == "zip" and _holds_npy(head) else name
    return "JSON" if JSON.match(head) and is_text(head) else None


def _holds_npy(head: bytes) -> bool:
    """Whether the first member of the zip file `head` begins is a .npy file."""
    name_length = int.from_bytes(head[26:28], "little")
    return head[30 : 30 + name_length].endswith(b".npy")


def is_markup(head: bytes) -> bool:
    """Whether `head` begins an HTML or XML page."""
    return MARKUP.match(head) is not None


def pointer_name(head: bytes, length: int | None) -> str | None:
    """Return what kind of pointer stands in place of the data, or None."""
    if head.startswith(b"version https://git-lfs.github.com/spec/"):
        return "git-LFS pointer"
    if length is None or length > len(head) or not is_text(head):
        return None
    if b"annex/objects/" in head:
        return "git-annex pointer"
    if re.match(rb"(md5|outs|wdir|deps):", head):
        return "DVC pointer"
    if LINK.fullmatch(head) and b"://" not in head:
        return "symbolic link's text"
    return None


def is_text(data: bytes) -> bool:
    """Whether `data` is printable UTF-8 with white space, but for a character cut at the end."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    printable = all(character.isprintable() or character in "\t\n\r\f" for character in text)
    return printable and text != ""
