import JSONCore
import Testing

@Suite("Writing")
struct WriterTests {
    @Test("pieces are separated where needed")
    func pieces() throws {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("id")
        writer.string("a\"b")
        let name = "dynamic\n"
        writer.key(name)
        writer.beginArray()
        writer.number(1)
        writer.number(try #require(JSONNumber(text: "1.50")))
        writer.beginObject()
        writer.endObject()
        writer.beginArray()
        writer.endArray()
        writer.null()
        writer.endArray()
        writer.key("yes")
        writer.bool(true)
        writer.key("value")
        writer.value(["x": [1, 2]])
        writer.key("raw")
        writer.raw(Array("{\"kept\": 1.0}".utf8))
        writer.key("last")
        writer.bool(false)
        writer.endObject()
        let expected = #"{"id":"a\"b","dynamic\n":[1,1.50,{},[],null],"yes":true,"value":{"x":[1,2]},"raw":{"kept": 1.0},"last":false}"#
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
        #expect(try JSON.parse(writer.bytes)["raw"]?["kept"]?.asNumber?.text == "1.0")
    }

    @Test("continues after bytes already written")
    func continuing() {
        var writer = JSONWriter(appendingTo: Array("data: ".utf8))
        writer.value([1])
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "data: [1]")
    }

    @Test("every scalar below U+0100 is escaped as RFC 8259 section 7 demands and no other")
    func escapes() throws {
        for scalar in (UInt8(1)...UInt8.max).map(Unicode.Scalar.init) {
            for prefix in ["", "1234567", "12345678", "a\"b"] {
                let value = JSON.string(prefix + String(Character(scalar)) + "tail of the string")
                let escaped =
                    switch scalar {
                    case "\"": "\\\""
                    case "\\": "\\\\"
                    case "\u{8}": "\\b"
                    case "\u{C}": "\\f"
                    case "\n": "\\n"
                    case "\r": "\\r"
                    case "\t": "\\t"
                    case ..<" ": "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
                    default: String(Character(scalar))
                    }
                let expected = "\"" + prefix.replacing("\"", with: "\\\"") + escaped + "tail of the string\""
                #expect(Array(value.text.utf8) == Array(expected.utf8))
                #expect(try JSON.parse(value.text).isIdentical(to: value))
            }
        }
    }

    @Test("integers", arguments: [0, 1, -1, 9, 10, 99, 100, -100, Int.max, Int.min, 1_234_567_890])
    func integers(value: Int) {
        #expect(JSON.number(JSONNumber(value)).text == String(value))
    }

    @Test("pretty text indents by two spaces")
    func pretty() {
        let value: JSON = ["a": [1, ["b": true]], "c": [], "d": [:], "e": "x"]
        let expected = """
            {
              "a": [
                1,
                {
                  "b": true
                }
              ],
              "c": [],
              "d": {},
              "e": "x"
            }
            """
        #expect(value.prettyText == expected)
    }
}
