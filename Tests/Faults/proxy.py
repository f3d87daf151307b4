"""A TCP proxy in front of a database, which can cut all connections so that answers under way are lost."""

import socket
import threading


class Proxy:
    """Forwards connections to a port of this machine until it is closed."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._lock = threading.Lock()
        self._pairs: set[tuple[socket.socket, socket.socket]] = set()
        self._muted = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def mute(self) -> None:
        """From now on nothing comes back from the database, while what goes to it still arrives."""
        self._muted.set()

    def cut(self) -> int:
        """Ends all connections, and lets new ones through again. Returns how many there were."""
        with self._lock:
            pairs, self._pairs = self._pairs, set()
        for pair in pairs:
            for end in pair:
                close(end)
        self._muted.clear()
        return len(pairs)

    def close(self) -> None:
        close(self._listener)
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                close(client)
                continue
            for end in (client, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self._pairs.add((client, server))
            threading.Thread(target=self._forward, args=(client, server, False), daemon=True).start()
            threading.Thread(target=self._forward, args=(server, client, True), daemon=True).start()

    def _forward(self, source: socket.socket, sink: socket.socket, is_answer: bool) -> None:
        try:
            while data := source.recv(1 << 16):
                if not (is_answer and self._muted.is_set()):
                    sink.sendall(data)
        except OSError:
            pass
        close(source)
        close(sink)


def close(end: socket.socket) -> None:
    """Wakes whoever reads from it, then closes it."""
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    end.close()
