"""`symrf serve`: the page for the browsers of this computer, which ask the symrf that is installed on it.

What it hands out is in memory before it begins, so that no address names a file. It answers nobody else: no other
computer, nor a page of another site (which a browser says by Origin and Host); and it is not held up by those who send
slowly, much or nonsense.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from socket import SHUT_WR, socket
from socketserver import TCPServer
from threading import Semaphore
from typing import Any

from symrf.errors import InputError
from symrf.formulas.limits import FILE_BYTES
from symrf.front.page import _english
from symrf.front.page.baking import baked
from symrf.front.page.working import Gone, Unanswered, Workers

__all__ = ["ENGINE", "PORT", "Server"]

ENGINE = "<!-- engine -->"  # of the page, where the script stands that makes one
PORT = 8642
_HOST = "127.0.0.1"
_BYTES = FILE_BYTES * 4 // 3 + 2**20  # bytes of a question, with a file in base64
_SECONDS = 10  # for what is sent before the body, and for what is sent back
_BYTES_A_SECOND = 2**20  # of a body, at least: it comes from the same computer
_LINGERING = 2  # seconds
_ANSWER_SECONDS = 120  # after which a process is ended: a question has its own budget, which is far less
_PATIENCE = 20  # seconds for which a question waits for a free process
_WORKERS = 2
_CONNECTIONS = 64  # at once; others wait until they are accepted
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",  # formulas and pictures are styled where they stand
        "img-src data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript", "json": "application/json"}


class Server(ThreadingHTTPServer):
    """The page at a port of this computer; an InputError where that is taken, and 0 is any that is free."""

    daemon_threads = True
    request_queue_size = 128
    allow_reuse_address = os.name != "nt"  # where it means that another may listen, too

    def __init__(self, port: int = PORT) -> None:
        try:
            super().__init__((_HOST, port), _Handler)
        except (OSError, OverflowError) as error:
            raise InputError(_english.no_port(port, getattr(error, "strerror", None) or str(error))) from None
        self.port: int = self.server_address[1]
        self.hosts = {f"{name}:{self.port}" for name in (_HOST, "localhost")}
        self.pages = _pages()
        self.workers = Workers(_WORKERS, _ANSWER_SECONDS, _PATIENCE)
        self._places = Semaphore(_CONNECTIONS)

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://{_HOST}:{self.port}/"

    def server_bind(self) -> None:
        """Bind, and ask no name server who this is."""
        TCPServer.server_bind(self)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Handle a connection in a thread of its own, once there are not too many."""
        self._places.acquire()
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection, and let another in."""
        super().shutdown_request(request)
        self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a connection that ended on its way."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def server_close(self) -> None:
        """Stop to listen, and end the processes that answer."""
        super().server_close()
        if hasattr(self, "workers"):  # it is closed, too, where the port is taken
            self.workers.close()


def _pages() -> Mapping[str, tuple[str, bytes]]:
    """What the server hands out, by its path: its type, and its bytes."""
    folder = files("symrf.front.page") / "static"
    page = baked((folder / "page.html").read_text("utf-8"))
    found = {"/": (_TYPES["html"], page.replace(ENGINE, '<script src="served.js"></script>').encode())}
    for name in ("page.css", "page.js", "served.js"):
        found[f"/{name}"] = (_TYPES[name.rpartition(".")[2]], (folder / name).read_bytes())
    return found


class _Arriving(io.RawIOBase):
    """What is read off a socket, until a moment."""

    def __init__(self, source: socket, seconds: float) -> None:
        self._source = source
        self._end = time.monotonic() + seconds

    def allow(self, seconds: float) -> None:
        """Give it so many seconds from now on."""
        self._end = time.monotonic() + seconds

    def readable(self) -> bool:
        """That it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what is there; a TimeoutError where that moment is over."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._source.settimeout(left)
        return self._source.recv_into(buffer)


class _Handler(BaseHTTPRequestHandler):
    """One request of a connection, which ends with it."""

    server: Server
    server_version = "symrf"
    sys_version = ""

    def setup(self) -> None:
        """Read with a patience that ends."""
        super().setup()
        self._arriving = _Arriving(self.connection, _SECONDS)
        self.rfile = io.BufferedReader(self._arriving)

    def do_GET(self) -> None:
        """Hand out the page, or what it loads."""
        page = self.server.pages.get(self.path.partition("?")[0])
        if not self._is_from_here():
            return
        if page is None:
            self._refuse(HTTPStatus.NOT_FOUND, _english.NO_SUCH_PAGE)
        else:
            self._send(HTTPStatus.OK, *page)

    do_HEAD = do_GET  # noqa: N815 - http.server calls it so; what is sent is its head alone

    def do_POST(self) -> None:
        """Answer a question."""
        if not self._is_from_here() or (question := self._question()) is None:
            return
        try:
            answer = self.server.workers.answer(question, self.connection)
        except Gone:
            return
        except Unanswered as refusal:
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE, _english.UNANSWERED[type(refusal).__name__])
        else:
            self._send(HTTPStatus.OK, _TYPES["json"], answer.encode())

    def _is_from_here(self) -> bool:
        """Whether it is the page that asks: no page of another site, whatever name that gives to this computer."""
        if self.headers.get_all("Host", []) not in [[host] for host in self.server.hosts]:
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, _english.OTHER_HOST)
            return False
        origins = self.headers.get_all("Origin", [])
        if not {*origins} <= {f"http://{self.headers['Host']}"}:
            self._refuse(HTTPStatus.FORBIDDEN, _english.OTHER_ORIGIN)
            return False
        return True

    def _question(self) -> str | None:
        """The question that is posted; None where it is refused."""
        length = self.headers.get_all("Content-Length", [])
        if self.path != "/answer":
            self._refuse(HTTPStatus.NOT_FOUND, _english.NO_SUCH_PAGE)
        elif self.headers.get_content_type() != _TYPES["json"]:
            self._refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, _english.NOT_JSON)
        elif "Transfer-Encoding" in self.headers or len(length) != 1 or not re.fullmatch("[0-9]{1,15}", length[0]):
            self._refuse(HTTPStatus.LENGTH_REQUIRED, _english.NO_LENGTH)
        elif int(length[0]) > _BYTES:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _english.too_large(FILE_BYTES))
        else:
            self._arriving.allow(_SECONDS + int(length[0]) / _BYTES_A_SECOND)
            data = self.rfile.read(int(length[0]))
            try:
                return data.decode() if len(data) == int(length[0]) else None
            except UnicodeDecodeError:
                self._refuse(HTTPStatus.BAD_REQUEST, _english.NOT_JSON)
        return None

    def _refuse(self, status: HTTPStatus, message: str) -> None:
        """Send an error, as `answer` has them, and hear out who goes on sending for a while, or it is not heard."""
        told = {"error": InputError(message).to_dict()}
        self._send(status, _TYPES["json"], json.dumps(told).encode())
        self._arriving.allow(_LINGERING)
        with suppress(OSError):
            self.wfile.flush()
            self.connection.shutdown(SHUT_WR)
            while self.rfile.read1(2**16):
                pass

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self.connection.settimeout(_SECONDS)
        self.send_response(status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """Refuse what http.server cannot read, as everything else is refused."""
        self._refuse(HTTPStatus(code), message or HTTPStatus(code).phrase)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing of each request."""
