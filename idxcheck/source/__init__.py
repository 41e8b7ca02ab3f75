"""Bytes from anywhere: opened, recognised by their first bytes, unwrapped within limits."""

from idxcheck.source.faults import StreamFault
from idxcheck.source.inputs import Target, display_name, gives_text
from idxcheck.source.layers import HEAD_SIZE, Source, open_source

__all__ = [
    "HEAD_SIZE",
    "Source",
    "StreamFault",
    "Target",
    "display_name",
    "gives_text",
    "open_source",
]
