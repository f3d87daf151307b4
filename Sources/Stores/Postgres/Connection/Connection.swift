import CLibPQ
import Dispatch
import Glibc

/// One connection to the database, with a thread of its own while it works.
///
/// Statements travel in a pipeline: all of an exchange are sent before the first answer is awaited, so that an exchange is one round trip
/// however many statements it has. Waiting ends at a deadline, whatever the server does.
///
/// `@unchecked Sendable`: everything but `queue` is used on `queue` alone.
final class Connection: @unchecked Sendable {
    let queue: DispatchQueue
    private let settings: SessionSettings
    private var handle: OpaquePointer?
    /// The names under which texts are prepared on the server.
    private var prepared: [String: String] = [:]
    private var preparations = 0
    /// Texts that are put together for queries are many: beyond this they are prepared anew.
    private static let preparedLimit = 256

    init(_ settings: SessionSettings, label: String) {
        self.settings = settings
        queue = DispatchQueue(label: label)
    }

    deinit { if let handle { PQfinish(handle) } }

    var isOpen: Bool { handle != nil }

    /// Connects and prepares the session; does nothing when that is done. Refuses with a failure that is lost.
    func open() throws(PostgresFailure) {
        guard handle == nil else { return }
        let (handle, failure) = settings.connect()
        self.handle = handle
        if let failure {
            close()
            throw failure
        }
        do {
            for text in settings.preparation { try execute(text, within: .seconds(5)) }
        } catch {
            close()
            throw error
        }
    }

    func close() {
        if let handle { PQfinish(handle) }
        handle = nil
        prepared = [:]
    }

    // MARK: - Exchanges

    /// What a group of statements came to: their results, or the failure of the first that failed and its place.
    typealias Answer = Result<[Rows], StatementFailure>

    struct StatementFailure: Error {
        let failure: PostgresFailure
        let position: Int
    }

    /// Sends one group and returns its results. Outside `BEGIN` and `COMMIT` a group is a transaction of its own.
    func exchange(_ statements: [Statement], within time: Duration) throws(PostgresFailure) -> [Rows] {
        guard let answer = try exchange(groups: [statements], within: time).first else { return [] }
        do { return try answer.get() } catch { throw error.failure }
    }

    /// Sends groups of statements in one trip. After a failure the rest of its group is passed over; the next goes on.
    ///
    /// Throws when the connection is lost or the time is up; it is closed then.
    func exchange(groups: [[Statement]], within time: Duration) throws(PostgresFailure) -> [Answer] {
        try open()
        do throws(PostgresFailure) {
            if prepared.count > Self.preparedLimit { try forgetPrepared() }
            let deadline = ContinuousClock.now + time
            let unprepared = try prepare(groups)
            for group in groups { try send(group) }
            try flush(until: deadline)
            let refusal = try receivePreparations(unprepared, until: deadline)
            var answers: [Answer] = []
            answers.reserveCapacity(groups.count)
            for group in groups {
                let answer = try receive(group, until: deadline)
                // A text that the server does not take is known by the answer to its preparation.
                answers.append(
                    answer.mapError { failed in
                        guard let refusal, failed.failure.code == SQLState.unknownStatement else { return failed }
                        return StatementFailure(failure: refusal, position: failed.position)
                    })
            }
            for case .failure(let failure) in answers where failure.failure.isLost { throw failure.failure }
            return answers
        } catch {
            close()
            throw error
        }
    }

    /// Runs texts of the program's own, `;` between them, outside the pipeline. When the first that fails has failed, the rest is not run.
    func execute(_ text: String, within time: Duration) throws(PostgresFailure) {
        guard let handle, PQexitPipelineMode(handle) == 1 else { throw lost() }
        let deadline = ContinuousClock.now + time
        guard PQsendQuery(handle, text) == 1 else { throw lost() }
        try flush(until: deadline)
        var failure: PostgresFailure?
        while let result = try nextResult(until: deadline) {
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: break
            default: failure = failure ?? PostgresFailure(result: result)
            }
            PQclear(result)
        }
        if let failure { throw failure }
        guard PQenterPipelineMode(handle) == 1 else { throw lost() }
    }

    // MARK: - Sending

    /// Prepares the texts that this connection has not seen, in a group of their own, so that no failure of a group keeps a text from the
    /// next one that has it. Returns them.
    private func prepare(_ groups: [[Statement]]) throws(PostgresFailure) -> [String] {
        guard let handle else { throw lost() }
        var texts: [String] = []
        for group in groups {
            for statement in group where prepared[statement.text] == nil {
                let name = nextName()
                let types = statement.parameters.types
                guard PQsendPrepare(handle, name, statement.text, Int32(types.count), types) == 1 else { throw lost() }
                prepared[statement.text] = name
                texts.append(statement.text)
            }
        }
        guard texts.isEmpty || PQpipelineSync(handle) == 1 else { throw lost() }
        return texts
    }

    /// Puts a group and the end of its transaction into the pipeline.
    private func send(_ group: [Statement]) throws(PostgresFailure) {
        guard let handle else { throw lost() }
        for statement in group {
            guard let name = prepared[statement.text] else { throw lost() }
            let parameters = statement.parameters
            let count = Int32(parameters.types.count)
            let sent = parameters.withPointers { pointers in
                PQsendQueryPrepared(handle, name, count, pointers, parameters.lengths, parameters.formats, 1)
            }
            guard sent == 1 else { throw lost() }
        }
        guard PQpipelineSync(handle) == 1 else { throw lost() }
    }

    private func nextName() -> String {
        preparations += 1
        return "s\(preparations)"
    }

    private func forgetPrepared() throws(PostgresFailure) {
        prepared = [:]
        guard let handle, PQsendQueryParams(handle, "DEALLOCATE ALL", 0, nil, nil, nil, nil, 1) == 1, PQpipelineSync(handle) == 1 else {
            throw lost()
        }
        let deadline = ContinuousClock.now + .seconds(5)
        try flush(until: deadline)
        while let result = try nextResult(until: deadline) { PQclear(result) }
        if let end = try nextResult(until: deadline) { PQclear(end) }
    }

    private func flush(until deadline: ContinuousClock.Instant) throws(PostgresFailure) {
        guard let handle else { throw lost() }
        while true {
            switch PQflush(handle) {
            case 0: return
            case 1:
                // The server may wait for us to read before it reads on.
                let events = try wait(for: Int16(POLLIN | POLLOUT), until: deadline)
                if events & Int16(POLLIN) != 0, PQconsumeInput(handle) != 1 { throw lost() }
            default: throw lost()
            }
        }
    }

    // MARK: - Receiving

    /// Receives what became of the texts that were prepared on the way, and forgets those that were not. Returns why the first was not.
    private func receivePreparations(_ texts: [String], until deadline: ContinuousClock.Instant) throws(PostgresFailure) -> PostgresFailure?
    {
        guard !texts.isEmpty else { return nil }
        var refusal: PostgresFailure?
        for text in texts {
            guard let failure = try receiveOne(until: deadline, { _ in }) else { continue }
            prepared[text] = nil
            refusal = refusal ?? failure
        }
        try receiveEnd(until: deadline)
        return refusal
    }

    private func receive(_ group: [Statement], until deadline: ContinuousClock.Instant) throws(PostgresFailure) -> Answer {
        var results: [Rows] = []
        results.reserveCapacity(group.count)
        var failed: StatementFailure?
        for position in group.indices {
            guard let failure = try receiveOne(until: deadline, { results.append($0) }) else { continue }
            failed = failed ?? failure.map { StatementFailure(failure: $0, position: position) }
        }
        try receiveEnd(until: deadline)
        if let failed { return .failure(failed) }
        return .success(results)
    }

    /// Receives the end of a group's transaction, which a constraint checked only then may refuse.
    private func receiveEnd(until deadline: ContinuousClock.Instant) throws(PostgresFailure) {
        guard let end = try nextResult(until: deadline) else { throw lost() }
        defer { PQclear(end) }
        guard PQresultStatus(end) == PGRES_PIPELINE_SYNC else { throw PostgresFailure(result: end) }
    }

    /// Receives the result of one thing sent. Returns nil when it went well, a failure, or a nil failure where it was passed over.
    private func receiveOne(
        until deadline: ContinuousClock.Instant, _ keep: (Rows) -> Void
    ) throws(PostgresFailure) -> PostgresFailure?? {
        guard let result = try nextResult(until: deadline) else { throw lost() }
        var failure: PostgresFailure??
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: keep(Rows(result))
        case PGRES_PIPELINE_ABORTED:
            PQclear(result)
            failure = .some(nil)
        default:
            failure = .some(PostgresFailure(result: result))
            PQclear(result)
        }
        while let more = try nextResult(until: deadline) { PQclear(more) }
        return failure
    }

    private func nextResult(until deadline: ContinuousClock.Instant) throws(PostgresFailure) -> OpaquePointer? {
        guard let handle else { throw lost() }
        while PQisBusy(handle) == 1 {
            try wait(for: Int16(POLLIN), until: deadline)
            guard PQconsumeInput(handle) == 1 else { throw lost() }
        }
        return PQgetResult(handle)
    }

    @discardableResult
    private func wait(for events: Int16, until deadline: ContinuousClock.Instant) throws(PostgresFailure) -> Int16 {
        guard let handle else { throw lost() }
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { throw PostgresFailure(.timedOut, "no answer in time") }
            let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
            var watched = pollfd(fd: PQsocket(handle), events: events, revents: 0)
            let ready = poll(&watched, 1, Int32(clamping: milliseconds + 1))
            if ready > 0 { return watched.revents }
            if ready < 0, errno != EINTR { throw lost() }
        }
    }

    private func lost() -> PostgresFailure {
        PostgresFailure(.lost, handle.flatMap { PQerrorMessage($0) }.map { String(cString: $0) } ?? "not connected")
    }
}
