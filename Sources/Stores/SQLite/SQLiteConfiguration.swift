package import Logging

/// Where the database is and how much the store may use.
package struct SQLiteConfiguration: Sendable {
    package enum Location: Sendable, Hashable {
        /// A file; it is created when there is none. SQLite keeps two more beside it while it is open (`-wal`, `-shm`), the store one (`.lock`).
        case file(path: String)
        /// Memory, gone when the store is: the same engine and statements, for tests.
        case memory
    }

    package var location: Location
    /// How long one query may run before it is refused with ``StoreError/tooExpensive``.
    package var queryTime: Duration
    /// Bytes of database pages that the writing connection keeps in memory.
    package var writerCache: Int
    /// Bytes of database pages that each reading connection keeps in memory.
    package var readerCache: Int
    /// Pages in the write-ahead log after which it is copied into the file.
    package var checkpointInterval: Int
    package var logger: Logger

    package init(
        _ location: Location, queryTime: Duration = .seconds(5), writerCache: Int = 8 << 20, readerCache: Int = 1 << 20,
        checkpointInterval: Int = 4000, logger: Logger = Logger(label: "kith.store")
    ) {
        self.location = location
        self.queryTime = queryTime
        self.writerCache = writerCache
        self.readerCache = readerCache
        self.checkpointInterval = checkpointInterval
        self.logger = logger
    }

    /// Gives memory and log for many writes one after another. New rows change pages all over the indexes of names and external ids: those
    /// that are kept are not read again, and one that changes often is copied from the log once.
    package mutating func prepareForBulk() {
        writerCache = 64 << 20
        checkpointInterval = 32_000
    }
}
