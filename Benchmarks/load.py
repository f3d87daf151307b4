"""load: makes a database to measure on, with as many contacts, vouchers and conversations as asked for, each with its history.

The Kare contacts, Nateq contacts and Reach customers are the same records: by number, by id and by external id. Forty contacts share a
company and an email, forty vouchers a contact, so that a filtered list finds its twenty among many.

Rows are written to a file, one JSON object a line as POST /v1/{type} takes them, and go in by `kith import`; a Kith without that command
gets them one by one through HTTP. Nothing is held in memory but the ids.
"""

import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from server import Server, make_demo, without_settings

HERE = Path(__file__).resolve().parent
SHARING = 40
PEOPLE = 64


@dataclass
class Data:
    """A loaded database and what its records are called."""

    database: str
    demo: dict
    records: int
    lists: Path
    # Bytes of the closed file that a record takes with its creation in the history, by type; empty on PostgreSQL.
    bytes: dict
    seconds: float

    def list(self, name):
        return self.lists / name

    def native(self):
        return {"Authorization": f"Bearer {self.demo['tokens']['native']}"}


def prepared(kith, records, directory, kept=None, postgres=None):
    """The database in `directory`: a new one, or with `kept` a copy of the one that was kept there by this or an earlier run."""
    if postgres or not kept:
        return make(kith, records, directory, postgres)
    kept = Path(kept) / str(records)
    if not (kept / "data.json").exists():
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        make(kith, records, kept)
    subprocess.run(["cp", "-r", "--reflink=auto", f"{kept}/.", directory], check=True)
    said = json.loads((kept / "data.json").read_text())
    return Data(f"sqlite:{directory}/kith.db", said["demo"], records, directory / "lists", said["bytes"], said["seconds"])


def make(kith, records, directory, postgres=None):
    """Makes and fills the database; the way into it is the same for every type."""
    database = postgres or f"sqlite:{directory}/kith.db"
    (directory / "lists").mkdir()
    data = Data(database, make_demo(kith, database), records, directory / "lists", {}, 0)
    start = time.monotonic()
    filler = Filler(kith, data, directory)
    groups = max(1, records // SHARING)
    tag, channel = next(filler.listed("tag")), next(filler.listed("channel"))
    filler.fill("company", groups, lambda n: {"fields": {"name": f"Company {n}", "domain": f"company{n}.example"}})
    companies = {record["id"]: record["number"] for record in filler.made("company", groups)}
    filler.write("company", companies.values())
    for kind, name in (("inbox", "name"), ("employee", "fullName")):
        filler.fill(kind, PEOPLE, lambda n: {"fields": {name: f"Number {n}"}})
    inboxes, _ = (filler.write(kind, ids(filler.made(kind, PEOPLE))) for kind in ("inbox", "employee"))

    owners = list(companies)
    filler.fill("contact", records, lambda n: contact(n, owners[n % groups], tag["id"], groups))
    contacts = []
    with open(data.list("kare"), "w") as kare, open(data.list("external"), "w") as external:
        for record in filler.made("contact", records):
            contacts.append(record["id"])
            kare.write(f"{companies[record['fields']['company']]}/contacts/{record['number']}\n")
            external.write(f"{record['externalID']}\n")
    filler.write("contact", contacts)
    filler.write("holder", contacts[::SHARING])
    filler.write("email", (f"office.{n}@example.com" for n in range(groups)))

    filler.fill("voucher", records, lambda n: voucher(n, contacts[n - n % SHARING]))
    filler.write("voucher", ids(filler.made("voucher", records)))
    filler.fill("conversation", records, lambda n: conversation(n, contacts[n], channel, inboxes[n % PEOPLE]))
    filler.write("conversation", ids(filler.made("conversation", records)))
    data.seconds = round(time.monotonic() - start, 1)
    (directory / "data.json").write_text(json.dumps({"demo": data.demo, "bytes": data.bytes, "seconds": data.seconds}))
    return data


def ids(records):
    return (record["id"] for record in records)


def contact(n, company, tag, groups):
    return {
        "externalID": f"bench-{n}",
        "fields": {
            "firstName": "Person", "lastName": f"Number {n}", "email": f"office.{n % groups}@example.com", "phones": [f"+4420{n:08}"],
            "company": company, "tags": [tag], "comment": "Made for the benchmark.", "country": "GB", "language": "en",
            "position": "Analyst", "source": "benchmark", "customerSince": "2024-01-15T08:45:00Z",
        },
    }


def voucher(n, owner):
    return {"externalID": f"bench-{n}", "fields": {"contact": owner, "data": {"voucher_id": f"VOUCH-{n}", "status": "sent", "code": n}}}


def conversation(n, owner, channel, inbox):
    return {
        "fields": {
            "subject": f"Case {n}", "status": "open", "contact": owner, "channel": channel["id"],
            "channelType": channel["fields"]["type"], "inbox": inbox, "unread": True,
        },
    }


class Filler:
    """Puts rows into the database and reads back what they became."""

    def __init__(self, kith, data, directory):
        self.kith, self.data, self.directory = kith, data, directory
        commands = subprocess.run([kith, "--help"], capture_output=True, text=True).stdout
        self.imports = bool(re.search(r"^ +import\b", commands, re.MULTILINE))

    def server(self):
        return Server(self.kith, self.data.database, self.directory / "load.log")

    def fill(self, kind, count, row):
        """Makes `count` records of a type; notes what the file grew by when it is one."""
        print(f"loading {count:,} × {kind}", file=sys.stderr, flush=True)
        rows = self.directory / "rows.ndjson"
        with open(rows, "w") as file:
            for n in range(count):
                file.write(json.dumps(row(n), separators=(",", ":")) + "\n")
        before = self.size()
        (self.import_rows if self.imports else self.post_rows)(kind, rows, count)
        rows.unlink()
        if before:
            self.data.bytes[kind] = round((self.size() - before) / count)

    def import_rows(self, kind, rows, count):
        run = subprocess.run(
            [self.kith, "import", rows, "--organisation", self.data.demo["organisation"], "--type", kind, "--database", self.data.database,
             "--json"], capture_output=True, text=True, env=without_settings())
        if run.returncode:
            sys.exit(f"kith import refused rows of {kind}:\n{run.stdout[-2000:]}{run.stderr[-2000:]}")

    def post_rows(self, kind, rows, count):
        headers = self.directory / "headers"
        headers.write_text("".join(f"{name}: {value}\n" for name, value in self.data.native().items()))
        with self.server() as server:
            run = subprocess.run(
                ["wrk", "--threads", "1", "--connections", "64", "--duration", f"{60 + count // 500}s", "--script",
                 str(HERE / "wrk/fill.lua"),
                 f"http://127.0.0.1:{server.port}/v1/{kind}", "--", str(headers), str(rows), str(count)],
                capture_output=True, text=True, env=lua_environment())
        if run.returncode or "KITH" in run.stdout:
            sys.exit(f"loading {kind} failed:\n{run.stdout}{run.stderr}")

    def size(self):
        """Bytes of the closed SQLite file; 0 on PostgreSQL."""
        return (self.directory / "kith.db").stat().st_size if self.data.database.startswith("sqlite:") else 0

    def made(self, kind, count):
        """The records of a type that were filled in, one by one in the order of their making. Fails unless each row has become one."""
        seen = 0
        # The demo's own are made under ids that look alike.
        demo = self.data.demo["organisation"][:-6]
        for record in self.listed(kind):
            if not record["id"].startswith(demo):
                seen += 1
                yield record
        if seen != count:
            sys.exit(f"{seen:,} records of {kind} instead of {count:,}")

    def listed(self, kind):
        """All records of a type, one by one, through GET /v1/{type} page by page."""
        with self.server() as server:
            connection = http.client.HTTPConnection("127.0.0.1", server.port)
            target = f"/v1/{kind}?limit=200"
            while target:
                connection.request("GET", target, headers=self.data.native())
                page = json.loads(connection.getresponse().read())
                yield from page["records"]
                target = f"/v1/{kind}?limit=200&after={page['next']}" if page["next"] else None
            connection.close()

    def write(self, name, lines):
        """The list `name`; the lines that were written."""
        lines = [str(line) for line in lines]
        self.data.list(name).write_text("".join(line + "\n" for line in lines))
        return lines


def lua_environment():
    """What wrk finds its Lua modules by."""
    return {**os.environ, "LUA_PATH": f"{HERE}/wrk/?.lua"}
