import Records
import Relational

/// Group commit: the writes of one batch become one transaction, with a savepoint each and one sync for all.
struct WriteBatch {
    let writes: [any PendingWrite]
    let indexes: IndexedFields

    /// Writes the batch and wakes every writer, none before the commit is durable. A write that is refused takes nothing of the others with it.
    ///
    /// Returns a failure after which nothing more may be written through this connection: what the system's page cache holds can no
    /// longer be trusted to be on the disk.
    func commit(on session: Session) -> SQLiteFailure? {
        var refusals = [StoreError?](repeating: nil, count: writes.count)
        var isCommitting = false
        do {
            try session.run("BEGIN IMMEDIATE")
            let transaction = WriteTransaction(session, indexes: indexes)
            for (position, write) in writes.enumerated() { refusals[position] = try refusal(of: write, in: transaction) }
            try transaction.storeCounters()
            isCommitting = true
            try session.run("COMMIT")
        } catch {
            let failure = SQLiteFailure(error)
            if session.isInTransaction { try? session.run("ROLLBACK") }
            let refusal = self.refusal(after: failure, isCommitting: isCommitting)
            for write in writes { write.fail(refusal) }
            return failure.endsWriting ? failure : nil
        }
        for (write, refusal) in zip(writes, refusals) {
            if let refusal { write.fail(refusal) } else { write.succeed() }
        }
        return nil
    }

    /// What all writers of the batch are told of a failure that took it as a whole.
    private func refusal(after failure: SQLiteFailure, isCommitting: Bool) -> StoreError {
        // After a refused sync the commit may be on the disk or not, and a restart may find it there.
        if isCommitting, failure.isLostSync { return .outcomeUnknown }
        return failure.endsWriting ? SQLiteFailure.writingHasEnded : failure.storeError
    }

    /// Why a write may not be; nil when it is done. Throws what makes the whole batch fail.
    private func refusal(of write: any PendingWrite, in transaction: WriteTransaction) throws -> StoreError? {
        do {
            try transaction.atomically { try write.perform(in: transaction) }
            return nil
        } catch let refusal as StoreError {
            return refusal
        } catch {
            let failure = SQLiteFailure(error)
            if failure.concernsAll || !transaction.session.isInTransaction { throw failure }
            return failure.storeError
        }
    }
}

extension SQLiteFailure {
    /// A failure of the machine, not of one statement.
    fileprivate var concernsAll: Bool { isFull || endsWriting || storeError == .unavailable(retryAfterSeconds: 1) }
}
