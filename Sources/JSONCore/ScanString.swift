extension JSONScanner {
    /// Reads the string whose opening quote is at the position; also gives a fingerprint of its bytes.
    mutating func scanString() throws(JSONSyntaxError) -> (text: String, fingerprint: UInt64) {
        let start = position + 1
        position = start
        while true {
            try skipPlainText()
            if bytes[position] == UInt8(ascii: "\"") {
                let content = UnsafeRawBufferPointer(rebasing: bytes[start..<position])
                position += 1
                return (String(decoding: content, as: UTF8.self), Self.fingerprint(of: content))
            }
            break
        }
        return try scanEscapedString(from: start)
    }

    /// Continues a string at its first backslash; what came before is taken over as it is.
    private mutating func scanEscapedString(from start: Int) throws(JSONSyntaxError) -> (text: String, fingerprint: UInt64) {
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[start..<position]))
        while bytes[position] != UInt8(ascii: "\"") {
            try scanEscape()
            let plain = position
            try skipPlainText()
            scratch.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[plain..<position]))
        }
        position += 1
        return (String(decoding: scratch, as: UTF8.self), scratch.withUnsafeBytes { Self.fingerprint(of: $0) })
    }

    /// Moves to the next quote or backslash, checking what lies between.
    @inline(__always)
    private mutating func skipPlainText() throws(JSONSyntaxError) {
        while true {
            while bytes.count - position >= 8 {
                let special = JSONText.bytesNeedingCare(in: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
                if special != 0 {
                    position += special.trailingZeroBitCount >> 3
                    break
                }
                position += 8
            }
            if isAtEnd { throw JSONSyntaxError(.unexpectedEnd, offset: position) }
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
            if byte < 0x20 {
                throw JSONSyntaxError(byte == 0 && !limits.allowsNUL ? .nulCharacter : .controlCharacter, offset: position)
            }
            if byte < 0x80 {
                position += 1
            } else {
                try skipScalars()
            }
        }
    }

    /// Moves past scalars of more than one byte.
    private mutating func skipScalars() throws(JSONSyntaxError) {
        while position < bytes.count, bytes[position] >= 0x80 {
            guard let length = lengthOfScalar(at: position) else { throw JSONSyntaxError(.invalidUTF8, offset: position) }
            position += length
        }
    }

    /// The length of the well-formed scalar of two to four bytes at a position; nil when there is none (RFC 3629, section 4).
    func lengthOfScalar(at position: Int) -> Int? {
        let second: ClosedRange<UInt8>
        let length: Int
        switch bytes[position] {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
        guard bytes.count - position >= length, second.contains(bytes[position + 1]) else { return nil }
        for offset in 2..<max(length, 2) where !(0x80...0xBF).contains(bytes[position + offset]) { return nil }
        return length
    }

    /// Reads the escape whose backslash is at the position and appends what it stands for.
    private mutating func scanEscape() throws(JSONSyntaxError) {
        let start = position
        guard bytes.count - start >= 2 else { throw JSONSyntaxError(.unexpectedEnd, offset: bytes.count) }
        position += 2
        switch bytes[start + 1] {
        case UInt8(ascii: "\""): scratch.append(UInt8(ascii: "\""))
        case UInt8(ascii: "\\"): scratch.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "/"): scratch.append(UInt8(ascii: "/"))
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0C)
        case UInt8(ascii: "n"): scratch.append(0x0A)
        case UInt8(ascii: "r"): scratch.append(0x0D)
        case UInt8(ascii: "t"): scratch.append(0x09)
        case UInt8(ascii: "u"): scratch.append(contentsOf: UTF8.encode(try scanEscapedScalar(from: start)) ?? .init())
        default: throw JSONSyntaxError(.invalidEscape, offset: start)
        }
    }

    /// Reads the digits of a `\u` escape, and the second escape of a surrogate pair; `start` is the first backslash.
    private mutating func scanEscapedScalar(from start: Int) throws(JSONSyntaxError) -> Unicode.Scalar {
        let first = try scanHexadecimal(from: start)
        if first == 0, !limits.allowsNUL { throw JSONSyntaxError(.nulCharacter, offset: start) }
        if let scalar = Unicode.Scalar(first) { return scalar }
        let low = position
        guard first < 0xDC00, bytes.count - low >= 2, bytes[low] == UInt8(ascii: "\\"), bytes[low + 1] == UInt8(ascii: "u") else {
            throw JSONSyntaxError(.loneSurrogate, offset: start)
        }
        position += 2
        let second = try scanHexadecimal(from: low)
        guard (0xDC00...0xDFFF).contains(second) else { throw JSONSyntaxError(.loneSurrogate, offset: start) }
        let value = 0x10000 + (UInt32(first - 0xD800) << 10) + UInt32(second - 0xDC00)
        guard let scalar = Unicode.Scalar(value) else { throw JSONSyntaxError(.loneSurrogate, offset: start) }
        return scalar
    }

    /// Reads four hexadecimal digits; `start` is the backslash of their escape.
    private mutating func scanHexadecimal(from start: Int) throws(JSONSyntaxError) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            if isAtEnd { throw JSONSyntaxError(.unexpectedEnd, offset: position) }
            guard let digit = JSONText.hexadecimalValue(of: bytes[position]) else {
                throw JSONSyntaxError(.invalidEscape, offset: start)
            }
            value = value << 4 | UInt16(digit)
            position += 1
        }
        return value
    }

    /// A word that equal byte sequences share and different ones mostly do not: length, first and last eight bytes.
    @inline(__always)
    private static func fingerprint(of bytes: UnsafeRawBufferPointer) -> UInt64 {
        var first: UInt64 = 0
        var last: UInt64 = 0
        if bytes.count >= 8 {
            first = bytes.loadUnaligned(as: UInt64.self)
            last = bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
        } else {
            for byte in bytes { first = first << 8 | UInt64(byte) }
        }
        return (first &* 0x9E37_79B9_7F4A_7C15) ^ last ^ UInt64(truncatingIfNeeded: bytes.count) << 56
    }
}
