/// The grammar of URIs, RFC 3986 appendix A, and of IRIs, RFC 3987 section 2.2.
struct URISyntax {
    /// Whether characters beyond ASCII may stand in it, as in an IRI.
    let isInternational: Bool

    /// Whether the text is a URI or IRI, which has a scheme.
    func isAbsolute(_ text: String) -> Bool {
        text.withBytes { bytes in
            guard let rest = afterScheme(bytes) else { return false }
            return isHierarchy(rest)
        }
    }

    /// Whether the text is a URI or IRI, or a relative reference.
    func isReference(_ text: String) -> Bool {
        text.withBytes { bytes in
            if let rest = afterScheme(bytes), isHierarchy(rest) { return true }
            // A colon in the first segment would make what comes before it a scheme.
            let segment = bytes.prefix { !"/?#".utf8.contains($0) }
            return !segment.contains(UInt8(ascii: ":")) && isHierarchy(bytes)
        }
    }

    private typealias Bytes = UnsafeBufferPointer<UInt8>

    private func afterScheme(_ bytes: Bytes) -> Bytes? {
        guard let first = bytes.first, ASCII.isLetter(first), let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let isScheme = bytes[..<colon].allSatisfy { ASCII.isLetterOrDigit($0) || "+-.".utf8.contains($0) }
        return isScheme ? Bytes(rebasing: bytes[(colon + 1)...]) : nil
    }

    /// Whether the bytes are authority, path, query and fragment.
    private func isHierarchy(_ bytes: Bytes) -> Bool {
        var rest = bytes[...]
        if let hash = rest.firstIndex(of: UInt8(ascii: "#")) {
            guard consists(rest[(hash + 1)...], of: "/?:@") else { return false }
            rest = rest[..<hash]
        }
        if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
            guard consists(rest[(mark + 1)...], of: "/?:@", allowsPrivate: true) else { return false }
            rest = rest[..<mark]
        }
        if rest.starts(with: "//".utf8) {
            let authority = rest.dropFirst(2).prefix { $0 != UInt8(ascii: "/") }
            guard isAuthority(authority) else { return false }
            rest = rest[authority.endIndex...]
        }
        return consists(rest, of: "/:@")
    }

    private func isAuthority(_ authority: Slice<Bytes>) -> Bool {
        var host = authority
        if let at = host.firstIndex(of: UInt8(ascii: "@")) {
            guard consists(host[..<at], of: ":") else { return false }
            host = host[(at + 1)...]
        }
        let literalEnd = host.first == UInt8(ascii: "[") ? host.firstIndex(of: UInt8(ascii: "]")) : nil
        if host.first == UInt8(ascii: "["), literalEnd == nil { return false }
        let colon = host[(literalEnd ?? host.startIndex)...].firstIndex(of: UInt8(ascii: ":"))
        if let colon {
            guard host[(colon + 1)...].allSatisfy(ASCII.isDigit) else { return false }
            host = host[..<colon]
        }
        guard let literalEnd else { return consists(host, of: "") }
        guard literalEnd == host.endIndex - 1 else { return false }
        let literal = Bytes(rebasing: host[(host.startIndex + 1)..<literalEnd])
        return IPv6Format.matches(literal) || isFutureAddress(literal)
    }

    /// `IPvFuture`
    private func isFutureAddress(_ bytes: Bytes) -> Bool {
        guard let first = bytes.first, first | 0x20 == UInt8(ascii: "v"), let dot = bytes.firstIndex(of: UInt8(ascii: ".")) else {
            return false
        }
        let version = bytes[1..<dot]
        let address = bytes[(dot + 1)...]
        return !version.isEmpty && version.allSatisfy(ASCII.isHexadecimal) && !address.isEmpty
            && address.allSatisfy { Self.isUnreserved($0) || Self.isSubDelimiter($0) || $0 == UInt8(ascii: ":") }
    }

    /// Whether the bytes are unreserved characters, sub-delimiters, percent-encoded bytes and those given.
    private func consists(_ bytes: Slice<Bytes>, of further: StaticString, allowsPrivate: Bool = false) -> Bool {
        var position = bytes.startIndex
        while position < bytes.endIndex {
            let byte = bytes[position]
            if byte >= 0x80 {
                guard isInternational, let count = Self.lengthOfScalar(at: position, in: bytes, allowsPrivate: allowsPrivate) else {
                    return false
                }
                position += count
                continue
            }
            if byte == UInt8(ascii: "%") {
                let digits = bytes[(position + 1)...].prefix(2)
                guard digits.count == 2, digits.allSatisfy(ASCII.isHexadecimal) else { return false }
                position += 3
                continue
            }
            let isFurther = further.withUTF8Buffer { $0.contains(byte) }
            guard Self.isUnreserved(byte) || Self.isSubDelimiter(byte) || isFurther else { return false }
            position += 1
        }
        return true
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        ASCII.isLetterOrDigit(byte) || "-._~".utf8.contains(byte)
    }

    private static func isSubDelimiter(_ byte: UInt8) -> Bool {
        "!$&'()*+,;=".utf8.contains(byte)
    }

    /// The bytes of the scalar at a position if it is a `ucschar`, or an `iprivate` where that is allowed.
    private static func lengthOfScalar(at position: Int, in bytes: Slice<Bytes>, allowsPrivate: Bool) -> Int? {
        var decoder = UTF8()
        var iterator = bytes[position...].prefix(4).makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
        guard isInternational(scalar) || allowsPrivate && isPrivate(scalar) else { return nil }
        return UTF8.width(scalar)
    }

    /// `ucschar` of RFC 3987, section 2.2.
    static func isInternational(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
        case 0x10000...0xEFFFF: scalar.value & 0xFFFF < 0xFFFE && !(0xE0000...0xE0FFF).contains(scalar.value)
        default: false
        }
    }

    /// `iprivate` of RFC 3987, section 2.2.
    static func isPrivate(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xE000...0xF8FF: true
        case 0xF0000...0x10FFFF: scalar.value & 0xFFFF < 0xFFFE
        default: false
        }
    }
}
