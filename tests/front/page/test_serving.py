"""`symrf serve`: it answers its own page, nobody else, and those who send slowly, much or nonsense do not stop it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPResponse
from random import Random

import pytest
from support.interrupts import interruptible

from symrf.errors import InputError
from symrf.front.page import serving
from symrf.front.page.serving import Server

QUESTION = {"view": "answer", "network": "c3s1 p2s2 c3s1"}
JSON = {"Content-Type": "application/json"}
SLOW = {"view": "claims", "network": "c{k}s{s}", "claims": "size >= " + "max(" * 30 + "w" + ", s/k)" * 30}
SECONDS = 60


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(0) as found:
        thread = threading.Thread(target=found.serve_forever, daemon=True)
        thread.start()
        yield found
        found.shutdown()


def asked(
    server: Server, method: str, path: str, body: bytes | None = None, **headers: str
) -> tuple[int, bytes, HTTPResponse]:
    """What is answered: the status, the bytes and the headers."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=SECONDS)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return response.status, response.read(), response
    finally:
        connection.close()


def answered(server: Server, question: object = QUESTION) -> dict[str, object]:
    """The answer to a question of the page."""
    status, data, _ = asked(server, "POST", "/answer", json.dumps(question).encode(), Content_Type="application/json")
    assert status == 200
    found: dict[str, object] = json.loads(data)
    return found


def raw(server: Server, data: bytes, wait: float = SECONDS) -> bytes:
    """What comes back for bytes that are sent as they are."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=wait) as connection:
        connection.sendall(data)
        found = b""
        while more := connection.recv(2**16):
            found += more
        return found


@pytest.mark.parametrize("path", ["/", "/?x", "/page.css", "/page.js", "/served.js"])
def test_the_page_is_handed_out(path: str, server: Server) -> None:
    status, data, response = asked(server, "GET", path)
    assert status == 200
    assert len(data) > 100
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    head = asked(server, "HEAD", path)
    assert (head[0], head[1], head[2].headers["Content-Length"]) == (200, b"", str(len(data)))


def test_the_page_has_its_first_answer_and_its_engine(server: Server) -> None:
    page = asked(server, "GET", "/")[1].decode()
    assert '<script src="served.js"></script>' in page
    assert "<math" in page


def test_a_question_is_answered(server: Server) -> None:
    assert answered(server)["notation"] == QUESTION["network"]


NO_PAGES = ("/../etc/passwd", "/static/page.html", "//etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/page.js/../../x")


@pytest.mark.parametrize("path", [*NO_PAGES, "/answer", "/page.js%00", "http://127.0.0.1/etc/passwd"])
def test_no_file_of_the_machine_is_handed_out(path: str, server: Server) -> None:
    found = raw(server, f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
    assert found.split()[1] == b"404"
    assert b"root:" not in found


@pytest.mark.parametrize("network", ["@/etc/passwd", "/etc/passwd", "-", "file:///etc/passwd"])
def test_no_file_of_the_machine_is_read(network: str, server: Server) -> None:
    assert "root:" not in json.dumps(answered(server, QUESTION | {"network": network}))


HOSTILE = [
    (421, {"Host": "evil.example"}),
    (421, {"Host": "evil.example:{port}"}),
    (421, {"Host": "127.0.0.1"}),
    (421, {"Host": "127.0.0.1.evil.example:{port}"}),
    (421, {"Host": "0.0.0.0:{port}"}),
    (403, {"Origin": "http://evil.example"}),
    (403, {"Origin": "null"}),
    (403, {"Origin": "http://127.0.0.1:1"}),
    (403, {"Origin": "https://127.0.0.1:{port}"}),
    (415, {"Content-Type": "text/plain"}),
    (415, {"Content-Type": "application/x-www-form-urlencoded"}),
    (415, {"Content-Type": "text/plain; application/json"}),
    (411, {"Transfer-Encoding": "chunked"}),
    (413, {"Content-Length": "99999999999"}),
    (411, {"Content-Length": "-1"}),
    (411, {"Content-Length": "1e3"}),
]


@pytest.mark.parametrize(("status", "headers"), HOSTILE, ids=[str(headers) for _, headers in HOSTILE])
def test_others_are_refused(status: int, headers: dict[str, str], server: Server) -> None:
    body = json.dumps(QUESTION).encode()
    sent = {"Host": "127.0.0.1:{port}", "Content-Length": str(len(body)), **JSON, **headers}
    lines = [f"{name}: {value.replace('{port}', str(server.port))}" for name, value in sent.items()]
    found = raw(server, "\r\n".join(["POST /answer HTTP/1.1", *lines, "", ""]).encode() + body)
    assert int(found.split()[1]) == status
    assert json.loads(found.partition(b"\r\n\r\n")[2])["error"]["message"]


def test_another_page_is_not_told_what_it_may_read(server: Server) -> None:
    """A browser that asks first, as it does for JSON, is given no leave."""
    preflight = {"Origin": "http://evil.example", "Access_Control_Request_Method": "POST"}
    status, _, response = asked(server, "OPTIONS", "/answer", **preflight)
    assert status == 501
    assert not [name for name in response.headers if name.startswith("Access-Control")]


NONSENSE = (b"\r\n\r\n", b"nonsense\r\n\r\n", b"GET /\r\n\r\n", b"\x16\x03\x01\x02\x00\xff", b"GET / HTTP/9.9\r\n\r\n")


@pytest.mark.parametrize("sent", NONSENSE)
def test_what_is_no_request_is_no_fault(sent: bytes, server: Server, capfd: pytest.CaptureFixture[str]) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(2**16):
            pass
    assert answered(server)["notation"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"view": 3}', b"\xff\xfe", b"[" * 10**5, b'"\\ud800"'])
def test_bad_questions_have_an_error_for_an_answer(body: bytes, server: Server) -> None:
    status, data, _ = asked(server, "POST", "/answer", body, Content_Type="application/json")
    assert status in (200, 400)
    assert json.loads(data)["error"]["message"]


KINDS = ("page", "question", "question", "host", "put", "nonsense", "leaves", "path", "json")


def test_a_thousand_requests(server: Server) -> None:
    """Good ones, hostile ones, and such as end on their way, sixteen at a time."""
    random = Random(16)  # noqa: S311 - which of them comes when
    body = json.dumps(QUESTION).encode()

    def request(_: int) -> tuple[str, int]:
        kind = random.choice(KINDS)
        if kind in ("nonsense", "leaves"):
            with socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS) as connection:
                connection.sendall(random.randbytes(99) if kind == "nonsense" else b"POST /answer HTTP/1.1\r\nHo")
            return kind, 0
        if kind in ("page", "path"):
            return kind, asked(server, "GET", "/" if kind == "page" else "/../../etc/passwd")[0]
        headers = {"Content_Type": "application/json"} | ({"Host": "evil.example"} if kind == "host" else {})
        sent = b"{" if kind == "json" else body
        return kind, asked(server, "PUT" if kind == "put" else "POST", "/answer", sent, **headers)[0]

    with ThreadPoolExecutor(16) as pool:
        statuses = set(pool.map(request, range(1000)))
    expected = {("page", 200), ("question", 200), ("host", 421), ("put", 501), ("path", 404), ("json", 200)}
    assert statuses == expected | {("nonsense", 0), ("leaves", 0)}
    assert answered(server)["notation"]


def test_slow_clients_are_left_and_hold_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "_SECONDS", 1.0)
    with Server(0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        slow = [socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS) for _ in range(100)]
        head = f"POST /answer HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n".encode()
        for place, connection in enumerate(slow):
            connection.sendall(head[: place % len(head)])
        start = time.monotonic()
        assert answered(server)["notation"]
        assert time.monotonic() - start < SECONDS / 2
        for connection in slow:
            with connection:
                assert connection.recv(2**16) == b""
        server.shutdown()


def test_who_leaves_frees_the_process_that_answers(server: Server) -> None:
    body = json.dumps(SLOW).encode()
    head = f"POST /answer HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Type: application/json\r\n"
    for _ in range(4):  # more than there are processes
        with socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS) as connection:
            connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            time.sleep(0.1)
    assert answered(server)["notation"]


def test_a_process_that_ends_is_replaced(server: Server) -> None:
    for each in server.workers._all:
        each._process.kill()
        each._process.join()
    assert answered(server)["notation"]


def test_a_question_that_takes_too_long_is_ended(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server.workers, "_seconds", 0.0)
    status, data, _ = asked(server, "POST", "/answer", json.dumps(SLOW).encode(), Content_Type="application/json")
    assert status == 503
    assert json.loads(data)["error"]["message"] == "this takes too long, and was stopped"


# ---- the command -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", [False, True], ids=["at once", "after a question"])
def test_ctrl_c_ends_it_in_one_line(asked: bool) -> None:
    command = [sys.executable, "-m", "symrf", "serve", "--port", "0"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = subprocess.Popen(command, **pipes, text=True, start_new_session=True, preexec_fn=interruptible)
    assert process.stdout is not None
    url = process.stdout.readline().split()[4]
    port = int(url.rstrip("/").rpartition(":")[2])
    if asked:
        connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
        connection.request("POST", "/answer", json.dumps(QUESTION).encode(), JSON)
        assert json.loads(connection.getresponse().read())["notation"] == QUESTION["network"]
        connection.close()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does, to the processes that answer, too
    out, err = process.communicate(timeout=SECONDS)
    assert (process.returncode, out, err) == (130, "", "symrf: interrupted\n")
    end = time.monotonic() + SECONDS
    while is_alive(process.pid):  # no process that answers is left
        assert time.monotonic() < end
        time.sleep(0.05)


def is_alive(group: int) -> bool:
    """Whether there is a process of a group."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_port_that_is_taken_is_said_in_one_line(server: Server) -> None:
    with pytest.raises(InputError, match=rf"^port {server.port} cannot be used: .*; another one is given by --port$"):
        Server(server.port)
