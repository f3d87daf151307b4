"""load: fills a running server through its native API, and counts what was written since.

Requests go out over a few connections that stay open, each waiting for its answer before it sends the next, as well-behaved clients do.
"""

import asyncio
import json
from dataclasses import dataclass


class Refused(Exception):
    """The server answered something that a loaded benchmark cannot go on with."""


class Connection:
    """One HTTP/1.1 connection that stays open."""

    def __init__(self, reader, writer, headers):
        self.reader, self.writer = reader, writer
        self.head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())

    @classmethod
    async def open(cls, port, headers):
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
        return cls(reader, writer, headers)

    async def send(self, method, target, body=None):
        """The JSON of the answer; refuses any status but 200 and 201."""
        text = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        kind = "" if body is None else f"Content-Type: application/json\r\nContent-Length: {len(text)}\r\n"
        self.writer.write(f"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n{self.head}{kind}\r\n".encode() + text)
        answer = await self.reader.readuntil(b"\r\n\r\n")
        status = int(answer.split(b" ", 2)[1])
        length = next(int(line.split(b":")[1]) for line in answer.split(b"\r\n") if line.lower().startswith(b"content-length:"))
        content = await self.reader.readexactly(length)
        if status not in (200, 201):
            raise Refused(f"{method} {target}: {status} {content.decode(errors='replace')[:500]}")
        return json.loads(content)

    def close(self):
        self.writer.close()


async def create(port, headers, kind, drafts, connections=32):
    """Makes records of a type through POST /v1/{type}; the records as stored, in the order of `drafts`."""
    made = [None] * len(drafts)
    waiting = iter(enumerate(drafts))

    async def work():
        connection = await Connection.open(port, headers)
        for index, draft in waiting:
            made[index] = await connection.send("POST", f"/v1/{kind}", draft)
        connection.close()

    await asyncio.gather(*(work() for _ in range(connections)))
    return made


async def every(port, headers, kind):
    """All records of a type, through GET /v1/{type} page by page."""
    connection = await Connection.open(port, headers)
    records, target = [], f"/v1/{kind}?limit=200"
    while target:
        page = await connection.send("GET", target)
        records += page["records"]
        target = f"/v1/{kind}?limit=200&after={page['next']}" if page["next"] else None
    connection.close()
    return records


async def versions(port, headers, kind):
    """The sum of all versions of a type's records: one more for each write that changed one."""
    return sum(record["version"] for record in await every(port, headers, kind))


@dataclass
class Loaded:
    """What the benchmark addresses: as many contacts, custom entities and conversations, and what conversations move between."""

    company: dict
    contacts: list
    entities: list
    conversations: list
    inboxes: list
    employees: list


async def load(port, headers, count):
    """Makes `count` contacts of the demo's company, a voucher and a conversation for each, and 64 inboxes and employees.

    The Kare contacts, Nateq contacts and Reach customers are the same records: by number, by id and by external id.
    """
    company = (await every(port, headers, "company"))[0]
    tag = (await every(port, headers, "tag"))[0]
    channel = (await every(port, headers, "channel"))[0]
    inboxes = await create(port, headers, "inbox", [{"fields": {"name": f"Inbox {n}"}} for n in range(64)])
    employees = await create(port, headers, "employee", [{"fields": {"fullName": f"Employee {n}"}} for n in range(64)])
    contacts = await create(port, headers, "contact", [contact(n, company, tag) for n in range(count)])
    entities = await create(port, headers, "voucher", [voucher(n, contacts[n]) for n in range(count)])
    conversations = await create(
        port, headers, "conversation", [conversation(n, contacts[n], channel, inboxes[n % 64]) for n in range(count)])
    return Loaded(company, contacts, entities, conversations, inboxes, employees)


def contact(n, company, tag):
    return {
        "externalID": f"bench-{n}",
        "fields": {
            "firstName": "Person", "lastName": f"Number {n}", "email": f"person.{n}@example.com", "phones": [f"+4420{n:08}"],
            "company": company["id"], "tags": [tag["id"]], "comment": "Made for the benchmark.", "country": "GB", "language": "en",
            "position": "Analyst", "source": "benchmark", "customerSince": "2024-01-15T08:45:00Z",
        },
    }


def voucher(n, owner):
    return {
        "externalID": f"bench-{n}",
        "fields": {"contact": owner["id"], "data": {"voucher_id": f"VOUCH-{n}", "status": "sent", "code": n}},
    }


def conversation(n, owner, channel, inbox):
    return {
        "fields": {
            "subject": f"Case {n}", "status": "open", "contact": owner["id"], "channel": channel["id"],
            "channelType": channel["fields"]["type"], "inbox": inbox["id"], "unread": True,
        },
    }
