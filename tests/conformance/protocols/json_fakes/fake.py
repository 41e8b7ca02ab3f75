"""A server of IDXP/1 with one fault: `fake.py FAULT [FILE]`; FILE tells the first start."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

FAULT = sys.argv[1]
STARTED_BEFORE = len(sys.argv) > 2 and Path(sys.argv[2]).exists()
GOOD = {"element": "uint8", "shape": [3], "values": [1, 2, 3]}
OFF_BY = {"out of order": 1, "old number": -1}
CLAIMS: dict[str, Any] = {
    "version": 1,
    "implementation": {"name": "fake", "version": "1", "language": "", "homepage": ""},
    "capabilities": {},
}


def remove(folder: Path) -> None:
    """Leave nothing there."""
    shutil.rmtree(folder)


def replace(folder: Path) -> None:
    """Leave a file there."""
    remove(folder)
    folder.write_bytes(b"mine")


def link(folder: Path) -> None:
    """Leave a link to another folder there."""
    remove(folder)
    folder.symlink_to(Path(sys.argv[2]).parent)


def lock(folder: Path) -> None:
    """Take away that anybody writes there."""
    folder.chmod(0o500)


SPOILING = {
    "removes the folder": remove,
    "removes its scratch folder": remove,
    "replaces its scratch folder": replace,
    "links its scratch folder": link,
    "locks its scratch folder": lock,
}


def leave_daemon(script: str) -> None:
    """Start another process in a session of its own, and wait until it has done something."""
    done = f"{script} open({sys.argv[2]!r} + '.done', 'w').close(); import time; time.sleep(600)"
    null = subprocess.DEVNULL
    command = [sys.executable, "-c", done]
    if os.fork() == 0:
        subprocess.Popen(command, start_new_session=True, stdin=null, stdout=null, stderr=null)  # noqa: S603 - ourselves
        os._exit(0)
    os.wait()
    while not Path(f"{sys.argv[2]}.done").exists():
        time.sleep(0.01)
    Path(f"{sys.argv[2]}.done").unlink()


def stop(seq: int) -> None:
    """Answer the request stop, or not, and end."""
    if FAULT == "dies at stop":
        os.kill(os.getpid(), signal.SIGSEGV)
    if FAULT == "rubbish at stop":
        say("bye\n")
    elif FAULT == "does not stop":
        send(seq, stopped=False)
    elif FAULT != "silent at stop":
        send(seq, stopped=True)
    if FAULT == "twice at stop":
        send(seq, stopped=True)
    if FAULT == "fails at stop":
        sys.exit(3)
    if FAULT == "never stops":
        time.sleep(600)
    if FAULT == "leaves one at stop":
        leave_daemon("pass;")


def send(seq: int, **members: object) -> None:
    """Send one answer."""
    say(json.dumps({"seq": seq, **members}) + "\n")


def say(text: str) -> None:
    """Print at once."""
    sys.stdout.write(text)
    sys.stdout.flush()


def start(request: dict[str, Any]) -> None:
    """Answer the request start."""
    if FAULT == "dies at start":
        sys.exit("no module named somelib")
    if FAULT == "never starts":
        time.sleep(600)
    if FAULT == "dies at second start" and STARTED_BEFORE:
        os._exit(9)
    claims = dict(CLAIMS)
    if FAULT == "another after a restart" and STARTED_BEFORE:
        claims["implementation"] = {**CLAIMS["implementation"], "version": "2"}
    if FAULT == "lies":
        claims["capabilities"] = {"elements": ["int16"], "highest_rank": 3}
    if FAULT == "talks at start":
        say(2 * (json.dumps({"seq": request["seq"], **claims}) + "\n"))
        return
    send(request["seq"], **claims)
    if FAULT == "talks after start":
        time.sleep(0.2)
        send(request["seq"] + 1, ok=GOOD)


def read(request: dict[str, Any]) -> None:
    """Answer the request read, or not."""
    if Path(request["path"]).read_bytes() == b"broken":
        break_down()
    seq = request["seq"]
    if FAULT in OFF_BY:
        send(seq + OFF_BY[FAULT], ok=GOOD)
    elif FAULT == "rubbish":
        say("Loading...\n")
    elif FAULT == "endless line":
        say("7" * (50 << 20))
        time.sleep(600)
    elif FAULT == "late" and STARTED_BEFORE:
        send(1, ok=GOOD)  # what the process before it did not say
        send(seq, ok=GOOD)
    elif FAULT == "late":
        time.sleep(600)
    elif FAULT == "lies":
        send(seq, unsupported={"reason": "no int16"})
    elif FAULT == "names the file":
        send(seq, rejected={"message": f"{request['path']} is bad"})
    else:
        answer(request)


def break_down() -> None:
    """Hang, die, or take too much."""
    if FAULT in ("half a line", "dies in the middle"):
        say('{"seq": 1, "ok"')
    if FAULT == "dies in the middle":
        os._exit(3)
    if FAULT in ("dies at second start", "another after a restart"):
        os._exit(4)
    taken = bytearray(b"x") * (400 << 20 if FAULT == "eats memory" else 1)
    time.sleep(600)
    say(str(len(taken)))


def answer(request: dict[str, Any]) -> None:
    """Answer rightly, more or less."""
    seq = request["seq"]
    if FAULT == "floods standard error":
        sys.stderr.write("noise\n" * (1 << 20))
    if FAULT == "leaves daemons":
        leave_daemon("eaten = bytearray(150 << 20);")
    if FAULT in SPOILING and not STARTED_BEFORE:
        folder = Path(request["path"]).parent
        SPOILING[FAULT](folder if FAULT == "removes the folder" else folder.parent)
    if FAULT == "twice":
        say(2 * (json.dumps({"seq": seq, "ok": GOOD}) + "\n"))
        return
    send(seq, ok=GOOD)
    if FAULT == "twice, the second late":
        time.sleep(0.2)
        send(seq, ok=GOOD)
    if FAULT == "closes its input":
        os.close(0)
        time.sleep(600)


def write(request: dict[str, Any]) -> None:
    """Write what the fault says to the file asked for, and say that it is written."""
    path = Path(request.get("to", request["path"]))
    if FAULT == "writes a folder":
        path.mkdir()
    elif FAULT == "writes too much":
        with path.open("wb") as file:
            file.truncate(1 << 40)
    elif FAULT == "names the file":
        send(request["seq"], rejected={"message": f"{path} is bad"})
        return
    elif FAULT == "writes the request":
        path.write_text(json.dumps(request.get("array")))
    send(request["seq"], ok={})


if len(sys.argv) > 2 and not STARTED_BEFORE:
    Path(sys.argv[2]).touch()
for line in sys.stdin:
    asked = json.loads(line)
    if asked["op"] == "start":
        start(asked)
    elif asked["op"] == "read":
        read(asked)
    elif asked["op"] == "stop":
        stop(asked["seq"])
        break
    else:
        write(asked)
