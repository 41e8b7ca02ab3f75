"""What a check goes by: the options, and the configuration for what they leave open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from idxcheck.attribution import sets_called
from idxcheck.cli.judging import Judged
from idxcheck.cli.running import say
from idxcheck.configuration import (
    Configuration,
    JudgedFile,
    find_configuration,
    read_configuration,
    unmatched_patterns,
    unused_ignores,
)
from idxcheck.errors import UsageError
from idxcheck.examining import Options
from idxcheck.findings import Severity
from idxcheck.judging import select_rules
from idxcheck.reports.escaping import escape

NEVER = "never"
THRESHOLDS = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "note": Severity.NOTE,
    NEVER: Severity.ERROR,  # for what -q shows; the exit status leaves findings out
}


@dataclass(frozen=True, slots=True)
class Choices:
    """What the command line says of the rules and the reading; None where it says nothing."""

    select: Sequence[str] | None
    ignore: Sequence[str] | None
    fail_on: str | None
    lenient: bool | None
    data_set: str | None
    header_only: bool
    max_bytes: int | None


@dataclass(frozen=True, slots=True)
class Settings:
    """How to check, from which severity on findings fail, and whether they fail at all."""

    options: Options
    threshold: Severity
    failing: bool


def configuration_for(
    path: str | None, *, isolated: bool, checked: Iterable[str]
) -> Configuration | None:
    """Return the configuration asked for or found, and tell of those that are not used.

    Raises UsageError for a configuration that makes no sense, and OSError.
    """
    if path is not None and isolated:
        raise UsageError("--config and --isolated cannot both be given")
    if isolated:
        return None
    if path is None:
        found = find_configuration(checked)
        for each in found.not_used:
            say(
                f"Note: {escape(each.path)} stands in the checked folder {escape(each.folder)}"
                f" and was not used; --config {escape(each.path)} uses it"
            )
        path = found.path
    return None if path is None else read_configuration(path)


def settle_choices(choices: Choices, configuration: Configuration | None) -> Settings:
    """Return how to check: what the command line says, else the configuration, else as usual."""
    if choices.data_set is not None:
        sets_called(choices.data_set)
    written = configuration or Configuration("", "")
    select = choices.select if choices.select is not None else written.select
    ignore = choices.ignore if choices.ignore is not None else written.ignore
    lenient = choices.lenient if choices.lenient is not None else written.lenient
    options = Options(
        selected=select_rules(select, ignore),
        strict=not lenient,
        header_only=choices.header_only,
        max_bytes=choices.max_bytes,
        data_set=choices.data_set,
        configuration=configuration,
    )
    threshold = written.fail_on or Severity.ERROR
    if choices.fail_on is not None:
        threshold = THRESHOLDS[choices.fail_on]
    return Settings(options, threshold, failing=choices.fail_on != NEVER)


def remarks_on(
    options: Options, judged: Iterable[Judged], checked: Sequence[str]
) -> tuple[str, ...]:
    """Return what is to be said of the configuration: what in it was of no use.

    Where only headers were read nothing is said of ignores: the rest might have needed them.
    """
    if options.configuration is None:
        return ()
    files = [
        JudgedFile(
            each.examined.path,
            {finding.code for finding in each.examined.judgement.findings},
            each.examined.judgement.executed,
        )
        for each in judged
        if each.examined is not None and each.examined.path is not None
    ]
    unused = [] if options.header_only else unused_ignores(options.configuration, files, checked)
    return (
        *(
            f"{each.place}: unused ignore of {each.rule} for {each.pattern}: {each.why}"
            f" (its reason: {each.reason})"
            for each in unused
        ),
        *(
            f"no judged file matches {pattern}"
            for pattern in unmatched_patterns(options.configuration, files, checked)
        ),
    )
