import Dispatch
import Synchronization

/// Where passwords are hashed: one at a time, on a thread of its own.
///
/// A hash keeps a processor busy for a quarter of a second and holds 32 MiB, on purpose. On Swift's own threads it would keep every other
/// request waiting; many at once would take the machine's memory.
final class PasswordQueue: Sendable {
    /// Those who may wait: nobody waits longer than a client would.
    static let maximumWaiting = 16

    private let queue = DispatchQueue(label: "kith.passwords")
    private let waiting = Mutex(0)

    /// Does `work` when its turn comes. Refuses with ``AccessError/unavailable(retryAfterSeconds:)`` when too many wait.
    func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async throws(AccessError) -> Result {
        let admitted = waiting.withLock { waiting in
            guard waiting < Self.maximumWaiting else { return false }
            waiting += 1
            return true
        }
        guard admitted else { throw .unavailable(retryAfterSeconds: 5) }
        return await withCheckedContinuation { continuation in
            queue.async {
                let result = work()
                self.waiting.withLock { $0 -= 1 }
                continuation.resume(returning: result)
            }
        }
    }
}
