import Records
import Relational

/// Group commit: the commits of one batch become one transaction, with one sync for all.
///
/// Two trips to the database: everything is sent at once, and when all of it is in order, `COMMIT`. Where a commit must be refused the
/// batch is written once more with a savepoint around each, so that the refused one takes nothing of the others with it.
struct WriteBatch {
    let commits: [EncodedCommit]
    let indexes: IndexedFields
    /// How long each trip may take.
    let time: Duration

    typealias Answer = Result<[Committed], StoreError>

    init(_ commits: [EncodedCommit], indexes: IndexedFields, time: Duration) {
        self.commits = commits
        self.indexes = indexes
        self.time = time
    }

    /// Writes the batch and answers each commit, in their order.
    func write(on connection: Connection) -> [Answer] {
        do throws(PostgresFailure) {
            return try commit(try firstTrip(on: connection), on: connection)
        } catch {
            let refusal = error.commitRefusal
            return commits.map { _ in .failure(refusal) }
        }
    }

    private func firstTrip(on connection: Connection) throws(PostgresFailure) -> [Answer] {
        do throws(PostgresFailure) {
            if let answers = try together(on: connection) { return answers }
        } catch {
            guard error.cause == .lost else { throw error }
            // A connection that lay idle while the server went away is found broken only now, and nothing has been written.
            if let answers = try together(on: connection) { return answers }
        }
        return try apart(on: connection)
    }

    // MARK: - The first trip

    /// Writes all commits without a savepoint; nil when one of them failed, and then nothing of the batch remains.
    private func together(on connection: Connection) throws(PostgresFailure) -> [Answer]? {
        var statements = [Statement("BEGIN")]
        var starts: [Int] = []
        var organisation: OrganisationID?
        for commit in commits {
            if commit.organisation != organisation { statements += Self.turn(of: commit.organisation) }
            organisation = commit.organisation
            starts.append(statements.count)
            statements += commit.statements
        }
        switch try connection.exchange(groups: [statements], within: time).first {
        case .success(let results)?:
            return zip(commits, starts).map { commit, start in
                .success(commit.committed(results[start..<start + commit.statements.count]))
            }
        case .failure(let failed)?:
            _ = try connection.exchange([Statement("ROLLBACK")], within: time)
            if failed.failure.concernsAll { throw failed.failure }
            return nil
        case nil: return nil
        }
    }

    /// Writes each commit behind a savepoint of its own, still in one trip, and refuses those that fail.
    private func apart(on connection: Connection) throws(PostgresFailure) -> [Answer] {
        var groups: [[Statement]] = [[Statement("BEGIN"), Statement("SAVEPOINT write")]]
        for commit in commits {
            // Undoes what the commit before left when it failed, and nothing when it did not.
            groups.append(
                [Statement("ROLLBACK TO SAVEPOINT write")] + Self.turn(of: commit.organisation) + commit.statements
                    + [Statement("RELEASE SAVEPOINT write"), Statement("SAVEPOINT write")])
        }
        groups.append([Statement("ROLLBACK TO SAVEPOINT write")])
        let results = try connection.exchange(groups: groups, within: time)
        let start = 1 + Self.turnLength
        var answers: [Answer] = []
        for (commit, result) in zip(commits, results.dropFirst()) {
            switch result {
            case .success(let rows): answers.append(.success(commit.committed(rows[start..<start + commit.statements.count])))
            case .failure(let failed):
                var refusal = commit.refusal(failed.failure, at: failed.position - start, indexes: indexes)
                if case .referenced = refusal { refusal = try referenced(commit, at: failed.position - start, on: connection) }
                answers.append(.failure(refusal))
            }
        }
        return answers
    }

    /// The refusal with the type of one of the records that still refer to the one to go.
    private func referenced(_ commit: EncodedCommit, at position: Int, on connection: Connection) throws(PostgresFailure) -> StoreError {
        guard let target = commit.target(at: position) else { return .referenced(by: nil) }
        var search = Statement(Self.referrer)
        search.bind(commit.organisation)
        search.bind(target.type)
        search.bind(target.id)
        let rows = try connection.exchange([.naming(commit.organisation), search], within: time).last
        return .referenced(by: rows?.first.map { TypeID($0.text(0)) })
    }

    static let referrer = """
        SELECT source_type FROM reference WHERE organisation = $1 AND target_type = $2 AND target_id = $3 LIMIT 1
        """

    /// Names the organisation, and waits for its turn: no other server writes for it until the transaction ends.
    private static func turn(of organisation: OrganisationID) -> [Statement] {
        var lock = Statement(turn)
        lock.bind(organisation)
        return [.naming(organisation), lock]
    }

    private static let turnLength = 2
    static let turn = "SELECT next FROM change_sequence WHERE organisation = $1 FOR UPDATE"

    // MARK: - The second trip

    private func commit(_ answers: [Answer], on connection: Connection) throws(PostgresFailure) -> [Answer] {
        do throws(PostgresFailure) {
            _ = try connection.exchange([Statement("COMMIT")], within: time)
            return answers
        } catch {
            guard error.isLost else { throw error }
            // The transaction may have ended either way; the log of changes tells.
            let written = answers.lazy.compactMap { try? $0.get().last?.change }.first
            switch written.map({ LostCommit(change: $0).find(on: connection) }) {
            case .written?: return answers
            case .notWritten?: return commits.map { _ in .failure(.unavailable(retryAfterSeconds: 1)) }
            case .unknown?: return answers.map { $0.flatMap { _ in .failure(.outcomeUnknown) } }
            case nil: return answers
            }
        }
    }
}

extension Statement {
    /// Names the organisation whose rows the transaction may see (``Fences``).
    static func naming(_ organisation: OrganisationID) -> Statement {
        var statement = Statement(name)
        statement.bind(organisation.text)
        return statement
    }

    private static let name = "SELECT set_config('kith.organisation', $1, true)"
}
