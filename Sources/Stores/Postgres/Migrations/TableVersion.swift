extension PostgresStore {
    /// The version of the tables that this program makes.
    package static var tableVersion: Int { Migrations.steps.count }
}
