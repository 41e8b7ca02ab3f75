"""Reports of runs whose every part is typed in."""

import pytest

from idxcheck.conformance.adapter import Implementation
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result, Skipped

UNREAD = "header-unread"
INT16 = bytes.fromhex("00000b01 00000002 0001 0002")
INT32 = bytes.fromhex("00000c01 00000001 00000001")
SHORT = bytes.fromhex("00000801 00000002 05")


def asked(  # noqa: PLR0913 - the parts that tests vary
    name: str,
    outcome: Outcome,
    detail: str = "",
    *,
    verdict: str = "valid",
    flags: tuple[str, ...] = (),
    data: bytes | None = None,
    reproducer: str = "",
    known: str | None = None,
    stale: str | None = None,
) -> Result:
    """Return what came of reading the vector of this name."""
    clause = name.partition("_")[0]
    return Result(
        f"read {name}", outcome, clause, verdict, flags, detail, data, reproducer, known, stale
    )


@pytest.fixture
def mixed() -> ConformanceReport:
    """A run with one of nearly everything."""
    return ConformanceReport(
        Implementation("mini", "1.2", "C", "https://example.org/mini"),
        scope="idx",
        smoke=(
            Result("smoke plain-file", Outcome.PASS),
            Result("smoke broken-file", Outcome.FALSE_ACCEPT, detail="returned uint8 3 [5]"),
        ),
        results=(
            asked("IDX-1.1_header-and-payload", Outcome.PASS, data=b"\0\0\x08\x01"),
            asked(
                "IDX-4.1_int16-rank-1",
                Outcome.WRONG_VALUES,
                "2 of 2 elements differ; element 0: expected 1, found 256",
                flags=(UNREAD,),
                data=INT16,
                reproducer="./mini int16.idx",
            ),
            asked(
                "IDX-4.1_int32-rank-1",
                Outcome.WRONG_VALUES,
                "1 of 1 elements differ; element 0: expected 1, found 16777216",
                flags=(UNREAD,),
                data=INT32[:12],
                reproducer="./mini int32.idx",
            ),
            asked(
                "IDX-4.3_uint8-one-byte-short",
                Outcome.FALSE_ACCEPT,
                "must be refused, returned uint8 1 [5]",
                verdict="invalid",
                data=SHORT,
                known="the end is not looked at",
            ),
            asked("IDX-2.4_rank-8", Outcome.UNSUPPORTED, "rank 8"),
            asked("IDX-2.4_rank-9", Outcome.UNSUPPORTED, "rank 9"),
            asked("IDX-3.1_rank-1-header-of-1", Outcome.LEAKY_ERROR, "IndexError: 1"),
            asked("IDX-3.1_rank-1-header-of-2", Outcome.ERROR, "not understood: 'hm'"),
        ),
        generated=(Result("generated read", Outcome.CRASH, detail="signal 11; saved as c.idx"),),
        stale=(Result("read IDX-9.9_gone", Outcome.PASS, stale="there is no such case"),),
        skipped=(Skipped("write", 155, "not claimed: write"),),
        min_executed=4,
        notes=("memory was not measured",),
        platform={
            "system": "Linux",
            "idxcheck": "0.5.0",
            "date": "2026-11-20T18:00:00+00:00",
        },
    )


@pytest.fixture
def fine() -> ConformanceReport:
    """A run of one case that passes."""
    return ConformanceReport(
        Implementation("mini"), "mnist", (asked("IDX-1.1_header-and-payload", Outcome.PASS),)
    )


NASTY = "a|b`c<script>&]]>\n\x1b[31m\u202e\udcff\ud800@me*_[x](y)"


@pytest.fixture
def nasty() -> str:
    """A text that means something to terminals, Markdown, XML and encoders."""
    return NASTY


@pytest.fixture
def hostile() -> ConformanceReport:
    """A run whose every text from outside is nasty."""
    return ConformanceReport(
        Implementation(NASTY, NASTY, NASTY, NASTY),
        scope="all",
        smoke=(Result(NASTY, Outcome.CRASH, detail=NASTY, reproducer=NASTY),),
        results=(
            Result(
                f"read {NASTY}",
                Outcome.WRONG_VALUES,
                "IDX-4.1",
                "valid",
                (NASTY,),
                NASTY,
                b"\0",
                NASTY,
            ),
            Result("read u", Outcome.UNSUPPORTED, detail=NASTY),
            Result("read k", Outcome.HANG, detail=NASTY, known=NASTY),
            Result("read s", Outcome.PASS, stale=NASTY),
            Result("read l", Outcome.LEAKY_ERROR, detail=NASTY),
        ),
        generated=(Result(NASTY, Outcome.HANG, detail=NASTY),),
        skipped=(Skipped(NASTY, 1, NASTY),),
        notes=(NASTY,),
        platform={NASTY: NASTY},
    )
