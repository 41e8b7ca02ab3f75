"""`idxcheck check`: judge files, folders, patterns or standard input."""

import contextlib
import sys
from collections.abc import Iterator, Sequence

import click

from idxcheck.checking import Options
from idxcheck.cli.judging import Judged, judge_all, judge_entry
from idxcheck.cli.options import Output, format_option, parse_bytes, split_commas
from idxcheck.cli.progress import Advance, progress, stored_size
from idxcheck.cli.running import REPORT_IT, Invocation, debug_option, print_lines, say
from idxcheck.cli.writing import is_terminal, refuse_to_overwrite, wants_color, write_outputs
from idxcheck.errors import UsageError
from idxcheck.findings import Report, Severity
from idxcheck.judging import select_rules
from idxcheck.reports import REPORTS, text
from idxcheck.reports.escaping import escape
from idxcheck.reports.outcome import exit_status
from idxcheck.walking import STANDARD_INPUT, Entry, Walk, walk

NEVER = "never"
THRESHOLDS = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "note": Severity.NOTE,
    NEVER: Severity.ERROR,  # for what -q shows; the exit status leaves findings out
}


@click.command("check", short_help="Judge files and say what is wrong with them.")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--select",
    metavar="RULE,...",
    multiple=True,
    callback=split_commas,
    help="Judge by these rules alone: codes, names, beginnings of codes, or ALL.",
)
@click.option(
    "--ignore", metavar="RULE,...", multiple=True, callback=split_commas, help="Leave these out."
)
@click.option(
    "--fail-on",
    type=click.Choice(list(THRESHOLDS)),
    default="error",
    show_default=True,
    help="What findings end with exit status 1.",
)
@click.option("--lenient", is_flag=True, help="Accept what many readers accept; see the spec.")
@click.option("--header-only", is_flag=True, help="Leave the payload unread.")
@click.option(
    "--max-bytes",
    metavar="N",
    callback=parse_bytes,
    help="Read at most N decompressed bytes of a file; 64K, 100M, 2G.",
)
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Use N processes.",
)
@format_option(*REPORTS)
@click.option("-q", "--quiet", is_flag=True, help="Print only what bears on the exit status.")
@click.option("-v", "--verbose", is_flag=True, help="Print rules, digests, what was passed over.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour the text; auto: on a terminal, unless NO_COLOR is set.",
)
@debug_option
@click.pass_obj
def command(  # noqa: PLR0913 - one for each option
    invocation: Invocation,
    *,
    paths: Sequence[str],
    select: list[str],
    ignore: list[str],
    fail_on: str,
    lenient: bool,
    header_only: bool,
    max_bytes: int | None,
    jobs: int,
    outputs: Sequence[Output],
    force: bool,
    quiet: bool,
    verbose: bool,
    color: str,
) -> int:
    """Judge IDX and NORB files, compressed or not, and say what is wrong with them.

    PATH is a file, a folder (the current one if none is given), a pattern, or - for
    standard input. A file named outright is always judged; in a folder, what is or should
    be IDX or NORB by its first bytes or its name.
    """
    if quiet and verbose:
        raise UsageError("-q and -v cannot both be given")
    options = Options(
        selected=select_rules(select or None, ignore),
        strict=not lenient,
        header_only=header_only,
        max_bytes=max_bytes,
    )
    found = _files(paths or (".",), verbose=verbose)
    refuse_to_overwrite(outputs, [entry.path for entry in found.entries], force=force)
    with _progress(found.entries, shown=not quiet) as advance:
        judged = list(_judge(found.entries, options, jobs, advance))
    _tell_of_failures(judged, debug=invocation.debug)
    report = Report(
        files=tuple(each.report for each in judged),
        passed_over=tuple(found.passed_over),
        fail_on=THRESHOLDS[fail_on],
    )
    status = exit_status(report, failing=fail_on != NEVER)
    verbosity = text.QUIET if quiet else text.VERBOSE if verbose else text.NORMAL

    def render(output: Output) -> str:
        if output.format == "text":
            colored = output.file is None and wants_color(color)
            return text.render(report, status, verbosity=verbosity, color=colored)
        as_format = REPORTS[output.format]
        return as_format(report, status)

    write_outputs(outputs, render, force=force)
    return status


def _files(paths: Sequence[str], *, verbose: bool) -> Walk:
    if paths.count(STANDARD_INPUT) > 1:
        raise UsageError("standard input can be judged only once")
    found = walk(paths)
    if not found.entries:
        if verbose:
            for path in found.passed_over:
                say(f"passed over: {escape(path)}")
        count = len(found.passed_over)
        raise UsageError(f"nothing to judge in {', '.join(paths)}; {count} passed over")
    return found


def _progress(
    entries: Sequence[Entry], *, shown: bool
) -> contextlib.AbstractContextManager[Advance | None]:
    if shown and is_terminal(sys.stderr):
        return progress(sum(stored_size(entry.path) for entry in entries))
    return contextlib.nullcontext()


def _judge(
    entries: Sequence[Entry], options: Options, jobs: int, advance: Advance | None
) -> Iterator[Judged]:
    if jobs == 1 or len(entries) == 1:
        yield from judge_all(entries, options, advance)
        return
    from idxcheck.cli.jobs import judge_in_processes  # noqa: PLC0415 - only for several

    # Standard input belongs to this process.
    files = [entry for entry in entries if entry.path != STANDARD_INPUT]
    with contextlib.closing(judge_in_processes(files, options, jobs)) as others:
        for entry in entries:
            if entry.path == STANDARD_INPUT:
                yield judge_entry(entry, options)
            else:
                yield next(others)
            if advance is not None:
                advance(stored_size(entry.path))


def _tell_of_failures(judged: Sequence[Judged], *, debug: bool) -> None:
    for each in judged:
        if each.report.internal_error is not None:
            if debug:
                print_lines(each.traceback)
            what = f"{each.report.path}: {each.report.internal_error}"
            say(f"Error: {escape(what)}; {REPORT_IT}; --debug shows the traceback")
