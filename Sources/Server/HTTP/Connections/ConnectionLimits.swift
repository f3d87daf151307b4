package import NIOCore

/// How long a connection may be kept waiting by its peer. It is closed when one of these has passed.
package struct ConnectionLimits: Sendable, Hashable {
    /// From the last answer, or from the start, to the first byte of a request.
    package var idle = TimeAmount.seconds(30)
    /// From the first byte of a request to the end of its header block. An earlier request's answer does not count into it.
    package var head = TimeAmount.seconds(10)
    /// From the end of the header block to the end of the body.
    package var body = TimeAmount.seconds(60)
    /// While the peer takes nothing of an answer.
    package var stall = TimeAmount.seconds(30)
    /// While the peer takes nothing of an answer and there are more than ``unsent`` bytes of answers in memory.
    package var crowdedStall = TimeAmount.seconds(2)
    /// Bytes of answers, to all peers together, that may wait in memory before the peers that take nothing are cut off sooner.
    package var unsent = 256 << 20
    /// What the peer gets to read a last answer.
    package var farewell = TimeAmount.seconds(2)
    /// Bytes that the system is asked to keep at most for a peer that does not take them (`SO_SNDBUF`); Linux keeps twice as many.
    ///
    /// Left to itself it keeps some megabytes for each connection, and filling them for many peers that read nothing is work for which
    /// the others wait.
    package var sendBuffer = 128 << 10
    /// Bytes of a body that are thrown away after the answer to it, so that the connection can be used again.
    package var surplus = 2 << 20
    /// Requests that may be sent ahead of their answers. What is sent beyond is not heard, and the connection ends with the last answer.
    ///
    /// An event loop works off all that it has before it looks at its sockets again, so that a connection with more than that would keep
    /// all others waiting.
    package var ahead = 64

    package init() {}

    /// For a connection that is there for one request only.
    var hurried: ConnectionLimits {
        var limits = self
        limits.idle = min(idle, farewell)
        limits.head = min(head, farewell)
        return limits
    }
}
