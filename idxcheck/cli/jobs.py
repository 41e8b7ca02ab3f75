"""Looking at files in several processes, with the results in the order of the files."""

import contextlib
import multiprocessing
import signal
from collections.abc import Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.synchronize import Event

from idxcheck.cli.judging import Looked, failed, look_at, look_at_all
from idxcheck.examining import Options
from idxcheck.walking import Entry

MAXIMUM_JOBS = 61  # as many processes as Windows can wait for
LARGEST_CHUNK = 100  # files handed over at a time
PATIENCE = 60  # seconds to wait for the sign: the process that gives it may have been killed
CHUNKS_PER_JOB = 4  # so that one slow file does not leave the others idle

Results = Generator[Looked, None, None]


def look_in_processes(entries: Sequence[Entry], options: Options, jobs: int) -> Results:
    """Look at `entries` in `jobs` processes; a process that dies costs its own file alone."""
    jobs = min(jobs, MAXIMUM_JOBS, len(entries))
    done = 0
    with _pool(jobs) as (pool, started), contextlib.suppress(BrokenProcessPool):
        futures = [pool.submit(look_at_chunk, chunk, options) for chunk in _chunks(entries, jobs)]
        started.set()
        for future in futures:
            for looked in future.result():
                done += 1
                yield looked
    # Which file it was nobody can say: the rest are looked at one by one.
    yield from _look_apart(entries[done:], options)


def look_at_chunk(entries: Sequence[Entry], options: Options) -> list[Looked]:
    """Look at `entries` in a process that was started for it."""
    return list(look_at_all(entries, options))


def _look_apart(entries: Sequence[Entry], options: Options) -> Results:
    rest = list(entries)
    while rest:
        with _pool(1) as (pool, started), contextlib.suppress(BrokenProcessPool):
            started.set()
            while rest:
                yield pool.submit(look_at, rest[0], options).result()
                del rest[0]
        if rest:
            reason = "the process that judged the file died"
            yield failed(rest.pop(0), reason)


def _chunks(entries: Sequence[Entry], jobs: int) -> list[Sequence[Entry]]:
    size = max(1, min(LARGEST_CHUNK, len(entries) // (CHUNKS_PER_JOB * jobs)))
    return [entries[start : start + size] for start in range(0, len(entries), size)]


@contextlib.contextmanager
def _pool(jobs: int) -> Generator[tuple[ProcessPoolExecutor, Event], None, None]:
    """Give a pool of `jobs` processes, and the event that lets them begin.

    Where the block ends badly they are ended at once.
    """
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    context.set_forkserver_preload(["__main__", __name__])  # imported once, not by each
    started = context.Event()
    pool = ProcessPoolExecutor(jobs, context, initializer=begin, initargs=(started,))
    try:
        yield pool, started
    except BaseException:
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def begin(started: Event) -> None:
    """Leave Ctrl-C to the process that started this one, and wait for its sign.

    A process that dies while the pool still starts another makes Python 3.11 wait for that
    one for ever: no file is touched before all of them are there.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    started.wait(PATIENCE)
