extension [UInt8] {
    /// Appends ASCII text as it is.
    @inline(__always)
    mutating func appendASCII(_ text: StaticString) {
        text.withUTF8Buffer { append(contentsOf: $0) }
    }

    /// Appends a number's text.
    @inline(__always)
    mutating func appendJSONNumber(_ number: JSONNumber) {
        switch number.storage {
        case .integer(let value): appendDecimal(value)
        case .literal(let text): append(contentsOf: text.utf8)
        }
    }

    /// Appends an integer's decimal text.
    mutating func appendDecimal(_ value: Int64) {
        var magnitude = value.magnitude
        if value < 0 { append(UInt8(ascii: "-")) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var first = 20
            repeat {
                first -= 1
                digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude % 10)
                magnitude /= 10
            } while magnitude != 0
            append(contentsOf: UnsafeBufferPointer(rebasing: digits[first...]))
        }
    }

    /// Appends a string with quotes, escaping quote, backslash and control characters and nothing else (RFC 8259, section 7).
    mutating func appendJSONString(_ text: String) {
        append(UInt8(ascii: "\""))
        let written: Void? = text.utf8.withContiguousStorageIfAvailable { appendEscaped(UnsafeRawBufferPointer($0)) }
        if written == nil { [UInt8](text.utf8).withUnsafeBytes { appendEscaped($0) } }
        append(UInt8(ascii: "\""))
    }

    private mutating func appendEscaped(_ text: UnsafeRawBufferPointer) {
        var plain = 0
        var position = 0
        while position < text.count {
            if text.count - position >= 8 {
                let special = JSONText.bytesToEscape(in: text.loadUnaligned(fromByteOffset: position, as: UInt64.self))
                if special == 0 {
                    position += 8
                    continue
                }
                position += special.trailingZeroBitCount >> 3
            } else if !JSONText.mustEscape(text[position]) {
                position += 1
                continue
            }
            append(contentsOf: UnsafeRawBufferPointer(rebasing: text[plain..<position]))
            appendEscape(text[position])
            position += 1
            plain = position
        }
        append(contentsOf: UnsafeRawBufferPointer(rebasing: text[plain...]))
    }

    private mutating func appendEscape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): appendASCII("\\\"")
        case UInt8(ascii: "\\"): appendASCII("\\\\")
        case 0x08: appendASCII("\\b")
        case 0x0C: appendASCII("\\f")
        case 0x0A: appendASCII("\\n")
        case 0x0D: appendASCII("\\r")
        case 0x09: appendASCII("\\t")
        default:
            appendASCII("\\u00")
            append(JSONText.hexadecimalDigit(byte >> 4))
            append(JSONText.hexadecimalDigit(byte & 0x0F))
        }
    }
}
