"""TLS speaks to the name although the connection was made to a number."""

import datetime
import socket
import ssl
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from guichet.platforms.errors import Unreachable
from guichet.platforms.http import Pools, WebClient
from tests.platforms.http.wire import Wire, answer, read_request, wire


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "shop.example")])
    now = datetime.datetime.now(datetime.UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("shop.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    path.write_bytes(private + built.public_bytes(serialization.Encoding.PEM))
    return path


def _speaking_tls(certificate: Path, names: list[str | None]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def remember(sock: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        names.append(name)

    context.sni_callback = remember
    return context


def _pools(trusted: ssl.SSLContext) -> Pools:
    return Pools(allow_private=True, ssl_context=trusted, resolver=lambda host, port: ["127.0.0.1"])


def test_the_name_is_asked_for_and_checked(certificate: Path) -> None:
    names: list[str | None] = []
    context = _speaking_tls(certificate, names)

    def script(connection: socket.socket, far: Wire) -> None:
        with context.wrap_socket(connection, server_side=True) as secure:
            far.requests.append(read_request(secure))
            secure.sendall(answer(body=b"hello"))

    with wire(script) as far:
        pools = _pools(ssl.create_default_context(cafile=str(certificate)))
        assert WebClient(pools).read(f"https://shop.example:{far.port}/").body == b"hello"
        pools.close()
    assert names == ["shop.example"]


@pytest.mark.parametrize("host", ["shop.example", "other.example"])
def test_a_certificate_nobody_vouches_for_means_nothing_was_sent(certificate: Path, host: str) -> None:
    context = _speaking_tls(certificate, [])

    def script(connection: socket.socket, far: Wire) -> None:
        with context.wrap_socket(connection, server_side=True) as secure:
            far.requests.append(read_request(secure))

    trusts_nobody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusts_the_shop = ssl.create_default_context(cafile=str(certificate))
    with wire(script) as far:
        pools = _pools(trusts_nobody if host == "shop.example" else trusts_the_shop)
        with pytest.raises(Unreachable, match="certificate"):
            WebClient(pools).send(f"https://{host}:{far.port}/", content=b"reply")
        pools.close()
    assert far.requests in ([], [b""])
