import CLibPQ
import Records

/// What PostgreSQL, or the way to it, answered instead of a result.
struct PostgresFailure: Error, Sendable, Hashable {
    enum Cause: Sendable, Hashable {
        /// The server refused the statement; the connection goes on. The five characters are its SQLSTATE.
        case refused(code: String)
        /// The connection is no more, or is of no more use: nothing that was sent on it has a known end.
        case lost
        /// No answer came in time. The connection is given up.
        case timedOut
    }

    let cause: Cause
    /// The server's or libpq's own words, for the log.
    let message: String
    /// The constraint that a statement would have broken.
    let constraint: String

    init(_ cause: Cause, _ message: String, constraint: String = "") {
        self.cause = cause
        self.message = message
        self.constraint = constraint
    }

    /// What a result says of its failure.
    init(result: OpaquePointer) {
        func field(_ code: Character) -> String {
            PQresultErrorField(result, Int32(code.asciiValue ?? 0)).map { String(cString: $0) } ?? ""
        }
        let code = field("C")
        let message = field("M")
        self.init(
            Self.endsConnection(code) ? .lost : .refused(code: code), message.isEmpty ? "no answer" : message, constraint: field("n"))
    }

    var code: String {
        if case .refused(let code) = cause { code } else { "" }
    }

    /// Whether the connection must be given up.
    var isLost: Bool {
        switch cause {
        case .lost, .timedOut: true
        case .refused: false
        }
    }

    /// The server is going, has gone, or has become one that only reads: another of the hosts may be the right one now.
    private static func endsConnection(_ code: String) -> Bool {
        code.isEmpty || code.hasPrefix("08") || code.hasPrefix("57P") || code == "25006" || code == "25P03"
    }
}

/// The SQLSTATEs that the store's own statements raise (`refuse` in ``Fences``) and the ones it reads.
enum SQLState {
    /// The base version is no longer the stored one.
    static let moved = "KI001"
    /// The id has been used by a record that is gone.
    static let usedID = "KI002"
    /// A reference leads nowhere.
    static let missingTarget = "KI003"
    static let uniqueViolation = "23505"
    static let foreignKeyViolation = "23503"
    static let queryCancelled = "57014"
    static let unknownStatement = "26000"
    static let insufficientPrivilege = "42501"
}

extension PostgresFailure {
    /// The refusal that the engine hears where nothing is known of the statement. Nothing was written.
    var storeError: StoreError {
        switch cause {
        case .lost, .timedOut: .unavailable(retryAfterSeconds: 1)
        case .refused(let code):
            switch code {
            case SQLState.moved, "40001", "40P01": .moved
            case SQLState.usedID: .duplicate("id")
            case SQLState.queryCancelled: .tooExpensive
            case "53100": .full
            // A lock that did not come in time; memory, connections or other resources that the server is short of.
            case "55P03", "53000", "53200", "53300", "53400": .unavailable(retryAfterSeconds: 1)
            // A statement beyond what the server can parse or plan.
            case _ where code.hasPrefix("54"): .tooExpensive
            default: .broken(reason: "PostgreSQL \(code): \(message)")
            }
        }
    }
}

extension PostgresFailure {
    /// The refusal of a commit. By itself none of its statements takes long: one that was ended has waited for something.
    var commitRefusal: StoreError { code == SQLState.queryCancelled ? .unavailable(retryAfterSeconds: 1) : storeError }

    /// Whether the failure is the database's own, which every commit of a batch would meet.
    var concernsAll: Bool { commitRefusal == .unavailable(retryAfterSeconds: 1) || commitRefusal == .full }
}
