import GRDB

/// The steps that bring a file of any age to the tables of today, each in one transaction, each run once.
///
/// A step that has been released is never changed; what comes later is a new file in this folder and a new line here. A file that has
/// steps this list does not know is newer than the program, which then refuses it.
enum Migrations {
    static var all: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        // No step takes rows away from under others, so each is checked by SQLite while it runs instead of as a whole afterwards.
        migrator.registerMigration("0001 tables", foreignKeyChecks: .immediate) { try $0.execute(sql: Migration0001.tables) }
        return migrator
    }
}
