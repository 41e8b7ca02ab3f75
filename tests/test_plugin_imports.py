"""What pytest loads of idxcheck where nobody uses it: next to nothing."""

import os
import subprocess
import sys
from pathlib import Path

PLUGIN = "idxcheck.pytest_plugin"


def output_of(code: str) -> str:
    """Return what a fresh interpreter prints."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout  # noqa: S603 - our own interpreter


def test_the_module_alone() -> None:
    """It imports the standard library, and not pytest."""
    code = (
        "import sys; before = set(sys.modules)\n"
        f"import {PLUGIN}\n"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "print(sorted(new - sys.stdlib_module_names))\n"
        "print(sorted(name for name in sys.modules if name.startswith('idxcheck.')))"
    )
    assert output_of(code) == f"['idxcheck']\n['{PLUGIN}']\n"


def test_a_session_without_vectors(tmp_path: Path) -> None:
    """A session of other tests does not load numpy, nor any other module of ours."""
    (tmp_path / "test_other.py").write_text(
        "import sys\n\ndef test_other():\n"
        "    ours = {name for name in sys.modules if name.startswith('idxcheck')}\n"
        f"    assert ours == {{'idxcheck', '{PLUGIN}'}}\n"
        "    assert not {'numpy', 'psutil', 'click', 'hypothesis'} & set(sys.modules)\n"
    )
    ended = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "pytest", "-p", PLUGIN, "-p", "no:cacheprovider", "-q"],
        cwd=tmp_path,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout
    assert ended.stdout.splitlines()[-1].startswith("1 passed in ")
