"""A receiver on this machine, which answers as it is told and remembers what it got."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = tuple[int, dict[str, str]]


@dataclass
class Receiver:
    """``reply`` makes the answer of the number of the request; ``got`` has path, headers, body of each."""

    url: str = ""
    reply: Callable[[int], Reply] = lambda number: (204, {})
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    raw: bytes | None = None

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for _, headers, _ in self.got]


@contextmanager
def receiving(reply: Callable[[int], Reply] | None = None) -> Iterator[Receiver]:
    receiver = Receiver()
    if reply is not None:
        receiver.reply = reply

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            receiver.got.append((self.path, headers, body))
            status, headers = receiver.reply(len(receiver.got))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    receiver.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
