"""Answers idxcheck's questions: adapter.py FILE, and adapter.py --write FILE."""

import array
import sys

import matrix

# ---- Your library goes here: call it in these two functions. ----

REJECTS = (matrix.MatrixError,)  # what your reader and writer raise for bad input
UNSUPPORTED = (matrix.ForeignError,)


def read_file(path: str) -> matrix.Matrix:
    """Return element type, shape, elements; with numpy:

    a = your_library.read(path)
    a = numpy.asarray(a, a.dtype.newbyteorder("="))  # the machine's byte order, as array has it
    return a.dtype.name, a.shape, array.array(TYPECODES[a.dtype.name], a.tobytes())
    """
    return matrix.read(path)


def write_file(path: str, element: str, shape: tuple[int, ...], values: array.array) -> None:
    """Write; without a writer: raise one of UNSUPPORTED.

    With numpy: your_library.write(path, numpy.frombuffer(values, element).reshape(shape))
    """
    matrix.write(path, (element, shape, values))


# ---- What follows is the protocol and can stay as it is. ----

TYPECODES = {
    "uint8": "B", "int8": "b", "int16": "h", "int32": "i", "float32": "f", "float64": "d"
}  # fmt: skip
BITS = {"float32": "I", "float64": "Q"}


def show(element: str, shape: tuple[int, ...], values: array.array) -> None:
    """Print an array. A float is the number of its bits: as a float it might lose some."""
    print("ok", element, *shape)
    digits = 2 * values.itemsize
    if element in BITS:
        values = array.array(BITS[element], values.tobytes())
    for each in values:
        print(f"{each:0{digits}x}" if element in BITS else each)


def take() -> tuple[str, tuple[int, ...], array.array]:
    """Return the array on standard input, which is in the same words."""
    _ok, element, *sizes = sys.stdin.readline().split()
    words = sys.stdin.read().split()
    if element in BITS:
        bits = array.array(BITS[element], [int(word, 16) for word in words])
        values = array.array(TYPECODES[element], bits.tobytes())
    else:
        values = array.array(TYPECODES[element], map(int, words))
    return element, tuple(map(int, sizes)), values


def main() -> None:
    """Answer. What nobody declared is told as `leaked`: it is no refusal."""
    try:
        if sys.argv[1] == "--write":
            write_file(sys.argv[2], *take())
            print("ok")
        else:
            show(*read_file(sys.argv[1]))
    except REJECTS as error:
        print("rejected", one_line(error))
    except UNSUPPORTED as error:
        print("unsupported", one_line(error))
    except Exception as error:
        print("leaked", type(error).__name__, one_line(error))


def one_line(error: Exception) -> str:
    """Return the message in printable ASCII."""
    return ascii(str(error))[1:-1]


main()
