"""One command a question: what a hostile one can do, and what a right one is told."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from idxcheck.conformance.adapter import Capabilities, Implementation
from idxcheck.conformance.answers import Answer, Fault, Read, Rejected, Unsupported, Written
from idxcheck.conformance.protocols.one_shot import OneShot
from idxcheck.errors import UsageError
from idxcheck.vectors import Reading

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the faults are those of POSIX")

FAKES = Path(__file__).parents[1] / "fakes"
PLAIN = bytes.fromhex("00000801 00000001 07")
SEVEN = Reading("uint8", (1,), (7,))
Hostile = Callable[..., OneShot]


@pytest.mark.parametrize(
    ("fault", "answer"),
    [
        ("right", Read(SEVEN)),
        ("floods_errors", Read(SEVEN)),
        ("spoils_folder", Read(SEVEN)),
        ("removes_folder", Fault("error", "removed the folder of the file")),
        (
            "replaces_folder",
            Fault("error", "put something else in the place of the folder of the file"),
        ),
        ("locks_folder", Fault("error", "took the permissions from the folder of the file")),
        ("names_file", Rejected("case.idx is bad")),
        ("nothing", Fault("crash", "ended with status 0, but printed no answer")),
        ("right_then_exit_1", Fault("crash", "ended with status 1")),
        ("segfault", Fault("crash", "killed by signal 11 (SIGSEGV)")),
        ("floods_output", Fault("error", "printed more than 16 MiB")),
        (
            "rubbish",
            Fault(
                "error",
                "the answer must begin with ok, rejected, unsupported or leaked; found"
                r" 'Loading dataset...\n<numpy.ndarray object'...",
            ),
        ),
        (
            "dumps_memory",
            Fault(
                "error",
                r"the answer is no UTF-8 at byte 15; found '\xfc\xfd\xfe\xff'",
                accepted=True,
            ),
        ),
        (
            "right_then_garbage",
            Fault("error", "more follows after 1 elements; found 'done in 0.3 s'", accepted=True),
        ),
        (
            "upper_case",
            Fault(
                "error",
                "an element of float32 must be 8 digits of 0-9 and a-f; found '3F800000'",
                accepted=True,
            ),
        ),
    ],
)
def test_answers(hostile: Hostile, scratch: Path, fault: str, answer: Answer) -> None:
    """What a command prints, and how it ends, is its answer; nothing is left behind."""
    assert hostile(fault).read(PLAIN, ".idx") == answer
    assert list(scratch.iterdir()) == []


def test_a_run_has_no_end_of_its_own(hostile: Hostile) -> None:
    """There is nothing to stop, so there is no fault there."""
    with hostile("segfault") as adapter:
        pass
    assert adapter.fault_at_stop is None


def test_every_question_has_its_own_folder(hostile: Hostile, note: Path) -> None:
    """What was written beside one file is not there for the next, nor is its folder."""
    adapter = hostile("spoils_folder")
    assert adapter.read(PLAIN, ".idx.gz") == Read(SEVEN)
    first = note.read_text()
    assert adapter.read(PLAIN, ".idx.gz") == Read(SEVEN)
    assert note.read_text() != first
    assert not Path(first).exists()


def test_a_command_that_vanishes_is_a_crash(tmp_path: Path) -> None:
    """Where it could be found and is gone, the question has an answer all the same."""
    adapter = tmp_path / "adapter"
    adapter.touch(mode=0o755)
    asked = OneShot([str(adapter)])
    adapter.unlink()
    answer = asked.read(PLAIN, ".idx")
    assert isinstance(answer, Fault)
    assert answer.kind == "crash"
    assert "adapter cannot be started: " in answer.message
    with pytest.raises(UsageError, match="adapter cannot be started: "):
        asked.__enter__()


def test_a_run_begins_with_any_command(hostile: Hostile) -> None:
    """A command that dies of everything is asked all the same: that is no fault of the call."""
    with hostile("segfault") as adapter:
        assert adapter.capabilities == Capabilities()
        assert adapter.read(PLAIN, ".idx") == Fault("crash", "killed by signal 11 (SIGSEGV)")


def test_a_reader_alone_is_no_writer(hostile: Hostile) -> None:
    """Who answers --write otherwise than with ok is asked to read alone; a note says why."""
    with hostile("right") as adapter:
        assert adapter.capabilities == Capabilities()
        assert adapter.notes == (
            (
                "writing was not asked: --write was answered with"
                r" error: ok must stand alone; found 'ok uint8 1\n7'"
            ),
        )
        assert adapter.write(SEVEN, ".idx") == Fault(
            "error", r"ok must stand alone; found 'ok uint8 1\n7'"
        )


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("rejected no such file", "rejected no such file"),
        ("unsupported writing", "unsupported writing"),
        ("leaked OSError no such file", "leaked no such file"),
    ],
)
def test_the_note_has_the_answer(tmp_path: Path, line: str, note: str) -> None:
    """The answer to --write stands in the note, whatever it is."""
    (tmp_path / "adapter").write_text(f"#!/bin/sh\necho {line}\n")
    (tmp_path / "adapter").chmod(0o755)
    with OneShot([str(tmp_path / "adapter"), "--fast"]) as adapter:
        assert adapter.notes == (f"writing was not asked: --write was answered with {note}",)
        assert adapter.implementation == Implementation("adapter --fast")


def test_a_writer_writes(hostile: Hostile) -> None:
    """The text goes to standard input; the bytes of the file come back."""
    with hostile("writes_input") as adapter:
        assert adapter.capabilities == Capabilities(("read", "write", "round-trip"))
        assert adapter.notes == ()
        wanted = Reading("float32", (1, 2), (0x3F800000, 1))
        assert adapter.write(wanted, ".idx") == Written(b"ok float32 1 2\n3f800000\n00000001\n")


@pytest.mark.parametrize(
    ("fault", "answer"),
    [
        ("writes_nothing", Written(None)),
        ("writes_device", Fault("error", "what it wrote is no regular file")),
        ("writes_too_much", Fault("error", "wrote a file of more than 16 MiB")),
        (
            "replaces_folder",
            Fault("error", "put something else in the place of the folder of the file"),
        ),
    ],
)
def test_what_is_written_can_do_no_harm(hostile: Hostile, fault: str, answer: Answer) -> None:
    """No file, or one that is not to be read, is seen."""
    assert hostile(fault).write(SEVEN, ".idx") == answer


def test_rewriting_is_not_asked(hostile: Hostile) -> None:
    """There is no such question in plain text."""
    assert hostile("right").rewrite(PLAIN, ".idx") == Unsupported(
        "a command that answers in plain text is not asked to rewrite"
    )


def test_the_reproducers_reproduce(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is one line of a shell that asks the same question again."""
    script = '#!/bin/sh\n[ "$2" = --write ] && exec tee "$3"\nexec od -An -tx1 "$2"\n'
    (tmp_path / "my adapter").write_text(script)
    (tmp_path / "my adapter").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    adapter = OneShot(["./my adapter", "$x"])

    def printed(line: str) -> str:
        assert "\n" not in line
        return subprocess.run(  # noqa: S602 - a line of a shell is what is tried
            line, shell=True, check=True, capture_output=True, text=True
        ).stdout

    assert printed(adapter.reproducer(PLAIN, ".idx")) == " 00 00 08 01 00 00 00 01 07\n"
    assert printed(adapter.rewriting_reproducer(PLAIN, ".idx.gz")) == (
        " 00 00 08 01 00 00 00 01 07\n"
    )
    assert printed(adapter.writing_reproducer(SEVEN, ".mat")) == (
        "ok uint8 1\n7\n6f6b2075696e743820310a370a\n"
    )


@pytest.fixture
def trusting(tmp_path: Path) -> OneShot:
    """A C reader that is right for right files alone."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("there is no C compiler")
    program = str(tmp_path / "trusting")
    subprocess.run([compiler, "-O1", "-o", program, str(FAKES / "trusting.c")], check=True)  # noqa: S603 - ours
    return OneShot([program])


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (
            "00000802 00000002 00000003 010203040506",
            Read(Reading("uint8", (2, 3), (1, 2, 3, 4, 5, 6))),
        ),
        ("000008", Rejected("no header")),
        ("00000801 00000002 01", Fault("crash", "killed by signal 11 (SIGSEGV)")),
        ("00000801 000000", Fault("crash", "killed by signal 6 (SIGABRT)")),
    ],
)
def test_a_real_reader_in_c(trusting: OneShot, data: str, answer: Answer) -> None:
    """It reads, refuses, and dies of what it trusts."""
    with trusting as adapter:
        assert adapter.read(bytes.fromhex(data), ".idx") == answer
