"""A text message gateway on loopback for the tests.

    python sms.py FILE

Prints its port as one line of JSON, and ends when its standard input closes. It takes JSON
with `to`, `text` and `reference`, appends each message to FILE as one line of JSON, and
answers by the last three digits of the number: 410 there is no such number, 422 refused for
good, 429 later (asks for fifteen minutes), 503 later, 000 never; anything else is taken, and
answered with an id. A number that is not E.164, or a header that is missing, is 400.
"""

import http.server
import json
import re
import sys
import threading
import time

LOCK = threading.Lock()


class Gateway(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        said = {"problem": None, "path": self.path}
        status = 201
        try:
            assert self.headers["authorization"] == "Bearer an invented password", "authorization"
            assert self.headers["content-type"] == "application/json", "content-type"
            message = json.loads(body)
            assert sorted(message) == ["reference", "text", "to"], sorted(message)
            said.update(message)
            said["key"] = self.headers["idempotency-key"]
            assert re.fullmatch(r"\+[1-9][0-9]{7,14}", message["to"]), "to"
            last = int(message["to"][-3:])
            status = last if last in (0, 410, 422, 429, 503) else 201
        except Exception as problem:  # whatever it is, the test shall read it
            said["problem"] = f"{type(problem).__name__}: {problem}"
            status = 400
        said["status"] = status
        with LOCK, open(sys.argv[1], "a", encoding="utf-8") as file:
            file.write(json.dumps(said) + "\n")
        if status == 0:
            time.sleep(3600)
        answer = json.dumps({"messages": [{"id": f"gateway-{said.get('reference')}"}]}).encode()
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "900")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


service = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
threading.Thread(target=service.serve_forever, daemon=True).start()
print(json.dumps({"port": service.server_port}), flush=True)
sys.stdin.read()
