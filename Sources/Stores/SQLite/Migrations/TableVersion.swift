import GRDB

extension SQLiteStore {
    /// The version of the tables that this program makes.
    package static var tableVersion: Int { Migrations.all.migrations.count }
}
