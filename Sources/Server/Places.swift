import Synchronization

/// A number of places. Whoever finds none free is turned away at once: nobody waits in line.
///
/// Taking and giving back is one atomic addition each.
package final class Places: Sendable {
    /// What came of asking for a place.
    package enum Taking: Sendable, Hashable {
        case taken
        /// All places are taken. The first refusal since all places were free is worth a line in the log, the ones after it are not.
        case refused(isFirst: Bool)
    }

    /// When whoever was refused may try again.
    package static let retryAfterSeconds = 1

    package let limit: Int
    private let count = Atomic<Int>(0)
    private let hasRefused = Atomic<Bool>(false)

    package init(_ limit: Int) { self.limit = limit }

    /// A place that has to be given back, or none.
    package func take() -> Taking {
        guard count.add(1, ordering: .relaxed).newValue > limit else { return .taken }
        giveBack()
        return .refused(isFirst: !hasRefused.exchange(true, ordering: .relaxed))
    }

    package func giveBack() {
        let left = count.subtract(1, ordering: .relaxed).newValue
        if left == 0, hasRefused.load(ordering: .relaxed) { hasRefused.store(false, ordering: .relaxed) }
    }
}
