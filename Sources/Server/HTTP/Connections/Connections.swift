import Logging
import NIOCore
import Synchronization

/// All connections of the server: how many there may be, and how long each may be kept waiting.
final class Connections: Sendable {
    /// What a new connection is let in for.
    enum Place: Sendable {
        case regular
        /// All regular places are taken: one request, which is answered if it asks for the server's health and refused otherwise.
        case reserve
        /// It is closed at once.
        case none
    }

    let limits: ConnectionLimits
    private let regular: Places
    private let reserve: Places
    private let logger: Logger
    private let unsent = Atomic<Int>(0)

    init(_ room: ConnectionRoom, _ limits: ConnectionLimits, logger: Logger) {
        self.limits = limits
        self.logger = logger
        regular = Places(room.regular)
        reserve = Places(room.reserve)
    }

    func take() -> Place {
        switch regular.take() {
        case .taken: return .regular
        case .refused(let isFirst):
            if isFirst {
                logger.warning("all connections are taken: more are refused", metadata: ["connections": "\(regular.limit)"])
            }
            return reserve.take() == .taken ? .reserve : .none
        }
    }

    func giveBack(_ place: Place) {
        switch place {
        case .regular: regular.giveBack()
        case .reserve: reserve.giveBack()
        case .none: break
        }
    }

    /// A connection has so many bytes more, or fewer, that wait for its peer to take them.
    func unsentChanged(by bytes: Int) { unsent.add(bytes, ordering: .relaxed) }

    /// How long a peer may take nothing of an answer, as things are.
    var stall: TimeAmount {
        unsent.load(ordering: .relaxed) > limits.unsent ? min(limits.stall, limits.crowdedStall) : limits.stall
    }
}
