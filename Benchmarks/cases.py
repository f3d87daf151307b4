"""cases: the operations that are measured, each a method, targets and bodies. Every tool here takes them from this one list.

Bodies are drawn once from a fixed sequence, so many that a record practically never gets the one it has.
"""

import json
import random
from dataclasses import dataclass, field

from load import SHARING

# At least so much of the health requests' rate, as the project's aim: docs/operations.md, "Speed".
UPDATE, READ, LIST = 0.45, 0.75, 0.35
BODIES = 4096


@dataclass
class Case:
    """One operation: the request's path is a line of the list `targets` between `before` and `after`."""

    name: str
    method: str
    before: str
    targets: str
    after: str = ""
    headers: dict = field(default_factory=dict)
    bodies: list = field(default_factory=list)
    # What it should reach of the health requests' rate; 0 where nothing is promised.
    aim: float = 0.0

    @property
    def writes(self):
        return self.method != "GET"


def health(name="health"):
    return Case(name, "GET", "/health/live", "")


def cases(data):
    """The operations in the order they are measured: updates, reads by id, lists of twenty, creations."""
    tokens, groups = data.demo["tokens"], max(1, data.records // SHARING)
    draw = random.Random(2026)
    inboxes, employees = (data.list(name).read_text().split() for name in ("inbox", "employee"))

    def bearer(token):
        return {"Authorization": f"Bearer {tokens[token]}"}

    def bodies(make):
        return [json.dumps(make(draw.randrange(100_000_000, 1_000_000_000)), separators=(",", ":")) for _ in range(BODIES)]

    def person(n):
        return {"name": f"Person {n}", "email": f"new.{n}@example.com", "phones": [f"+44{n}"], "comment": "Made for the benchmark."}

    mateo, nateq, reach, native = (bearer(name) for name in ("mateo", "nateq", "reachTenant", "native"))
    kare = {**bearer("kareAccess"), "x-session-token": tokens["kareSession"]}
    entity, companies, customers = "/api/v1/custom_entity", "/companies/v2/rs/", "/api/resources/customers"
    holders = data.list("holder").read_text().split()
    return [
        Case("mateo-custom-entity", "PATCH", f"{entity}?id=eq.", "voucher", "", mateo, bodies(
            lambda n: {"data": {"voucher_id": f"VOUCH-{n}", "status": "redeemed", "code": n}}), UPDATE),
        Case("mateo-conversation", "PATCH", "/api/v1/conversation?id=eq.", "conversation", "", mateo, bodies(
            lambda n: {"inbox_id": draw.choice(inboxes), "assignee_id": draw.choice(employees),
                       "status": draw.choice(["open", "closed", "archived"])}), UPDATE),
        Case("kare-contact", "PATCH", companies, "kare", "", kare, bodies(
            lambda n: {"notify": False, "email": f"office.{n % groups}@example.com", "comment": f"Called about case {n}."}), UPDATE),
        Case("reach-customer", "PATCH", f"{customers}/", "external", "", reach, bodies(
            lambda n: {"data": {"phone": f"+44{n}", "smsOptOut": True}}), UPDATE),
        Case("nateq-contact", "PUT", "/api/v1/contacts/", "contact", "", nateq, bodies(
            lambda n: {"position": f"Analyst {n}", "language": "en"}), UPDATE),

        Case("get mateo custom_entity", "GET", f"{entity}?id=eq.", "voucher", "", mateo, aim=READ),
        Case("get kare contact", "GET", companies, "kare", "", kare, aim=READ),
        Case("get reach customer", "GET", f"{customers}/", "external", "", reach, aim=READ),
        Case("get nateq contact", "GET", "/api/v1/contacts/", "contact", "", nateq, aim=READ),
        Case("get native contact", "GET", "/v1/contact/", "contact", "", native, aim=READ),

        Case("list mateo by contact", "GET", f"{entity}?limit=20&contact_id=eq.", "holder", "", mateo, aim=LIST),
        Case("list kare of company", "GET", companies, "company", "/contacts?pageSize=20", kare, aim=LIST),
        Case("list reach by email", "GET", f"{customers}?limit=20&filter%5Bemail%5D=", "email", "", reach, aim=LIST),
        Case("list nateq by email", "GET", "/api/v1/contacts?limit=20&email=", "email", "", nateq, aim=LIST),
        Case("list native by email", "GET", "/v1/contact?limit=20&email=", "email", "", native, aim=LIST),

        Case("create mateo entity", "POST", entity, "", "", mateo, bodies(
            lambda n: {"custom_entity_definition_key": "voucher", "contact_id": draw.choice(holders),
                       "data": {"voucher_id": f"VOUCH-{n}", "status": "sent", "code": n}})),
        Case("create kare contact", "POST", companies, "company", "/contacts", kare, bodies(lambda n: [{"notify": False, **person(n)}])),
        Case("create nateq contact", "POST", "/api/v1/contacts", "", "", nateq, bodies(
            lambda n: {"name": f"Person {n}", "email": f"new.{n}@example.com", "phone": f"+44{n}", "position": "Analyst"})),
        Case("create native contact", "POST", "/v1/contact", "", "", native, bodies(lambda n: {"fields": person(n)})),
    ]


def chosen(cases, words):
    """Those whose name has one of the words; all of them without a word."""
    return [case for case in cases if not words or any(word in case.name for word in words)]
