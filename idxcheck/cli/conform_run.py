"""`idxcheck conform run`: ask implementations everything, and report."""

import os
from collections.abc import Callable, Sequence

import click

from idxcheck.cli.conform_asking import ask
from idxcheck.cli.conform_subjects import Say, Subject, subjects
from idxcheck.cli.options import Output, format_option
from idxcheck.cli.running import Invocation, debug_option, run, say
from idxcheck.cli.signals import ended_by_signals
from idxcheck.cli.writing import print_text, refuse_to_overwrite, write_outputs
from idxcheck.conformance.cases import SCOPES, Scope
from idxcheck.conformance.known import Known, read_known, write_known
from idxcheck.conformance.report import ConformanceReport
from idxcheck.conformance.reports import json, junit, markdown, text, wording
from idxcheck.errors import UsageError
from idxcheck.reports.escaping import escape
from idxcheck.reports.outcome import BUG, FINDINGS, SUCCESS, UNCHECKED, USAGE
from idxcheck.sizes import counted

FORMATS = ("text", "json", "junit", "markdown")
RENDERERS = {"json": json.render, "junit": junit.render, "markdown": markdown.render}
JOINABLE = ("text", "markdown")  # one report behind the other is a report still
SAVED = "idxcheck-conform"
WORST_FIRST = (BUG, UNCHECKED, USAGE, FINDINGS, SUCCESS)


class RunCommand(click.Command):
    """A command that takes what stands behind `--` as a command of its own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep what stands behind the first `--` apart, None where there is none."""
        behind = None
        if "--" in args:
            at = args.index("--")
            args, behind = args[:at], args[at + 1 :]
        rest = super().parse_args(ctx, args)
        ctx.params["behind"] = behind
        return rest


@click.command(
    "run",
    cls=RunCommand,
    short_help="Ask an implementation everything.",
    epilog="Exit status: 0 everything right; 1 failures, or too few cases executed; 2 wrong"
    " usage, no such command or function; 3 a bug in idxcheck; 4 the adapter could not be started.",
)
@click.argument("names", metavar="[NAME]... | -- CMD [ARG]...", nargs=-1)
@click.option(
    "--python",
    "function",
    metavar="FILE:FUNC",
    help="Ask this Python function, in a process of its own: read(path) returns an array, or"
    " refuses by ValueError or OSError; NotImplementedError says unsupported.",
)
@click.option(
    "--write",
    "writer",
    metavar="FILE:FUNC",
    help="With --python, the function that writes: write(path, array).",
)
@click.option(
    "--scope",
    type=click.Choice(SCOPES),
    help="What to ask: mnist is uint8 of rank 1 and 3, uint8 all its ranks, both without"
    " compression; idx, norb, all. Of a NAME what it claims to read, else all.",
)
@click.option(
    "--protocol",
    type=click.Choice(["text", "idxp"]),
    help="How CMD is asked: text, run anew for every file, or idxp, JSON lines to one process"
    " (faster). text if not given.",
)
@click.option(
    "--known",
    "known_file",
    metavar="FILE",
    help="Known failures, as TOML: they must come, and do not fail the run.",
)
@click.option(
    "--write-known",
    "new_known_file",
    metavar="FILE",
    help="Write what fails now to FILE, for --known.",
)
@click.option(
    "--min-executed",
    type=click.IntRange(min=0),
    metavar="N",
    help="Fail where fewer cases were executed: asked, and not answered with unsupported."
    " If not given: half of all, of the files that must be read, and of those that must be"
    " refused. A run in which none was fails always.",
)
@click.option("--strict", is_flag=True, help="An exception that is not declared fails, too.")
@click.option(
    "-o",
    "folder",
    metavar="DIR",
    default=SAVED,
    show_default=True,
    help="Save the smallest generated files that fail in DIR; it is made when there are any.",
)
@format_option(*FORMATS)
@click.option("-q", "--quiet", is_flag=True, help="Print the verdict and the score alone.")
@click.option("-v", "--verbose", is_flag=True, help="Name every case that fails.")
@debug_option
@click.pass_obj
def command(  # noqa: PLR0913 - one for each option
    invocation: Invocation,
    *,
    names: Sequence[str],
    behind: Sequence[str] | None,
    function: str | None,
    writer: str | None,
    scope: Scope | None,
    protocol: str | None,
    known_file: str | None,
    new_known_file: str | None,
    min_executed: int | None,
    strict: bool,
    folder: str,
    outputs: Sequence[Output],
    force: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Ask an implementation to read and write files, and judge every answer.

    NAME is a library that idxcheck has an adapter for; CMD is an adapter of your own, for
    any language: `CMD FILE` prints what FILE holds. First a plain file must be read and a
    broken one refused, then come the conformance vectors, then files that Hypothesis makes,
    each failure made as small as it gets. Only what is inside --scope is asked. The last line
    says how many of those executed passed: 38/46.

    \b
    idxcheck conform run -- ./adapter
    idxcheck conform run --protocol idxp -- node adapter.js
    idxcheck conform run --python reader.py:read --write reader.py:write --scope mnist
    idxcheck conform run idx2numpy
    """  # noqa: D301 - \b is click's mark of lines to keep
    if quiet and verbose:
        raise UsageError("-q and -v cannot both be given")
    tell = _tell_nothing if quiet else _tell
    asked = subjects(names, behind, function, writer=writer, protocol=protocol, tell=tell)
    if len(asked) > 1:
        _refuse_for_several(outputs, known_file, new_known_file)
    refuse_to_overwrite(outputs, [] if known_file is None else [known_file], force=force)
    if new_known_file is not None:
        refuse_to_overwrite([Output("toml", new_known_file)], [], force=force)
    known = () if known_file is None else read_known(known_file)
    render = _renderer(quiet=quiet, verbose=verbose)
    reports: list[ConformanceReport] = []
    statuses = [SUCCESS]
    for subject in asked:

        def conform(subject: Subject = subject) -> int:
            report = ask(
                subject,
                scope=subject.scope if scope is None else scope,
                known=known,
                strict=strict,
                min_executed=min_executed,
                save_to=folder if len(asked) == 1 else os.path.join(folder, subject.name),  # noqa: PTH118 - shown as given
                quiet=quiet,
            )
            space = "\n" if reports and not quiet else ""
            reports.append(report)
            for output in outputs:
                if output.file is None:
                    print_text(space + render(report, output.format))
            return SUCCESS if report.ok else FINDINGS

        with ended_by_signals():
            statuses.append(run(conform, invocation))
    if reports:
        write_outputs(
            [output for output in outputs if output.file is not None],
            lambda output: "\n".join(render(report, output.format) for report in reports),
            force=force,
        )
    if reports and new_known_file is not None:
        _write_known(new_known_file, reports[0], known, force=force, tell=tell)
    return min(statuses, key=WORST_FIRST.index)


def _refuse_for_several(
    outputs: Sequence[Output], known_file: str | None, new_known_file: str | None
) -> None:
    """Raise UsageError for what is of one implementation alone."""
    for output in outputs:
        if output.format not in JOINABLE:
            raise UsageError(f"a {output.format} report is of one reader; run them one by one")
    if known_file is not None or new_known_file is not None:
        raise UsageError("known failures are those of one reader; run them one by one")


def _renderer(*, quiet: bool, verbose: bool) -> Callable[[ConformanceReport, str], str]:
    def render(report: ConformanceReport, kind: str) -> str:
        if kind == "text" and quiet:
            who = wording.title(report.implementation)
            score = f"scope {report.scope}: {wording.score_and_known(report)}"
            return f"{who}: {wording.verdict(report)}; {score}\n"
        if kind == "text":
            return text.render(report, verbose=verbose)
        return RENDERERS[kind](report)

    return render


def _write_known(
    path: str, report: ConformanceReport, known: Sequence[Known], *, force: bool, tell: Say
) -> None:
    try:
        number = write_known(path, report, known=known, overwrite=force)
    except FileExistsError:
        raise UsageError(f"{path} exists; --force replaces it") from None
    tell(f"{path}: {counted(number, 'known failure')} written; next: say why in reason and link")


def _tell(line: str) -> None:
    say(escape(line))


def _tell_nothing(_line: str) -> None:
    pass
