import Dispatch
import Logging
import Records
import Relational
import Synchronization

/// The one connection that commits: commits that come while others are being written wait together and become the next batch.
///
/// A lone commit starts at once; under load the batches grow by themselves. The tasks that wait are suspended and hold no thread.
final class WriteQueue: Sendable {
    /// Commits that may wait; more are refused at once with ``StoreError/unavailable(retryAfterSeconds:)``.
    private static let capacity = 4096
    /// Commits in one transaction: so many that its sync costs each of them little, so few that the first need not wait long.
    private static let batchLimit = 128

    private struct Pending: Sendable {
        let commit: EncodedCommit
        let waiting: CheckedContinuation<WriteBatch.Answer, Never>
    }

    private struct State {
        var isWriting = false
        var isClosed = false
    }

    private let connection: Connection
    private let indexes: IndexedFields
    private let time: Duration
    private let logger: Logger
    private let state = Mutex(State())
    private let line: WaitingLine<Pending>

    init(_ configuration: PostgresConfiguration, indexes: IndexedFields) {
        connection = Connection(SessionSettings(serving: configuration), label: "kith.postgres.writer")
        self.indexes = indexes
        time = configuration.queryTime + .seconds(1)
        logger = configuration.logger
        // A batch that must find out what became of it takes some seconds; who waits behind it learns sooner.
        line = WaitingLine(capacity: Self.capacity, time: configuration.queueTime + .seconds(1)) { pending in
            pending.waiting.resume(returning: .failure(.unavailable(retryAfterSeconds: 1)))
        }
    }

    /// Writes the commit and returns what was stored when it is durable.
    func write(_ commit: EncodedCommit) async throws(StoreError) -> [Committed] {
        let answer = await withCheckedContinuation { (waiting: CheckedContinuation<WriteBatch.Answer, Never>) in
            let isAccepted = !state.withLock(\.isClosed) && line.append(Pending(commit: commit, waiting: waiting))
            guard isAccepted else { return waiting.resume(returning: .failure(.unavailable(retryAfterSeconds: 1))) }
            startWriting()
        }
        return try answer.get()
    }

    /// Ends when the commits that wait are done; every later one is refused.
    func close() async {
        state.withLock { $0.isClosed = true }
        await withCheckedContinuation { done in
            connection.queue.async {
                self.connection.close()
                done.resume()
            }
        }
    }

    private func startWriting() {
        let starts = state.withLock { state in
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if starts { connection.queue.async { self.drain() } }
    }

    /// Writes batch after batch until nothing waits.
    private func drain() {
        while true {
            // Every server takes organisations' turns in the same order, so that two never wait for each other.
            let batch = line.take(Self.batchLimit).enumerated().sorted {
                ($0.element.commit.organisation.identifier, $0.offset) < ($1.element.commit.organisation.identifier, $1.offset)
            }.map(\.element)
            if batch.isEmpty {
                state.withLock { $0.isWriting = false }
                // What came between the two looks found somebody writing still.
                if !line.isEmpty { startWriting() }
                return
            }
            let answers = WriteBatch(batch.map(\.commit), indexes: indexes, time: time).write(on: connection)
            for (pending, answer) in zip(batch, answers) { pending.waiting.resume(returning: answer) }
            if case .failure(let refusal)? = answers.first, refusal == .outcomeUnknown || refusal == .unavailable(retryAfterSeconds: 1) {
                logger.error("a batch of commits was not answered", metadata: ["commits": "\(batch.count)", "refusal": "\(refusal)"])
            }
        }
    }
}
