"""The base's own signing chain for content credentials: a root that others may choose to trust, and a signer under it.

Profile: C2PA specification 2.1, §14.5 (X.509 v3, ES256 on P-256, ``digitalSignature`` alone, an extended key usage
other than "any", authority key identifier). A chain that no public list names is "untrusted" to strangers and trusted
by whoever was handed ``root.pem``; a chain bought from an authority may be put into the folder in its place.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from fangcun.kit.errors import FangcunError, Kind

KEY_FILE, CHAIN_FILE, ROOT_FILE, ROOT_KEY_FILE = "signer.key", "chain.pem", "root.pem", "root.key"
ROOT_DAYS, SIGNER_DAYS = 3650, 730


@dataclass(frozen=True, slots=True)
class Certificate:
    """A signing chain: PEM of the signer and what stands above it, PEM of the root to trust, and the secret key.

    ``valid_until`` is the signer's last moment, in UTC.
    """

    chain: bytes
    root: bytes
    key: bytes
    valid_until: datetime

    def __repr__(self) -> str:
        """Without the key: a representation ends up in logs."""
        return f"Certificate(valid_until={self.valid_until.isoformat()})"


def certificate(folder: Path, *, organisation: str, now: datetime) -> Certificate:
    """The chain kept in ``folder``, made there when the folder has none. ``now`` must know its time zone.

    Secret keys are written with mode 0600. A signer that has run out is renewed under the same root. Raises
    FangcunError ``cut.certificate_broken`` when the files do not belong together, ``cut.certificate_open`` when
    others may read the key, ``cut.certificate_expired`` when it has run out and the root's key is not here.
    """
    if not (folder / CHAIN_FILE).exists() and not (folder / KEY_FILE).exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make_root(folder, organisation=organisation, now=now)
        _make_signer(folder, organisation=organisation, now=now)
    found = load_certificate(folder)
    if found.valid_until > now:
        return found
    if not (folder / ROOT_KEY_FILE).exists():
        message = f"签名证书已于 {found.valid_until:%Y-%m-%d} 到期。请把新证书放进文件夹 {folder.name}。"
        raise FangcunError("cut.certificate_expired", Kind.INVALID, message)
    _make_signer(folder, organisation=organisation, now=now)
    return load_certificate(folder)


def load_certificate(folder: Path) -> Certificate:
    """The chain in ``folder`` as it stands. Raises FangcunError as ``certificate`` does."""
    try:
        key, chain = (folder / KEY_FILE).read_bytes(), (folder / CHAIN_FILE).read_bytes()
        signer, *above = x509.load_pem_x509_certificates(chain)
        secret = serialization.load_pem_private_key(key, password=None)
        if secret.public_key() != signer.public_key() or not isinstance(secret, ec.EllipticCurvePrivateKey):
            raise ValueError("the key is not the signer's")
        root = (folder / ROOT_FILE).read_bytes() if (folder / ROOT_FILE).exists() else _pem((above or [signer])[-1])
    except (OSError, ValueError, TypeError) as error:
        message = (
            f"文件夹 {folder.name} 里的签名证书读不出来，或与私钥不成一对（需要 ES256）。"
            f"请检查 {CHAIN_FILE} 和 {KEY_FILE}，或清空文件夹后重新生成。"
        )
        raise FangcunError("cut.certificate_broken", Kind.INVALID, message) from error
    if os.name == "posix" and (folder / KEY_FILE).stat().st_mode & 0o077:
        message = f"签名私钥 {KEY_FILE} 的权限过宽，其他用户也能读取。请把文件权限改为 600。"
        raise FangcunError("cut.certificate_open", Kind.DENIED, message)
    return Certificate(chain, root, key, signer.not_valid_after_utc)


def _make_root(folder: Path, *, organisation: str, now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(organisation, "内容凭证根证书")
    use = _usage(sign=False, certify=True)
    root = (
        _builder(name, name, key.public_key(), now=now, days=ROOT_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(use, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write_secret(folder / ROOT_KEY_FILE, key)
    (folder / ROOT_FILE).write_bytes(_pem(root))


def _make_signer(folder: Path, *, organisation: str, now: datetime) -> None:
    root = x509.load_pem_x509_certificate((folder / ROOT_FILE).read_bytes())
    secret = serialization.load_pem_private_key((folder / ROOT_KEY_FILE).read_bytes(), password=None)
    if not isinstance(secret, ec.EllipticCurvePrivateKey):
        raise FangcunError("cut.certificate_broken", Kind.INVALID, f"{ROOT_KEY_FILE} 不是椭圆曲线私钥。请重新生成。")
    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key()
    signer = (
        _builder(_name(organisation, "内容凭证签名"), root.subject, public, now=now, days=SIGNER_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(sign=True, certify=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(secret.public_key()), critical=False)
        .sign(secret, hashes.SHA256())
    )
    _write_secret(folder / KEY_FILE, key)
    (folder / CHAIN_FILE).write_bytes(_pem(signer) + _pem(root))


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, *, now: datetime, days: int
) -> x509.CertificateBuilder:
    start = now - timedelta(minutes=5)  # clocks of two machines differ a little
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    builder = builder.serial_number(x509.random_serial_number())
    return builder.not_valid_before(start).not_valid_after(now + timedelta(days=days))


def _name(organisation: str, common: str) -> x509.Name:
    parts = ((NameOID.ORGANIZATION_NAME, organisation[:64]), (NameOID.COMMON_NAME, f"{organisation[:48]} {common}"))
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def _usage(*, sign: bool, certify: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=sign,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certify,
        crl_sign=certify,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(given: x509.Certificate) -> bytes:
    return given.public_bytes(serialization.Encoding.PEM)


def _write_secret(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    data = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.unlink(missing_ok=True)  # an old file would keep its old mode
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
