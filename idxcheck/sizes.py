"""The arithmetic of sizes in words, the same for both formats."""

from idxspec import Header


def describe_promise(header: Header) -> str:
    """Return the payload the header promises: sizes, element type and bytes."""
    sizes = " x ".join(map(str, header.shape)) or "1 (rank 0)"
    return f"{sizes} {header.element.name} = {header.payload_size} bytes of payload"


def describe_found(header: Header, length: int) -> str:
    """Return the payload a content of `length` bytes holds: bytes, elements, whole items."""
    found = max(0, length - header.header_size)
    if header.rank > 1 and header.item_size:
        items, rest = divmod(found, header.item_size)
        counted = f"{items} whole items"
    else:
        items, rest = divmod(found, header.element.size)
        counted = f"{items} elements"
    return f"{found} bytes = {counted}" + (f" and {rest} bytes" if rest else "")
