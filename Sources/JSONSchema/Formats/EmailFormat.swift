/// `email`: `Mailbox` of RFC 5321, section 4.1.2.
enum EmailFormat: Format {
    static let name = "email"

    static func matches(_ text: String) -> Bool {
        Mailbox.isValid(text, isInternational: false)
    }

    static func steps(forBytes count: Int) -> Int { count / 2 }
}

/// The grammar of e-mail addresses.
enum Mailbox {
    private static let maximumLocalPartLength = 64
    private static let maximumDomainLength = 255

    /// Whether the text is a mailbox; an international one may have any character beyond ASCII in its names, RFC 6531, section 3.3.
    static func isValid(_ text: String, isInternational: Bool) -> Bool {
        guard isInternational || text.utf8.allSatisfy({ $0 < 0x80 }) else { return false }
        let scalars = text.unicodeScalars
        guard let at = scalars.lastIndex(of: "@") else { return false }
        let local = scalars[..<at]
        let domain = scalars[scalars.index(after: at)...]
        guard Substring(local).utf8.count <= maximumLocalPartLength, Substring(domain).utf8.count <= maximumDomainLength else {
            return false
        }
        return (isDotString(local) || isQuotedString(local)) && isDomain(domain)
    }

    private static func isDotString(_ local: Substring.UnicodeScalarView) -> Bool {
        local.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy { isAtomText($0) }
        }
    }

    private static func isAtomText(_ scalar: Unicode.Scalar) -> Bool {
        guard let byte = UInt8(exactly: scalar.value), byte < 0x80 else { return true }
        return ASCII.isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isQuotedString(_ local: Substring.UnicodeScalarView) -> Bool {
        guard local.count >= 2, local.first == "\"", local.last == "\"" else { return false }
        var inner = local.dropFirst().dropLast()
        while let scalar = inner.popFirst() {
            if scalar == "\"" || scalar < " " || scalar == "\u{7F}" { return false }
            if scalar == "\\" {
                guard let escaped = inner.popFirst(), (" "..."~").contains(escaped) else { return false }
            }
        }
        return true
    }

    private static func isDomain(_ domain: Substring.UnicodeScalarView) -> Bool {
        if domain.first == "[", domain.last == "]" { return isAddressLiteral(String(Substring(domain.dropFirst().dropLast()))) }
        return domain.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            // A label beyond ASCII is not held to IDNA, because mail systems pass it on as it is.
            label.count <= 63 && DomainName.isLetterDigitHyphen(label.map { $0.isASCII ? $0 : "a" })
        }
    }

    private static func isAddressLiteral(_ text: String) -> Bool {
        let prefix = "ipv6:"
        if text.utf8.count > prefix.utf8.count && text.prefix(prefix.count).lowercased() == prefix {
            return IPv6Format.matches(String(text.dropFirst(prefix.count)))
        }
        return IPv4Format.matches(text)
    }
}
