import NIOCore
import Server
import Testing

/// What a connection waits for, and until when; seconds on a clock of our own.
@Suite("Connection watch")
final class ConnectionWatchTests {
    private let limits = ConnectionLimits()
    private var watch: ConnectionWatch

    init() { watch = ConnectionWatch(limits, now: Self.second(0)) }

    private static func second(_ second: Int64) -> NIODeadline { .uptimeNanoseconds(0) + .seconds(second) }

    private func readEnded(_ second: Int64) -> Bool { watch.readEnded { Self.second(second) } }

    private func headArrived() { _ = watch.headArrived() }

    private func answerEnded(_ second: Int64) { _ = watch.answerEnded(Self.second(second)) }

    private func bodyArrived(_ bytes: Int) -> Bool { watch.bodyArrived(bytes: bytes) }

    /// What a look says at these seconds.
    private func look(_ second: Int64, unsent: Int = 0) -> ConnectionWatch.Action {
        watch.look(unsent: unsent, stall: limits.stall, Self.second(second))
    }

    private func next(_ second: Int64) -> NIODeadline? { watch.nextLook(after: Self.second(second)) }

    @Test("a connection that says nothing is closed after the idle time, from the start and from each answer")
    func idle() {
        #expect(next(0) == Self.second(30))
        #expect(look(29) == .nothing)
        #expect(look(30) == .close)
        headArrived()
        watch.requestEnded()
        #expect(!readEnded(31), "a request in one piece is not waited for")
        #expect(next(31) == nil, "only the server is waited for")
        #expect(look(1000) == .nothing)
        answerEnded(1000)
        #expect(next(1000) == Self.second(1030))
        #expect(look(1030) == .close)
    }

    @Test("a header block is timed from its first byte, however its bytes drip")
    func head() {
        #expect(readEnded(20))
        #expect(next(20) == Self.second(30))
        #expect(!readEnded(25))
        #expect(look(29) == .nothing)
        #expect(look(30) == .refuseHead)
    }

    @Test("the head of a further request has its time after the answer to the one before")
    func nextHead() {
        headArrived()
        watch.requestEnded()
        _ = readEnded(1)
        #expect(readEnded(2), "bytes of the next one")
        #expect(next(2) == nil)
        #expect(look(100) == .nothing)
        answerEnded(100)
        #expect(next(100) == Self.second(110))
        #expect(look(110) == .refuseHead)
    }

    @Test("a body is timed from its head, however its bytes drip; then whoever reads it is told, once")
    func body() {
        headArrived()
        #expect(readEnded(5))
        #expect(bodyArrived(1))
        #expect(!readEnded(50))
        #expect(next(50) == Self.second(65))
        #expect(look(64) == .nothing)
        #expect(look(65) == .refuseBody)
        #expect(look(66) == .nothing)
        #expect(next(66) == nil)
    }

    @Test("what comes of a body after the answer is thrown away for as long, and only so much of it")
    func surplus() {
        headArrived()
        _ = readEnded(0)
        #expect(bodyArrived(1 << 20), "no answer yet: whoever reads it counts")
        answerEnded(1)
        #expect(bodyArrived(limits.surplus))
        #expect(look(60) == .close)
        #expect(!bodyArrived(1))
    }

    @Test("an answer of which nothing is taken is given up; one that goes slowly is not")
    func stall() {
        headArrived()
        watch.requestEnded()
        _ = readEnded(0)
        watch.answerIsHeldUp(bytes: 1000, Self.second(0))
        #expect(next(0) == Self.second(1))
        #expect(look(29, unsent: 999) == .nothing)
        #expect(look(58, unsent: 999) == .nothing)
        #expect(look(59, unsent: 999) == .close)
    }

    @Test("an answer that has gone after all leaves an idle connection")
    func stallEnds() {
        headArrived()
        watch.requestEnded()
        _ = readEnded(0)
        watch.answerIsHeldUp(bytes: 1000, Self.second(0))
        answerEnded(0)
        #expect(look(20) == .nothing)
        #expect(next(20) == Self.second(50))
        #expect(look(50) == .close)
    }

    @Test("a connection is not idle while something small has yet to be taken")
    func stallOfLittle() {
        #expect(look(30, unsent: 10) == .nothing)
        #expect(look(59, unsent: 10) == .nothing)
        #expect(look(60, unsent: 10) == .close)
    }

    @Test("after the last answer the connection is closed soon, and not before all of it is taken")
    func ending() {
        watch.outputEnded(Self.second(10))
        #expect(next(10) == Self.second(12))
        #expect(look(12, unsent: 5) == .nothing)
        #expect(look(13, unsent: 4) == .nothing)
        #expect(look(14) == .nothing)
        #expect(look(15) == .close)
    }

    @Test("requests are heard ahead of their answers up to a number, and again when answers have ended")
    func ahead() {
        for _ in 0..<limits.ahead {
            let isHeard = watch.headArrived()
            #expect(isHeard)
            watch.requestEnded()
        }
        let oneMore = watch.headArrived()
        #expect(!oneMore)
        let isLast = watch.answerEnded(Self.second(0))
        #expect(!isLast)
        let another = watch.headArrived()
        #expect(another)
    }
}
