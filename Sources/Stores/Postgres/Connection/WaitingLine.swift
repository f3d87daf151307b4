import Dispatch
import Records
import Synchronization

/// Work that waits for a connection, first come, first served, and not for long.
///
/// Holds at most `capacity` pieces; one that has waited for `time` is refused, whether or not a connection ever comes back.
final class WaitingLine<Work: Sendable>: Sendable {
    private struct Entry {
        let work: Work
        let since: ContinuousClock.Instant
    }

    private struct State {
        var entries: [Entry] = []
        /// Where the line begins in `entries`, so that taking from the front moves nothing.
        var first = 0
        var isWatched = false
        var count: Int { entries.count - first }

        mutating func take(_ limit: Int) -> [Work] {
            let end = first + min(entries.count - first, limit)
            let taken = entries[first..<end].map(\.work)
            first = end
            if first > 1024 || first == entries.count {
                entries.removeFirst(first)
                first = 0
            }
            return taken
        }
    }

    private let state = Mutex(State())
    private let capacity: Int
    private let time: Duration
    private let refuse: @Sendable (Work) -> Void
    private let watch = DispatchQueue(label: "kith.postgres.waiting")
    private static var interval: DispatchTimeInterval { .milliseconds(100) }

    init(capacity: Int, time: Duration, refuse: @escaping @Sendable (Work) -> Void) {
        self.capacity = capacity
        self.time = time
        self.refuse = refuse
    }

    /// Puts work at the end of the line; false when the line is full.
    func append(_ work: Work) -> Bool {
        let (isAccepted, startsWatch) = state.withLock { state in
            guard state.count < capacity else { return (false, false) }
            state.entries.append(Entry(work: work, since: .now))
            defer { state.isWatched = true }
            return (true, !state.isWatched)
        }
        if startsWatch { scheduleWatch() }
        return isAccepted
    }

    /// Takes up to `limit` pieces from the front.
    func take(_ limit: Int) -> [Work] { state.withLock { $0.take(limit) } }

    var isEmpty: Bool { state.withLock { $0.count == 0 } }

    private func scheduleWatch() {
        watch.asyncAfter(deadline: .now() + Self.interval) { [weak self] in self?.refuseOverdue() }
    }

    private func refuseOverdue() {
        let now = ContinuousClock.now
        let (overdue, goesOn) = state.withLock { state in
            var count = 0
            while state.first + count < state.entries.count, state.entries[state.first + count].since.duration(to: now) >= time {
                count += 1
            }
            let overdue = state.take(count)
            state.isWatched = state.count > 0
            return (overdue, state.isWatched)
        }
        for work in overdue { refuse(work) }
        if goesOn { scheduleWatch() }
    }
}
