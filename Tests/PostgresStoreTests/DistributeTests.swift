import TestSupport
import Testing

@testable import PostgresStore

/// What `kith database distribute` says where there is no Citus, and what of its statements any PostgreSQL can tell.
@Suite struct DistributeTests {
    @Test func aServerWithoutCitusIsToldSoAndNothingIsAltered() async throws {
        try await withWorkbench { workbench in
            await #expect(throws: DistributeError.noCitus) { _ = try await PostgresStore.distribute(workbench.configuration) }
            try await PostgresStore.open(workbench.configuration).close()
        }
    }

    @Test func everyTableIsEitherDistributedOrOnEveryNode() async throws {
        try await withWorkbench { workbench in
            let tables = try workbench.texts(
                "SELECT relname::text FROM pg_class WHERE relnamespace = 'kith'::regnamespace AND relkind = 'r' ORDER BY relname COLLATE \"C\""
            )
            #expect(tables == (DistributeTables.reference + DistributeTables.distributed).sorted())
        }
    }

    /// Citus refuses a unique key that does not hold the column by which a table is distributed, and a policy with a subquery.
    @Test func keysAndFencesAreWhatCitusTakes() async throws {
        try await withWorkbench { workbench in
            let distributed = DistributeTables.distributed.map { "'\($0)'" }.joined(separator: ", ")
            let keys = try workbench.texts(
                """
                SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
                WHERE c.relnamespace = 'kith'::regnamespace AND c.relname IN (\(distributed)) AND i.indisunique
                    AND i.indkey[0] <> (SELECT attnum FROM pg_attribute WHERE attrelid = c.oid AND attname = 'organisation')
                """)
            #expect(keys.isEmpty)
            for table in Fences.tables {
                try workbench.run("DROP POLICY tenant ON \(table.name); \(Fences.distributable(table.name, table.besides))")
            }
            #expect(try workbench.texts("SELECT tablename::text FROM pg_policies WHERE qual || with_check ILIKE '%select%'").isEmpty)
            try await PostgresStore.open(workbench.configuration).close()
        }
    }
}
