import GRDBSQLite
import Records
import Synchronization

/// The connections that read.
///
/// A read first runs on the caller's own thread, with a budget of a millisecond or two: most need a few microseconds, far less than
/// handing them to another thread would cost. One that needs more starts over on a connection with a thread of its own, so that a slow
/// query never holds up the tasks that share the caller's.
final class Readers: Sendable {
    /// Reads that may wait for a patient connection; more are refused.
    private static let capacity = 64
    private static let quickThousandSteps = 10

    private let quick: [Connection]
    private let patient: [Connection]
    private let queryTime: Duration
    private let idle: Mutex<[Int]>
    private let waiting: Mutex<[Int]>

    /// Without `patient` connections every read runs to its end on the caller's thread.
    init(quick: [Connection], patient: [Connection], queryTime: Duration) {
        self.quick = quick
        self.patient = patient
        self.queryTime = queryTime
        idle = Mutex(Array(quick.indices))
        waiting = Mutex(patient.map { _ in 0 })
    }

    /// Runs `body`, perhaps twice, on a connection that sees every acknowledged commit.
    ///
    /// Each statement in it sees one snapshot. Refuses with ``StoreError/tooExpensive`` what takes longer than the query time.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Session) throws(SQLiteFailure) -> Value) async throws(StoreError) -> Value {
        do throws(SQLiteFailure) {
            return try quickly(body)
        } catch {
            guard error.primaryCode == SQLITE_INTERRUPT, !patient.isEmpty else { throw error.storeError }
        }
        return try await patiently(body)
    }

    func close() {
        for connection in quick + patient { connection.close() }
    }

    private func quickly<Value>(_ body: (Session) throws(SQLiteFailure) -> Value) throws(SQLiteFailure) -> Value {
        let index = idle.withLock { $0.popLast() }
        defer { if let index { idle.withLock { $0.append(index) } } }
        // When all are taken, the wait for one is as short as the reads are.
        let connection = quick[index ?? Int.random(in: quick.indices)]
        return try connection.run { session throws(SQLiteFailure) in
            if patient.isEmpty {
                session.budget.allow(queryTime)
            } else {
                session.budget.allow(thousandSteps: Self.quickThousandSteps)
            }
            defer { session.budget.lift() }
            return try body(session)
        }
    }

    private func patiently<Value: Sendable>(
        _ body: @escaping @Sendable (Session) throws(SQLiteFailure) -> Value
    ) async throws(StoreError) -> Value {
        let index: Int? = waiting.withLock { waiting in
            guard waiting.reduce(0, +) < Self.capacity, let least = waiting.indices.min(by: { waiting[$0] < waiting[$1] }) else {
                return nil
            }
            waiting[least] += 1
            return least
        }
        guard let index else { throw .unavailable(retryAfterSeconds: 1) }
        defer { waiting.withLock { $0[index] -= 1 } }
        let answer = await withCheckedContinuation { (done: CheckedContinuation<Result<Value, SQLiteFailure>, Never>) in
            patient[index].schedule { [queryTime] session in
                done.resume(
                    returning: Result { () throws(SQLiteFailure) in
                        guard let session else { throw Connection.closed }
                        session.budget.allow(queryTime)
                        defer { session.budget.lift() }
                        return try body(session)
                    })
            }
        }
        do throws(SQLiteFailure) { return try answer.get() } catch { throw error.storeError }
    }
}
