"""Judging files in several processes, with the reports in the order of the files."""

import contextlib
import multiprocessing
import signal
from collections.abc import Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from idxcheck.checking import Options
from idxcheck.cli.judging import Judged, failed_report, judge_all, judge_entry
from idxcheck.walking import Entry

MAXIMUM_JOBS = 61  # as many processes as Windows can wait for
LARGEST_CHUNK = 100  # files handed over at a time
CHUNKS_PER_JOB = 4  # so that one slow file does not leave the others idle

Results = Generator[Judged, None, None]


def judge_in_processes(entries: Sequence[Entry], options: Options, jobs: int) -> Results:
    """Judge `entries` in `jobs` processes; a process that dies costs its own file alone."""
    jobs = min(jobs, MAXIMUM_JOBS, len(entries))
    done = 0
    with _pool(jobs) as pool, contextlib.suppress(BrokenProcessPool):
        for future in [
            pool.submit(judge_chunk, chunk, options) for chunk in _chunks(entries, jobs)
        ]:
            for judged in future.result():
                done += 1
                yield judged
    # Which file it was nobody can say: the rest are judged one by one.
    yield from _judge_apart(entries[done:], options)


def judge_chunk(entries: Sequence[Entry], options: Options) -> list[Judged]:
    """Judge `entries` in a process that was started for it."""
    return list(judge_all(entries, options))


def _judge_apart(entries: Sequence[Entry], options: Options) -> Results:
    rest = list(entries)
    while rest:
        with _pool(1) as pool, contextlib.suppress(BrokenProcessPool):
            while rest:
                yield pool.submit(judge_entry, rest[0], options).result()
                del rest[0]
        if rest:
            reason = "the process that judged the file died"
            yield Judged(failed_report(rest.pop(0), options, reason))


def _chunks(entries: Sequence[Entry], jobs: int) -> list[Sequence[Entry]]:
    size = max(1, min(LARGEST_CHUNK, len(entries) // (CHUNKS_PER_JOB * jobs)))
    return [entries[start : start + size] for start in range(0, len(entries), size)]


@contextlib.contextmanager
def _pool(jobs: int) -> Generator[ProcessPoolExecutor, None, None]:
    """Give a pool of `jobs` processes; where the block ends badly they are ended at once."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    context.set_forkserver_preload(["__main__", __name__])  # imported once, not by each
    pool = ProcessPoolExecutor(jobs, context, initializer=leave_interrupts)
    try:
        yield pool
    except BaseException:
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def leave_interrupts() -> None:
    """Leave Ctrl-C to the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
