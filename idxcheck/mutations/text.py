"""What tools do that take a file for text."""

from collections.abc import Iterator

from idxcheck.mutations.layout import PAIRS, REPLACEMENT, Layout, fits, fits_without_returns
from idxcheck.mutations.model import BOTH, Edit, Mutation
from idxcheck.mutations.streams import gzip


def mutations() -> Iterator[Mutation]:
    """Yield the mutations of files taken for text, raw and compressed."""
    groups: dict[str, dict[str, Edit]] = {
        "TRN201": {"lf-to-crlf": _lf_to_crlf, "lf-to-crlf-then-gzip": _lf_to_crlf_then_gzip},
        "TRN202": {
            "latin1-to-utf8": _latin1_to_utf8,
            "bytes-replaced": _bytes_replaced,
            "gzip-latin1-to-utf8": lambda data, _: _recoded(gzip(data)),
            "gzip-bytes-replaced": lambda data, _: _replaced(gzip(data)),
        },
    }
    for rule, edits in groups.items():
        for name, edit in edits.items():
            yield Mutation(name, rule, BOTH, edit)


def _lf_to_crlf(data: bytes, _: Layout) -> bytes | None:
    # Fewer pairs than PAIRS are chance.
    result = data.replace(b"\n", b"\r\n")
    return None if data.count(b"\n") < PAIRS or fits(result) else result


def _lf_to_crlf_then_gzip(data: bytes, layout: Layout) -> bytes | None:
    result = _lf_to_crlf(data, layout)
    return None if result is None else gzip(result)


def _latin1_to_utf8(data: bytes, _: Layout) -> bytes | None:
    result = _recoded(data)
    return None if fits(result) or fits_without_returns(result) else result


def _bytes_replaced(data: bytes, layout: Layout) -> bytes | None:
    result = _replaced(data)
    # Three bytes lost for three written leave a payload of the right length.
    seen = len(result) > len(data) or 0 <= result.find(REPLACEMENT) < layout.header_size
    return None if not seen or fits(result) or fits_without_returns(result) else result


def _recoded(data: bytes) -> bytes:
    return data.decode("latin-1").encode()


def _replaced(data: bytes) -> bytes:
    return data.decode("utf-8", errors="replace").encode()
