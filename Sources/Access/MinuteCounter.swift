import Records
import Synchronization

/// Counts by name within the present minute of the clock: a fixed window, so that one number is kept per name.
///
/// Memory is bounded: when a minute sees more names than there is room for, all of them start anew. That errs on the callers' side, and
/// nobody can bring it about with made-up names: they are those of credentials found good, or cost their maker a password hash each.
final class MinuteCounter: Sendable {
    private struct Window {
        var minute: Int64 = 0
        var counts: [String: Int] = [:]

        /// Forgets the counts of an earlier minute, or of a later one when the clock was set back.
        mutating func move(to minute: Int64) {
            guard minute != self.minute else { return }
            self.minute = minute
            counts.removeAll(keepingCapacity: true)
        }
    }

    private let capacity: Int
    private let window = Mutex(Window())

    /// A counter for at most `capacity` names in a minute.
    init(capacity: Int = 16_384) { self.capacity = capacity }

    /// Counts one more for `name` and returns how many may follow in this minute; nil, uncounted, when `limit` are counted already.
    func take(_ name: String, limit: Int, at now: Timestamp) -> Int? {
        window.withLock { window in
            window.move(to: Self.minute(of: now))
            let count = window.counts[name] ?? 0
            guard count < limit else { return nil }
            if count == 0, window.counts.count >= capacity { window.counts.removeAll(keepingCapacity: true) }
            window.counts[name] = count + 1
            return limit - count - 1
        }
    }

    /// Takes back one that was counted for `name` at `moment`.
    func giveBack(_ name: String, at moment: Timestamp) {
        window.withLock { window in
            guard window.minute == Self.minute(of: moment), let count = window.counts[name] else { return }
            window.counts[name] = count > 1 ? count - 1 : nil
        }
    }

    /// Seconds until the minute of `now` ends, 1 to 60.
    static func secondsLeft(at now: Timestamp) -> Int {
        Int((minute(of: now) + 1) * 60 - now.seconds)
    }

    private static func minute(of moment: Timestamp) -> Int64 {
        // Rounded down before 1970 as well.
        (moment.seconds - (moment.seconds % 60 + 60) % 60) / 60
    }
}

/// How a credential stands against its limit after a request was counted.
package struct RateStanding: Sendable, Hashable {
    /// Requests per minute that the credential may make.
    package let limit: Int
    /// How many of them are left in this minute.
    package let remaining: Int
}
