import JSONCore
import Testing

@Suite("Parsing")
struct ParseTests {
    @Test("accepts and writes", arguments: AcceptedText.all)
    func accepts(_ accepted: AcceptedText) throws {
        let value = try JSON.parse(accepted.text)
        #expect(value.text == accepted.written)
        #expect(Array(value.text.utf8) == Array(accepted.written.utf8))
        #expect(try JSON.parse(accepted.written).isIdentical(to: value))
        #expect(try JSON.parse(value.prettyText).isIdentical(to: value))
    }

    @Test("refuses with rule and place", arguments: RefusedText.all)
    func refuses(_ refused: RefusedText) {
        #expect(throws: JSONSyntaxError(refused.kind, offset: refused.offset)) { try JSON.parse(refused.bytes) }
    }

    @Test("every rule has a refused text")
    func everyRuleIsRefused() {
        #expect(Set(RefusedText.all.map(\.kind)) == Set(JSONSyntaxError.Kind.allCases))
    }

    @Test("every prefix of a text is refused without reading past its end")
    func prefixes() throws {
        let text = Array(
            #"{"name":"A\u00e9\ud83d\ude00 é€😀","n":[-1.5e+3,0,true,false,null,{"k":[]}],"a longer key":"twelve bytes"}"#.utf8)
        _ = try JSON.parse(text)
        for length in text.indices {
            // A copy of exactly this length, so that a sanitizer sees an access past it.
            let prefix = Array(text.prefix(length))
            #expect(throws: JSONSyntaxError.self) { try JSON.parse(prefix) }
        }
    }

    @Test("every single-byte change is parsed or refused, and what is parsed writes and reads back")
    func mutations() throws {
        let text = Array(#"{"a":"x\u00e9y","b":[1.5,-2e3,true],"é":{"c":null}}"#.utf8)
        for position in text.indices {
            for byte in UInt8.min...UInt8.max {
                var mutated = text
                mutated[position] = byte
                guard let value = try? JSON.parse(mutated) else { continue }
                #expect(try JSON.parse(value.serialized()).isIdentical(to: value))
            }
        }
    }

    @Test("the same from a string, bytes, a slice, a buffer and a sequence of chunks")
    func sources() throws {
        let text = #"{"a":[1,2,{"b":"é"}]}"#
        let bytes = Array(text.utf8)
        let expected = try JSON.parse(text)
        #expect(try JSON.parse(bytes) == expected)
        #expect(try JSON.parse(([0x20] + bytes).dropFirst()) == expected)
        #expect(try bytes.withUnsafeBytes { try JSON.parse($0) } == expected)
        #expect(try JSON.parse(bytes.reversed().reversed() as ReversedCollection<ReversedCollection<[UInt8]>>) == expected)
        #expect(throws: JSONSyntaxError(.emptyInput, offset: 0)) { try JSON.parse(UnsafeRawBufferPointer(start: nil, count: 0)) }
    }

    @Test("line and column count from one, columns in bytes")
    func positions() {
        let bytes = Array("{\n  \"é\": 1,\n  \"b\" 2\n}".utf8)
        let error = #expect(throws: JSONSyntaxError.self) { try JSON.parse(bytes) }
        let position = error?.position(in: bytes)
        #expect(position?.line == 3)
        #expect(position?.column == 7)
        let first = JSONSyntaxError(.unexpectedByte, offset: 0).position(in: bytes)
        #expect(first.line == 1 && first.column == 1)
    }

    @Test("an error names place and rule and never the value")
    func mute() {
        let error = #expect(throws: JSONSyntaxError.self) { try JSON.parse(#"{"secret":1,"secret":2}"#) }
        #expect(error.map(String.init(describing:)) == "byte 12: duplicate member name")
    }
}
