import Endpoints
import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Holds one connection to its ``ConnectionLimits``, and to a place among the ``Connections``.
///
/// Requests go on one by one, each after the answer to the one before has found its way: a caller that asks and does not read keeps one
/// answer in memory and no more.
///
/// It stands behind the decoder of HTTP, sees requests come and answers go, and keeps one timer, which is set anew only where a wait gets
/// shorter. ``ConnectionWatch`` decides.
final class ConnectionDeadlines: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// An answer with more bytes than this may not fit into the socket's buffer.
    private static let smallAnswer = 16 << 10

    private let connections: Connections
    private var place: Connections.Place?
    private var watch: ConnectionWatch
    private var timer: Scheduled<Void>?
    private var timerIsAt = NIODeadline.distantFuture
    private var unflushed = 0
    /// Bytes of answers that lie in this process, because the peer has not taken what went before them; as last seen.
    private var unsent = 0 {
        didSet { if unsent != oldValue { connections.unsentChanged(by: unsent - oldValue) } }
    }
    /// A request has gone on and its answer has not ended.
    private var isAnswering = false
    /// Requests that came ahead of the answers to earlier ones.
    private var held: [HTTPRequestPart] = []
    private var isReadHeld = false
    private var isEndHeld = false
    /// The answer that is being written is the last one.
    private var isLast = false
    /// What has been read is still answered; nothing more is read.
    private var isDeaf = false
    /// Nothing more is read, and nothing more is written.
    private var isOver = false

    init(_ connections: Connections) {
        self.connections = connections
        watch = ConnectionWatch(connections.limits, now: .now())
    }

    // MARK: - Beginning and end

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    private func begin(_ context: ChannelHandlerContext) {
        guard place == nil else { return }
        let place = connections.take()
        self.place = place
        switch place {
        case .regular: try? context.channel.syncOptions?.setOption(.socketOption(.so_sndbuf), value: connections.limits.sendBuffer)
        case .reserve: watch = ConnectionWatch(connections.limits.hurried, now: .now())
        case .none:
            isOver = true
            // Not before the others have heard of the beginning.
            context.eventLoop.assumeIsolated().execute { context.close(promise: nil) }
        }
        setTimer(context)
    }

    private func end() {
        timer?.cancel()
        timer = nil
        if let place { connections.giveBack(place) }
        place = Connections.Place.none
        unsent = 0
        isOver = true
    }

    // MARK: - Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver, !isDeaf else { return }
        let part = unwrapInboundIn(data)
        switch part {
        case .head(let head):
            if place == .reserve {
                guard StaticPages.isHealth(head.path) else { return refuse(.serviceUnavailable, context) }
                isLast = true
            }
            guard watch.headArrived() else {
                isDeaf = true
                return
            }
        case .body(let buffer):
            guard watch.bodyArrived(bytes: buffer.readableBytes) else { return finish(context) }
        case .end:
            watch.requestEnded()
        }
        if held.isEmpty, goesOn(part, context) { context.fireChannelRead(data) } else { held.append(part) }
    }

    /// Whether a part may go on now; the ones of a request that has gone on always may.
    private func goesOn(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) -> Bool {
        guard case .head = part else { return true }
        guard !isAnswering, context.channel.isWritable else { return false }
        isAnswering = true
        return true
    }

    /// Lets the next request go on, as far as it is here.
    private func release(_ context: ChannelHandlerContext) {
        guard !isOver, let first = held.first, goesOn(first, context) else { return }
        let end = held.firstIndex { if case .end = $0 { true } else { false } }
        let parts = held.prefix(through: end ?? held.count - 1)
        held.removeFirst(parts.count)
        for part in parts { context.fireChannelRead(wrapInboundOut(part)) }
        context.fireChannelReadComplete()
        guard held.isEmpty else { return }
        if isReadHeld {
            isReadHeld = false
            read(context: context)
        }
        if isEndHeld { context.fireUserInboundEventTriggered(ChannelEvent.inputClosed) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if !isOver, !isDeaf, watch.readEnded({ .now() }) { setTimer(context) }
        context.fireChannelReadComplete()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent, !held.isEmpty {
            // The peer says nothing more; what it has said is answered first.
            isEndHeld = true
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func read(context: ChannelHandlerContext) {
        guard !isOver, !isDeaf else { return }
        if held.isEmpty { context.read() } else { isReadHeld = true }
    }

    // MARK: - Answers

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isOver else {
            promise?.fail(ChannelError.outputClosed)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(var head) where isLast:
            head.headerFields[.connection] = "close"
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .head(let head):
            if head.status.code >= 400, head.headerFields[.connection] == "close" { isLast = true }
            context.write(data, promise: promise)
        case .body(let buffer):
            unflushed += buffer.readableBytes
            context.write(data, promise: promise)
        case .end:
            context.write(data, promise: promise)
            isAnswering = false
            let isNoneDue = watch.answerEnded(.now())
            if isLast || isDeaf && isNoneDue { finish(context) } else if timer == nil { setTimer(context) }
        }
    }

    func flush(context: ChannelHandlerContext) {
        context.flush()
        defer { unflushed = 0 }
        if unflushed > Self.smallAnswer || !context.channel.isWritable {
            unsent = bufferedBytes(context)
            watch.answerIsHeldUp(bytes: unsent, .now())
            if unsent > 0 { setTimer(context) }
        }
        release(context)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            unsent = 0
            watch.answerGoesOn(.now())
        }
        context.fireChannelWritabilityChanged()
        release(context)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode == .output {
            isOver = true
            watch.outputEnded(.now())
            setTimer(context)
        }
        context.close(mode: mode, promise: promise)
    }

    /// Says goodbye: what was written goes out, what still comes is thrown away, and then the connection is closed.
    private func finish(_ context: ChannelHandlerContext) {
        context.flush()
        close(context: context, mode: .output, promise: nil)
    }

    /// The last answer, without a body, because the API that it would have to be drawn for is not known or nothing may be spent on it.
    private func refuse(_ status: HTTPResponse.Status, _ context: ChannelHandlerContext) {
        var headers: HTTPFields = [.connection: "close", .contentLength: "0"]
        if status == .serviceUnavailable { headers[.retryAfter] = String(Places.retryAfterSeconds) }
        context.write(wrapOutboundOut(.head(HTTPResponse(status: status, headerFields: headers))), promise: nil)
        context.write(wrapOutboundOut(.end(nil)), promise: nil)
        finish(context)
    }

    // MARK: - The timer

    private func setTimer(_ context: ChannelHandlerContext) {
        guard context.channel.isActive, let look = watch.nextLook(after: .now()), timer == nil || look < timerIsAt else { return }
        timer?.cancel()
        timerIsAt = look
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: look) { self.look(context) }
    }

    private func look(_ context: ChannelHandlerContext) {
        timer = nil
        unsent = bufferedBytes(context)
        switch watch.look(unsent: unsent, stall: connections.stall, .now()) {
        case .nothing: break
        case .close: context.close(promise: nil)
        case .refuseHead: refuse(.requestTimeout, context)
        case .refuseBody:
            let whole = TimeAmount.seconds(1).nanoseconds
            let seconds = (connections.limits.body.nanoseconds + whole - 1) / whole
            context.fireErrorCaught(RequestError.bodyTooSlow(seconds: Int(seconds)))
        }
        setTimer(context)
    }

    private func bufferedBytes(_ context: ChannelHandlerContext) -> Int {
        (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }
}
