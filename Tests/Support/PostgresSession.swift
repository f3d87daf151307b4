import CLibPQ
import Dispatch

/// A connection for statements about databases, which no store makes.
///
/// `@unchecked Sendable`: the connection is used on `queue` alone, because statements take their time, which the threads that tasks share
/// must not give.
final class PostgresSession: @unchecked Sendable {
    private let connection: OpaquePointer
    private let queue = DispatchQueue(label: "kith.test.postgres")

    init(_ address: String) throws {
        guard let connection = PQconnectdb(address) else { throw TestFailure("no memory for a connection") }
        guard PQstatus(connection) == CONNECTION_OK else {
            defer { PQfinish(connection) }
            throw TestFailure("PostgreSQL does not answer: \(String(cString: PQerrorMessage(connection)))")
        }
        self.connection = connection
    }

    deinit { PQfinish(connection) }

    /// Runs one statement whose rows nobody wants.
    func run(_ statement: String) async throws {
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            queue.async { [self] in
                let result = PQexec(connection, statement)
                defer { PQclear(result) }
                if PQresultStatus(result) == PGRES_COMMAND_OK {
                    done.resume()
                } else {
                    done.resume(throwing: TestFailure("\(statement): \(String(cString: PQerrorMessage(connection)))"))
                }
            }
        }
    }
}
