"""Single members out of a zip archive: by name, within limits, never by the archive's paths."""

import errno
import shutil
import struct
import zipfile
import zlib
from pathlib import Path

from idxcheck.datasets.wording import heard
from idxcheck.errors import FormatError
from idxcheck.findings import Finding, Severity

METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # what zlib alone can read, in bounded steps
FAULTS = (
    OSError,  # of these only a place that no file has
    zipfile.BadZipFile,
    EOFError,
    NotImplementedError,  # a feature zipfile lacks
    RuntimeError,  # an encrypted member
    ValueError,  # an offset or a name that is none
    struct.error,
    zlib.error,
)


def unpack(archive: Path, member: str, target: Path, limit: int) -> None:
    """Write the member called `member` to the new file `target`, at most `limit` bytes.

    Its checksum is verified. Raises FormatError where the archive is damaged, has no such
    member or several, or where the member is encrypted or claims to be longer; OSError
    where the file cannot be written.
    """
    try:
        with zipfile.ZipFile(archive) as file:
            found = [info for info in file.infolist() if info.filename == member]
            if len(found) != 1:
                raise zipfile.BadZipFile(f"{len(found)} members have this name")
            if found[0].compress_type not in METHODS:
                raise zipfile.BadZipFile(f"its compression is {found[0].compress_type}")
            if found[0].file_size > limit:
                raise zipfile.BadZipFile(f"it claims {found[0].file_size} bytes of at most {limit}")
            with file.open(found[0]) as content, target.open("xb") as output:
                shutil.copyfileobj(content, output)
    except FAULTS as error:
        if isinstance(error, OSError) and error.errno != errno.EINVAL:
            raise
        message = f"{member} cannot be unpacked: {heard(str(error)) or type(error).__name__}"
        finding = Finding("TRN102", "corrupt-stream", Severity.ERROR, message)
        raise FormatError(finding, str(archive.name)) from error
