extension JSON {
    /// The value as compact JSON text in UTF-8.
    package func serialized() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        serialize(into: &bytes)
        return bytes
    }

    /// The value as compact JSON text.
    package var text: String {
        String(decoding: serialized(), as: UTF8.self)
    }

    /// Appends the value as compact JSON text in UTF-8: members in order, number text byte for byte.
    package func serialize(into bytes: inout [UInt8]) {
        switch self {
        case .null:
            bytes.appendASCII("null")
        case .bool(let value):
            bytes.appendASCII(value ? "true" : "false")
        case .number(let value):
            bytes.appendJSONNumber(value)
        case .string(let value):
            bytes.appendJSONString(value)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            var isFirst = true
            for element in elements {
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                element.serialize(into: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let object):
            object.serialize(into: &bytes)
        }
    }

    /// The value as JSON text for people: a line per element and member, indented by two spaces a level.
    package var prettyText: String {
        var bytes: [UInt8] = []
        serializePretty(into: &bytes, indent: 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func serializePretty(into bytes: inout [UInt8], indent: Int) {
        func newLine(_ indent: Int) {
            bytes.append(UInt8(ascii: "\n"))
            bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * 2))
        }
        switch self {
        case .array(let elements) where !elements.isEmpty:
            bytes.append(UInt8(ascii: "["))
            for (position, element) in elements.enumerated() {
                if position > 0 { bytes.append(UInt8(ascii: ",")) }
                newLine(indent + 1)
                element.serializePretty(into: &bytes, indent: indent + 1)
            }
            newLine(indent)
            bytes.append(UInt8(ascii: "]"))
        case .object(let object) where !object.isEmpty:
            bytes.append(UInt8(ascii: "{"))
            for (position, member) in object.enumerated() {
                if position > 0 { bytes.append(UInt8(ascii: ",")) }
                newLine(indent + 1)
                bytes.appendJSONString(member.key)
                bytes.appendASCII(": ")
                member.value.serializePretty(into: &bytes, indent: indent + 1)
            }
            newLine(indent)
            bytes.append(UInt8(ascii: "}"))
        default:
            serialize(into: &bytes)
        }
    }
}

extension JSONObject {
    /// Appends the object as compact JSON text in UTF-8.
    package func serialize(into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        var isFirst = true
        for member in members {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            bytes.appendJSONString(member.key)
            bytes.append(UInt8(ascii: ":"))
            member.value.serialize(into: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }
}
