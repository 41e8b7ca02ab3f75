"""The bytes of generated files, pinned: the same arguments give the same bytes for ever.

As a script it prints the digests of a fresh process.
"""

import hashlib
import json
import lzma
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from idxcheck.synth import generate, generate_data_set
from idxcheck.synth.choices import FILLS, Fill

SHAPE = (11, 12, 13)
SEED = 20
TYPES = ("uint8", "int8", "int16", "int32", "float32", "float64")
ITEMS = 20

# sha256 of the .idx files of SHAPE and SEED, by fill and element type. The pictures were looked at.
FILES = {
    "random uint8": "419ea829ed6aaf786aa839221151dc81fcb43f2e61ba922f68310dc7140626f5",
    "random int8": "01f17ad96d364ab37c10eddfc5941b5335ac66d3bd15736bd82975e6851d3409",
    "random int16": "fcc97c335f211b95fe210dc287dab533b643219ca3c77bdaaf855af44da20840",
    "random int32": "eae3354eecfdf401d75e60612a9ce3611074832a7624ae7c73e260fc8b06ee35",
    "random float32": "c11a621a7cf78d6125cb30a0c6700cdf8c96867b7e2d69081da7f3819b8b05ab",
    "random float64": "f7fd94ba3d1222a3737e0c9283339a4daeb2c871259b9067b47060284125e6a3",
    "zeros uint8": "8dbe35fda203fe1a4e6034f628dbc961eea886a6ba5868bd44e13ff9cbd87d6d",
    "zeros int8": "1cb0958eca1d0aeeda2ce4d110026dbb4b03958b4a7ea8601c8bd7fdb222d4e6",
    "zeros int16": "34248eb5fdd1ad7c522c1726c891c0f31377453250e37308d64ecde4a45f316c",
    "zeros int32": "31e342a969c191534eaf4ec5448d24dcb87820ce38050012c68b041eee5cd182",
    "zeros float32": "75731fea35b4b039f4e4e404142a2e11604c63ff85749bcf0554db298bcf144b",
    "zeros float64": "2540cc4eb570943ab3478548f0f923c1be37c7037fd83bd225ba9847a9e18e65",
    "ramp uint8": "9c1a5f742fe38b446513bbd255fcc8b49a1033e58419240b0e704fcbde7bc289",
    "ramp int8": "06810d842fb0fa3f34e920471fda225fdc1fd4d94ea353212b6ef9dcd98ee0cd",
    "ramp int16": "61f09e5e2378ed9b7ffbeff8b0739e57e950bb28b1df129ad412091866945ee3",
    "ramp int32": "93fc29485c1ab7f040d659faf21537f7d7c2b0fe898ab07e92f09a51508d6d57",
    "ramp float32": "af40cdd4ec3dbd82fc55c4e69e86d2e2281d8439abad172b2727d8837bad167e",
    "ramp float64": "dd99d9871efd2e2633ed539f1c674595391af7497d7ae184d58e3fe2620de74b",
    "checker uint8": "f970ae74477ad3fde948d7ab07df8f82bbac2cc680b670620d4b6f053653194d",
    "checker int8": "8e1248c8c00141be90d6866d94545e62337866ef462e71a8a7fda9086be65cff",
    "checker int16": "b46ffdbc31c6d7678da77676ff76a6b7ae29eb750e0243c4af6bfd8ee61c634b",
    "checker int32": "7e3d9aa4444e329456dcdcce91a6ea93cfcceb104e389e746c81b8989d3ae543",
    "checker float32": "3df195485c4b5f9a6ed5a3ac78a9fd8fd182a7c5ced5b85e2213cd64257fd2f5",
    "checker float64": "6ddac31d246efdb8c44e4a7aea25472565961a23bd2fb7ea29ba89024560df2e",
    "digits uint8": "9fbaa3fa5ab3b23fb3cc71b4c5519d5008a1ba9a2d427b49c5d738a3cd95e638",
    "digits int8": "fd48983cb25efd7fc6d0bc24568269927f5fa7032822f1e1cc0d23dca7b77abf",
    "digits int16": "ad1bae4821137400bce3ddd21b618a012c0d32c84a55ae302b860788995043f7",
    "digits int32": "6f7a9bfad56545ddedbe32709065367c0aedc899d01349d69d91fcc102bc3849",
    "digits float32": "8eba7e9151595ca80a27742d417fc426e57e79d1787928068cc5cfc7a1fc586c",
    "digits float64": "534deac6771295aeed8be54a6272d2c90b8004ce84af5ed9b310d559601ae563",
    "blobs uint8": "8ec082c635fe7842c266f2e0f3840ad8ca62c3d67c49795694c7e3c1f64e9cc1",
    "blobs int8": "e053d0a7e5e1de22145ce7221a3f42864f36c6db0c66f646a0955a7b265be5ce",
    "blobs int16": "dbe2bb0af491967de8d38f6535c74ec096150202aed09a6adecb6076416dbe29",
    "blobs int32": "95f40bdebd6d69301324823e2570088fef392afdc0eabd02df5b08d6dae4deff",
    "blobs float32": "da375fc56675fb5b1dc02ad6adabb84750499ec11b8ab5cc441bedb6b8cf686b",
    "blobs float64": "edd2c0a8cea7b87a537a0ee59f1df190e04900c54ba0af1bc4c3a78f8cedb89b",
}
# The same matrix as NORB and as gzip.
OTHERS = {
    "a.mat": "b5ca24e59db0421d4aa4ac4df6d6c4426152e5bd81e2c71ef3c9b4bab9d6fb78",
    "a.idx.gz": "f2c8133a832c1d1de8362e071543c4713bb865e582a04bf3ad750f2471b02fd5",
}
# sha256 over names and bytes of all files of a data set with ITEMS in each, .xz decompressed.
DATA_SETS = {
    "mnist": "aff26a04c18735fbb00f6f9fed7de0aa891694624035c8d7ab11e5f2172a93b0",
    "fashion-mnist": "139f24ce2bd2b94fc9702110e66c433656ba965d43276aec8ce9ccd4579dcafa",
    "kmnist": "983b5555c27261ff1c888e69d1888a718b0338e8c6b6703936843facde52f915",
    "qmnist": "a406598a99ef641de1e2786ae8f92345a6178587ae62c0751484bc0d8ce6049c",
    "emnist": "fd772bf23f8bf87b9efd88c46f8c22c707829f9dbb2f9f91521f01838c942c96",
    "smallnorb": "ae1e454510a28b122a962598ef21c6b5f41d7993cf3134aede4d19642f7f404e",
    "norb": "bca9f40e53b50aab9d759c3d1be5201c2fbb0fd66af724b455a8de597374c5de",
}


def digest_of_file(folder: Path, name: str, fill: Fill, dtype: str) -> str:
    """Generate one file and return its sha256."""
    generate(folder / name, SHAPE, dtype, fill=fill, seed=SEED)
    return hashlib.sha256((folder / name).read_bytes()).hexdigest()


def digest_of_data_set(folder: Path, name: str) -> str:
    """Generate a data set and return one sha256 of it."""
    digest = hashlib.sha256()
    for path in generate_data_set(name, folder, items=ITEMS, seed=SEED):
        data = path.read_bytes()
        content = lzma.decompress(data) if path.suffix == ".xz" else data
        digest.update(path.relative_to(folder).as_posix().encode() + b"\n" + content)
    return digest.hexdigest()


def everything(folder: Path) -> dict[str, dict[str, str]]:
    """Return all digests there are."""
    files = {
        f"{fill} {dtype}": digest_of_file(folder, f"{fill}-{dtype}.idx", fill, dtype)
        for fill in FILLS
        for dtype in TYPES
    }
    others = {
        name: digest_of_file(folder, name, "random", "int32") for name in ("a.mat", "a.idx.gz")
    }
    sets = ("mnist", "fashion-mnist", "kmnist", "qmnist", "emnist", "smallnorb", "norb")
    found = {name: digest_of_data_set(folder, name) for name in sets}
    return {"FILES": files, "OTHERS": others, "DATA_SETS": found}


def test_every_fill_and_type_is_pinned() -> None:
    """There is a digest of each, and no two files are alike but zeros of equal width."""
    assert list(FILES) == [f"{fill} {dtype}" for fill in FILLS for dtype in TYPES]
    assert len(set(FILES.values())) == len(FILES)


@pytest.mark.parametrize("case", list(FILES))
def test_files(case: str, tmp_path: Path) -> None:
    """Each fill of each type has its bytes."""
    fill, dtype = case.split()
    found = digest_of_file(tmp_path, "a.idx", fill, dtype)  # type: ignore[arg-type] # one of FILLS
    assert found == FILES[case]


@pytest.mark.parametrize("name", list(OTHERS))
def test_other_formats(name: str, tmp_path: Path) -> None:
    """NORB files and stored gzip have their bytes too."""
    assert digest_of_file(tmp_path, name, "random", "int32") == OTHERS[name]


@pytest.mark.slow
@pytest.mark.parametrize("name", list(DATA_SETS))
def test_data_sets(name: str, tmp_path: Path) -> None:
    """All files of each data set have their bytes."""
    assert digest_of_data_set(tmp_path, name) == DATA_SETS[name]


@pytest.mark.slow
def test_a_fresh_process() -> None:
    """Another process, with hashes of text seeded otherwise, writes the same bytes."""
    environment = os.environ | {"PYTHONHASHSEED": "4242"}
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, __file__], capture_output=True, check=True, text=True, env=environment
    )
    assert json.loads(done.stdout) == {"FILES": FILES, "OTHERS": OTHERS, "DATA_SETS": DATA_SETS}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name_of_folder:
        sys.stdout.write(json.dumps(everything(Path(name_of_folder)), indent=4))
