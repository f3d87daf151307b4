import Dispatch
import Logging
import Records
import Relational

/// A database that is ready: its tables are this version's, and organisations are kept apart in it.
struct OpenDatabase: Sendable {
    let indexes: IndexedFields
    /// The server's version, as `15.18`.
    let version: String

    /// Connects, brings the tables up to date and checks everything that the store relies on.
    static func open(_ configuration: PostgresConfiguration) async throws(PostgresOpenError) -> OpenDatabase {
        // Connecting and migrating take their time, which the threads that tasks share must not give.
        let result = await withCheckedContinuation { (done: CheckedContinuation<Result<OpenDatabase, PostgresOpenError>, Never>) in
            DispatchQueue.global().async {
                done.resume(returning: Result { () throws(PostgresOpenError) in try OpenDatabase(configuration) })
            }
        }
        return try result.get()
    }

    private init(_ configuration: PostgresConfiguration) throws(PostgresOpenError) {
        guard let indexes = IndexedFields(RecordType.builtIn) else {
            throw .failed(reason: "a type declares more indexed fields than a record has columns for")
        }
        self.indexes = indexes
        let owner = Connection(SessionSettings(owning: configuration), label: "kith.postgres.open")
        defer { owner.close() }
        do throws(PostgresFailure) { try owner.open() } catch { throw PostgresOpenError(error) }
        version = try Self.checkServer(owner, configuration)
        try Migrations.run(on: owner, indexes: indexes)

        let server = Connection(SessionSettings(serving: configuration), label: "kith.postgres.check")
        defer { server.close() }
        do throws(PostgresFailure) {
            try server.open()
        } catch {
            // What `SET ROLE` says to one who is no member, and where there is no such role.
            guard error.code == SQLState.insufficientPrivilege || error.code == "22023" else { throw PostgresOpenError(error) }
            throw .notFenced("the role that signs in is no member of \(Fences.serverRole)")
        }
        try FenceCheck.run(on: server)
    }

    private static func checkServer(_ connection: Connection, _ configuration: PostgresConfiguration) throws(PostgresOpenError) -> String {
        let rows: Rows?
        do throws(PostgresFailure) { rows = try connection.exchange([Statement(settings)], within: .seconds(5)).first } catch {
            throw PostgresOpenError(error)
        }
        guard let row = rows?.first else { throw .failed(reason: "the server does not tell its settings") }
        let version = row.text(0)
        guard let major = version.split(separator: ".").first.flatMap({ Int($0) }), major >= 15 else { throw .oldServer(version: version) }
        guard row.text(1) == "UTF8" else { throw .encoding(row.text(1)) }
        guard row.text(2) != "off" else { throw .notDurable(setting: "synchronous_commit = off") }
        if row.text(3) != "on" {
            configuration.logger.warning("PostgreSQL runs with fsync = off: what is acknowledged can be lost with the machine's power")
        }
        return version.split(separator: " ").first.map(String.init) ?? version
    }

    private static let settings = """
        SELECT current_setting('server_version'), current_setting('server_encoding'), current_setting('synchronous_commit'),
            current_setting('fsync')
        """
}
