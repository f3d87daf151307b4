import Records
import Testing

@testable import Access

@Suite("Requests per minute")
struct RateTests {
    @Test("a token's own limit holds for each minute of the clock, apart from every other token")
    func window() async throws {
        let premises = try await Premises { $0.requestsPerMinute = 5 }
        let (text, _) = try await premises.access.createToken(organisation: premises.alone.id, name: "crm", requestsPerMinute: 3)
        let (otherText, _) = try await premises.access.createToken(organisation: premises.alone.id, name: "other")
        let principal = try await premises.holder(text)
        let other = try await premises.holder(otherText)
        // 1,800,000,000 is divisible by 60; the rest of the minute after 13 seconds is 47.
        premises.clock.move(seconds: 13)
        for remaining in [2, 1, 0] {
            #expect(try premises.access.admit(principal) == RateStanding(limit: 3, remaining: remaining))
        }
        for _ in 1...2 {
            #expect(throws: AccessError.rateLimited(limit: 3, retryAfterSeconds: 47)) { try premises.access.admit(principal) }
        }
        #expect(try premises.access.admit(other) == RateStanding(limit: 5, remaining: 4))
        premises.clock.move(seconds: 46)
        #expect(throws: AccessError.rateLimited(limit: 3, retryAfterSeconds: 1)) { try premises.access.admit(principal) }
        premises.clock.move(seconds: 1)
        #expect(try premises.access.admit(principal) == RateStanding(limit: 3, remaining: 2))
    }

    @Test("without a figure of its own a credential has the server's, practically unlimited")
    func standard() async throws {
        let premises = try await Premises()
        let (text, _) = try await premises.access.createToken(organisation: premises.alone.id, name: "crm")
        #expect(try premises.access.admit(try await premises.holder(text)) == RateStanding(limit: 10_000_000, remaining: 9_999_999))
    }

    @Test("a million names take no more room than there is")
    func room() {
        let counter = MinuteCounter(capacity: 100)
        let now = Timestamp(microseconds: 0)
        for number in 0..<100_000 {
            #expect(counter.take("\(number)", limit: 10, at: now) == 9)
        }
        #expect(counter.take("99999", limit: 10, at: now) == 8)
    }

    @Test("what is given back counts no more")
    func giveBack() {
        let counter = MinuteCounter()
        let now = Timestamp(microseconds: 0)
        #expect(counter.take("a", limit: 1, at: now) == 0)
        #expect(counter.take("a", limit: 1, at: now) == nil)
        counter.giveBack("a", at: now)
        #expect(counter.take("a", limit: 1, at: now) == 0)
        counter.giveBack("a", at: now.advanced(seconds: 60))
        #expect(counter.take("a", limit: 1, at: now) == nil)
    }

    @Test(
        "the minute's rest is 1 to 60 seconds, before 1970 too",
        arguments: [(0, 60), (1, 59), (59, 1), (60, 60), (-1, 1), (-60, 60), (-61, 1)])
    func rest(seconds: Int64, left: Int) {
        #expect(MinuteCounter.secondsLeft(at: Timestamp(microseconds: seconds * 1_000_000)) == left)
    }
}
