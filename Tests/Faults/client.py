"""One client of the server: a connection that stays open, and what can be said of a request afterwards."""

import http.client
import json
import select
import time
from dataclasses import dataclass
from typing import Any


class Unsent(Exception):
    """No connection: the request has certainly not been carried out."""


class Unanswered(Exception):
    """The connection broke before the whole answer was there: the request may have been carried out, or not."""


@dataclass(frozen=True)
class Answer:
    """What the server said, and when by the machine's monotonic clock."""

    status: int
    headers: dict[str, str]
    body: bytes
    began: float
    ended: float

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    @property
    def code(self) -> str:
        """The refusal's code; empty where there is none."""
        if self.is_success or "json" not in self.headers.get("content-type", ""):
            return ""
        return str(self.json.get("code", ""))

    @property
    def request_id(self) -> str:
        return self.headers.get("x-request-id", "")


class Client:
    """A connection to the server on this machine with a bearer token; it is made anew after it broke."""

    def __init__(self, port: int, token: str = "", timeout: float = 30) -> None:
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)

    def send(self, method: str, target: str, body: Any = None, headers: dict[str, str] | None = None) -> Answer:
        """The answer to one request. Raises `Unsent` or `Unanswered`."""
        content = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        own = {**self._headers, **({"Content-Type": "application/json"} if body is not None else {}), **(headers or {})}
        began = time.monotonic()
        if self._connection.sock is not None and select.select([self._connection.sock], [], [], 0)[0]:
            # Nothing is due, so the server has closed the connection while it lay idle.
            self.close()
        if self._connection.sock is None:
            try:
                self._connection.connect()
            except OSError as error:
                self.close()
                raise Unsent(str(error)) from error
        try:
            self._connection.request(method, target, content, own)
            response = self._connection.getresponse()
            text = response.read()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise Unanswered(f"{type(error).__name__}: {error}") from error
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, text, began, time.monotonic())

    def get(self, target: str) -> Answer:
        return self.send("GET", target)

    def close(self) -> None:
        self._connection.close()
