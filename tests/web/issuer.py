"""A rehearsal OpenID Connect issuer: discovery, keys, tokens and who somebody is, over real HTTP."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "guichet", "a secret of the rehearsal"


def new_key() -> rsa.RSAPrivateKey:
    """What tokens are signed with."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Issuer:
    """`claims` is whom it vouches for, `told` what its userinfo says; `signs_with` may be a hidden key."""

    url: str = ""
    key: rsa.RSAPrivateKey = field(default_factory=new_key)
    signs_with: rsa.RSAPrivateKey | None = None
    claims: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Any] | None = None
    asked: list[dict[str, list[str]]] = field(default_factory=list)

    def discovery(self) -> dict[str, Any]:
        """OpenID Connect Discovery 1.0, 4.2."""
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        places = {name: f"{self.url}/{path}" for name, path in (names | {"userinfo_endpoint": "me"}).items()}
        return {"issuer": self.url, "token_endpoint_auth_methods_supported": ["client_secret_post"]} | places

    def keys(self) -> dict[str, Any]:
        """RFC 7517."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": "one", "alg": "RS256", "use": "sig"}]}

    def token(self) -> dict[str, Any]:
        """RFC 6749, 5.1, with a signed id token."""
        now = int(time.time())
        body = {"iss": self.url, "aud": CLIENT, "sub": "42", "iat": now, "exp": now + 60} | self.claims
        signed = jwt.encode(body, self.signs_with or self.key, "RS256", headers={"kid": "one"})
        return {"access_token": "of the rehearsal", "token_type": "Bearer", "id_token": signed}

    def me(self) -> dict[str, Any]:
        """Core, 5.3.2."""
        return self.told or ({"sub": "42"} | self.claims)


def _handler(issuer: Issuer) -> type[BaseHTTPRequestHandler]:
    answers = {
        "/.well-known/openid-configuration": issuer.discovery,
        "/keys": issuer.keys,
        "/token": issuer.token,
        "/me": issuer.me,
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(answers[self.path]()).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            said = self.rfile.read(int(self.headers["Content-Length"])).decode()
            issuer.asked.append(parse_qs(said))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Quiet."""

    return Handler


@contextmanager
def running() -> Iterator[Issuer]:
    """On a free port, while it lasts."""
    issuer = Issuer()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(issuer))
    issuer.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
