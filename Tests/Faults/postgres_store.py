"""The store on PostgreSQL: databases in a cluster of the run's own."""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from postgres_cluster import Cluster
from store import Database, Rows, Store, Tokens
from workplace import Workplace

# Whom the server signs in as: the owner of the database, which makes the tables and then works as a role that may do less.
OWNER, SERVER_ROLE, PASSWORD = "kith", "kith_server", "not-a-secret"


class PostgresDatabase(Database):
    """One database of a cluster, or of the primary of two."""

    def __init__(self, clusters: list[Cluster], name: str) -> None:
        self.clusters = clusters
        self.name = name
        self.address = address([cluster.port for cluster in clusters], name)
        self.environment = {"PGPASSWORD": PASSWORD}

    @property
    def primary(self) -> Cluster:
        """The cluster that takes writes now."""
        for cluster in self.clusters:
            if cluster.processes() and cluster.sql("SELECT pg_is_in_recovery()") == "f":
                return cluster
        raise AssertionError("there is no primary")

    def inspect(self, written: Mapping[str, int]) -> list[str]:
        """Reads as the superuser, whom row-level security does not bind."""
        cluster = self.primary
        changes = cluster.rows("SELECT organisation, record, version, sequence, request_id FROM kith.change", self.name)
        rows = Rows(
            records=[(o, id, int(v)) for o, id, v in cluster.rows("SELECT organisation, id, version FROM kith.record", self.name)],
            changes=[(o, record, int(v), int(s), request) for o, record, v, s, request in changes],
            next_sequences=[(o, int(n)) for o, n in cluster.rows("SELECT organisation, next FROM kith.change_sequence", self.name)])
        breaches = rows.breaches(written)
        try:
            cluster.sql(INDEX_CHECK, self.name)
        except subprocess.CalledProcessError as error:
            breaches.append(f"an index is damaged: {error.stderr.strip()}")
        return breaches

    def content(self) -> Any:
        cluster = self.primary
        tables = [row[0] for row in cluster.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'kith'", self.name)]
        # Secrets are drawn, and migrations say when they ran.
        selections = [f"SELECT '{table}', t::text FROM kith.{table} t" for table in tables if table not in ("secret", "migration")]
        return cluster.dump(self.name), cluster.sql(" UNION ALL ".join(selections) + " ORDER BY 1, 2", self.name)

    def alter(self, *statements: str) -> None:
        for statement in statements:
            self.primary.sql(f"SET search_path = kith; {statement}", self.name)

    def connections(self) -> int:
        """How many connections the servers have open."""
        return int(self.primary.sql(f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{self.name}' AND usename = '{OWNER}'"))

    def remove(self) -> None:
        self.primary.sql(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")


# Checks every index, and that every row is in it.
INDEX_CHECK = """
    SELECT bt_index_check(index => i.indexrelid, heapallindexed => true) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    JOIN pg_am a ON a.oid = c.relam JOIN pg_namespace n ON n.oid = c.relnamespace WHERE a.amname = 'btree' AND n.nspname = 'kith'
    """


def address(ports: list[int], name: str) -> str:
    """What `--database` is told; of several ports the one that takes writes is wanted."""
    hosts = ",".join(f"127.0.0.1:{port}" for port in ports)
    return f"postgres://{OWNER}@{hosts}/{name}?target_session_attrs=read-write"


class PostgresStore(Store):
    """The store on PostgreSQL under test, in one cluster for most faults."""

    name = "postgres"
    is_shared = True
    write_call = "sendto"

    def __init__(self, workplace: Workplace, kith: Path) -> None:
        super().__init__(workplace, kith)
        self._cluster: Cluster | None = None
        self._count = 0

    @property
    def cluster(self) -> Cluster:
        """A cluster that is made when it is first needed."""
        if self._cluster is None:
            self._cluster = Cluster(self.workplace, "store").create()
            self._cluster.start()
            prepare(self._cluster)
        return self._cluster

    def make(self, label: str) -> PostgresDatabase:
        return self.make_in([self.cluster], label)

    def make_in(self, clusters: list[Cluster], label: str, template: str = "template1") -> PostgresDatabase:
        """A new database without tables, or with a template's; the first of the clusters is the primary."""
        self._count += 1
        name = f"kith_{label.replace('-', '_')}_{self._count}"
        clusters[0].sql(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {template}")
        return PostgresDatabase(clusters, name)

    def copy(self, database: Database, label: str) -> PostgresDatabase:
        assert isinstance(database, PostgresDatabase)
        return self.make_in(database.clusters, label, database.name)

    def make_pair(self, label: str) -> tuple[PostgresDatabase, Tokens]:
        """The demo organisation on a primary and its synchronous standby, two clusters of their own."""
        primary = Cluster(self.workplace, "first").create()
        primary.start()
        prepare(primary)
        standby = Cluster(self.workplace, "second").follow(primary)
        database = self.make_in([primary, standby], label)
        return database, self.add_demo(database)


def prepare(cluster: Cluster) -> None:
    """The owner, the role that the server works as, neither a superuser, and in every new database what checks indexes."""
    cluster.sql(f"CREATE ROLE {OWNER} LOGIN PASSWORD '{PASSWORD}'")
    cluster.sql(f"CREATE ROLE {SERVER_ROLE} NOLOGIN")
    cluster.sql(f"GRANT {SERVER_ROLE} TO {OWNER}")
    cluster.sql("CREATE EXTENSION amcheck", "template1")
