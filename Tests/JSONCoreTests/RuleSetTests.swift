import JSONCore
import Testing

/// What the rules for requests and the grammar's rules make of the same texts.
@Suite("Sets of rules")
struct RuleSetTests {
    /// RFC 8259 allows these texts, and a request with them is refused.
    static let allowedByGrammar: [(text: String, error: JSONSyntaxError, written: String)] = [
        (#"{"a":1,"a":2}"#, .init(.duplicateMember, offset: 7), #"{"a":2}"#),
        (#"{"a":1,"a":1}"#, .init(.duplicateMember, offset: 7), #"{"a":1}"#),
        (#"{"a":1,"b":2,"a":3}"#, .init(.duplicateMember, offset: 13), #"{"a":3,"b":2}"#),
        (#"{"a":1,"\u0061":{"b":1,"b":[]}}"#, .init(.duplicateMember, offset: 7), #"{"a":{"b":[]}}"#),
        (#"{"a":{"c":1},"a":{"b":1}}"#, .init(.duplicateMember, offset: 13), #"{"a":{"b":1}}"#),
        (#""\u0000""#, .init(.nulCharacter, offset: 1), #""\u0000""#),
        (#"{"a\u0000b":0}"#, .init(.nulCharacter, offset: 3), #"{"a\u0000b":0}"#),
        (#"["\u0000\u0000","\u0000"]"#, .init(.nulCharacter, offset: 2), #"["\u0000\u0000","\u0000"]"#),
        ("1e309", .init(.exponentTooLarge, offset: 0), "1e309"),
    ]

    @Test("what only the grammar's rules allow", arguments: allowedByGrammar)
    func allowedByGrammarOnly(text: String, error: JSONSyntaxError, written: String) throws {
        #expect(throws: error) { try JSON.parse(text) }
        let value = try JSON.parse(text, limits: .grammar)
        #expect(value.text == written)
        #expect(try JSON.parse(value.text, limits: .grammar).isIdentical(to: value))
    }

    @Test("what a request may hold, the grammar's rules read alike", arguments: AcceptedText.all)
    func acceptedByBoth(_ accepted: AcceptedText) throws {
        #expect(try JSON.parse(accepted.text, limits: .grammar).isIdentical(to: JSON.parse(accepted.text)))
    }

    @Test("what is outside the grammar, both refuse at the same place", arguments: RefusedText.all)
    func refusedByBoth(_ refused: RefusedText) throws {
        switch refused.kind {
        case .duplicateMember, .exponentTooLarge, .numberTooLong, .tooDeep:
            break
        case .nulCharacter where refused.bytes.contains(0):
            #expect(throws: JSONSyntaxError(.controlCharacter, offset: refused.offset)) {
                try JSON.parse(refused.bytes, limits: .grammar)
            }
        case .nulCharacter:
            _ = try JSON.parse(refused.bytes, limits: .grammar)
        default:
            #expect(throws: JSONSyntaxError(refused.kind, offset: refused.offset)) { try JSON.parse(refused.bytes, limits: .grammar) }
        }
    }

    @Test("what RFC 8259 leaves open has one answer", arguments: FreeText.all)
    func free(_ text: FreeText) throws {
        for (error, limits) in [(text.request, JSONLimits.standard), (text.grammar, .grammar)] {
            if let error {
                #expect(throws: error) { try JSON.parse(text.bytes, limits: limits) }
            } else {
                #expect(try JSON.parse(text.bytes, limits: limits).serialized() == text.bytes)
            }
        }
    }

    @Test("the last of equal names counts on both sides of the size where the index begins", arguments: [1, 31, 32, 33, 34, 64, 200])
    func lastCounts(count: Int) throws {
        let names = (0..<count).map { "\"k\($0)\":0" }
        for repeated in [0, count / 2, count - 1] {
            let members = (names + ["\"k\(repeated)\":[1]", "\"new\":2", "\"k\(repeated)\":{\"k0\":3}"]).joined(separator: ",")
            let object = try #require(try JSON.parse("{" + members + "}", limits: .grammar).asObject)
            #expect(Array(object.keys) == (0..<count).map { "k\($0)" } + ["new"])
            #expect(object["k\(repeated)"] == ["k0": 3])
            #expect(object["new"] == 2)
        }
    }

    @Test("the grammar's own bounds")
    func bounds() throws {
        func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(try JSON.parse(nested(512), limits: .grammar).text == nested(512))
        #expect(throws: JSONSyntaxError(.tooDeep, offset: 512)) { try JSON.parse(nested(513), limits: .grammar) }
        let longest = String(repeating: "7", count: 1_000)
        #expect(try JSON.parse(longest, limits: .grammar).text == longest)
        #expect(throws: JSONSyntaxError(.numberTooLong, offset: 0)) { try JSON.parse(longest + "7", limits: .grammar) }
        #expect(try JSON.parse("1e-10000", limits: .grammar).text == "1e-10000")
        #expect(throws: JSONSyntaxError(.exponentTooLarge, offset: 0)) { try JSON.parse("1e10001", limits: .grammar) }
    }
}
