import Foundation
import Records
import TestSupport
import Testing

/// The same requests to two servers over two stores: every answer is the same, to the byte, but for what each names by itself.
@Suite("Two stores, one answer")
struct DifferentialTests {
    /// Requests in which records come into being one at a time, and requests at the end that make several at once.
    static let requests = (single: 3_000, ofMany: 60)

    /// The seed of the run; KITH_TEST_SEED takes another.
    static let seed = ProcessInfo.processInfo.environment["KITH_TEST_SEED"].flatMap { UInt64($0) } ?? 20_240_115

    @Test("SQLite in memory answers as", arguments: [TestStore.file, .postgres])
    func sameAnswers(_ store: TestStore) async throws {
        let start = Timestamp.now()
        // The one in memory is there at once and comes last: a connection that waits long for its first request is closed.
        try await withServer(store) { second in
            try await withServer(.memory) { first in
                try await Self.compare(try await Side(first, since: start), try await Side(second, since: start), seed: Self.seed)
            }
        }
    }

    private static func compare(_ first: Side, _ second: Side, seed: UInt64) async throws {
        var generator = Generator(seed: seed)
        var spread = Spread()
        var differences = 0
        for number in 1...(requests.single + requests.ofMany) {
            let request = number <= requests.single ? generator.next() : generator.nextOfMany()
            async let one = first.answer(request)
            async let other = second.answer(request)
            let (expected, found) = try await (one, other)
            #expect(expected.status < 500, "request \(number) of seed \(seed):\n\(request)\n\(expected)")
            if expected != found {
                Issue.record(
                    "request \(number) of seed \(seed):\n\(request)\n— SQLite in memory answers\n\(expected)\n— the other answers\n\(found)"
                )
                differences += 1
                // After some differences the rest only repeats them.
                if differences == 10 { return }
            }
            generator.learn(request, expected)
            spread.count(request, expected)
        }
        #expect(spread.gaps == [], "what is compared is both what succeeds and what is refused")
    }
}

/// What was asked for and how it was answered, so that the generator cannot silently come to ask nothing of interest.
private struct Spread {
    private var answered: [String: Int] = [:]

    mutating func count(_ request: Request, _ answer: Answer) {
        let word = answer.isSuccess ? "done" : answer.status < 500 ? "refused" : "failed"
        answered["\(request.dialect) \(request.method) \(word)", default: 0] += 1
    }

    /// Kinds of requests of which none was done or refused.
    var gaps: [String] {
        let methods: [Request.Dialect: [String]] = [
            .native: ["GET", "POST", "PATCH", "DELETE"], .mateo: ["GET", "POST", "PATCH", "DELETE"],
            .nateq: ["GET", "POST", "PUT", "DELETE"],
            .reach: ["GET", "POST", "PATCH", "DELETE"], .kare: ["GET", "POST", "PATCH", "DELETE"],
        ]
        return Request.Dialect.allCases.flatMap { dialect in
            (methods[dialect] ?? []).flatMap { method in ["done", "refused"].map { "\(dialect) \(method) \($0)" } }
        }.filter { answered[$0] == nil }
    }
}
