import Dispatch
import Logging
import Records
import Synchronization

/// The connections that read, and that write what is no commit: each takes the next piece of work that waits.
///
/// The tasks that wait are suspended and hold no thread; a connection blocks a thread of its own while it works.
final class ConnectionPool: Sendable {
    /// Pieces of work that may wait; more are refused at once with ``StoreError/unavailable(retryAfterSeconds:)``.
    private static let capacity = 256

    private struct Work: Sendable {
        let run: @Sendable (Connection) -> Void
        let refuse: @Sendable (StoreError) -> Void
    }

    private struct State {
        var idle: [Connection]
        var working = 0
        var isClosed = false
    }

    private let state: Mutex<State>
    private let waiting: WaitingLine<Work>
    private let logger: Logger

    init(_ configuration: PostgresConfiguration) {
        let settings = SessionSettings(serving: configuration)
        let connections = (0..<max(1, configuration.readers)).map { Connection(settings, label: "kith.postgres.\($0)") }
        state = Mutex(State(idle: connections))
        waiting = WaitingLine(capacity: Self.capacity, time: configuration.queueTime) { $0.refuse(.unavailable(retryAfterSeconds: 1)) }
        logger = configuration.logger
    }

    /// Runs `body`, which only reads, on a connection. When the connection breaks it is run once more on a new one.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws(PostgresFailure) -> Value
    ) async throws(StoreError) -> Value {
        try await perform { [logger] connection in
            var result = attempt(body, on: connection)
            // A connection that lay idle while the server went away is found broken only now.
            if case .failure(let failure) = result, failure.cause == .lost { result = attempt(body, on: connection) }
            return result.mapError { failure in
                if failure.isLost { logger.error("the database does not answer", metadata: ["reason": "\(failure.message)"]) }
                return failure.storeError
            }
        }
    }

    /// Runs `body`, which writes. When the connection breaks, whether it happened is unknown. `meaning` says what a broken constraint means.
    func write<Value: Sendable>(
        meaning: [String: StoreError] = [:], _ body: @escaping @Sendable (Connection) throws(PostgresFailure) -> Value
    ) async throws(StoreError) -> Value {
        try await perform { [logger] connection in
            // Once it is connected, all that can break is the exchange itself.
            if case .failure(let failure) = attempt({ connection throws(PostgresFailure) in try connection.open() }, on: connection) {
                return .failure(failure.storeError)
            }
            return attempt(body, on: connection).mapError { failure in
                guard failure.isLost else { return meaning[failure.constraint] ?? failure.storeError }
                logger.error("the database went away during a write", metadata: ["reason": "\(failure.message)"])
                return .outcomeUnknown
            }
        }
    }

    /// Ends when the work that is under way is done; what waits is refused.
    func close() async {
        state.withLock { $0.isClosed = true }
        for work in waiting.take(.max) { work.refuse(.unavailable(retryAfterSeconds: 1)) }
        while state.withLock({ $0.working > 0 }) { try? await Task.sleep(for: .milliseconds(5)) }
        for connection in state.withLock({ $0.idle }) { connection.queue.async { connection.close() } }
    }

    private func perform<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) -> Result<Value, StoreError>
    ) async throws(StoreError) -> Value {
        let result = await withCheckedContinuation { (done: CheckedContinuation<Result<Value, StoreError>, Never>) in
            submit(
                Work(
                    run: { connection in done.resume(returning: body(connection)) }, refuse: { done.resume(returning: .failure($0)) }))
        }
        return try result.get()
    }

    private func submit(_ work: Work) {
        let isClosed = state.withLock(\.isClosed)
        guard !isClosed, waiting.append(work) else { return work.refuse(.unavailable(retryAfterSeconds: 1)) }
        wakeOne()
    }

    /// Sends an idle connection to work, where there is one.
    private func wakeOne() {
        let connection = state.withLock { state -> Connection? in
            guard let connection = state.idle.popLast() else { return nil }
            state.working += 1
            return connection
        }
        if let connection { connection.queue.async { self.serve(connection) } }
    }

    /// Has the connection work until nothing waits.
    private func serve(_ connection: Connection) {
        while let work = waiting.take(1).first { work.run(connection) }
        state.withLock { state in
            state.idle.append(connection)
            state.working -= 1
        }
        // What came between the two found nobody idle.
        if !waiting.isEmpty { wakeOne() }
    }
}

private func attempt<Value>(
    _ body: (Connection) throws(PostgresFailure) -> Value, on connection: Connection
) -> Result<Value, PostgresFailure> {
    do { return .success(try body(connection)) } catch { return .failure(error) }
}
