"""Who signs: the operator's files, or what is made once on this machine; what is wrong is told."""

import re
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from core.errors import BadSettings
from storage.provenance.identity import AGE, FILE, algorithm_of, identity_of
from tests.manifests import brought

NOW = datetime.now(UTC)
LATER = NOW + AGE + timedelta(days=2)
PEM, PKCS8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8


def test_a_local_one_is_made_once_for_its_owner_alone_and_says_so(tmp_path: Path) -> None:
    made = identity_of(tmp_path, "", "", NOW)
    assert (made.local, made.algorithm) == (True, "es256")
    assert re.fullmatch("Easel, made on machine [0-9a-f]{8}", made.name)
    assert "made on this machine" in made.told
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert identity_of(tmp_path, "", "", NOW) == made


def test_a_local_one_that_is_over_makes_room_for_another(tmp_path: Path) -> None:
    made = identity_of(tmp_path, "", "", NOW)
    assert identity_of(tmp_path, "", "", LATER).expires > LATER > made.expires


def test_no_key_is_ever_shown(tmp_path: Path) -> None:
    shown = repr(identity_of(tmp_path, "", "", NOW))
    assert "PRIVATE" not in shown
    assert "CERTIFICATE" not in shown


def test_the_operators_own_is_taken(tmp_path: Path) -> None:
    who = brought(tmp_path)
    assert not identity_of(*who, NOW).local
    assert not (tmp_path / FILE).exists()


def break_nothing(_: Path) -> None:
    """Leave the files as they are."""


def without_certificate(folder: Path) -> None:
    """A file that is not there."""
    (folder / "certificate.pem").unlink()


def no_certificate(folder: Path) -> None:
    """A file that holds something else."""
    (folder / "certificate.pem").write_text("hello")


def no_key(folder: Path) -> None:
    """A file that holds something else."""
    (folder / "key.pem").write_text("hello")


def locked_key(folder: Path) -> None:
    """A key with a password."""
    locked = serialization.BestAvailableEncryption(b"word")
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(PEM, PKCS8, locked)
    (folder / "key.pem").write_bytes(pem)


def another_key(folder: Path) -> None:
    """The key of nothing."""
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        PEM, PKCS8, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(pem)


@pytest.mark.parametrize(
    ("broken", "now", "said"),
    [
        pytest.param(without_certificate, NOW, "CERTIFICATE .*No such file", id="not there"),
        pytest.param(no_certificate, NOW, "CERTIFICATE .*no certificate", id="no certificate"),
        pytest.param(no_key, NOW, "KEY .*no private key", id="no key"),
        pytest.param(locked_key, NOW, "KEY .*without a password", id="locked"),
        pytest.param(another_key, NOW, "KEY .*not the key of", id="of another"),
        pytest.param(break_nothing, LATER, "CERTIFICATE .*expired on", id="expired"),
        pytest.param(break_nothing, NOW - AGE, "CERTIFICATE .*not good before", id="too early"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    tmp_path: Path, broken: object, now: datetime, said: str
) -> None:
    who = brought(tmp_path)
    assert callable(broken)
    broken(tmp_path)
    with pytest.raises(BadSettings, match=said):
        identity_of(*who, now)


@pytest.mark.parametrize(("certificate", "key"), [("c.pem", ""), ("", "k.pem")])
def test_one_of_two_files_is_not_enough(tmp_path: Path, certificate: str, key: str) -> None:
    with pytest.raises(BadSettings, match="goes with the other"):
        identity_of(tmp_path, certificate, key, NOW)


def test_a_local_one_that_is_damaged_is_told(tmp_path: Path) -> None:
    identity_of(tmp_path, "", "", NOW)
    (tmp_path / FILE).write_bytes((tmp_path / FILE).read_bytes()[:300])
    with pytest.raises(BadSettings, match="is damaged; delete it"):
        identity_of(tmp_path, "", "", NOW)


@pytest.mark.parametrize(
    ("key", "algorithm"),
    [
        pytest.param(ec.generate_private_key(ec.SECP384R1()), "es384", id="P-384"),
        pytest.param(ec.generate_private_key(ec.SECP521R1()), "es512", id="P-521"),
        pytest.param(ed25519.Ed25519PrivateKey.generate(), "ed25519", id="Ed25519"),
        pytest.param(rsa.generate_private_key(65537, 2048), "ps256", id="RSA"),
        pytest.param(ec.generate_private_key(ec.SECP256K1()), "", id="a curve that C2PA lacks"),
    ],
)
def test_keys_are_called_as_c2pa_calls_them(key: object, algorithm: str) -> None:
    if algorithm:
        assert algorithm_of(key) == algorithm
    else:
        with pytest.raises(BadSettings, match="C2PA knows"):
            algorithm_of(key)
