"""Who signs: the operator's certificate, else one that is made once on this machine, and says so.

A local one is signed by an authority whose key is thrown away at once: nobody can sign another.
"""

import os
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from core.errors import BadSettings

CERTIFICATE, KEY = "EASEL_C2PA_CERTIFICATE", "EASEL_C2PA_KEY"
FILE = "credentials.pem"  # below home: the key, the certificate, and who signed that
LOCAL = "made on this machine"
AGE = timedelta(days=3650)
SLACK = timedelta(days=1)  # by which clocks of those who read may be behind
_CURVES = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}
_PEM = serialization.Encoding.PEM


@dataclass(frozen=True, slots=True)
class Identity:
    """A certificate with its key."""

    name: str  # that readers of a file are shown
    algorithm: str  # as C2PA calls it: es256, ps256, ed25519
    chain: bytes = field(repr=False)  # PEM: the certificate, then who signed it
    key: bytes = field(repr=False)  # PEM, PKCS #8
    root: bytes = field(repr=False)  # PEM: the last of the chain
    serial: str  # of the certificate, which whoever signed it gave to no other
    expires: datetime
    local: bool = False  # whether it was made on this machine

    @property
    def told(self) -> str:
        """Who it is, for the operator."""
        until = f"until {self.expires:%d.%m.%Y}"
        if self.local:
            return (
                f"signed as {self.name}, by a certificate {LOCAL}, which nobody else knows; {until}"
            )
        return f"signed as {self.name}, {until}"


def identity_of(home: Path, certificate: str, key: str, now: datetime) -> Identity:
    """The operator's identity where files of it are named, else the local one below `home`.

    Raises BadSettings where one of the files is missing, broken, expired, or does not fit.
    """
    if not (certificate or key):
        return _local(home, now)
    if not (certificate and key):
        missing = CERTIFICATE if key else KEY
        raise BadSettings(name=missing, detail="it is empty, and goes with the other of the two")
    found = _read(CERTIFICATE, Path(certificate)), _read(KEY, Path(key))
    return _checked(_identity(*found), now)


def _read(name: str, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadSettings(name=name, detail=f"{path}: {error.strerror}") from error


def _checked(identity: Identity, now: datetime) -> Identity:
    """Raises BadSettings where a certificate is not good now."""
    if identity.expires <= now:
        detail = f"the certificate of {identity.name} expired on {identity.expires:%d.%m.%Y}"
        raise BadSettings(name=CERTIFICATE, detail=detail)
    begins = x509.load_pem_x509_certificate(identity.chain).not_valid_before_utc
    if begins > now:
        detail = f"the certificate of {identity.name} is not good before {begins:%d.%m.%Y}"
        raise BadSettings(name=CERTIFICATE, detail=detail)
    return identity


def _identity(chain: bytes, key: bytes, local: bool = False) -> Identity:
    """What a chain and a key are. Raises BadSettings."""
    try:
        certificates = x509.load_pem_x509_certificates(chain)
    except ValueError as error:
        raise BadSettings(name=CERTIFICATE, detail="it holds no certificate in PEM") from error
    try:
        private = serialization.load_pem_private_key(key, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        detail = "it holds no private key in PEM without a password"
        raise BadSettings(name=KEY, detail=detail) from error
    own = certificates[0]
    if own.public_key() != private.public_key():
        raise BadSettings(name=KEY, detail="it is not the key of the certificate")
    pkcs8 = serialization.PrivateFormat.PKCS8
    return Identity(
        name=_name(own),
        algorithm=algorithm_of(private),
        chain=b"".join(one.public_bytes(_PEM) for one in certificates),
        key=private.private_bytes(_PEM, pkcs8, serialization.NoEncryption()),
        root=certificates[-1].public_bytes(_PEM),
        serial=str(own.serial_number),
        expires=own.not_valid_after_utc,
        local=local,
    )


def _name(certificate: x509.Certificate) -> str:
    for kind in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME):
        for one in certificate.subject.get_attributes_for_oid(kind):
            return str(one.value)
    return "nobody"


def algorithm_of(key: object) -> str:
    """What C2PA calls the signatures of a key (section 13.2 of its specification, 2.2)."""
    match key:
        case ec.EllipticCurvePrivateKey() if key.curve.name in _CURVES:
            return _CURVES[key.curve.name]
        case rsa.RSAPrivateKey() if key.key_size >= 2048:
            return "ps256"
        case ed25519.Ed25519PrivateKey():
            return "ed25519"
        case _:
            detail = "C2PA knows P-256, P-384, P-521, Ed25519, and RSA of 2048 bits or more"
            raise BadSettings(name=KEY, detail=detail)


def _local(home: Path, now: datetime) -> Identity:
    """The one that was made on this machine; it is made now where there is none, or it is over.

    Raises BadSettings where its file is damaged or cannot be read.
    """
    file = home / FILE
    try:
        if not file.exists():
            _keep(file, _made(now))
        found = _identity(*_parted(file.read_bytes()), local=True)
        if found.expires <= now:
            file.unlink()
            return _local(home, now)
    except OSError as error:
        raise BadSettings(name=FILE, detail=f"{file}: {error.strerror}") from error
    except BadSettings as error:
        detail = f"{file} is damaged; delete it, and another one is made"
        raise BadSettings(name=FILE, detail=detail) from error
    return found


def _parted(pem: bytes) -> tuple[bytes, bytes]:
    """Chain and key of the file, which has the key first."""
    end = b"-----END PRIVATE KEY-----\n"
    key, mark, chain = pem.partition(end)
    return chain, key + mark


def _made(now: datetime) -> bytes:
    """A key, a certificate, and the authority that signed that one and nothing else."""
    authority, leaf = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    # Readers of a file are shown that name on other machines, too, where “this” were a lie.
    name = f"Easel, made on machine {secrets.token_hex(4)}"
    root = _signed(authority, authority, ("Easel", f"{name}, authority"), now, root=None)
    own = _signed(leaf, authority, ("Easel", name), now, root=root)
    plain = serialization.NoEncryption()
    key = leaf.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, plain)
    return key + own.public_bytes(_PEM) + root.public_bytes(_PEM)


def _signed(
    key: ec.EllipticCurvePrivateKey,
    by: ec.EllipticCurvePrivateKey,
    names: tuple[str, str],
    now: datetime,
    root: x509.Certificate | None,
) -> x509.Certificate:
    """A certificate as C2PA asks for it (section 14.5.1); an authority where there is no `root`."""
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, names[0]),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, names[1]),
        ]
    )
    own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(root.subject if root else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - SLACK)
        .not_valid_after(now + AGE)
        .add_extension(own, critical=False)
        .add_extension(_usage(root is None), critical=True)
        .add_extension(x509.BasicConstraints(root is None, None if root else 0), critical=True)
    )
    if root is not None:
        purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key())
        built = built.add_extension(purposes, critical=False).add_extension(issuer, critical=False)
    return built.sign(by, hashes.SHA256())


def _usage(authority: bool) -> x509.KeyUsage:
    """An authority signs certificates, all others sign files."""
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _keep(file: Path, pem: bytes) -> None:
    """Write it whole or not at all; where two processes do so at once, one of them wins."""
    descriptor, name = tempfile.mkstemp(prefix=f"{FILE}-", dir=file.parent)  # for the owner alone
    try:
        with os.fdopen(descriptor, "wb") as new:
            new.write(pem)
            new.flush()
            os.fsync(new.fileno())
        with suppress(FileExistsError):
            os.link(name, file)
    finally:
        Path(name).unlink()
