"""A push service and a browser behind it, on loopback, for the tests.

    python push.py FILE

Prints its port and the browser's keys as one line of JSON, and ends when its standard input
closes. A message goes to `/STATUS/NAME`: it is checked as push services check it (VAPID
signature, audience, expiry, contact; TTL, Topic, Urgency), decrypted as a browser does
(RFC 8291), appended to FILE as one line of JSON, and answered with STATUS. What fails a
check is answered with 400, and the line says why. 429 asks for fifteen minutes, and 0 is
never answered.
"""

import base64
import http.server
import json
import re
import sys
import threading
import time

import http_ece
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

BROWSER = ec.generate_private_key(ec.SECP256R1())
AUTH = b"sixteen bytes ok"
LOCK = threading.Lock()


def plain(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def coded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def vapid(header, origin):
    """The claims of an Authorization header, if its signature holds (RFC 8292)."""
    token, key = re.fullmatch(r"vapid t=([^,]+), ?k=(\S+)", header).groups()
    signed, signature = token.rsplit(".", 1)
    raw = plain(signature)
    assert len(raw) == 64, "an ES256 signature has 64 bytes"
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), plain(key))
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    point.verify(der, signed.encode(), ec.ECDSA(hashes.SHA256()))
    head, claims = (json.loads(plain(part)) for part in signed.split("."))
    assert head["alg"] == "ES256", head
    assert claims["aud"] == origin, f"aud {claims['aud']} is not {origin}"
    assert time.time() < claims["exp"] <= time.time() + 24 * 3600, "exp is not within a day"
    assert re.match(r"(mailto:[^@]+@.+|https://.+)", claims["sub"]), claims["sub"]
    return {**claims, "key": key}


class Service(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        _, status, name = self.path.split("/", 2)
        said = {"name": name, "asked": int(status), "size": len(body), "problem": None}
        try:
            said["claims"] = vapid(self.headers["authorization"], f"http://{self.headers['host']}")
            assert self.headers["content-encoding"] == "aes128gcm", "aes128gcm"
            said["ttl"] = int(self.headers["ttl"])
            said["topic"] = self.headers["topic"]
            assert re.fullmatch(r"[A-Za-z0-9_-]{1,32}", said["topic"]), said["topic"]
            said["urgency"] = self.headers["urgency"]
            assert said["urgency"] in ("very-low", "low", "normal", "high"), said["urgency"]
            clear = http_ece.decrypt(
                body, private_key=BROWSER, auth_secret=AUTH, version="aes128gcm"
            )
            said["clear_size"] = len(clear)
            said["message"] = json.loads(clear)
        except Exception as problem:  # whatever it is, the test shall read it
            said["problem"] = f"{type(problem).__name__}: {problem}"
        said["status"] = 400 if said["problem"] else said["asked"]
        with LOCK, open(sys.argv[1], "a", encoding="utf-8") as file:
            file.write(json.dumps(said) + "\n")
        if said["asked"] == 0:
            time.sleep(3600)
        self.send_response(said["status"])
        if said["status"] == 429:
            self.send_header("Retry-After", "900")
        if said["status"] in (301, 307):
            self.send_header("Location", f"http://{self.headers['host']}/201/{name}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


service = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
# Servers that are killed hang up in the middle of a line.
service.handle_error = lambda *_: None
threading.Thread(target=service.serve_forever, daemon=True).start()
point = BROWSER.public_key().public_bytes(
    serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
)
print(
    json.dumps({"port": service.server_port, "p256dh": coded(point), "auth": coded(AUTH)}),
    flush=True,
)
sys.stdin.read()
