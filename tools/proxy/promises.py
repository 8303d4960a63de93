"""Starts nginx with deploy/nginx/nginx.conf, but for its ports and paths, and asks what its first lines promise."""

import http.client
import http.server
import json
import pathlib
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time

FORGED = "203.0.113.66"
LIMIT = 26 << 20
wrong = []


def expect(is_so, what):
    if not is_so:
        wrong.append(what)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Api(http.server.BaseHTTPRequestHandler):
    """Answers with the headers that it got; echoes on a socket."""

    protocol_version = "HTTP/1.1"

    def handle_any(self):
        length = int(self.headers.get("Content-Length", 0))
        while length > 0:
            length -= len(self.rfile.read(min(length, 1 << 20)))
        if self.headers.get("Upgrade") == "websocket":
            self.send_response(101)
            self.send_header("Upgrade", "websocket")
            self.send_header("Connection", self.headers.get("Connection", ""))
            self.end_headers()
            self.wfile.write(self.rfile.read(5))
            self.close_connection = True
            return
        body = json.dumps({"headers": self.headers.items(), "path": self.path}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = handle_any

    def log_message(self, *_):
        pass


def ask(method, path, headers=None, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Content-Type"), answer.read()
    finally:
        connection.close()


def forwarding():
    headers = {"Host": "boards.example.org:8443", "X-Forwarded-For": FORGED, "X-Real-IP": FORGED, "Forwarded": f"for={FORGED}",
               "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"}
    for path in ("/api/v1/projects", "/ws/notifications"):
        seen = json.loads(ask("GET", path, headers)[2])["headers"]
        got = {name.lower(): value for name, value in seen}
        expect(got.get("x-forwarded-for") == "127.0.0.1", f"{path}: X-Forwarded-For is {got.get('x-forwarded-for')}")
        expect(got.get("x-forwarded-proto") == "http", f"{path}: X-Forwarded-Proto is {got.get('x-forwarded-proto')}")
        expect(got.get("host") == headers["Host"], f"{path}: Host is {got.get('host')}")
        expect(not {"x-real-ip", "forwarded", "x-forwarded-host"} & got.keys(), f"{path}: the caller's word goes on: {got}")


def sockets():
    with socket.create_connection(("127.0.0.1", port), 5) as one:
        one.sendall(b"GET /ws/notifications HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
        head = one.recv(4096)
        expect(head.startswith(b"HTTP/1.1 101"), f"a socket is not upgraded: {head[:60]!r}")
        expect(b"connection: upgrade" in head.lower(), "the API is not asked to upgrade")
        one.sendall(b"frame")
        expect(one.recv(4096).endswith(b"frame"), "a socket does not carry what is sent")


def bodies():
    expect(ask("POST", "/api/v1/projects/x/imports", body=bytes(LIMIT))[0] == 200, "a body within the limit is not taken")
    # Nothing is sent after the head, so that the answer is not lost with the connection.
    head = f"POST /api/v1/projects/x/imports HTTP/1.1\r\nHost: x\r\nContent-Length: {LIMIT + 1}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", port), 5) as one:
        one.sendall(head)
        answer = one.recv(65536)
    expect(answer.startswith(b"HTTP/1.1 413") and b"application/problem+json" in answer and b'"code":"too_large"' in answer,
           f"a body that is too large gets {answer[:80]!r}")


def links(tokens):
    """Asks for everything that may be asked for with a secret in its address."""
    operations = json.loads(pathlib.Path("docs/openapi.json").read_text())["paths"]
    templates = {path if path.startswith("/api/") else f"/api/v1{path}" for path in operations if "{token}" in path}
    templates |= {"/reset/{token}", "/verify/{token}", "/invites/{token}", "/calendar/{token}.ics",
                  "/api/v1/email/unsubscribe/{token}", "/{token}", "/some/{token}/edit"}
    for template in templates:
        for token in tokens:
            ask("GET", template.replace("{token}", token), {"Referer": f"http://x/reset/{token}"})
    for token in tokens:
        ask("GET", f"/ws/notifications?ticket={token}", {"Authorization": f"Bearer {token}", "Cookie": f"boardwire={token}"})
        ask("GET", f"/?next=/reset/{token}")
    return len(templates) * len(tokens)


def log(text, tokens, paths):
    shown = [json.loads(line)["path"] for line in text.splitlines() if line.startswith("{")]
    expect(len(shown) > len(tokens) * 5, "requests are not in the log")
    for token in tokens:
        found = next((line for line in text.splitlines() if token in line), None)
        expect(found is None, f"a secret is in the log: {found}")
    for path in paths:
        expect(path in shown, f"{path} is not in the log")


port, api_port = free_port(), free_port()
api = http.server.ThreadingHTTPServer(("127.0.0.1", api_port), Api)
threading.Thread(target=api.serve_forever, daemon=True).start()
with tempfile.TemporaryDirectory() as scratch:
    folder = pathlib.Path(scratch)
    folder.chmod(0o755)
    text = pathlib.Path("deploy/nginx/nginx.conf").read_text()
    for old, new in (("/tmp/", f"{scratch}/"), ("listen 8080", f"listen 127.0.0.1:{port}"), ("http://api:8000", f"http://127.0.0.1:{api_port}"),
                     ("/dev/stdout", f"{scratch}/access.log"), ("error_log stderr", f"error_log {scratch}/error.log")):
        expect(old in text, f"{old} is not in nginx.conf any more: see {__file__}")
        text = text.replace(old, new)
    # A file that is not closed to nginx's own user, where root starts this.
    (folder / "nginx.conf").write_text(text)
    (folder / "real-ip.conf").write_text(pathlib.Path("deploy/nginx/real-ip.conf").read_text())
    command = ["nginx", "-c", f"{scratch}/nginx.conf", "-e", f"{scratch}/error.log"]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True)
    if tested.returncode:
        sys.exit(tested.stderr)
    nginx = subprocess.Popen([*command, "-g", "daemon off;"])
    try:
        for _ in range(200):
            try:
                ask("GET", "/proxy/health")
                break
            except OSError:
                time.sleep(0.02)
        tokens = [secrets.token_urlsafe(32), secrets.token_hex(16), f"{secrets.token_urlsafe(12)}.{secrets.token_urlsafe(20)}"]
        card = "/api/v1/cards/01a1fce6-eb29-7b3a-9f00-0123456789ab/comments"
        forwarding()
        sockets()
        bodies()
        links(tokens)
        ask("GET", card)
        ask("GET", "/")
        api.shutdown()
        api.server_close()
        status, kind, body = ask("GET", f"/reset/{tokens[0]}")
        expect((status, kind) == (503, "application/problem+json") and b'"unavailable"' in body, f"without the API: {status} {kind}")
    finally:
        nginx.terminate()
        nginx.wait(10)
    said = (folder / "access.log").read_text() + (folder / "error.log").read_text()
    log(said, tokens, [card, "/", "/reset/…", "/invites/…", "/api/v1/email/unsubscribe/…", "/ws/notifications", "/some/…", "/…"])

for line in wrong:
    print(f"deploy/nginx: {line}")
sys.exit(bool(wrong))
