"""The program that a team would write instead of Kith: custom entities over HTTP with FastAPI, in one SQLite file.

Two operations of Mateo's API, with what Kith promises of them: the bearer token is looked up and its scope compared, `data` must match the
definition's JSON Schema, the contact must exist, every update that changes something gets a row in the history in the same transaction,
and is on the disk before it is answered. PEER_DATABASE names the file, which peer/database.py makes.

Made with care, as somebody would who knows the parts: uvicorn with uvloop and httptools, orjson, jsonschema-rs (the fastest validator there
is for Python) compiled once per definition, tokens believed for five seconds, one connection that writes on a thread of its own, so that
nobody ever waits for SQLite's lock, and one that reads for each thread.
"""

import asyncio
import datetime
import hashlib
import os
import sqlite3
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import jsonschema_rs
import orjson
from fastapi import FastAPI, Request, Response

DATABASE = os.environ["PEER_DATABASE"]
TOKEN_SECONDS, BODY_LIMIT = 5, 1 << 20
COLUMNS = "id, created_at, updated_at, organisation_id, definition_id, contact_id, external_id, data, version"

app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
writer_thread = ThreadPoolExecutor(1, "writer")
readers = threading.local()
tokens: dict[bytes, tuple[float, tuple | None]] = {}
validators: dict[bytes, jsonschema_rs.Draft202012Validator] = {}


class Refused(Exception):
    def __init__(self, status, code, message):
        self.status, self.code, self.message = status, code, message


@app.exception_handler(Refused)
async def refuse(_, refused):
    return answer({"code": refused.code, "message": refused.message, "details": None, "hint": None}, refused.status)


def answer(content, status=200):
    return Response(orjson.dumps(content), status, media_type="application/json")


def connect():
    connection = sqlite3.connect(DATABASE, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA busy_timeout = 5000")
    connection.execute("PRAGMA cache_size = -16000")
    return connection


def reader():
    if not hasattr(readers, "connection"):
        readers.connection = connect()
    return readers.connection


writer = connect()


@app.get("/health/live")
async def live():
    return answer({"status": "ok"})


@app.get("/api/v1/custom_entity")
async def read(request: Request):
    organisation, _, _ = authorise(request, "entities:read")
    # A read by its key takes microseconds: less than to hand it to another thread and wait for it.
    row = reader().execute(
        f"SELECT {COLUMNS} FROM entity WHERE organisation_id = ? AND id = ?", (organisation, entity_id(request))).fetchone()
    return answer([] if row is None else [shown(row)])


@app.patch("/api/v1/custom_entity")
async def update(request: Request):
    organisation, actor, name = authorise(request, "entities:write")
    entity, body = entity_id(request), await request.body()
    if len(body) > BODY_LIMIT:
        raise Refused(413, "54000", "the body is too large")
    try:
        changes = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Refused(400, "PGRST102", "the body is not JSON") from None
    if not isinstance(changes, dict) or not changes.keys() <= {"data", "contact_id", "external_id"}:
        raise Refused(400, "PGRST204", "the body has a column that cannot be set")
    loop = asyncio.get_running_loop()
    return answer(await loop.run_in_executor(writer_thread, write, organisation, entity, changes, actor, name))


def authorise(request, scope):
    """The token's organisation, id and name."""
    scheme, _, credential = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not credential:
        raise Refused(401, "PGRST302", "a bearer token is needed")
    digest, now = hashlib.sha256(credential.encode()).digest(), time.monotonic()
    checked, token = tokens.get(digest, (0, None))
    if now - checked > TOKEN_SECONDS or token is None:
        token = reader().execute(
            "SELECT organisation_id, id, name, scopes FROM token WHERE digest = ? AND revoked_at IS NULL", (digest,)).fetchone()
        if len(tokens) >= 10_000:
            tokens.clear()
        tokens[digest] = (now, token)
    if token is None:
        raise Refused(403, "PGRST301", "the token is not valid")
    if scope not in token[3].split():
        raise Refused(403, "42501", "the token's scope does not reach so far")
    return token[:3]


def entity_id(request):
    value = request.query_params.get("id", "").removeprefix("eq.")
    try:
        return uuid.UUID(value).bytes
    except ValueError:
        raise Refused(400, "22P02", "id must be a UUID") from None


def write(organisation, entity, changes, actor, name):
    """Runs on the writer's thread: one transaction with the record and its change."""
    writer.execute("BEGIN IMMEDIATE")
    try:
        row = writer.execute(f"SELECT {COLUMNS} FROM entity WHERE organisation_id = ? AND id = ?", (organisation, entity)).fetchone()
        if row is None:
            raise Refused(404, "PGRST116", "no such entity")
        old = {"contact_id": str(uuid.UUID(bytes=row[5])), "external_id": row[6], "data": orjson.loads(row[7])}
        new = old | changes
        edits = [{"path": key, "old": old[key], "new": new[key]} for key in changes if old[key] != new[key]]
        if edits:
            row = changed(organisation, row, old, new, edits, actor, name)
        writer.execute("COMMIT")
        return shown(row)
    except BaseException:
        writer.execute("ROLLBACK")
        raise


def changed(organisation, row, old, new, edits, actor, name):
    if not validator(organisation, row[4]).is_valid(new["data"]):
        raise Refused(400, "23514", "data does not match the definition's schema")
    contact = row[5]
    if new["contact_id"] != old["contact_id"]:
        contact = uuid.UUID(new["contact_id"]).bytes
        if writer.execute("SELECT 1 FROM contact WHERE organisation_id = ? AND id = ?", (organisation, contact)).fetchone() is None:
            raise Refused(409, "23503", "contact_id is not a contact")
    now, version = datetime.datetime.now(datetime.UTC).isoformat(), row[8] + 1
    data = orjson.dumps(new["data"]).decode()
    writer.execute(
        "UPDATE entity SET contact_id = ?, external_id = ?, data = ?, updated_at = ?, version = ? WHERE organisation_id = ? AND id = ?",
        (contact, new["external_id"], data, now, version, organisation, row[0]))
    writer.execute(
        "INSERT INTO change (organisation_id, record_id, version, at, actor_id, actor_name, source, request_id, edits) "
        "VALUES (?, ?, ?, ?, ?, ?, 'mateo', ?, ?)",
        (organisation, row[0], version, now, actor, name, uuid.uuid4().hex, orjson.dumps(edits).decode()))
    return (*row[:2], now, *row[3:5], contact, new["external_id"], data, version)


def validator(organisation, definition):
    if definition not in validators:
        schema = writer.execute(
            "SELECT schema FROM definition WHERE organisation_id = ? AND id = ?", (organisation, definition)).fetchone()[0]
        validators[definition] = jsonschema_rs.Draft202012Validator(orjson.loads(schema))
    return validators[definition]


def shown(row):
    return {
        "id": str(uuid.UUID(bytes=row[0])), "created_at": row[1], "updated_at": row[2], "organisation_id": str(uuid.UUID(bytes=row[3])),
        "custom_entity_definition_id": str(uuid.UUID(bytes=row[4])), "contact_id": str(uuid.UUID(bytes=row[5])), "external_id": row[6],
        "data": orjson.Fragment(row[7]),
    }
