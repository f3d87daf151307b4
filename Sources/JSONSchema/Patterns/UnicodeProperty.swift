import CPCRE2
import Synchronization

/// The Unicode properties that `\p{…}` may name, ECMA-262 (2025), section 22.2.1.8.
///
/// The data is PCRE2's: each property's set is read once per process, by matching it against every code point.
enum UnicodeProperty {
    private static let sets = Mutex<[String: CodePointSet]>([:])

    /// The set of a property as `\p{…}` names it, `Letter`, `Lu`, `Script=Greek` or `Alphabetic`; nil for one that is not known.
    static func set(named name: String) -> CodePointSet? {
        guard let (property, isInverted) = translated(name), let set = known(property) else { return nil }
        return isInverted ? set.inverted : set
    }

    /// Whether there is a property of the name.
    static func isKnown(_ name: String) -> Bool {
        guard let (property, _) = translated(name), let code = compiled(property) else { return false }
        pcre2_code_free_8(code)
        return true
    }

    /// The set of a value of Bidi_Class by its abbreviation, such as `AL`; empty for one that is not known.
    static func set(ofBidiClass name: String) -> CodePointSet {
        known("bc:\(name)") ?? .none
    }

    /// The set of a property as PCRE2 spells it, read at most a few times.
    private static func known(_ property: String) -> CodePointSet? {
        if let known = sets.withLock({ $0[property] }) { return known }
        guard let set = read(property) else { return nil }
        sets.withLock { $0[property] = set }
        return set
    }

    /// The property as PCRE2 spells it, and whether it is the opposite that is meant.
    private static func translated(_ name: String) -> (property: String, isInverted: Bool)? {
        let parts = name.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        if parts.count == 1 {
            if name == "Assigned" { return ("Cn", true) }
            if binaryProperties.contains(name) { return (name, false) }
            return generalCategories[name].map { ($0, false) }
        }
        switch parts[0] {
        case "General_Category", "gc": return generalCategories[parts[1]].map { ($0, false) }
        case "Script", "sc": return isScriptName(parts[1]) ? ("sc:\(parts[1])", false) : nil
        case "Script_Extensions", "scx": return isScriptName(parts[1]) ? ("scx:\(parts[1])", false) : nil
        default: return nil
        }
    }

    /// Whether the name is written as Unicode writes scripts, `Old_Italic` or `Ital`; PCRE2 itself takes any case.
    private static func isScriptName(_ name: String) -> Bool {
        name.split(separator: "_", omittingEmptySubsequences: false).allSatisfy { part in
            guard let first = part.utf8.first, (0x41...0x5A).contains(first) else { return false }
            return part.utf8.dropFirst().allSatisfy { (0x61...0x7A).contains($0) }
        }
    }

    /// The expression that matches code points with the property, to be freed by the caller; nil when PCRE2 does not know it.
    private static func compiled(_ property: String) -> OpaquePointer? {
        var error: CInt = 0
        var offset = 0
        let text = Array("\\p{\(property)}+".utf8)
        return pcre2_compile_8(text, text.count, PCRE2_UTF | PCRE2_NO_UTF_CHECK, &error, &offset, nil)
    }

    /// The code points that PCRE2 takes for the property; nil when it does not know it.
    private static func read(_ property: String) -> CodePointSet? {
        guard let code = compiled(property) else { return nil }
        defer { pcre2_code_free_8(code) }
        guard let match = pcre2_match_data_create_8(1, nil) else { return nil }
        defer { pcre2_match_data_free_8(match) }
        // Only faster; where there is none, matching does without.
        _ = pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
        /// The parts of a range that the property has.
        func matches(_ range: Range<UInt32>) -> [ClosedRange<UInt32>] {
            let subject = utf8(of: range)
            var found: [ClosedRange<UInt32>] = []
            var position = 0
            while position < subject.count,
                pcre2_match_8(code, subject, subject.count, position, PCRE2_NO_UTF_CHECK, match, nil) > 0,
                let bounds = pcre2_get_ovector_pointer_8(match), bounds[1] > position
            {
                let next = bounds[1] < subject.count ? codePoint(in: subject, at: bounds[1]) : range.upperBound
                found.append(codePoint(in: subject, at: bounds[0])...next - 1)
                position = bounds[1]
            }
            return found
        }
        var ranges: [ClosedRange<UInt32>] = []
        for start in stride(from: UInt32(0), to: 0x40000, by: 0x1000) { ranges += matches(start..<start + 0x1000) }
        // Planes 4 to 16 hold nothing but tags at the start of plane 14: each is one range of code points that are unassigned or private,
        // and two noncharacters.
        ranges += matches(0xE0000..<0xE1000)
        for plane in UInt32(4)...16 {
            let start = plane == 14 ? 0xE1000 : plane << 16
            let noncharacters = plane << 16 | 0xFFFE
            if !matches(start..<start + 1).isEmpty { ranges.append(start...noncharacters - 1) }
            ranges += matches(noncharacters..<noncharacters + 2)
        }
        return CodePointSet(ranges)
    }

    /// The code points of a range, without surrogates, as text.
    private static func utf8(of range: Range<UInt32>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count * 4)
        for value in range where !(0xD800...0xDFFF).contains(value) {
            if value < 0x80 {
                bytes.append(UInt8(truncatingIfNeeded: value))
                continue
            }
            let count: UInt32 = value < 0x800 ? 1 : value < 0x10000 ? 2 : 3
            bytes.append(UInt8(truncatingIfNeeded: 0xFF00 >> (count + 1) | value >> (6 * count)))
            for position in (0..<count).reversed() { bytes.append(UInt8(truncatingIfNeeded: 0x80 | value >> (6 * position) & 0x3F)) }
        }
        return bytes
    }

    /// The code point that begins at an offset of what ``utf8(of:)`` has written.
    private static func codePoint(in bytes: [UInt8], at offset: Int) -> UInt32 {
        let first = UInt32(bytes[offset])
        if first < 0x80 { return first }
        let count = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3
        return bytes[(offset + 1)...(offset + count)].reduce(first & 0x3F >> UInt32(count)) { $0 << 6 | UInt32($1 & 0x3F) }
    }

    /// The values of General_Category with their aliases, as PCRE2 abbreviates them.
    private static let generalCategories: [String: String] = {
        let names: [(String, [String])] = [
            ("L", ["Letter"]), ("LC", ["Cased_Letter"]), ("Lu", ["Uppercase_Letter"]), ("Ll", ["Lowercase_Letter"]),
            ("Lt", ["Titlecase_Letter"]), ("Lm", ["Modifier_Letter"]), ("Lo", ["Other_Letter"]),
            ("M", ["Mark", "Combining_Mark"]), ("Mn", ["Nonspacing_Mark"]), ("Mc", ["Spacing_Mark"]), ("Me", ["Enclosing_Mark"]),
            ("N", ["Number"]), ("Nd", ["Decimal_Number", "digit"]), ("Nl", ["Letter_Number"]), ("No", ["Other_Number"]),
            ("P", ["Punctuation", "punct"]), ("Pc", ["Connector_Punctuation"]), ("Pd", ["Dash_Punctuation"]),
            ("Ps", ["Open_Punctuation"]), ("Pe", ["Close_Punctuation"]), ("Pi", ["Initial_Punctuation"]),
            ("Pf", ["Final_Punctuation"]), ("Po", ["Other_Punctuation"]),
            ("S", ["Symbol"]), ("Sm", ["Math_Symbol"]), ("Sc", ["Currency_Symbol"]), ("Sk", ["Modifier_Symbol"]), ("So", ["Other_Symbol"]),
            ("Z", ["Separator"]), ("Zs", ["Space_Separator"]), ("Zl", ["Line_Separator"]), ("Zp", ["Paragraph_Separator"]),
            ("C", ["Other"]), ("Cc", ["Control", "cntrl"]), ("Cf", ["Format"]), ("Cs", ["Surrogate"]), ("Co", ["Private_Use"]),
            ("Cn", ["Unassigned"]),
        ]
        var result: [String: String] = [:]
        for (short, long) in names {
            // `LC` is `L&` to PCRE2.
            for name in [short] + long { result[name] = short == "LC" ? "L&" : short }
        }
        return result
    }()

    /// The binary properties, tables 67 and 68; PCRE2 knows both their names and their aliases.
    private static let binaryProperties: Set<String> = [
        "ASCII", "ASCII_Hex_Digit", "AHex", "Alphabetic", "Alpha", "Any", "Bidi_Control", "Bidi_C", "Bidi_Mirrored", "Bidi_M",
        "Case_Ignorable", "CI", "Cased", "Changes_When_Casefolded", "CWCF", "Changes_When_Casemapped", "CWCM",
        "Changes_When_Lowercased", "CWL", "Changes_When_Titlecased", "CWT", "Changes_When_Uppercased", "CWU", "Dash",
        "Default_Ignorable_Code_Point", "DI", "Deprecated", "Dep", "Diacritic", "Dia", "Emoji", "Emoji_Component", "EComp",
        "Emoji_Modifier", "EMod", "Emoji_Modifier_Base", "EBase", "Emoji_Presentation", "EPres", "Extended_Pictographic", "ExtPict",
        "Extender", "Ext", "Grapheme_Base", "Gr_Base", "Grapheme_Extend", "Gr_Ext", "Hex_Digit", "Hex", "IDS_Binary_Operator", "IDSB",
        "IDS_Trinary_Operator", "IDST", "ID_Continue", "IDC", "ID_Start", "IDS", "Ideographic", "Ideo", "Join_Control", "Join_C",
        "Logical_Order_Exception", "LOE", "Lowercase", "Lower", "Math", "Noncharacter_Code_Point", "NChar", "Pattern_Syntax", "Pat_Syn",
        "Pattern_White_Space", "Pat_WS", "Quotation_Mark", "QMark", "Radical", "Regional_Indicator", "RI", "Sentence_Terminal",
        "STerm", "Soft_Dotted", "SD", "Terminal_Punctuation", "Term", "Unified_Ideograph", "UIdeo", "Uppercase", "Upper",
        "Variation_Selector", "VS", "White_Space", "space", "XID_Continue", "XIDC", "XID_Start", "XIDS",
    ]
}
