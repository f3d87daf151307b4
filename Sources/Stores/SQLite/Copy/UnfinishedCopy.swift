import Records
import Relational

/// What a file keeps only while a copy is written into it: where the copy comes from, how far it is, and an index for linking changes.
enum UnfinishedCopy {
    /// Finds the newest change of a record; a finished file finds it by the line of changes itself.
    static let index = "copy_change_by_record"

    static func exists(_ session: Session) throws(SQLiteFailure) -> Bool {
        var statement = try session.statement("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'copy_progress'")
        return try statement.step()
    }

    static func create(_ fingerprint: String, _ session: Session) throws(SQLiteFailure) {
        try session.run("CREATE TABLE copy_progress (source TEXT NOT NULL, unit INTEGER NOT NULL, key BLOB) STRICT")
        try session.run("CREATE INDEX \(index) ON change (organisation, record, row)")
        // Secrets of a database without organisations sign for nobody; the source's take their place.
        try session.run("DELETE FROM secret")
        var statement = try session.statement("INSERT INTO copy_progress (source, unit) VALUES (?, 0)")
        statement.bind(fingerprint)
        try statement.run()
    }

    static func read(_ session: Session) throws(SQLiteFailure) -> (source: String, place: CopyPlace)? {
        var statement = try session.statement("SELECT source, unit, key FROM copy_progress")
        guard try statement.step() else { throw SQLiteFailure(damage: "copy_progress") }
        var place = CopyPlace(unit: statement.integer(1))
        if !statement.isNull(2) {
            guard let key = StoredValues.values(statement.blob(2)) else { throw SQLiteFailure(damage: "copy_progress.key") }
            place.key = key
        }
        return (statement.text(0), place)
    }

    static func store(_ place: CopyPlace, _ session: Session) throws(SQLiteFailure) {
        var statement = try session.statement("UPDATE copy_progress SET unit = ?, key = ?")
        statement.bind(place.unit)
        statement.bind(blob: place.key.map(StoredValues.bytes))
        try statement.run()
    }

    static func remove(_ session: Session) throws(SQLiteFailure) {
        try session.run("DROP INDEX \(index)")
        try session.run("DROP TABLE copy_progress")
    }
}

extension SQLiteStore {
    /// Whether the file holds the beginning of a copy, which is not to be served.
    package var isUnfinishedCopy: Bool {
        get throws(StoreError) {
            do throws(SQLiteFailure) {
                return try writer.run { session throws(SQLiteFailure) in try UnfinishedCopy.exists(session) }
            } catch { throw error.storeError }
        }
    }
}
