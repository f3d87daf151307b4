/// A domain name by the rules of RFC 1123, section 2.1, and of IDNA 2008, RFC 5891.
enum DomainName {
    private static let maximumLabelLength = 63
    private static let maximumLength = 253

    /// Whether the text is a host name whose labels are of ASCII; those that begin with `xn--` must encode valid international ones.
    static func isHostname(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 < 0x80 } && isValid(text.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false))
    }

    /// Whether the text is an international host name. Labels are separated by any of the full stops of RFC 3490, section 3.1.
    static func isInternational(_ text: String) -> Bool {
        isValid(text.unicodeScalars.split(omittingEmptySubsequences: false) { ".\u{3002}\u{FF0E}\u{FF61}".unicodeScalars.contains($0) })
    }

    /// The steps that judging takes: the more for as many bytes as a name may have.
    static func steps(forBytes count: Int) -> Int {
        4 * min(count, maximumLength) + count / 2
    }

    private static func isValid(_ labels: [Substring.UnicodeScalarView]) -> Bool {
        // Enough for any label in ASCII; and what is checked below is bounded.
        guard labels.count <= maximumLength else { return false }
        var length = labels.count - 1
        var decoded: [[Unicode.Scalar]] = []
        for label in labels {
            guard label.count <= maximumLabelLength, let (scalars, encodedLength) = read(label) else { return false }
            length += encodedLength
            decoded.append(scalars)
        }
        return length <= maximumLength && BidiRule.isSatisfied(by: decoded)
    }

    /// What a label means and how long it is in ASCII; nil when it is not valid.
    private static func read(_ label: Substring.UnicodeScalarView) -> (scalars: [Unicode.Scalar], encodedLength: Int)? {
        let scalars = Array(label)
        if !scalars.allSatisfy(\.isASCII) {
            guard InternationalLabel.isValid(scalars), let encoded = Punycode.encoded(scalars) else { return nil }
            let length = 4 + encoded.utf8.count
            return length <= maximumLabelLength ? (scalars, length) : nil
        }
        guard isLetterDigitHyphen(scalars) else { return nil }
        // The labels of ASCII are the same in upper and lower case.
        let text = String(Substring(label)).lowercased()
        guard text.hasPrefix("xn--") else { return (scalars, scalars.count) }
        let encoded = text.dropFirst(4)
        guard let international = Punycode.decoded(encoded), !international.allSatisfy(\.isASCII),
            InternationalLabel.isValid(international), Punycode.encoded(international) == String(encoded)
        else { return nil }
        return (international, scalars.count)
    }

    /// Whether a label is of letters, digits and hyphens, with none of these at its ends.
    static func isLetterDigitHyphen(_ label: some Collection<Unicode.Scalar>) -> Bool {
        var last: Unicode.Scalar = "-"
        for scalar in label {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9": break
            case "-": if last == "-" && label.first == "-" { return false }
            default: return false
            }
            last = scalar
        }
        return last != "-"
    }
}
