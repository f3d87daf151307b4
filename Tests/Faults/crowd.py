"""Many connections at once that behave badly, driven by one thread."""

import resource
import select
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Guest:
    """One connection, and what it has heard."""

    socket: socket.socket
    # Of the first byte sent.
    began: float = 0
    heard: bytearray = field(default_factory=bytearray)
    # When the server closed it.
    ended: float | None = None

    @property
    def status(self) -> int:
        """The status of the first answer; 0 where there is none."""
        return int(self.heard[9:12]) if self.heard.startswith(b"HTTP/1.1 ") else 0


class Crowd:
    """A number of connections to the server on this machine; the end of the `with` closes those that are left."""

    def __init__(self, port: int, count: int, receive_buffer: int | None = None) -> None:
        """Connects all. A small `receive_buffer` (bytes) makes the server notice soon that nothing is read."""
        allow_files(count + 256)
        self.guests: list[Guest] = []
        for _ in range(count):
            guest = socket.socket()
            if receive_buffer:
                guest.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
            guest.settimeout(10)
            guest.connect(("127.0.0.1", port))
            guest.setblocking(False)
            self.guests.append(Guest(guest))

    def __enter__(self) -> "Crowd":
        return self

    def __exit__(self, *_: object) -> None:
        for guest in self.guests:
            guest.socket.close()

    @property
    def present(self) -> list[Guest]:
        return [guest for guest in self.guests if guest.ended is None]

    def say(self, text: bytes) -> None:
        """Every one that is still there says this, or as much as the server takes at once."""
        for guest in self.present:
            guest.began = guest.began or time.monotonic()
            try:
                guest.socket.send(text)
            except BlockingIOError:
                pass
            except OSError:
                self._end(guest)

    def listen(self, seconds: float) -> None:
        """Hears what is said in this time, and notes who is sent away."""
        poll = select.epoll()
        guests = {guest.socket.fileno(): guest for guest in self.present}
        for number in guests:
            poll.register(number, select.EPOLLIN)
        end = time.monotonic() + seconds
        while guests and (left := end - time.monotonic()) > 0:
            for number, _ in poll.poll(left):
                guest = guests[number]
                try:
                    said = guest.socket.recv(1 << 16)
                except OSError:
                    said = b""
                guest.heard += said
                if not said:
                    del guests[number]
                    self._end(guest)
        poll.close()

    def all_hear(self, limit: float) -> bool:
        """Waits until every one has heard something; whether that was within so many seconds."""
        end = time.monotonic() + limit
        while not all(guest.heard for guest in self.guests) and time.monotonic() < end:
            self.listen(0.05)
        return all(guest.heard for guest in self.guests)

    def drip(self, text: bytes, every: float, limit: float) -> None:
        """Every one says one byte of `text` after the other, with pauses of `every` seconds, until all are gone or for `limit` seconds."""
        end = time.monotonic() + limit
        for index in range(len(text)):
            if not self.present or time.monotonic() > end:
                return
            self.say(text[index : index + 1])
            self.listen(min(every, max(0.0, end - time.monotonic())))

    def _end(self, guest: Guest) -> None:
        guest.ended = time.monotonic()
        guest.socket.close()


def reset(connection: socket.socket) -> None:
    """Closes a connection as a machine does that has gone away: with a reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def allow_files(count: int) -> None:
    """Lets this process open so many files, as far as the system does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(count, hard), hard))


def seconds_until(condition: Callable[[], bool], limit: float) -> float:
    """How long it took until the condition held; `limit` when it did not within so many seconds."""
    began = time.monotonic()
    while time.monotonic() - began < limit:
        if condition():
            return time.monotonic() - began
        time.sleep(0.01)
    return limit
