"""The checks of the faults must see what is wrong: each is given a history, a trace or tables that break a promise.

Run by `make faults` and `make faults-short` before anything else: python3 -m unittest discover Tests/Faults
"""

import random
import sqlite3
import sys
import tempfile
import unittest
from contextlib import closing
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent))

import power_loss
import strace
from chain import Operation, breaches
from ledger import History, Write, verdict
from sqlite_store import inspect_file
from sync_order import breach, read_order


def written(token: str, base: int, began: float, ended: float, outcome: str = "done") -> Operation:
    return Operation("write", "r", began, ended, outcome, base, base + 1 if outcome == "done" else None, token)


def seen(version: int, token: str, began: float, ended: float) -> Operation:
    return Operation("read", "r", began, ended, "done", version=version, token=token)


class ChainTests(unittest.TestCase):
    """One record: version 1 is `a`, `b` made version 2 between 1 and 2, `c` version 3 between 3 and 4."""

    final = {"r": ["a", "b", "c"]}
    sound = [Operation("write", "r", 0, 0, "done", version=1, token="a"), written("b", 1, 1, 2), written("c", 2, 3, 4)]

    def expect(self, *more: Operation, final: dict[str, list[str]] | None = None, wrong: bool = True) -> None:
        self.assertEqual(bool(breaches([*self.sound, *more], final or self.final)), wrong)

    def test_what_can_be_is_accepted(self) -> None:
        self.expect(
            seen(1, "a", 0.5, 1.5), seen(2, "b", 1.5, 1.6), seen(2, "b", 2, 3.5), seen(3, "c", 3.5, 9), wrong=False)
        self.expect(written("d", 1, 1, 5, "conflict"), written("e", 3, 5, float("inf"), "unknown"), wrong=False)
        self.expect(written("d", 3, 5, float("inf"), "unknown"), final={"r": ["a", "b", "c", "d"]}, wrong=False)

    def test_a_read_never_goes_back_nor_ahead(self) -> None:
        self.expect(seen(1, "a", 2.5, 2.6))
        self.expect(seen(3, "c", 2, 2.5))
        self.expect(seen(2, "c", 2.5, 2.6))

    def test_an_acknowledged_write_is_there_once_on_its_base(self) -> None:
        self.expect(written("lost", 3, 5, 6))
        self.expect(written("x", 1, 1, 2), final={"r": ["a", "b", "x"]})
        self.expect(final={"r": ["a", "b", "c", "c"]})
        self.expect(final={"r": ["a", "b", "c", "of nobody"]})

    def test_a_refused_write_is_not_there_and_had_a_reason(self) -> None:
        self.expect(written("d", 3, 5, 6, "conflict"), final={"r": ["a", "b", "c", "d"]})
        self.expect(written("d", 3, 5, 6, "conflict"))
        self.expect(written("d", 1, 0.2, 0.5, "conflict"))


class LedgerTests(unittest.TestCase):
    def write(self, status: int, code: str = "") -> Write:
        return Write("t", ("c1", "c2"), 0, 1, status, code, "id")

    def changes(self, *contacts: str) -> dict[str, list[dict[str, object]]]:
        return {contact: [{"version": 1, "requestID": "id"}] for contact in contacts}

    def test_what_an_answer_allows(self) -> None:
        for status, code, contacts, wrong in [
            (201, "", ("c1", "c2"), False), (201, "", (), True), (201, "", ("c1",), True), (0, "", (), False), (0, "", ("c1", "c2"), False),
            (0, "", ("c2",), True), (507, "store-full", (), False), (507, "store-full", ("c1", "c2"), True),
            (503, "outcome-unknown", ("c1", "c2"), False),
        ]:
            self.assertEqual(bool(verdict(self.write(status, code), self.changes(*contacts))), wrong, (status, code, contacts))
        twice = {"c1": [{"version": 1, "requestID": "id"}] * 2, "c2": [{"version": 1, "requestID": "id"}]}
        self.assertTrue(verdict(self.write(201), twice))

    def test_a_history_must_give_the_record(self) -> None:
        def change(version: int, old: str | None, new: str) -> dict[str, object]:
            edit = {"path": "/fields/comment", "new": new} | ({"old": old} if old else {})
            return {"version": version, "sequence": version + 5, "edits": [edit]}

        record = {"version": 2, "fields": {"comment": "b"}, "externalID": None}
        self.assertFalse(History(record, [change(1, None, "a"), change(2, "a", "b")]).breaches("r"))
        for changes in [
            [change(1, None, "a")], [change(1, None, "a"), change(3, "a", "b")], [change(1, None, "a"), change(2, "x", "b")],
            [change(1, None, "a"), change(2, "a", "c")], [change(1, None, "b"), change(1, "b", "b")],
        ]:
            self.assertTrue(History(record, changes).breaches("r"))


LOG = "/d/kith.db-wal"
ID = b"0123456700000000000a"


def line(name: str, file: str, data: bytes = b"", more: str = "", result: str = "0") -> str:
    text = "".join(f"\\x{byte:02x}" for byte in data)
    return f"7 {name}(3<{file}>" + (f', "{text}"' if data else "") + more + f") = {result}"


def frame(page: bytes, commits: bool, at: int = 32) -> list[str]:
    header = bytes(4) + (b"\0\0\0\x01" if commits else bytes(4)) + bytes(16)
    return [line("pwrite64", LOG, header, f", 24, {at}", "24"), line("pwrite64", LOG, page.ljust(64), f", 64, {at + 24}", "64")]


SYNC = line("fdatasync", LOG)
ANSWER = line("write", "TCP:[1]", b"HTTP/1.1 200 OK\r\nx-request-id: " + ID, ", 50", "50")


class TraceTests(unittest.TestCase):
    def calls(self, *lines: str) -> list[strace.Call]:
        with tempfile.NamedTemporaryFile("w", suffix=".trace") as file:
            file.write("\n".join(lines) + "\n")
            file.flush()
            return list(strace.calls(Path(file.name)))

    def breach(self, *lines: str) -> str | None:
        return breach(read_order(self.calls(*lines), LOG, {ID}), ID)

    def test_the_answer_leaves_after_the_sync_of_its_commit(self) -> None:
        self.assertIsNone(self.breach(*frame(ID, True), SYNC, ANSWER))
        self.assertIsNone(self.breach(*frame(ID, False), *frame(b"other", True, 120), SYNC, ANSWER))

    def test_every_other_order_is_seen(self) -> None:
        self.assertIsNotNone(self.breach(*frame(ID, True), ANSWER, SYNC))
        self.assertIsNotNone(self.breach(SYNC, *frame(ID, True), ANSWER))
        self.assertIsNotNone(self.breach(*frame(ID, False), SYNC, *frame(b"other", True, 120), ANSWER))
        self.assertIsNotNone(self.breach(*frame(b"other", True), SYNC, ANSWER))
        self.assertIsNotNone(self.breach(*frame(ID, True), SYNC + " (INJECTED)", ANSWER))
        self.assertIsNotNone(self.breach(*frame(ID, True), line("fdatasync", LOG, result="-1 EIO (Input/output error)"), ANSWER))
        # A sync that began before the commit was written covers it not, although it ended later.
        begun = f"8 fdatasync(3<{LOG}> <unfinished ...>"
        self.assertIsNotNone(self.breach(begun, *frame(ID, True), "8 <... fdatasync resumed>) = 0", ANSWER))

    def test_what_was_not_synced_may_be_lost(self) -> None:
        chance = random.Random(0)
        disk = power_loss.Disk("/d", {})
        create = '7 openat(AT_FDCWD</d>, "' + "".join(f"\\x{b:02x}" for b in LOG.encode()) + '", O_RDWR|O_CREAT, 0644) = 3'
        for call in self.calls(create, *frame(b"page", True)):
            disk.take(call)
        self.assertIn({}, [disk.surviving(chance) for _ in range(20)])
        for call in self.calls(*["7 x() = 0"] * 9, SYNC, line("fdatasync", "/d")):
            disk.take(call)
        for _ in range(20):
            self.assertIn(b"page", disk.surviving(chance)[LOG])

    def test_what_a_refused_sync_was_to_keep_may_be_lost_for_good(self) -> None:
        chance, lost = random.Random(0), 0
        for _ in range(20):
            disk = power_loss.Disk("/d", {LOG: b""})
            for call in self.calls(*frame(b"page", True)):
                disk.take(call)
            disk.lose(self.calls(*["7 x() = 0"] * 5, SYNC)[-1], chance)
            for call in self.calls(*["7 x() = 0"] * 9, SYNC):
                disk.take(call)
            lost += b"page" not in disk.surviving(chance)[LOG]
        self.assertGreater(lost, 5)


class TableTests(unittest.TestCase):
    """Two changes of one record, and every way in which its tables can be wrong."""

    TABLES = """
        CREATE TABLE organisation (id, next_sequence);
        CREATE TABLE record (organisation, id, version, last_change);
        CREATE TABLE change (row INTEGER PRIMARY KEY, organisation, sequence, record, version, previous, request_id);
        INSERT INTO organisation VALUES ('o', 3);
        INSERT INTO record VALUES ('o', 'r', 2, 2);
        INSERT INTO change VALUES (1, 'o', 1, 'r', 1, NULL, 'first'), (2, 'o', 2, 'r', 2, 1, 'second');
        """

    def breaches(self, statement: str) -> list[str]:
        with tempfile.TemporaryDirectory() as directory:
            file = Path(directory) / "kith.db"
            with closing(sqlite3.connect(file)) as database:
                database.executescript(self.TABLES + statement)
            return inspect_file(file, {"first": 1, "second": 1})

    def test_sound_tables_are_accepted(self) -> None:
        self.assertEqual(self.breaches(""), [])

    def test_every_rule_is_broken_by_something(self) -> None:
        broken = [
            "UPDATE change SET sequence = 3 WHERE row = 2; UPDATE organisation SET next_sequence = 4",
            "UPDATE organisation SET next_sequence = 7",
            "UPDATE record SET version = 3",
            "DELETE FROM record",
            "UPDATE record SET last_change = 1",
            "UPDATE change SET previous = NULL",
            "UPDATE change SET request_id = 'first'",
            "DELETE FROM change WHERE row = 2; UPDATE record SET version = 1, last_change = 1; UPDATE organisation SET next_sequence = 2",
        ]
        for statement in broken:
            self.assertTrue(self.breaches(statement), statement)


if __name__ == "__main__":
    unittest.main()
