"""How large the violation of a rule is that a file breaks by itself: the fewest bytes known."""

from idxcheck.rules import RULES
from idxcheck.synth.violations import violation

# In bytes. A single matrix is 9 bytes of IDX or 21 of NORB; TRN107 is a link.
SIZES = {
    "TRN106": 78,
    "TRN101": 2,
    "TRN102": 10,
    "TRN103": 33,
    "TRN104": 55,
    "TRN001": 0,
    "TRN002": 2,
    "TRN003": 2,
    "TRN004": 2,
    "TRN005": 1,
    "TRN201": 24,
    "TRN202": 10,
    "IDX003": 9,
    "IDX002": 4,
    "IDX101": 1,
    "IDX001": 9,
    "IDX102": 4,
    "IDX103": 8,
    "IDX104": 12,
    "IDX105": 21,
    "IDX201": 8,
    "IDX202": 10,
    "NRB001": 4,
    "NRB003": 4,
    "NRB004": 4,
    "NRB002": 21,
    "NRB005": 21,
    "NRB102": 8,
    "NRB105": 13,
    "NRB101": 2,
    "NRB103": 20,
    "NRB104": 21,
    "NRB106": 45,
    "NRB201": 20,
    "NRB202": 22,
    "TRN105": 9,
    "VAL001": 12,
    "VAL002": 24,
    "VAL003": 76,
    "NAM001": 9,
    "NAM002": 9,
}


def test_every_size() -> None:
    """What is chosen is this small."""
    found = {code: [*map(len, violation(code).files.values())] for code in SIZES}
    assert found == {code: [size] for code, size in SIZES.items()}


def test_every_rule_of_a_single_file() -> None:
    """No rule of the formats, the transport, the values or the names is left out."""
    alone = {each.code for each in RULES if each.code[:3] in ("TRN", "IDX", "NRB", "VAL", "NAM")}
    assert set(SIZES) == alone - {"TRN107"}
