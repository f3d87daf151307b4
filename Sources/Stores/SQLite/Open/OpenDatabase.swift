import CSQLite
import GRDB
import GRDBSQLite
import Records
import Relational

/// Opens the connections and brings the tables to what this program needs.
struct OpenDatabase {
    let writer: Connection
    let readers: Readers
    let indexes: IndexedFields
    let checkpoints: Checkpoints

    /// Connections for reads that are over at once: one for each thread that could make them, and one to spare.
    private static let quickReaders = 5
    /// Connections for reads that take their time.
    private static let patientReaders = 2

    /// Blocks until the database is ready; a migration may take a while. The caller holds the ``ProcessLock``.
    init(_ configuration: SQLiteConfiguration, path: String?) throws {
        csqlite_stop_counting_memory()
        let name = path ?? "in memory"
        guard let indexes = IndexedFields(RecordType.builtIn) else {
            throw StoreOpenError.failed(path: name, reason: "a type declares more than \(IndexedFields.columnCount) indexed fields")
        }
        self.indexes = indexes
        checkpoints = Checkpoints(interval: configuration.checkpointInterval)
        let queue = try Self.writer(configuration, path: path)
        let migrations = Migrations.all
        if try queue.inDatabase({ try migrations.hasBeenSuperseded($0) }) { throw StoreOpenError.newerSchema(path: name) }
        try migrations.migrate(queue)
        writer = try Connection(queue)
        try queue.write { database in
            try IndexSchema.install(indexes, on: database)
            try PlannerStatistics.install(indexes, on: database)
        }
        guard let path else {
            readers = Readers(quick: [writer], patient: [], queryTime: configuration.queryTime)
            return
        }
        try writer.run { [checkpoints] session throws(SQLiteFailure) in
            // A process before may have ended because a sync was refused. Its last commits are then recovered from the system's memory
            // and may never reach the disk, and power loss would take every later one that lies behind them in the log. So they go into
            // the file, and new ones into a new log.
            if let failure = Checkpoints.empty(session) { throw failure }
            checkpoints.watch(session.handle)
        }
        readers = Readers(
            quick: try (0..<Self.quickReaders).map { _ in try Self.reader(configuration, path: path) },
            patient: try (0..<Self.patientReaders).map { _ in try Self.reader(configuration, path: path) },
            queryTime: configuration.queryTime)
    }

    // MARK: - Connections

    private static func writer(_ configuration: SQLiteConfiguration, path: String?) throws -> DatabaseQueue {
        var options = commonOptions(configuration, cache: configuration.writerCache)
        guard let path else { return try DatabaseQueue(configuration: options) }
        options.journalMode = .wal
        options.prepareDatabase { database in
            // The first thing that a new file says, so that it is known as ours whatever happens next.
            if try Int32.fetchOne(database, sql: "PRAGMA application_id") != DatabaseFile.applicationID {
                try database.execute(sql: "PRAGMA application_id = \(DatabaseFile.applicationID)")
            }
        }
        let queue = try DatabaseQueue(path: path, configuration: options)
        try queue.inDatabase { database in
            // GRDB has set NORMAL when it turned the log on, under which power loss could take acknowledged commits.
            try database.execute(sql: "PRAGMA synchronous = FULL")
            let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous") ?? -1
            guard synchronous == 2 else { throw StoreOpenError.notDurable(synchronous: synchronous) }
            // The log's file shrinks again after a time of many long reads or one huge commit.
            try database.execute(sql: "PRAGMA journal_size_limit = \(4 * 4096 * configuration.checkpointInterval)")
        }
        return queue
    }

    private static func reader(_ configuration: SQLiteConfiguration, path: String) throws -> Connection {
        var options = commonOptions(configuration, cache: configuration.readerCache)
        options.readonly = true
        return try Connection(DatabaseQueue(path: path, configuration: options))
    }

    private static func commonOptions(_ configuration: SQLiteConfiguration, cache: Int) -> Configuration {
        var options = Configuration()
        options.label = "kith"
        options.busyMode = .timeout(2)
        // The store ends its transactions itself; GRDB would end the process over one that an error left open.
        options.allowsUnsafeTransactions = true
        options.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA cache_size = \(-cache / 1024);
                    PRAGMA temp_store = MEMORY;
                    PRAGMA trusted_schema = OFF;
                    """)
            // No memory-mapped pages: a read error in one is a signal that ends the process for every tenant.
            try database.execute(sql: "PRAGMA mmap_size = 0")
        }
        return options
    }
}
