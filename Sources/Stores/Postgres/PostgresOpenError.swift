/// Why a database does not open. `description` says what is the matter and what to do, and holds no part of the address.
package enum PostgresOpenError: Error, Sendable, Hashable {
    /// No server took the connection; `reason` is libpq's.
    case unreachable(reason: String)
    /// A newer version of Kith has made tables that this one does not know.
    case newerSchema(found: Int, known: Int)
    /// The database does not hold text as UTF-8.
    case encoding(String)
    /// The server is older than 15.
    case oldServer(version: String)
    /// Commits are acknowledged before they are on the disk.
    case notDurable(setting: String)
    /// The one who signs in may not make or alter the tables, and they are not up to date.
    case mayNotMigrate(reason: String)
    /// What keeps organisations apart is not all there.
    case notFenced(String)
    /// Anything else, in PostgreSQL's words.
    case failed(reason: String)
}

extension PostgresOpenError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreachable(let reason):
            let line = reason.split(separator: "\n").joined(separator: " ")
            return "The database does not answer: \(line). Start it, or name another with --database."
        case .newerSchema(let found, let known):
            return """
                The database has tables of version \(found), made by a newer Kith; this one knows \(known). Start that version, or a \
                newer one.
                """
        case .encoding(let encoding):
            return """
                The database holds text as \(encoding). Kith needs UTF8: create one with \
                `createdb --encoding=UTF8 --template=template0`.
                """
        case .oldServer(let version): return "PostgreSQL \(version) is too old. Kith needs 15 or newer."
        case .notDurable(let setting):
            return "The database acknowledges commits before they are on the disk (\(setting)). Turn it on: Kith does not start without."
        case .mayNotMigrate(let reason):
            return """
                The tables are not up to date and the role that signs in may not change them (\(reason)). Run `kith database migrate` once with an \
                address that signs in as the owner of the database.
                """
        case .notFenced(let what):
            return """
                The database does not keep organisations apart: \(what). Kith does not start. Run `kith database migrate` as the owner, and let \
                the server sign in as a role that is a member of \(Fences.serverRole) and nothing more.
                """
        case .failed(let reason): return "The database does not open: \(reason)."
        }
    }
}

extension PostgresOpenError {
    init(_ failure: PostgresFailure) {
        self = failure.isLost ? .unreachable(reason: failure.message) : .failed(reason: "\(failure.message) (\(failure.code))")
    }
}
