"""An OpenID Connect provider with every bad habit, for tests. Prints its port; ends with its standard input.

The first part of a path is its habit: /good, /impostor, /nonsense, /huge, /redirect, /slow, /broken, /weak, /local, /rotating. Whatever
code comes back says in itself which token is to be made of it: {"claims": …, "sign": …, "challenge": …}, base64url of JSON.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from joserfc import jws
from joserfc.jwk import ECKey, OctKey, RSAKey

KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
CURVE = ECKey.generate_key("P-256", {"kid": "curve", "use": "sig", "alg": "ES256"})
STRANGER = RSAKey.generate_key(2048, {"kid": "one"})
NEW = RSAKey.generate_key(2048, {"kid": "new", "use": "sig", "alg": "RS256"})
WEAK = RSAKey.generate_key(1024, {"kid": "weak", "use": "sig", "alg": "RS256"})
PLAIN = RSAKey.import_key({name: value for name, value in KEY.as_dict(private=True).items() if name not in ("alg", "use")})
ODD = {"kty": "OKP", "kid": "odd", "crv": "X448", "x": "AAAA"}
asked = {"rotating": 0, "token": 0}


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def token(order: dict) -> str:
    claims = json.dumps(order["claims"]).encode()
    sign = order.get("sign", "RS256")
    if sign == "none":
        return f"{b64(json.dumps({'alg': 'none', 'kid': 'one'}).encode())}.{b64(claims)}."
    if sign == "HS256":
        # The classic: the public key as a shared secret.
        secret = OctKey.import_key(json.dumps(KEY.as_dict(private=False)).encode())
        return jws.serialize_compact({"alg": "HS256", "kid": "one"}, claims, secret, algorithms=["HS256"])
    key, header = {
        "RS256": (KEY, {"alg": "RS256", "kid": "one"}),
        "ES256": (CURVE, {"alg": "ES256", "kid": "curve"}),
        "stranger": (STRANGER, {"alg": "RS256", "kid": "one"}),
        "unknown": (STRANGER, {"alg": "RS256", "kid": "nobody"}),
        "no kid": (KEY, {"alg": "RS256"}),
        "new": (NEW, {"alg": "RS256", "kid": "new"}),
        "weak": (WEAK, {"alg": "RS256", "kid": "weak"}),
        "other method": (PLAIN, {"alg": "PS256", "kid": "one"}),
    }[sign]
    made = jws.serialize_compact(header, claims, key, algorithms=["RS256", "ES256", "PS256"])
    if order.get("cut"):
        head, body, signature = made.split(".")
        body = b64(json.dumps({**order["claims"], "sub": "somebody else"}).encode())
        return f"{head}.{body}.{signature}"
    return made


class Provider(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def send(self, status: int, body: bytes, kind: str = "application/json", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def json(self, value: object, status: int = 200) -> None:
        self.send(status, json.dumps(value).encode())

    def do_GET(self) -> None:
        habit, _, what = self.path.lstrip("/").partition("/")
        own = f"http://127.0.0.1:{self.server.server_port}/{habit}"
        if habit == "asked":
            return self.json(asked)
        if what == "keys":
            asked["rotating"] += habit == "rotating"
            keys = [KEY.as_dict(private=False), CURVE.as_dict(private=False), ODD]
            if habit == "rotating" and asked["rotating"] > 1:
                keys = [NEW.as_dict(private=False)]
            if habit == "weak":
                keys = [WEAK.as_dict(private=False)]
            return self.json({"keys": keys})
        if habit == "nonsense":
            return self.send(200, b"<html>", "text/html")
        if habit == "huge":
            return self.send(200, b" " * 10_000_000)
        if habit == "redirect":
            return self.send(302, b"", Location=f"http://127.0.0.1:{self.server.server_port}/good/.well-known/openid-configuration")
        if habit == "slow":
            time.sleep(30)
        if habit == "broken":
            return self.json({"error": "server_error"}, 500)
        document = {
            "issuer": own if habit != "impostor" else own.replace("impostor", "good"),
            "authorization_endpoint": f"{own}/authorize",
            "token_endpoint": f"{own}/token",
            "jwks_uri": f"{own}/keys" if habit != "local" else "file:///etc/passwd",
        }
        if habit == "form":
            document["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
        self.json(document)

    def do_POST(self) -> None:
        asked["token"] += 1
        fields = {name: values[0] for name, values in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
        try:
            order = json.loads(unb64(fields["code"]))
        except ValueError:
            return self.json({"error": "invalid_grant"}, 400)
        verifier = fields.get("code_verifier", "")
        if b64(hashlib.sha256(verifier.encode()).digest()) != order.get("challenge"):
            return self.json({"error": "invalid_grant", "error_description": "PKCE"}, 400)
        basic = "Basic " + base64.b64encode(b"mitreden:ge%20heim%3A").decode()
        in_form = fields.get("client_secret") == "ge heim:" and fields.get("client_id") == "mitreden"
        if not (in_form if self.path.startswith("/form/") else self.headers.get("Authorization") == basic):
            return self.json({"error": "invalid_client"}, 401)
        self.json({"access_token": "unused", "token_type": "Bearer", "id_token": token(order)})


def main() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_port, flush=True)
    sys.stdin.read()
    os._exit(0)


main()
