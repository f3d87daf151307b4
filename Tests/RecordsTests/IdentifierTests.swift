import Records
import Testing

@Suite("Identifiers")
struct IdentifierTests {
    @Test("a new identifier is a version 7 UUID of its moment (RFC 9562 section 5.7)")
    func version7() {
        let moment = Timestamp(microseconds: 1_733_410_583_123_456)
        let text = Identifier(at: moment).text
        #expect(text.utf8.count == 36)
        #expect(Array(text)[14] == "7")
        #expect("89ab".contains(Array(text)[19]))
        #expect(Identifier(at: moment).high >> 16 == 1_733_410_583_123)
    }

    @Test("later moments sort later, within one millisecond too")
    func order() {
        let start = Timestamp.now()
        let identifiers = (0..<1000).map { Identifier(at: Timestamp(microseconds: start.microseconds + Int64($0))) }
        #expect(zip(identifiers, identifiers.dropFirst()).allSatisfy { $0.high <= $1.high })
        #expect(Set(identifiers).count == 1000)
    }

    @Test("text and bytes come back")
    func roundTrip() {
        let identifier = Identifier(at: .now())
        #expect(Identifier(identifier.text) == identifier)
        #expect(Identifier(identifier.text.uppercased()) == identifier)
        #expect(Identifier(bytes: identifier.bytes) == identifier)
    }

    @Test(
        "other texts are refused",
        arguments: [
            "", "1", "3c90c3cc-0d44-4b50-8888-8dd25736052", "3c90c3cc-0d44-4b50-8888-8dd25736052aa", "3c90c3cc0d444b5088888dd25736052a",
            "3c90c3cc-0d44-4b50-8888-8dd25736052g", "{3c90c3cc-0d44-4b50-8888-8dd25736052a}", "3c90c3cc-0d44-4b50-8888_8dd25736052a",
        ])
    func refuses(_ text: String) {
        #expect(Identifier(text) == nil)
    }
}
