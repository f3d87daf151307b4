import JSONCore
import Testing

@testable import SQLiteStore

/// Looking into stored text must find what looking into the value does.
@Suite struct StoredJSONTests {
    private static let names = ["a", "b", "", "0", "1", "a/b", "~", "\"", "\\", "\n", "é", "e\u{301}", "😀", "\\\"", "}]"]

    private func value(depth: Int, _ random: inout some RandomNumberGenerator) -> JSON {
        switch Int.random(in: 0..<(depth == 0 ? 5 : 8), using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2: return .number(JSONNumber(Int.random(in: -1000...1000, using: &random)))
        case 3: return .number(JSONNumber(text: "1.50e-7") ?? 0)
        case 4: return .string(Self.names.randomElement(using: &random) ?? "")
        case 5: return .array((0..<Int.random(in: 0...4, using: &random)).map { _ in value(depth: depth - 1, &random) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                object[Self.names.randomElement(using: &random) ?? ""] = value(depth: depth - 1, &random)
            }
            return .object(object)
        }
    }

    private func stored(_ text: [UInt8], at pointer: JSONPointer) -> JSON? {
        text.withUnsafeBytes { bytes in
            Array(StoredJSON.path(pointer).utf8).withUnsafeBytes { path in
                StoredJSON(bytes).value(at: path).flatMap { FieldValue(bytes: $0).json }
            }
        }
    }

    @Test func everyPlaceIsFoundAndNoOther() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<3000 {
            let value = value(depth: 4, &random)
            let text = value.serialized()
            for _ in 0..<20 {
                let pointer = JSONPointer(
                    (0..<Int.random(in: 0...3, using: &random)).map { _ in Self.names.randomElement(using: &random) ?? "" })
                let (found, expected) = (stored(text, at: pointer), value.value(at: pointer))
                #expect(found?.text == expected?.text, "\(pointer) in \(value.text)")
            }
        }
    }

    /// A damaged page may hold any bytes; looking into them must end and stay inside.
    @Test func damagedTextHasNoPlacesButDoesNoHarm() {
        var random = SystemRandomNumberGenerator()
        let alphabet = Array("{}[]\",:\\0a ".utf8)
        for _ in 0..<3000 {
            let noise = (0..<Int.random(in: 0...40, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) }
            let cut = value(depth: 3, &random).serialized().dropLast(Int.random(in: 0...5, using: &random))
            for text in [noise, Array(cut)] {
                _ = stored(text, at: JSONPointer(["a", "0"]))
                _ = text.withUnsafeBytes { bytes in Array("\"a\"".utf8).withUnsafeBytes { StoredJSON(bytes).contains(element: $0) } }
            }
        }
    }
}
