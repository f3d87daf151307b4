import JSONCore
import JSONSchema
import Testing

@Suite("Conformance")
struct ConformanceTests {
    @Test("Draft 2020-12: every required test")
    func draft202012() throws {
        let (count, failures) = try ConformanceSuite().failures(in: "draft2020-12", draft: .draft202012)
        #expect(failures == [])
        #expect(count >= 1_299)
    }

    @Test("Draft-07: every required test")
    func draft07() throws {
        let (count, failures) = try ConformanceSuite().failures(in: "draft7", draft: .draft07)
        #expect(failures == [])
        #expect(count >= 900)
    }

    @Test("Formats", arguments: [("draft2020-12/optional/format", Draft.draft202012), ("draft7/optional/format", .draft07)])
    func formats(directory: String, draft: Draft) throws {
        let (_, failures) = try ConformanceSuite().failures(in: directory, draft: draft, assertsFormat: true)
        #expect(failures == [])
    }

    @Test("Optional", arguments: [("draft2020-12/optional", Draft.draft202012), ("draft7/optional", .draft07)])
    func optional(directory: String, draft: Draft) throws {
        let (_, failures) = try ConformanceSuite().failures(in: directory, draft: draft)
        #expect(failures == [])
    }
}
