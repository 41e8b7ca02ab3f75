"""`idxcheck check`: judge files, folders, patterns or standard input."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

import click

from idxcheck.cli.judging import Judged, Looked, judge_all, look_at, look_at_all
from idxcheck.cli.options import Output, format_option, parse_bytes, split_commas
from idxcheck.cli.progress import Advance, progress, stored_size
from idxcheck.cli.running import REPORT_IT, Invocation, debug_option, print_lines, say
from idxcheck.cli.settings import (
    THRESHOLDS,
    Choices,
    configuration_for,
    remarks_on,
    settle_choices,
)
from idxcheck.cli.writing import (
    append_step_summary,
    is_terminal,
    refuse_to_overwrite,
    wants_color,
    write_outputs,
)
from idxcheck.errors import UsageError
from idxcheck.examining import Options
from idxcheck.findings import FileReport, ReaderWord, Report
from idxcheck.reports import REPORTS, renderer, text
from idxcheck.reports.escaping import escape
from idxcheck.reports.outcome import exit_status
from idxcheck.walking import STANDARD_INPUT, Entry, Walk, walk


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
    help="What findings end with exit status 1; error where nothing else is said.",
)
@click.option(
    "--dataset",
    "data_set",
    metavar="NAME",
    help="The data set the files must be of, such as fashion-mnist; none: of none, whatever"
    " the folder is called.",
)
@click.option(
    "--lenient/--strict",
    default=None,
    help="Accept what many readers accept, or not; see the spec.",
)
@click.option(
    "--readers",
    metavar="NAME,...",
    multiple=True,
    callback=split_commas,
    help="Say of each valid file what these readers do with such files, as measured:"
    " torchvision, idx2numpy and the others of docs/conformance.",
)
@click.option(
    "--config",
    metavar="FILE",
    help="Follow this configuration, not the nearest idxcheck.toml or pyproject.toml.",
)
@click.option("--isolated", is_flag=True, help="Follow no configuration.")
@click.option(
    "--header-only",
    is_flag=True,
    help="Leave the payload unread: no judgement on values, contents, and the length of compressed"
    " files.",
)
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
@click.option(
    "--sarif-target",
    type=click.Choice(["oasis", "github"]),
    default="oasis",
    show_default=True,
    help="Write SARIF by the standard, in bytes, or as GitHub's code scanning reads it.",
)
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
    fail_on: str | None,
    data_set: str | None,
    lenient: bool | None,
    readers: list[str],
    config: str | None,
    isolated: bool,
    header_only: bool,
    max_bytes: int | None,
    jobs: int,
    outputs: Sequence[Output],
    force: bool,
    sarif_target: Literal["oasis", "github"],
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
    words = _reader_words(readers)
    found = _files(paths or (".",), verbose=verbose)
    configuration = configuration_for(config, isolated=isolated, checked=found.folders)
    choices = Choices(
        select=select or None,
        ignore=ignore or None,
        fail_on=fail_on,
        lenient=lenient,
        data_set=data_set,
        header_only=header_only,
        max_bytes=max_bytes,
    )
    settings = settle_choices(choices, configuration)
    options = settings.options
    refuse_to_overwrite(outputs, [entry.path for entry in found.entries], force=force)
    with _progress(found.entries, shown=not quiet) as advance:
        looked = list(_look(found.entries, options, jobs, advance))
    judged = list(judge_all(looked, options))
    _tell_of_failures(judged, debug=invocation.debug)
    report = Report(
        files=tuple(replace(each.report, readers=words(each.report)) for each in judged),
        passed_over=tuple(found.passed_over),
        fail_on=settings.threshold,
        configuration=None if configuration is None else configuration.path,
        remarks=remarks_on(options, judged, found.folders),
        failing=settings.failing,
    )
    status = exit_status(report)
    verbosity = text.QUIET if quiet else text.VERBOSE if verbose else text.NORMAL

    def render(output: Output) -> str:
        if output.format == "text":
            colored = output.file is None and wants_color(color)
            return text.render(report, status, verbosity=verbosity, color=colored)
        if output.format == "sarif":
            from idxcheck.reports import sarif  # noqa: PLC0415 - only where it is asked for

            return sarif.render(report, status, target=sarif_target)
        return renderer(output.format)(report, status)

    write_outputs(outputs, render, force=force)
    if any(output.format == "github" for output in outputs):
        from idxcheck.reports import github  # noqa: PLC0415 - only where it is asked for

        append_step_summary(github.summary(report))
    return status


def _reader_words(names: Sequence[str]) -> Callable[[FileReport], tuple[ReaderWord, ...]]:
    """Return what says of a file what the readers called `names` do with such files."""
    if not names:
        return lambda _: ()
    from idxcheck.conformance.matrix.measured import reader_words  # noqa: PLC0415 - only where asked for

    return reader_words(names)


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


def _look(
    entries: Sequence[Entry], options: Options, jobs: int, advance: Advance | None
) -> Iterator[Looked]:
    if jobs == 1 or len(entries) == 1:
        yield from look_at_all(entries, options, advance)
        return
    from idxcheck.cli.jobs import look_in_processes  # noqa: PLC0415 - only for several

    # Standard input belongs to this process.
    files = [entry for entry in entries if entry.path != STANDARD_INPUT]
    with contextlib.closing(look_in_processes(files, options, jobs)) as others:
        for entry in entries:
            if entry.path == STANDARD_INPUT:
                yield look_at(entry, options)
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
