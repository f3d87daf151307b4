import Logging
import Records
import Relational
import Synchronization

/// The one writer: writes that come while others are being written wait together and become the next batch.
///
/// A lone write starts at once; under load the batches grow by themselves. The tasks that wait are suspended and hold no thread.
final class WriteQueue: Sendable {
    /// Writes that may wait; more are refused at once with ``StoreError/unavailable(retryAfterSeconds:)``.
    static let capacity = 4096
    /// Writes in one transaction: so many that its sync costs each of them little, so few that the first need not wait long.
    private static let batchLimit = 512

    private struct State {
        var waiting: [any PendingWrite] = []
        var isWriting = false
        var isClosed = false
        var failure: SQLiteFailure?
    }

    private let connection: Connection
    private let indexes: IndexedFields
    private let checkpoints: Checkpoints
    private let logger: Logger
    private let state = Mutex(State())

    init(_ connection: Connection, indexes: IndexedFields, checkpoints: Checkpoints, logger: Logger) {
        self.connection = connection
        self.indexes = indexes
        self.checkpoints = checkpoints
        self.logger = logger
    }

    /// Why nothing is written any more; nil as long as all is well.
    var failure: SQLiteFailure? { state.withLock { $0.failure } }

    /// Runs `body` in a transaction that it shares with others, and returns when what it wrote is durable.
    ///
    /// `body` runs on the connection's queue; it refuses by throwing ``StoreError``, and nothing of it remains then.
    func write<Value: Sendable>(_ body: @escaping @Sendable (WriteTransaction) throws -> Value) async throws(StoreError) -> Value {
        let answer = await withCheckedContinuation { (waiting: CheckedContinuation<Result<Value, StoreError>, Never>) in
            enqueue(TypedWrite(waiting, body))
        }
        return try answer.get()
    }

    /// Ends when the writes that wait are done; every later one is refused.
    func close() async {
        state.withLock { $0.isClosed = true }
        await withCheckedContinuation { done in connection.schedule { _ in done.resume() } }
    }

    private func enqueue(_ write: any PendingWrite) {
        let refusal: StoreError? = state.withLock { state in
            if state.failure != nil { return SQLiteFailure.writingHasEnded }
            if state.isClosed || state.waiting.count >= Self.capacity { return .unavailable(retryAfterSeconds: 1) }
            state.waiting.append(write)
            // Scheduled under the lock, so that ``close()`` cannot come in between.
            if !state.isWriting { connection.schedule { self.drain($0) } }
            state.isWriting = true
            return nil
        }
        if let refusal { write.fail(refusal) }
    }

    /// Writes batch after batch until nothing waits.
    private func drain(_ session: Session?) {
        while let batch = nextBatch() {
            guard let session else {
                for write in batch { write.fail(.unavailable(retryAfterSeconds: 1)) }
                continue
            }
            let failure = WriteBatch(writes: batch, indexes: indexes).commit(on: session) ?? checkpoints.runIfDue(on: session)
            if let failure { stop(failure, on: session) }
        }
    }

    private func nextBatch() -> [any PendingWrite]? {
        state.withLock { state in
            if state.waiting.isEmpty {
                state.isWriting = false
                return nil
            }
            let batch = Array(state.waiting.prefix(Self.batchLimit))
            state.waiting.removeFirst(batch.count)
            return batch
        }
    }

    /// Ends writing for good. What is in the files stays as it is, for the next process to recover from.
    private func stop(_ failure: SQLiteFailure, on session: Session) {
        Checkpoints.end(on: session)
        logger.critical(
            "the disk refused to keep what was written; nothing more is written until the server is started anew",
            metadata: ["code": "\(failure.code)", "errno": "\(failure.systemError)", "reason": "\(failure.message)"])
        let waiting = state.withLock { state in
            state.failure = failure
            defer { state.waiting.removeAll() }
            return state.waiting
        }
        for write in waiting { write.fail(SQLiteFailure.writingHasEnded) }
    }
}
