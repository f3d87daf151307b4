package import NIOCore

/// What one connection waits for, and until when. A value: it is told what happens and the time, and says what to do.
///
/// Time is asked for only where a wait begins. A request that arrives in one piece costs no look at the clock but the one after its answer.
package struct ConnectionWatch {
    /// What is to be done with the connection.
    package enum Action: Sendable, Hashable {
        case nothing
        case close
        /// The header block did not come in time; nobody knows yet whose request it is.
        case refuseHead
        /// The body did not come in time; whoever reads it is to say so.
        case refuseBody
    }

    /// The part of a request that has begun and not ended.
    private enum Incoming { case nothing, head, body, refusedBody }

    private let limits: ConnectionLimits
    private var incoming = Incoming.nothing
    /// Since when more of it is waited for; nil as long as everything has come in one read.
    private var incomingSince: NIODeadline?
    private var partArrived = false
    /// Requests whose answers have not ended.
    private var answersDue = 0
    private var surplus = 0
    private var quietSince: NIODeadline
    /// Bytes of answers that the peer has not taken, and since when they have not become fewer.
    private var unsent: (bytes: Int, since: NIODeadline)?
    private var endingSince: NIODeadline?

    package init(_ limits: ConnectionLimits, now: NIODeadline) {
        self.limits = limits
        quietSince = now
    }

    // MARK: - What happens

    /// Whether the request is welcome: false when too many before it are not answered yet.
    package mutating func headArrived() -> Bool {
        guard answersDue < limits.ahead else { return false }
        answersDue += 1
        begin(.body)
        return true
    }

    /// Whether these bytes of a body are welcome: false when they come after the answer and there have been too many of them.
    package mutating func bodyArrived(bytes: Int) -> Bool {
        partArrived = true
        guard answersDue == 0 else { return true }
        surplus += bytes
        return surplus <= limits.surplus
    }

    package mutating func requestEnded() { begin(.nothing) }

    /// Everything of one read has been told. True when something is now waited for that was not before.
    package mutating func readEnded(_ now: () -> NIODeadline) -> Bool {
        defer { partArrived = false }
        switch incoming {
        case .nothing where !partArrived: incoming = .head
        case .body where incomingSince == nil: break
        default: return false
        }
        incomingSince = now()
        return true
    }

    /// True when it was the last one that was due.
    package mutating func answerEnded(_ now: NIODeadline) -> Bool {
        answersDue = max(0, answersDue - 1)
        quietSince = now
        if incoming == .head { incomingSince = now }
        return answersDue == 0
    }

    /// So many bytes lie in the way that the next ones have to wait.
    package mutating func answerIsHeldUp(bytes: Int, _ now: NIODeadline) {
        unsent = bytes == 0 ? nil : (bytes, unsent?.since ?? now)
    }

    /// The peer has taken enough for the next bytes to go.
    package mutating func answerGoesOn(_ now: NIODeadline) {
        unsent = nil
        quietSince = now
    }

    /// Nothing more will be said.
    package mutating func outputEnded(_ now: NIODeadline) { endingSince = endingSince ?? now }

    private mutating func begin(_ next: Incoming) {
        incoming = next
        incomingSince = nil
        partArrived = true
        surplus = 0
    }

    // MARK: - What is to be done

    /// When to look at the connection again; nil while only the server itself is waited for.
    package func nextLook(after now: NIODeadline) -> NIODeadline? {
        if let unsent {
            let pause = min(limits.stall.nanoseconds / 30, limits.crowdedStall.nanoseconds / 2)
            return min(unsent.since + limits.stall, now + .nanoseconds(max(1, pause)))
        }
        if let endingSince { return endingSince + limits.farewell }
        if incoming == .body { return incomingSince.map { $0 + limits.body } }
        guard answersDue == 0 else { return nil }
        if incoming == .head { return incomingSince.map { $0 + limits.head } }
        return quietSince + limits.idle
    }

    /// Looks at the connection, of whose answers the peer has yet to take so many bytes and may take none for `stall`.
    package mutating func look(unsent bytes: Int, stall: TimeAmount, _ now: NIODeadline) -> Action {
        if let before = unsent {
            if bytes == 0 {
                answerGoesOn(now)
            } else if bytes < before.bytes {
                unsent = (bytes, now)
            } else if now >= before.since + stall {
                return .close
            } else {
                unsent = (bytes, before.since)
            }
            return .nothing
        }
        guard let look = nextLook(after: now), now >= look else { return .nothing }
        if incoming == .body, endingSince == nil {
            guard answersDue > 0 else { return .close }
            incoming = .refusedBody
            return .refuseBody
        }
        if bytes > 0 {
            unsent = (bytes, now)
            return .nothing
        }
        return incoming == .head && endingSince == nil ? .refuseHead : .close
    }
}
