/// What a label of an international domain name may consist of, RFC 5891, section 4.2.3, and RFC 5892.
enum InternationalLabel {
    /// Whether the label, not in ASCII alone, is valid by itself; ``BidiRule`` looks at all labels of a name.
    static func isValid(_ label: [Unicode.Scalar]) -> Bool {
        guard let first = label.first, first != "-", label.last != "-", !isMark(first) else { return false }
        if label.count >= 4 && label[2] == "-" && label[3] == "-" { return false }
        return label.indices.allSatisfy { isAllowed(at: $0, in: label) }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    /// RFC 5892, sections 2 and 3, with the rules of appendix A.
    private static func isAllowed(at position: Int, in label: [Unicode.Scalar]) -> Bool {
        let scalar = label[position]
        switch scalar.value {
        // Section 2.6, exceptions that are valid, that depend on what is around them, and that are not valid.
        case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: return true
        case 0x200C: return followsVirama(position, label) || joins(position, label)
        case 0x200D: return followsVirama(position, label)
        case 0xB7: return label.at(position - 1) == "l" && label.at(position + 1) == "l"
        case 0x375: return label.at(position + 1).map { greek.contains($0.value) } ?? false
        case 0x5F3, 0x5F4: return label.at(position - 1).map { hebrew.contains($0.value) } ?? false
        case 0x30FB: return label.contains { kana.contains($0.value) }
        case 0x660...0x669: return !label.contains { (0x6F0...0x6F9).contains($0.value) }
        case 0x6F0...0x6F9: return !label.contains { (0x660...0x669).contains($0.value) }
        case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: return false
        case 0x2D, 0x30...0x39, 0x61...0x7A: return true
        // Section 2.9, old Hangul letters; section 2.4, blocks.
        case 0x1100...0x11FF, 0xA960...0xA97C, 0xD7B0...0xD7C6, 0xD7CB...0xD7FB: return false
        case 0x20D0...0x20FF, 0x1D100...0x1D1FF, 0x1D200...0x1D24F: return false
        default: return isStable(scalar) && isLetterOrDigit(scalar)
        }
    }

    /// Sections 2.2 and 2.3: whether normalisation and case folding leave the scalar as it is.
    private static func isStable(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        return !properties.changesWhenNFKCCaseFolded && !properties.isDefaultIgnorableCodePoint && !properties.isWhitespace
            && !properties.isNoncharacterCodePoint
    }

    /// Section 2.1.
    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .otherLetter, .decimalNumber, .modifierLetter, .nonspacingMark, .spacingMark: true
        default: false
        }
    }

    private static func followsVirama(_ position: Int, _ label: [Unicode.Scalar]) -> Bool {
        label.at(position - 1)?.properties.canonicalCombiningClass == .virama
    }

    /// Appendix A.1: whether the letters on both sides would join.
    private static func joins(_ position: Int, _ label: [Unicode.Scalar]) -> Bool {
        guard let before = label[..<position].last(where: { !JoiningType.isTransparent($0) })?.value,
            let after = label[(position + 1)...].first(where: { !JoiningType.isTransparent($0) })?.value
        else { return false }
        return (JoiningType.dual.contains(before) || JoiningType.left.contains(before))
            && (JoiningType.dual.contains(after) || JoiningType.right.contains(after))
    }

    private static let greek = UnicodeProperty.set(named: "Script=Greek") ?? .none
    private static let hebrew = UnicodeProperty.set(named: "Script=Hebrew") ?? .none
    private static let kana = ["Hiragana", "Katakana", "Han"].reduce(CodePointSet.none) {
        $0.union(UnicodeProperty.set(named: "Script=\($1)") ?? .none)
    }
}

extension [Unicode.Scalar] {
    /// The scalar at a position; nil outside the label.
    fileprivate func at(_ position: Int) -> Unicode.Scalar? {
        indices.contains(position) ? self[position] : nil
    }
}
