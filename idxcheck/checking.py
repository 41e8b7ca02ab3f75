"""check(): from a target to the report on it."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from os import PathLike, fspath

from idxcheck.attribution import Member, attribute, folder_of, sets_called
from idxcheck.claim import Basis, Claim
from idxcheck.configuration import read_configuration, settle
from idxcheck.errors import UsageError
from idxcheck.evidence import Evidence, Siblings
from idxcheck.examining import Examined, Options, examine_entry, examine_file, settings_of
from idxcheck.findings import ContentWord, DataSetWord, FileReport, Report, Severity
from idxcheck.judging import judge_in_context, select_rules, verdict_of
from idxcheck.names import SYNTHETIC_MARKER
from idxcheck.siblings import by_shared_name, shared_name
from idxcheck.source import Target
from idxcheck.synthetic_marker import marked_sets
from idxcheck.walking import STANDARD_INPUT, walk


def check(  # noqa: PLR0913 - each is one independent choice
    target: Target,
    *,
    dataset: str | None = None,
    config: str | PathLike[str] | None = None,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    strict: bool = True,
    header_only: bool = False,
    max_bytes: int | None = None,
    fail_on: Severity | str = Severity.ERROR,
) -> Report:
    """Judge a file, or the matrix files of a folder, and return the report.

    `target` is a path, `-`, bytes or a binary file object. `dataset` is the name of the data
    set the files must be of, "none" for none, whatever the folder is called. `config` is a
    configuration file to follow, None for none: which rules, and what it says of files;
    strictness and `fail_on` are the call's. `select` and
    `ignore` are rule codes, names, beginnings of codes, or ALL; `max_bytes` bounds the
    decompressed bytes read of one file; `fail_on` is the severity that makes the report
    fail. Bad bytes are findings, and so is a file that cannot be read; UsageError is raised
    for a call that makes no sense, and for a folder with nothing to judge.
    """
    _check_limit(max_bytes)
    threshold = _threshold(fail_on)
    if dataset is not None:
        sets_called(dataset)
    written = None if config is None else read_configuration(fspath(config))
    if written is not None:
        select = written.select if select is None else select
        ignore = written.ignore if ignore is None else ignore
    options = Options(
        selected=select_rules(select, ignore),
        strict=strict,
        header_only=header_only,
        max_bytes=max_bytes,
        data_set=dataset,
        configuration=written,
    )
    followed = None if written is None else written.path
    if not isinstance(target, (str, PathLike)) or not _is_folder(fspath(target)):
        files = _judged([examine_file(target, options)], options)
        return Report(files, fail_on=threshold, configuration=followed)
    found = walk([fspath(target)])
    if not found.entries:
        raise UsageError(f"nothing to judge in {fspath(target)}")
    examined = [examine_entry(entry, options) for entry in found.entries]
    files = _judged(examined, options)
    return Report(files, tuple(found.passed_over), threshold, configuration=followed)


def _check_limit(max_bytes: object) -> None:
    if max_bytes is not None and (not isinstance(max_bytes, int) or max_bytes < 0):
        raise UsageError(f"max_bytes is a number of bytes, not {max_bytes!r}")


def _threshold(fail_on: Severity | str) -> Severity:
    scale = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    for severity in scale:
        if fail_on in (severity, severity.value):
            return severity
    names = ", ".join(repr(severity.value) for severity in scale)
    raise UsageError(f"fail_on is one of {names}, not {fail_on!r}")


def _is_folder(path: str | bytes) -> bool:
    named = isinstance(path, str) and path != STANDARD_INPUT
    return named and os.path.isdir(path)  # noqa: PTH112 - a name as given


def _judged(examined: Sequence[Examined], options: Options) -> tuple[FileReport, ...]:
    return tuple(report_on(conclude(each), options) for each in in_context(examined, options))


def in_context(examined: Sequence[Examined], options: Options) -> Iterator[Examined]:
    """Yield the files with what each is said to be and what stands beside it."""
    folders = {folder_of(each.path) for each in examined if each.path is not None}
    names = {folder: _names(folder) for folder in folders}
    marked = {
        folder: marked_sets(folder) if SYNTHETIC_MARKER in those else frozenset()
        for folder, those in names.items()
    }
    claims = attribute([_member(each, options, marked) for each in examined])
    claimed = [
        replace(each, evidence=replace(each.evidence, claim=claim))
        for each, claim in zip(examined, claims, strict=True)
    ]
    together: dict[str, list[Evidence]] = {}
    for each in claimed:
        if each.path is not None:
            together.setdefault(folder_of(each.path), []).append(each.evidence)
    groups = {
        (folder, shared): Siblings(tuple(members), names[folder], tuple(namesakes), marked[folder])
        for folder, members in together.items()
        for shared, namesakes in by_shared_name(members).items()
    }
    for each in claimed:
        siblings = None
        if each.path is not None:
            siblings = groups[folder_of(each.path), shared_name(each.evidence)]
        yield replace(each, evidence=replace(each.evidence, siblings=siblings))


def _member(examined: Examined, options: Options, marked: Mapping[str, frozenset[str]]) -> Member:
    """Return a file to attribute; `marked` are the synthetic data sets of each folder."""
    path = examined.path
    wanted, basis = options.data_set, Basis.OPTION
    by_configuration = settings_of(options, path).dataset
    if wanted is None and by_configuration is not None:
        wanted, basis = by_configuration, Basis.CONFIGURATION
    synthetic = frozenset() if path is None else marked[folder_of(path)]
    return Member(path, examined.evidence, wanted, basis, synthetic)


def _names(folder: str) -> frozenset[str]:
    try:
        return frozenset(os.listdir(folder))  # noqa: PTH208 - a name as given
    except OSError:  # the files in it are judged all the same
        return frozenset()


def conclude(examined: Examined) -> Examined:
    """Judge a file in its context too."""
    judgement = judge_in_context(examined.evidence, examined.judgement)
    return replace(examined, judgement=judgement)


def report_on(examined: Examined, options: Options) -> FileReport:
    """Report what the options ask for of a file that was judged."""
    evidence = examined.evidence
    settings = settings_of(options, examined.path)
    reasons = {
        code: f"ignored by {each.place}: {each.reason}"
        for each in settings.ignores
        for code in each.codes
    }
    judgement = examined.judgement.only(options.selected - reasons.keys(), reasons)
    findings = settle(judgement.findings, settings)
    return FileReport(
        path=evidence.name,
        layers=evidence.layers,
        header=evidence.content.header,
        verdict=verdict_of(evidence, findings, judgement),
        content=_content_word(evidence),
        digests={of: value for (of, name), value in evidence.digests.items() if name == "sha256"},
        findings=findings,
        rules_executed=judgement.executed,
        rules_skipped=judgement.skipped,
        header_only=options.header_only,
        data_set=None if evidence.claim is None else _data_set_word(evidence.claim),
        stored_length=evidence.stored_length,
        content_length=evidence.length,
    )


def _content_word(evidence: Evidence) -> ContentWord:
    if not evidence.complete:
        return ContentWord.NOT_READ
    return ContentWord.VERIFIED if evidence.is_verified else ContentWord.UNKNOWN


def _data_set_word(claim: Claim) -> DataSetWord:
    return DataSetWord(
        names=tuple(each.name for each in claim.data_sets),
        files=tuple(file.key for file in claim.files),
        titles=claim.titles,
        what=claim.words,
        basis=claim.basis.value,
        asserted=claim.asserted,
        synthetic=claim.synthetic,
    )
