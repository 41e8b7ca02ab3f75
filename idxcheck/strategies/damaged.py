"""Files that must be refused, each with the rule it breaks."""

from collections.abc import Collection

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from idxcheck.mutations import MUTATIONS, Mutation
from idxcheck.strategies.bounds import check_choice, check_choices
from idxcheck.strategies.files import file_of, idx_files, norb_files
from idxcheck.strategies.headers import FORMATS
from idxspec import Format

# What text tools change, beside what they do not.
PIECES = (b"\0", b"\n", b"\n" * 8, b"\r\n", b"\x1a", b"text", b"\x80", b"\xc3\xa9", b"\xff\xfe")
RICH = b"\n" * 8 + b"\r\n\x1a\x7f\x80\xff\xe9" + b"\x03" * 17  # 32 bytes with all of that


def damaged_files(
    *,
    format: Format | None = None,  # noqa: A002 - the field's word
    rules: Collection[str] | None = None,
) -> SearchStrategy[tuple[bytes, str]]:
    """Draw `(data, rule)`: bytes that are no valid file, and the code of the rule they break.

    Each is a valid file of `format` ("idx", "norb", None for either) after one of
    `idxcheck.mutations.MUTATIONS`, whose rule is the only one with an error; `rules` are the
    codes wanted, such as ["IDX201", "IDX202"], None for all. TRN105 does not come up: it is
    about a file's name. They shrink towards the first mutation of `rules`, the empty file of
    all, made of a uint8 matrix of one zero where it can be made of that.
    """
    kinds: list[Format] = [*FORMATS] if format is None else [format]
    if format is not None:
        check_choice("format", format, FORMATS)
    # A mutation that asks for the file's name has no place among bytes.
    unnamed = [each for each in MUTATIONS if not each.ending]
    known = {each.rule for each in unnamed if set(each.formats) & set(kinds)}
    if rules is not None:
        check_choices("rules", rules, sorted(known))
    fitting: dict[Format, dict[str, list[Mutation]]] = {kind: {} for kind in kinds}
    for each in unnamed:
        for kind in set(each.formats) & set(kinds):
            if rules is None or each.rule in rules:
                fitting[kind].setdefault(each.rule, []).append(each)
    return _damaged({kind: by_rule for kind, by_rule in fitting.items() if by_rule})


@st.composite
def _damaged(
    draw: st.DrawFn, fitting: dict[Format, dict[str, list[Mutation]]]
) -> tuple[bytes, str]:
    kind = draw(st.sampled_from([*fitting]))
    # By rule first: some rules have many mutations.
    rule = draw(st.sampled_from([*fitting[kind]]))
    mutation = draw(st.sampled_from(fitting[kind][rule]))
    sound = idx_files() if kind == "idx" else norb_files()
    data = draw(sound.map(lambda file: file[0]) | _text_like(kind))
    result = mutation.apply(data)
    if result is None:  # nothing in it to damage in this way
        results = (mutation.apply(each) for each in _damageable(kind))
        result = next(each for each in results if each is not None)
    return result, rule


@st.composite
def _text_like(draw: st.DrawFn, kind: Format) -> bytes:
    """Draw files of bytes that text tools change; they shrink towards one zero."""
    payload = b"".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12)))
    return file_of(kind, np.frombuffer(payload, np.uint8))


def _damageable(kind: Format) -> tuple[bytes, ...]:
    """Return the files, the shortest first, one of which every mutation can be made of."""
    tones = np.array([0x80, 0xFF], np.uint8)
    wide = b"\x80\xff\0\0\0\0\0\x01"  # the same in the file, whatever its byte order
    integers = np.frombuffer(wide, ">i4" if kind == "idx" else "<i4").astype(np.int32)
    text = np.frombuffer(RICH, np.uint8).reshape(2, 16)
    return tuple(file_of(kind, array) for array in (tones, integers, text))
