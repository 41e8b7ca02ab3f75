"""Lines of IDXP/1 to answers: what is exactly right is taken, all else is an error."""

import json

import pytest

from idxcheck.conformance.answers import Answer, Fault, Leaked, Read, Rejected, Unsupported, Written
from idxcheck.conformance.protocols.messages import (
    answered,
    array_members,
    request,
)
from idxcheck.vectors import Reading

WHO = {"name": "lib", "version": "1.2", "language": "C", "homepage": "https://example.org"}


def ok(element: object, shape: object, values: object) -> bytes:
    """Return the answer 7 to a reading."""
    told = {"element": element, "shape": shape, "values": values}
    return json.dumps({"seq": 7, "ok": told}).encode()


def test_requests() -> None:
    """One line of JSON, and floats by their bits."""
    assert request("stop", 4) == b'{"op": "stop", "seq": 4}\n'
    assert request("read", 1, path="/x/a\n.idx") == (
        b'{"op": "read", "seq": 1, "path": "/x/a\\n.idx"}\n'
    )
    assert json.dumps(array_members(Reading("int8", (2,), (-1, 2)))) == (
        '{"element": "int8", "shape": [2], "values": [-1, 2]}'
    )
    assert array_members(Reading("float64", (), (1,)))["values"] == ["0000000000000001"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (ok("uint8", [2], [0, 255]), Read(Reading("uint8", (2,), (0, 255)))),
        (ok("int8", [1, 2], [-128, 127]), Read(Reading("int8", (1, 2), (-128, 127)))),
        (ok("int16", [2], [-32768, 32767]), Read(Reading("int16", (2,), (-32768, 32767)))),
        (
            ok("int32", [2], [-2147483648, 2147483647]),
            Read(Reading("int32", (2,), (-2147483648, 2147483647))),
        ),
        (ok("float32", [1], ["7fa00000"]), Read(Reading("float32", (1,), (0x7FA00000,)))),
        (
            ok("float64", [1], ["fff0000000000001"]),
            Read(Reading("float64", (1,), (0xFFF0000000000001,))),
        ),
        (ok("int64", [], [-(2**63)]), Read(Reading("int64", (), (-(2**63),)))),
        (ok("uint64", [1], [2**64 - 1]), Read(Reading("uint64", (1,), (2**64 - 1,)))),
        (ok("float8_e4m3fn", [1], [7]), Read(Reading("float8_e4m3fn", (1,), (7,)))),
        (ok("uint8", [4294967295, 0], []), Read(Reading("uint8", (4294967295, 0), ()))),
        (ok("uint8", [60000, 28, 28], None), Read(Reading("uint8", (60000, 28, 28), ()))),
        (ok("uint8", [1] * 255, [5]), Read(Reading("uint8", (1,) * 255, (5,)))),
        (b'{"seq": 7, "ok": {}}', Written(None)),
        (b' {"ok":{},"seq":7}\r', Written(None)),
        (b'{"seq": 7, "rejected": {"message": ""}}', Rejected("")),
        ('{"seq": 7, "rejected": {"message": "ärg"}}'.encode(), Rejected("ärg")),
        (b'{"seq": 7, "unsupported": {"reason": "rank"}}', Unsupported("rank")),
        (
            b'{"seq": 7, "leaked": {"type": "struct.error", "message": "2 bytes"}}',
            Leaked("struct.error", "2 bytes"),
        ),
        (b'{"seq": 7, "rejected": {"message": "\\ud800!"}}', Rejected("?!")),
        (b'{"seq": 7, "rejected": {"message": "%s"}}' % (b"x" * 9999), Rejected("x" * 2000)),
    ],
)
def test_answers(line: bytes, expected: Answer) -> None:
    """Every kind of answer, and the ends of each range."""
    assert answered(line, 7) == expected


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (b"", "no line of JSON: ''"),
        (b"Loading... \x1b[31m", "no line of JSON: 'Loading... \\x1b[31m'"),
        (b'{"seq": 7', "no line of JSON: '{\"seq\": 7'"),
        (b'{"seq": 7, "ok": {}} {}', 'no line of JSON: \'{"seq": 7, "ok": {}} {}\''),
        (b"\xef\xbb\xbf{}", "no line of JSON: '\\xef\\xbb\\xbf{}'"),
        (b'{"seq": 7, "ok": "\xff"}', 'no line of JSON: \'{"seq": 7, "ok": "\\xff"}\''),
        (b"[" * 100_000, "JSON nested too deeply"),
        (b'{"a":' * 100_000, "JSON nested too deeply"),
        (b'{"seq": ' + b"7" * 5000 + b"}", "a number of thousands of digits"),
        (b'{"seq": NaN}', "NaN, which is not JSON"),
        (b'{"seq": -Infinity}', "-Infinity, which is not JSON"),
        (b'{"seq": 7, "seq": 7}', "an object with the same member twice"),
        (b"[7]", "no object but an array"),
        (b"null", "no object but null"),
        (b"7", "no object but 7"),
        (b"{}", "the member seq is missing in the answer"),
        (b'{"seq": 8, "ok": {}}', "answered the request 8 when 7 was asked"),
        (
            b'{"seq": true, "ok": {}}',
            "seq is true, expected an integer in 0..9223372036854775807",
        ),
        (b'{"seq": 7.0, "ok": {}}', "seq is 7.0, expected an integer in 0..9223372036854775807"),
        (b'{"seq": -1}', "seq is -1, expected an integer in 0..9223372036854775807"),
        (b'{"seq": 7}', "none of ok, rejected, unsupported, leaked in the answer"),
        (b'{"seq": 7, "error": 1}', "none of ok, rejected, unsupported, leaked in the answer"),
        (b'{"seq": 7, "ok": {}, "\\n": 1}', "the unknown member '\\n' in the answer"),
        (
            b'{"seq": 7, "ok": {}, "rejected": {"message": ""}}',
            "the unknown member 'rejected' in the answer",
        ),
        (b'{"seq": 7, "ok": true}', "ok is true, expected an object"),
        (b'{"seq": 7, "ok": {"element": "uint8"}}', "the member shape is missing in ok"),
        (b'{"seq": 7, "rejected": "no"}', "rejected is 'no', expected an object"),
        (b'{"seq": 7, "rejected": {}}', "the member message is missing in rejected"),
        (
            b'{"seq": 7, "rejected": {"message": null}}',
            "rejected.message is null, expected a string",
        ),
        (
            b'{"seq": 7, "rejected": {"message": "", "type": ""}}',
            "the unknown member 'type' in rejected",
        ),
        (b'{"seq": 7, "unsupported": {"reason": 7}}', "unsupported.reason is 7, expected a string"),
        (
            b'{"seq": 7, "leaked": {"type": "", "message": ""}}',
            "leaked.type is '', expected a string that is not empty",
        ),
        (ok(8, [1], [1]), "ok.element is 8, expected a word such as uint8"),
        (ok("UINT8", [1], [1]), "ok.element is 'UINT8', expected a word such as uint8"),
        (ok("u" * 33, [1], [1]), f"ok.element is '{'u' * 33}', expected a word such as uint8"),
        (ok("uint8\n", [1], [1]), "ok.element is 'uint8\\n', expected a word such as uint8"),
        (ok("uint8", 3, [1]), "ok.shape is 3, expected an array"),
        (
            ok("uint8", [1.0], [1]),
            "a size of ok.shape is 1.0, expected an integer in 0..9223372036854775807",
        ),
        (
            ok("uint8", [-1], []),
            "a size of ok.shape is -1, expected an integer in 0..9223372036854775807",
        ),
        (
            ok("uint8", [2**63], []),
            (
                "a size of ok.shape is 9223372036854775808,"
                " expected an integer in 0..9223372036854775807"
            ),
        ),
        (ok("uint8", [1] * 256, [5]), "ok.shape has 256 sizes, expected 255 at most"),
        (ok("uint8", [2], [1]), "ok.values has 1 elements, expected 2"),
        (ok("uint8", [], []), "ok.values has 0 elements, expected 1"),
        (ok("uint8", [2**62, 2**62], []), "ok.values has 0 elements, expected more than 10^24"),
        (ok("uint8", [524288], None), "ok.values is null, expected an array"),
        (ok("uint8", [0], {}), "ok.values is an object, expected an array"),
        (ok("uint8", [1], [256]), "an element of uint8 is 256, expected an integer in 0..255"),
        (ok("int8", [1], [-129]), "an element of int8 is -129, expected an integer in -128..127"),
        (ok("uint8", [1], [True]), "an element of uint8 is true, expected an integer in 0..255"),
        (ok("uint8", [1], ["1"]), "an element of uint8 is '1', expected an integer in 0..255"),
        (ok("uint8", [1], [[1]]), "an element of uint8 is an array, expected an integer in 0..255"),
        (
            ok("int64", [1], [2**64]),
            (
                "an element of int64 is 18446744073709551616, expected an integer in"
                " -9223372036854775808..18446744073709551615"
            ),
        ),
        (
            ok("float32", [1], [1.5]),
            "an element of float32 is 1.5, expected 8 lower-case hexadecimal digits in quotes",
        ),
        (
            ok("float32", [1], ["3F800000"]),
            (
                "an element of float32 is '3F800000',"
                " expected 8 lower-case hexadecimal digits in quotes"
            ),
        ),
        (
            ok("float64", [1], ["3f800000"]),
            (
                "an element of float64 is '3f800000',"
                " expected 16 lower-case hexadecimal digits in quotes"
            ),
        ),
        (
            ok("float32", [1], ["3f80000\u0660"]),
            (
                "an element of float32 is '3f80000\\u0660',"
                " expected 8 lower-case hexadecimal digits in quotes"
            ),
        ),
    ],
)
def test_what_is_no_answer(line: bytes, found: str) -> None:
    """It is an error that says what was found, and nothing else happens."""
    answer = answered(line, 7)
    assert isinstance(answer, Fault)
    assert (answer.kind, answer.message) == ("error", found)


def test_what_was_accepted() -> None:
    """An ok to this question is one, whatever it holds; not beside a refusal."""
    for line, accepted in (
        (b'{"seq": 7, "ok": 7}', True),
        (b'{"seq": 7, "ok": {}, "more": 1}', True),
        (b'{"seq": 6, "ok": 7}', False),
        (b'{"seq": 7, "ok": {}, "rejected": {"message": ""}}', False),
        (b'{"seq": 7, "rejected": 7}', False),
    ):
        answer = answered(line, 7)
        assert isinstance(answer, Fault)
        assert answer.accepted is accepted
