import Glibc
import Records

/// A commit whose answer was lost with the connection.
///
/// The log of changes says what became of it, on whichever server answers now: the transaction is there whole or not at all, and while
/// the old connection's end may still be committing, the organisation's turn is not to be had.
struct LostCommit {
    /// One of the changes that the transaction would have made.
    let change: Change

    enum Fate { case written, notWritten, unknown }

    private static let patience = Duration.seconds(3)

    /// Asks until the database answers, for some seconds.
    func find(on connection: Connection) -> Fate {
        let deadline = ContinuousClock.now + Self.patience
        var lock = Statement(WriteBatch.turn)
        lock.bind(change.organisation)
        var search = Statement(Self.search)
        search.bind(change.organisation)
        search.bind(change.sequence)
        search.bind(change.record)
        search.bind(change.version)
        search.bind(change.author.requestID)
        while ContinuousClock.now < deadline {
            let statements = [Statement.naming(change.organisation), lock, search]
            if let results = try? connection.exchange(statements, within: .seconds(2)) {
                return results.last?.count == 1 ? .written : .notWritten
            }
            usleep(100_000)
        }
        return .unknown
    }

    static let search = """
        SELECT 1 FROM change WHERE organisation = $1 AND sequence = $2 AND record = $3 AND version = $4 AND request_id = $5
        """
}
