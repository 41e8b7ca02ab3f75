"""What a configuration says of one file, and of what was found in it."""

from collections.abc import Iterable
from dataclasses import fields, replace

from idxcheck.configuration.model import Configuration, Ignore, PathSettings
from idxcheck.configuration.places import names_below
from idxcheck.expectation import Expectation
from idxcheck.findings import Finding, Severity


def settings_for(configuration: Configuration | None, path: str | None) -> PathSettings:
    """Return what `configuration` says of the file at `path`; nothing where it is None.

    `path` is the name as given: it is absolute or relative to the working directory, and
    no link in it is followed. It is None for what has no path, such as standard input, and
    matches no pattern then. Where several `[[files]]` match, the later win key by key; all
    their exceptions count.
    """
    if configuration is None:
        return PathSettings()
    dataset, severity = configuration.dataset, dict(configuration.severity)
    expectation = Expectation()
    ignores: list[Ignore] = []
    names = names_below(configuration.folder, path)
    for entry in configuration.files:
        if not entry.matches(names):
            continue
        dataset = entry.dataset or dataset
        expectation = _refined(expectation, entry.expectation)
        severity.update(entry.severity)
        ignores += entry.ignores
    return PathSettings(
        dataset=dataset,
        expectation=None if expectation == Expectation() else expectation,
        severity=severity,
        ignores=tuple(ignores),
    )


def _refined(earlier: Expectation, later: Expectation) -> Expectation:
    given = {each.name: getattr(later, each.name) for each in fields(later)}
    return replace(earlier, **{name: value for name, value in given.items() if value})


def settle(findings: Iterable[Finding], settings: PathSettings) -> tuple[Finding, ...]:
    """Return the findings with the severities that `settings` give them.

    What could not be judged stays UNDETERMINED: no configuration makes it known.
    """
    return tuple(
        finding
        if finding.severity is Severity.UNDETERMINED
        else replace(finding, severity=settings.severity.get(finding.code, finding.severity))
        for finding in findings
    )
