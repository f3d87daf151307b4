import CLibPQ

/// How a connection is made and what is said first on it.
struct SessionSettings: Sendable {
    let uri: String
    let password: String?
    /// Statements that make the session what the store expects.
    let preparation: [String]

    /// A session that serves requests: fenced in, and never long at one statement.
    ///
    /// A statement has one plan, whatever the values. Planned by them, a record's number has been seen to be looked for in an index on
    /// another field of its type, because that was thought to be small.
    init(serving configuration: PostgresConfiguration) {
        uri = configuration.uri
        password = configuration.password
        let milliseconds =
            configuration.queryTime.components.seconds * 1000 + configuration.queryTime.components.attoseconds / 1_000_000_000_000_000
        preparation = [
            "SET ROLE \(Fences.serverRole)",
            """
            SET search_path = kith;
            SET statement_timeout = \(milliseconds);
            SET lock_timeout = \(milliseconds * 4 / 5);
            SET idle_in_transaction_session_timeout = 10000;
            SET client_connection_check_interval = 1000;
            SET client_min_messages = error;
            SET plan_cache_mode = force_generic_plan;
            SET jit = off
            """,
        ]
    }

    /// A session of the one who owns the tables: no fence, no limit.
    init(owning configuration: PostgresConfiguration) {
        uri = configuration.uri
        password = configuration.password
        preparation = ["SET search_path = kith; SET client_min_messages = error; SET jit = off"]
    }

    /// Connects to the first host that will have us, which must be one that writes. What comes back must be given to `PQfinish`.
    func connect() -> (handle: OpaquePointer?, failure: PostgresFailure?) {
        // What stands before `dbname` holds unless the address says otherwise, what stands behind it holds in any case.
        var words = [
            ("target_session_attrs", "read-write"), ("connect_timeout", "2"), ("keepalives_idle", "10"), ("tcp_user_timeout", "8000"),
            ("dbname", uri), ("client_encoding", "UTF8"), ("fallback_application_name", "kith"),
        ]
        if let password { words.append(("password", password)) }
        let handle = Self.withCStrings(words.map(\.0)) { names in
            Self.withCStrings(words.map(\.1)) { values in PQconnectdbParams(names, values, 1) }
        }
        guard let handle else { return (nil, PostgresFailure(.lost, "no memory for a connection")) }
        guard PQstatus(handle) == CONNECTION_OK, PQsetnonblocking(handle, 1) == 0 else {
            return (handle, PostgresFailure(.lost, String(cString: PQerrorMessage(handle))))
        }
        // What the server remarks is not for the standard error stream.
        PQsetNoticeReceiver(handle, { _, _ in }, nil)
        return (handle, nil)
    }

    private static func withCStrings<Result>(_ texts: [String], _ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
        let bytes = texts.flatMap { Array($0.utf8CString) }
        return bytes.withUnsafeBufferPointer { buffer in
            var pointers: [UnsafePointer<CChar>?] = []
            var start = 0
            for text in texts {
                pointers.append(buffer.baseAddress.map { $0 + start })
                start += text.utf8.count + 1
            }
            return body(pointers + [nil])
        }
    }
}
