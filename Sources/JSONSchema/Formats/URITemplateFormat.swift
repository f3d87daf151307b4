/// `uri-template`: RFC 6570, section 2, of any level; with its erratum 6937, which allows the apostrophe.
enum URITemplateFormat: Format {
    static let name = "uri-template"

    static func matches(_ text: String) -> Bool {
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "{":
                guard let end = scalars.firstIndex(of: "}"), isExpression(scalars[..<end]) else { return false }
                scalars = scalars[scalars.index(after: end)...]
            case "%":
                guard takeHexadecimalPair(&scalars) else { return false }
            default:
                guard isLiteral(scalar) else { return false }
            }
        }
        return true
    }

    static func steps(forBytes count: Int) -> Int { 4 + 2 * count }

    private typealias Scalars = Substring.UnicodeScalarView

    private static func isLiteral(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\0"..." ", "\"", "<", ">", "\\", "^", "`", "{", "|", "}", "\u{7F}": false
        case "!"..."~": true
        default: URISyntax.isInternational(scalar) || URISyntax.isPrivate(scalar)
        }
    }

    private static func isExpression(_ expression: Scalars) -> Bool {
        let hasOperator = expression.first.map { "+#./;?&=,!@|".unicodeScalars.contains($0) } ?? false
        return expression.dropFirst(hasOperator ? 1 : 0).split(separator: ",", omittingEmptySubsequences: false).allSatisfy(isVariable)
    }

    /// A name, and how much of its value is meant.
    private static func isVariable(_ variable: Scalars) -> Bool {
        var name = variable
        if name.last == "*" {
            name.removeLast()
        } else if let colon = name.firstIndex(of: ":") {
            let length = name[name.index(after: colon)...]
            guard (1...4).contains(length.count), length.first != "0", length.allSatisfy({ ("0"..."9").contains($0) }) else { return false }
            name = name[..<colon]
        }
        return name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(isNamePart)
    }

    private static func isNamePart(_ part: Scalars) -> Bool {
        var rest = part
        while let scalar = rest.popFirst() {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_": continue
            case "%": guard takeHexadecimalPair(&rest) else { return false }
            default: return false
            }
        }
        return !part.isEmpty
    }

    private static func takeHexadecimalPair(_ scalars: inout Scalars) -> Bool {
        for _ in 0..<2 {
            guard let digit = scalars.popFirst(), digit.isASCII, digit.properties.isASCIIHexDigit else { return false }
        }
        return true
    }
}
