import GRDB
import Relational

/// What SQLite's planner is told of the sizes of things.
///
/// It chooses an index by statistics; without any it has been seen to read a whole organisation in order of ids rather than to sort the
/// ten rows of one contact. Statistics gathered from the data would change plans from one day to the next. These are written by hand, for a
/// large organisation, so that a query has the same plan in every file (sqlite.org/fileformat2.html section 2.6.3).
enum PlannerStatistics {
    /// Writes the statistics into `database` where it has others, and has the connection heed them. Inside a transaction of the caller's.
    static func install(_ indexes: IndexedFields, on database: Database) throws {
        // Analysing any table, here the smallest, makes the one that the statistics are kept in.
        if try !database.tableExists("sqlite_stat1") { try database.execute(sql: "ANALYZE secret") }
        let wanted = fixed + indexes.entries.map { ["record", $0.indexName, $0.statistics] }
        let present = try Row.fetchAll(database, sql: "SELECT tbl, idx, stat FROM sqlite_stat1 ORDER BY tbl, idx").map { row in
            [row[0] as String?, row[1] as String?, row[2] as String?].map { $0 ?? "" }
        }
        if present != wanted.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            try database.execute(sql: "DELETE FROM sqlite_stat1")
            for row in wanted { try database.execute(sql: "INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", arguments: StatementArguments(row)) }
        }
        try database.execute(sql: "ANALYZE sqlite_schema")
    }

    /// Table, index, and: rows in it, then rows that share its first column, its first two, and so on.
    private static let fixed = [
        ["record", "sqlite_autoindex_record_1", "1000000 200000 1"],
        ["record", "sqlite_autoindex_record_2", "1000000 200000 50000 1"],
        ["record", "sqlite_autoindex_record_3", "1000000 200000 50000 1"],
        ["record", "record_external_id", "1000000 200000 50000 1"],
        ["record", "record_created_at", "1000000 200000 50000 1 1"],
        ["reference", "reference_target", "1000000 200000 50000 20 20 20 1"],
    ]
}

extension IndexedFields.Entry {
    fileprivate var statistics: String {
        if isUnique { return "1000 100 1" }
        return type == nil ? "500000 100000 50000 10 1" : "500000 100000 10 1"
    }
}
