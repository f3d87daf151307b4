extension JSONScanner {
    /// Reads the number that begins at the position (RFC 8259, section 6).
    ///
    /// Refuses a literal outside the grammar with `invalidNumber`, and with `numberTooLong` or `exponentTooLarge` one past the limits.
    mutating func scanNumber() throws(JSONSyntaxError) -> JSONNumber {
        let start = position
        let isNegative = !isAtEnd && bytes[position] == UInt8(ascii: "-")
        if isNegative { position += 1 }
        let digits = position
        var value: Int64 = 0
        while let digit = digitAtPosition {
            // Wraps past 18 digits, where the value is not used.
            value = value &* 10 &+ Int64(digit)
            position += 1
        }
        let count = position - digits
        if count == 0 || count > 1 && bytes[digits] == UInt8(ascii: "0") { throw JSONSyntaxError(.invalidNumber, offset: start) }
        var isPlain = count <= 18 && !(isNegative && value == 0)
        if !isAtEnd, bytes[position] == UInt8(ascii: ".") {
            isPlain = false
            position += 1
            try skipDigits(ofNumberAt: start)
        }
        if !isAtEnd, bytes[position] | 0x20 == UInt8(ascii: "e") {
            isPlain = false
            position += 1
            try scanExponent(ofNumberAt: start)
        }
        if position - start > limits.maximumNumberLength { throw JSONSyntaxError(.numberTooLong, offset: start) }
        if isPlain { return JSONNumber(storage: .integer(isNegative ? -value : value)) }
        return JSONNumber(storage: .literal(String(decoding: bytes[start..<position], as: UTF8.self)))
    }

    private mutating func scanExponent(ofNumberAt start: Int) throws(JSONSyntaxError) {
        if !isAtEnd, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") { position += 1 }
        let digits = position
        try skipDigits(ofNumberAt: start)
        var exponent = 0
        for byte in bytes[digits..<position] {
            exponent = exponent * 10 + Int(byte - UInt8(ascii: "0"))
            if exponent > limits.maximumExponent { throw JSONSyntaxError(.exponentTooLarge, offset: start) }
        }
    }

    /// Moves past one or more digits.
    private mutating func skipDigits(ofNumberAt start: Int) throws(JSONSyntaxError) {
        if digitAtPosition == nil { throw JSONSyntaxError(.invalidNumber, offset: start) }
        while digitAtPosition != nil { position += 1 }
    }

    @inline(__always)
    private var digitAtPosition: UInt8? {
        guard position < bytes.count else { return nil }
        let digit = bytes[position] &- UInt8(ascii: "0")
        return digit < 10 ? digit : nil
    }
}
