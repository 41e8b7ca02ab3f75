"""All rules, in the order they are run: a rule stands behind those it requires."""

from idxcheck.rule import Rule
from idxcheck.rules import (
    idx201_truncated_payload,
    trn101_truncated_stream,
)

RULES: tuple[Rule, ...] = (
    trn101_truncated_stream.RULE,
    idx201_truncated_payload.RULE,
)
