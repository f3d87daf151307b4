import Records
import Relational

/// The open transaction of one batch: the connection, and the numbers that it has given so far.
///
/// Used inside one closure of the writing connection.
final class WriteTransaction {
    let session: Session
    let indexes: IndexedFields
    private var counters = Counters()

    /// The next numbers of every organisation and type that the batch has touched; they are stored once, before the commit.
    private struct Counters {
        struct Kind: Hashable {
            let organisation: OrganisationID
            let type: TypeID
        }

        var sequences: [OrganisationID: Int64] = [:]
        var numbers: [Kind: Int64] = [:]
    }

    init(_ session: Session, indexes: IndexedFields) {
        self.session = session
        self.indexes = indexes
    }

    /// Runs `body` so that it writes everything or, when it throws, nothing; the numbers it took are free again then.
    ///
    /// Throws what `body` threw. The transaction may be gone after a failure of SQLite's: ``Session/isInTransaction`` tells.
    func atomically(_ body: () throws -> Void) throws {
        let before = counters
        try session.run("SAVEPOINT write")
        do {
            try body()
        } catch {
            counters = before
            if session.isInTransaction {
                try session.run("ROLLBACK TO write")
                try session.run("RELEASE write")
            }
            throw error
        }
        try session.run("RELEASE write")
    }

    /// The number of the organisation's next change.
    func nextSequence(in organisation: OrganisationID) throws -> Int64 {
        let sequence = try counters.sequences[organisation] ?? storedSequence(organisation)
        counters.sequences[organisation] = sequence + 1
        return sequence
    }

    /// The number of the next record of the type.
    func nextNumber(of type: TypeID, in organisation: OrganisationID) throws -> Int64 {
        let kind = Counters.Kind(organisation: organisation, type: type)
        let number = try counters.numbers[kind] ?? storedNumber(kind)
        counters.numbers[kind] = number + 1
        return number
    }

    /// Stores what the counters have come to.
    func storeCounters() throws {
        for (organisation, next) in counters.sequences {
            var statement = try session.statement("UPDATE organisation SET next_sequence = ? WHERE id = ?")
            statement.bind(next)
            statement.bind(organisation)
            try statement.run()
        }
        for (kind, next) in counters.numbers {
            var statement = try session.statement(
                """
                INSERT INTO counter (organisation, type, next_number) VALUES (?, ?, ?)
                ON CONFLICT (organisation, type) DO UPDATE SET next_number = excluded.next_number
                """)
            statement.bind(kind.organisation)
            statement.bind(kind.type)
            statement.bind(next)
            try statement.run()
        }
    }

    private func storedSequence(_ organisation: OrganisationID) throws -> Int64 {
        var statement = try session.statement("SELECT next_sequence FROM organisation WHERE id = ?")
        statement.bind(organisation)
        guard try statement.step() else { throw StoreError.broken(reason: "the organisation does not exist") }
        return statement.integer(0)
    }

    private func storedNumber(_ kind: Counters.Kind) throws -> Int64 {
        var statement = try session.statement("SELECT next_number FROM counter WHERE organisation = ? AND type = ?")
        statement.bind(kind.organisation)
        statement.bind(kind.type)
        return try statement.step() ? statement.integer(0) : 1
    }
}
