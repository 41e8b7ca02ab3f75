"""A reader with one fault: `hostile.py FAULT NOTE FILE`.

The right answer to any file is `ok uint8 1`, `7`. Some note a process number in the file NOTE.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

NOTE, FILE = Path(sys.argv[2]), Path(sys.argv[-1])
RIGHT = "ok uint8 1\n7\n"
LONG = 600
SLEEP = f"import time; time.sleep({LONG})"


def say(text: str) -> None:
    """Print at once."""
    sys.stdout.write(text)
    sys.stdout.flush()


def start(script: str, **options: Any) -> "subprocess.Popen[bytes]":  # noqa: ANN401 - as Popen
    """Start another process, and note its number, whole or not at all."""
    process = subprocess.Popen([sys.executable, "-c", script], **options)  # noqa: S603 - ourselves
    part = NOTE.with_suffix(".part")
    part.write_text(str(process.pid))
    part.replace(NOTE)
    return process


def right() -> None:
    """Answer as it must."""
    say(RIGHT)


def rubbish() -> None:
    """Answer what nobody understands."""
    say("Loading dataset...\n<numpy.ndarray object>\n")


def nothing() -> None:
    """Say nothing."""


def uncaught() -> None:
    """Say the refusal where nobody hears it."""
    raise ValueError("bad magic")


def right_then_exit_1() -> None:
    """Answer rightly, then fail."""
    say(RIGHT)
    sys.exit(1)


def segfault() -> None:
    """End by a signal."""
    os.kill(os.getpid(), signal.SIGSEGV)


def hang() -> None:
    """Never answer."""
    time.sleep(LONG)


def ignores_signals() -> None:
    """Never answer, and never end for the asking."""
    for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    time.sleep(LONG)


def grandchild_hangs() -> None:
    """Wait for another process for ever."""
    start(SLEEP).wait()


def grandchild_keeps_pipes() -> None:
    """Answer rightly and end, but leave one behind that holds the pipes."""
    start(SLEEP, start_new_session=True)
    say(RIGHT)


def grandchild_keeps_errors() -> None:
    """The same, with standard error alone."""
    start(SLEEP, start_new_session=True, stdout=subprocess.DEVNULL)
    say(RIGHT)


def keeps_errors_for_seconds() -> None:
    """Answer rightly, and leave one behind that holds standard error for a while."""
    script = "import time; time.sleep(2)"
    start(script, start_new_session=True, stdout=subprocess.DEVNULL)
    say(RIGHT)


def daemon() -> None:
    """Answer rightly and end, but leave one behind in a session of its own, without pipes."""
    null = subprocess.DEVNULL
    start(SLEEP, start_new_session=True, stdin=null, stdout=null, stderr=null)
    say(RIGHT)


def daemon_without_environment() -> None:
    """Leave one behind that has dropped whatever it was marked by, once it was seen."""
    null = subprocess.DEVNULL
    start(SLEEP, start_new_session=True, env={}, stdin=null, stdout=null, stderr=null)
    time.sleep(0.5)
    say(RIGHT)


def daemons() -> None:
    """Leave two behind."""
    null = subprocess.DEVNULL
    for _ in range(2):
        start(SLEEP, start_new_session=True, stdin=null, stdout=null, stderr=null)
    say(RIGHT)


def daemon_that_ends() -> None:
    """Leave one behind that ends a moment later."""
    null = subprocess.DEVNULL
    reader, _ = os.pipe()
    script = f"import os; os.read({reader}, 1)"  # until this process has ended
    pipes = {"stdin": null, "stdout": null, "stderr": null}
    start(script, start_new_session=True, pass_fds=[reader], **pipes)
    say(RIGHT)
    os.close(reader)


def daemon_eats_memory() -> None:
    """Let one that left the tree take more than it may, and answer rightly."""
    null = subprocess.DEVNULL
    full = NOTE.with_suffix(".full")
    script = f"eaten = bytearray(400 << 20); open({str(full)!r}, 'w').close(); {SLEEP}"
    if os.fork() == 0:
        start(script, start_new_session=True, stdin=null, stdout=null, stderr=null)
        os._exit(0)
    os.wait()
    while not full.exists():
        time.sleep(0.01)
    say(RIGHT)


def eats_memory() -> None:
    """Take more than it may, and hold it."""
    globals()["eaten"] = bytearray(400 << 20)
    time.sleep(LONG)


def eats_and_answers() -> None:
    """Take more than it may, and give it back."""
    globals()["eaten"] = bytearray(400 << 20)
    del globals()["eaten"]
    say(RIGHT)


def grandchild_eats_memory() -> None:
    """Let another take more than it may."""
    start(f"eaten = bytearray(400 << 20); {SLEEP}").wait()


def floods_errors() -> None:
    """Say 50 MiB where it may, then answer rightly."""
    sys.stderr.write("x" * (50 << 20))
    say(RIGHT)


def floods_output() -> None:
    """Answer 50 MiB."""
    say("7\n" * (25 << 20))


def closes_output() -> None:
    """Answer, close the output, and stay."""
    say(RIGHT)
    os.close(1)
    time.sleep(LONG)


def dumps_memory() -> None:
    """Answer with bytes in place of numbers."""
    sys.stdout.buffer.write(b"ok int32 2\n" + bytes([0, 1, 2, 3, 252, 253, 254, 255]))


def right_then_garbage() -> None:
    """Answer, and go on."""
    say(RIGHT + "done in 0.3 s\n")


def upper_case() -> None:
    """Answer with upper-case digits."""
    say("ok float32 1\n3F800000\n")


def spoils_folder() -> None:
    """Answer rightly, and leave the folder of the file full of things, and the file changed."""
    FILE.write_bytes(b"spoilt")
    (FILE.parent / "more").mkdir()
    (FILE.parent / "more" / "file").write_bytes(b"more")
    NOTE.write_text(str(FILE.parent))
    say(RIGHT)


def removes_folder() -> None:
    """Answer rightly, and remove the folder of the file."""
    FILE.unlink()
    FILE.parent.rmdir()
    say(RIGHT)


def replaces_folder() -> None:
    """Put a file in the place of the folder, and answer rightly, whatever is asked."""
    FILE.unlink(missing_ok=True)
    FILE.parent.rmdir()
    FILE.parent.write_bytes(b"")
    say("ok\n" if "--write" in sys.argv else RIGHT)


def locks_folder() -> None:
    """Answer rightly, and leave a folder that nobody may write in."""
    FILE.parent.chmod(0o500)
    say(RIGHT)


def names_file() -> None:
    """Refuse the file by its whole path."""
    say(f"rejected {FILE} is bad\n")


def reads_input() -> None:
    """Wait for what is never said."""
    while True:
        sys.stdin.read()


def counts() -> None:
    """Answer rightly the first time, then never again."""
    if NOTE.exists():
        uncaught()
    NOTE.write_text("asked")
    say(RIGHT)


def writes_device() -> None:
    """Make a link to a device without end of the file that is asked for."""
    FILE.symlink_to("/dev/zero")
    say("ok\n")


def writes_too_much() -> None:
    """Write a file far greater than what it was given, that takes no room."""
    with FILE.open("wb") as file:
        file.truncate(1 << 40)
    say("ok\n")


def writes_nothing() -> None:
    """Say that it wrote."""
    say("ok\n")


def writes_input() -> None:
    """Write what it was given."""
    FILE.write_bytes(sys.stdin.buffer.read())
    say("ok\n")


def echoes() -> None:
    """Answer each line with itself in capitals, then end."""
    for line in sys.stdin:
        say(line.upper())


def asked_twice() -> None:
    """Answer one line with two, then stay."""
    sys.stdin.readline()
    say("one\ntwo\n")
    time.sleep(LONG)


globals()[sys.argv[1]]()
