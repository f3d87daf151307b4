import Synchronization

/// Where writers of one record wait for each other, first come, first served, instead of conflicting in the database.
///
/// It saves work and is fair; correctness does not rest on it, since every commit names the version it was decided on.
final class WriterLines: Sendable {
    private let waiting = Mutex<[RecordID: [CheckedContinuation<Void, Never>]]>([:])

    /// A writer's turn at a record; it ends with ``leave()``.
    struct Place: Sendable {
        let record: RecordID
        /// Whether others wrote in the meantime, so that what was loaded before is old.
        let hasWaited: Bool
        fileprivate let lines: WriterLines

        func leave() { lines.leave(record) }
    }

    /// Waits until no other writer is at `record`. Nil without waiting when there is no record or `isNeeded` is false.
    func enter(_ record: RecordID?, if isNeeded: Bool) async -> Place? {
        guard isNeeded, let record else { return nil }
        let isFree = waiting.withLock { waiting in
            guard waiting[record] == nil else { return false }
            waiting[record] = []
            return true
        }
        if isFree { return Place(record: record, hasWaited: false, lines: self) }
        await withCheckedContinuation { continuation in
            let isNowFree = waiting.withLock { waiting in
                guard waiting[record] != nil else {
                    waiting[record] = []
                    return true
                }
                waiting[record]?.append(continuation)
                return false
            }
            if isNowFree { continuation.resume() }
        }
        return Place(record: record, hasWaited: true, lines: self)
    }

    private func leave(_ record: RecordID) {
        let next: CheckedContinuation<Void, Never>? = waiting.withLock { waiting in
            guard var line = waiting[record], !line.isEmpty else {
                waiting[record] = nil
                return nil
            }
            let first = line.removeFirst()
            waiting[record] = line
            return first
        }
        next?.resume()
    }
}
