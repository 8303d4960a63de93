"""Starts nginx with deploy/nginx/nginx.conf, but for its ports and paths, and asks what its first lines promise."""

import http.client
import http.server
import json
import pathlib
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time

FORGED = "203.0.113.66"
FIRST = b"--the first bytes of a body"
# What stands in a path and lets in whoever knows it.
SECRETS = re.compile(r"\{(token|invite)\}")
LIMIT = 26 << 20
# How many connections one client may have here. Where it is deployed, more than SOCKETS_PER_ADDRESS.
CLIENT = 30
# The browser app's answers: what they say of themselves is not for the proxy to change.
TAG = '"0123456789abcdef"'
PACKED = secrets.token_bytes(70_000)
POLICY = ("Content-Security-Policy", "default-src 'none'; script-src 'self'")
APP = {
    "/app/boards": [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-cache"), ("Content-Encoding", "gzip"),
                    ("Vary", "Accept-Encoding"), ("ETag", TAG), POLICY],
    "/app/assets/index-B8z_GTRS.js": [("Content-Type", "text/javascript; charset=utf-8"), ("Content-Encoding", "br"), ("ETag", TAG),
                                      ("Cache-Control", "public, max-age=31536000, immutable"), ("Vary", "Accept-Encoding"), POLICY],
}
wrong = []


def expect(is_so, what):
    if not is_so:
        wrong.append(what)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Api(http.server.BaseHTTPRequestHandler):
    """Answers with the headers that it got; echoes on a socket; refuses files and imports of other types at their first bytes."""

    protocol_version = "HTTP/1.1"

    def handle_any(self):
        if self.headers.get("Content-Type") == "text/wrong":
            self.rfile.read(len(FIRST))
            self.send_response(415)
            self.send_header("Content-Length", "0")
            self.end_headers()
            self.close_connection = True
            return
        length = int(self.headers.get("Content-Length", 0))
        while length > 0:
            length -= len(self.rfile.read(min(length, 1 << 20)))
        if self.headers.get("Upgrade") == "websocket":
            self.send_response(101)
            self.send_header("Upgrade", "websocket")
            self.send_header("Connection", "upgrade")
            self.send_header("X-Asked", self.headers.get("Connection", "nothing"))
            self.end_headers()
            self.wfile.write(self.rfile.read(5))
            self.close_connection = True
            return
        if self.path in APP:
            self.send_response(304 if self.headers.get("If-None-Match") == TAG else 200)
            for header in APP[self.path]:
                self.send_header(*header)
            body = b"" if self.headers.get("If-None-Match") == TAG else PACKED
            if body:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
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
        expect("connection" not in got, f"{path}: what is no socket is sent on with Connection: {got.get('connection')}")
        expect(not {"x-real-ip", "forwarded", "x-forwarded-host"} & got.keys(), f"{path}: the caller's word goes on: {got}")


def app():
    for path, headers in APP.items():
        for asked, expected in (({}, 200), ({"If-None-Match": TAG}, 304)):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            connection.request("GET", path, headers={"Accept-Encoding": "gzip, br", **asked})
            answer = connection.getresponse()
            body = answer.read()
            connection.close()
            expect((answer.status, body) == (expected, PACKED if expected == 200 else b""), f"{path}: {answer.status}, {len(body)} bytes")
            for name, value in headers:
                # A 304 has no content to speak of.
                if expected == 200 or name in ("ETag", "Cache-Control", "Vary", POLICY[0]):
                    expect(answer.getheader(name) == value, f"{path}: {name} becomes {answer.getheader(name)}")


def sockets():
    with socket.create_connection(("127.0.0.1", port), 5) as one:
        one.sendall(b"GET /ws/notifications HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
        head = one.recv(4096)
        expect(head.startswith(b"HTTP/1.1 101"), f"a socket is not upgraded: {head[:60]!r}")
        expect(b"x-asked: upgrade" in head.lower(), f"the API is not asked to upgrade: {head!r}")
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


def streaming():
    """The API hears of a file at once, and can refuse it before the rest is sent."""
    operations = json.loads(pathlib.Path("docs/openapi.json").read_text())["paths"]
    takes_files = {re.sub(r"\{\w+\}", "x", path) for path, methods in operations.items() for operation in methods.values()
                   if "multipart/form-data" in operation.get("requestBody", {}).get("content", {})}
    expect("/api/v1/projects/x/imports" in takes_files, "what takes files is not found in docs/openapi.json")
    for path in sorted(takes_files):
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: text/wrong\r\nContent-Length: {LIMIT}\r\n\r\n".encode()
        with socket.create_connection(("127.0.0.1", port), 5) as one:
            one.sendall(head + FIRST)
            try:
                answer = one.recv(65536)
            except TimeoutError:
                answer = b"no answer before the rest"
        expect(answer.startswith(b"HTTP/1.1 415"), f"{path}: a body that is wrong from its beginning gets {answer[:80]!r}")


def crowds():
    """One client has many connections at a time, and not all of them, however slowly it sends what it begins."""
    # Without its last byte.
    begun = b"POST /api/v1/projects HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{"
    slow = []
    try:
        # A connection counts once its head was read, which nobody is told; one of those before may count still.
        while len(slow) < 10 * CLIENT:
            slow.append(socket.create_connection(("127.0.0.1", port), 5))
            slow[-1].sendall(begun)
            status, kind, body = ask("GET", "/api/v1/projects")
            if status != 200:
                break
        expect(len(slow) > CLIENT // 2, f"one client gets {len(slow)} connections")
        expect((status, kind) == (429, "application/problem+json") and b'"too_many_requests"' in body,
               f"beside {len(slow)} connections of one client another gets {status} {kind}")
    finally:
        for one in slow:
            one.close()
    for _ in range(200):
        if ask("GET", "/api/v1/projects")[0] == 200:
            return
        time.sleep(0.02)
    expect(False, "who has closed its connections is not let in again")


def own_errors():
    """What nginx answers by itself looks like the API's own problems."""
    for path, headers, wanted, code in (("/", {"X-Large": "x" * 40_000}, 400, b'"bad_request"'),
                                        ("/" + "x" * 40_000, {}, 414, b'"uri_too_long"')):
        status, kind, body = ask("GET", path, headers)
        expect((status, kind) == (wanted, "application/problem+json") and code in body, f"{wanted} is answered as {status} {kind}")
    with socket.create_connection(("127.0.0.1", port), 5) as one:
        one.sendall(b"no request at all\r\n\r\n")
        answer = one.recv(65536)
    expect(b" 400 " in answer and b"application/problem+json" in answer, f"what is no request gets {answer[:80]!r}")


def links(tokens):
    """Asks for everything that may be asked for with a secret in its address."""
    operations = json.loads(pathlib.Path("docs/openapi.json").read_text())["paths"]
    templates = {path for path in operations if SECRETS.search(path)}
    expect("/api/v1/invites/{invite}/accept" in templates, "invites are not asked for: their parameter has another name now")
    templates |= {"/reset/{token}", "/verify/{token}", "/invites/{token}", "/calendar/{token}.ics",
                  "/api/v1/email/unsubscribe/{token}", "/{token}", "/some/{token}/edit"}
    for template in templates:
        for token in tokens:
            ask("GET", SECRETS.sub(token, template), {"Referer": f"http://x/reset/{token}"})
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
    each = re.search(r"limit_conn clients (\d+);", text)
    expect(each and int(each[1]) > 1000, "one client has as many connections as it likes, or fewer than SOCKETS_PER_ADDRESS")
    text = re.sub(r"limit_conn clients \d+;", f"limit_conn clients {CLIENT};", text)
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
        app()
        sockets()
        bodies()
        streaming()
        own_errors()
        crowds()
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
    log(said, tokens, [card, "/", "/reset/…", "/invites/…", "/api/v1/invites/…", "/api/v1/email/unsubscribe/…", "/ws/notifications", "/some/…", "/…"])

for line in wrong:
    print(f"deploy/nginx: {line}")
sys.exit(bool(wrong))
