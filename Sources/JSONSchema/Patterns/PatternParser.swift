/// Reads a regular expression of ECMA-262 (2025), section 22.2.1, with the `u` flag and no other.
///
/// Beyond the grammar of the `u` flag it takes what Annex B.1.2 takes and has only one reading: escaped ASCII punctuation, and brackets,
/// braces and hyphens that can only stand for themselves. Everything other engines know and ECMA-262 does not is refused.
struct PatternParser {
    private let source: [Unicode.Scalar]
    var position = 0
    private var depth = 0
    private var groupCount = 0
    private var groupNames: [String: Int] = [:]
    /// References by name, which may come before the group.
    private var namedReferences: [(name: String, placeholder: Int)] = []
    private var highestReference = 0

    private static let maximumDepth = 100
    /// Counts above it are the same to every subject that is not refused for its size.
    private static let maximumCount = 1_000_000

    /// What properties are taken from; nil where only the grammar counts, and properties need not be read.
    var allowance: PatternAllowance?
    /// The Unicode properties that have been found to exist.
    var knownProperties: Set<String> = []

    private init(_ text: String, allowance: PatternAllowance?) {
        source = Array(text.unicodeScalars)
        self.allowance = allowance
    }

    /// Takes the expression apart.
    ///
    /// Throws ``PatternError`` when the text is not in the grammar, or names more Unicode properties than are allowed.
    static func parse(_ text: String, allowance: inout PatternAllowance) throws(PatternError) -> PatternNode {
        var parser = PatternParser(text, allowance: allowance)
        let node = try parser.parse()
        if let rest = parser.allowance { allowance = rest }
        return node
    }

    /// Whether the text is in the grammar.
    static func accepts(_ text: String) -> Bool {
        var parser = PatternParser(text, allowance: nil)
        return (try? parser.parse()) != nil
    }

    private mutating func parse() throws(PatternError) -> PatternNode {
        let node = try parseAlternatives()
        guard next == nil else { throw PatternError("a closing parenthesis has no opening one") }
        return try resolvingReferences(in: node)
    }

    // MARK: Reading

    /// The next code point; nil at the end.
    var next: Unicode.Scalar? {
        position < source.count ? source[position] : nil
    }

    /// Takes the next code point; nil at the end.
    mutating func take() -> Unicode.Scalar? {
        guard let next else { return nil }
        position += 1
        return next
    }

    /// Takes the text if it comes next.
    mutating func take(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard position + count <= source.count else { return false }
        for offset in 0..<count where source[position + offset].value != UInt32(text.utf8Start[offset]) { return false }
        position += count
        return true
    }

    // MARK: Structure

    private mutating func parseAlternatives() throws(PatternError) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { throw PatternError("groups are nested more than \(Self.maximumDepth) deep") }
        var alternatives = [try parseSequence()]
        while take("|") { alternatives.append(try parseSequence()) }
        return alternatives.count == 1 ? alternatives[0] : .alternatives(alternatives)
    }

    private mutating func parseSequence() throws(PatternError) -> PatternNode {
        var nodes: [PatternNode] = []
        while let next, next != "|", next != ")" { nodes.append(try parseTerm()) }
        return nodes.count == 1 ? nodes[0] : nodes.isEmpty ? .empty : .sequence(nodes)
    }

    private mutating func parseTerm() throws(PatternError) -> PatternNode {
        let atom = try parseAtom()
        guard let (minimum, maximum) = try parseQuantifier() else { return atom }
        switch atom {
        case .boundary, .look: throw PatternError("a quantifier must follow something that takes characters")
        default: break
        }
        _ = take("?")
        if let next, isQuantifierStart(next) { throw PatternError("a quantifier must not follow a quantifier") }
        return .repetition(atom, minimum: minimum, maximum: maximum)
    }

    private mutating func parseAtom() throws(PatternError) -> PatternNode {
        guard let character = take() else { return .empty }
        switch character {
        case "^": return .boundary(.start)
        case "$": return .boundary(.end)
        case ".": return .one(.dot)
        case "[": return .one(try parseClass())
        case "(": return try parseGroup()
        case "\\": return try parseEscape()
        case "*", "+", "?": throw PatternError("a quantifier must follow something that takes characters")
        case "{":
            position -= 1
            if try parseQuantifier() != nil { throw PatternError("a quantifier must follow something that takes characters") }
            position += 1
            return .one(CodePointSet(character))
        default: return .one(CodePointSet(character))
        }
    }

    private mutating func parseGroup() throws(PatternError) -> PatternNode {
        if take("?:") { return try closing(parseAlternatives()) }
        if take("?=") { return .look(try closing(parseAlternatives()), isAhead: true, isNegated: false) }
        if take("?!") { return .look(try closing(parseAlternatives()), isAhead: true, isNegated: true) }
        if take("?<=") { return .look(try closing(parseAlternatives()), isAhead: false, isNegated: false) }
        if take("?<!") { return .look(try closing(parseAlternatives()), isAhead: false, isNegated: true) }
        groupCount += 1
        let number = groupCount
        if take("?<") {
            let name = try parseGroupName()
            guard groupNames.updateValue(number, forKey: name) == nil else { throw PatternError("two groups have the same name") }
        } else if next == "?" {
            throw PatternError("a group begins in a way that is not known")
        }
        return .group(try closing(parseAlternatives()), number: number)
    }

    private mutating func closing(_ node: PatternNode) throws(PatternError) -> PatternNode {
        guard take(")") else { throw PatternError("a group is not closed") }
        return node
    }

    /// The name of a group up to its `>`, after the `<`.
    private mutating func parseGroupName() throws(PatternError) -> String {
        var name = ""
        while let character = take(), character != ">" {
            guard character.isIdentifierPart(isFirst: name.isEmpty) else { throw PatternError("a group's name is not an identifier") }
            name.unicodeScalars.append(character)
        }
        guard !name.isEmpty, source[position - 1] == ">" else { throw PatternError("a group's name is not an identifier") }
        return name
    }

    // MARK: Quantifiers

    private func isQuantifierStart(_ character: Unicode.Scalar) -> Bool {
        character == "*" || character == "+" || character == "?"
    }

    /// Takes a quantifier without its `?`; nil when none comes next.
    private mutating func parseQuantifier() throws(PatternError) -> (minimum: Int, maximum: Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        let start = position
        guard take("{"), let minimum = parseCount() else {
            position = start
            return nil
        }
        var maximum: Int? = minimum
        if take(",") { maximum = parseCount() }
        guard take("}") else {
            position = start
            return nil
        }
        if let maximum, maximum < minimum { throw PatternError("a quantifier's numbers are out of order") }
        return (minimum, maximum)
    }

    private mutating func parseCount() -> Int? {
        var value: Int?
        while let next, ("0"..."9").contains(next) {
            value = min((value ?? 0) * 10 + Int(next.value - 0x30), Self.maximumCount)
            position += 1
        }
        return value
    }

    // MARK: Escapes outside classes

    private mutating func parseEscape() throws(PatternError) -> PatternNode {
        switch next {
        case "b":
            position += 1
            return .boundary(.word)
        case "B":
            position += 1
            return .boundary(.notWord)
        case "k":
            position += 1
            guard take("<") else { throw PatternError("a reference to a group lacks its name") }
            namedReferences.append((try parseGroupName(), -1 - namedReferences.count))
            return .backreference(number: -namedReferences.count)
        case let digit? where ("1"..."9").contains(digit):
            let number = parseCount() ?? 0
            highestReference = max(highestReference, number)
            return .backreference(number: number)
        default:
            return .one(try parseCharacterEscape())
        }
    }

    /// Checks that references lead to groups, and gives those by name their numbers.
    private func resolvingReferences(in node: PatternNode) throws(PatternError) -> PatternNode {
        guard highestReference <= groupCount else { throw PatternError("a reference leads to a group that does not exist") }
        if namedReferences.isEmpty { return node }
        var numbers: [Int: Int] = [:]
        for (name, placeholder) in namedReferences {
            guard let number = groupNames[name] else { throw PatternError("a reference leads to a group that does not exist") }
            numbers[placeholder] = number
        }
        return node.replacingReferences(numbers)
    }
}

extension PatternNode {
    fileprivate func replacingReferences(_ numbers: [Int: Int]) -> PatternNode {
        switch self {
        case .backreference(let number): .backreference(number: numbers[number] ?? number)
        case .sequence(let nodes): .sequence(nodes.map { $0.replacingReferences(numbers) })
        case .alternatives(let nodes): .alternatives(nodes.map { $0.replacingReferences(numbers) })
        case .repetition(let node, let minimum, let maximum):
            .repetition(node.replacingReferences(numbers), minimum: minimum, maximum: maximum)
        case .group(let node, let number): .group(node.replacingReferences(numbers), number: number)
        case .look(let node, let isAhead, let isNegated):
            .look(node.replacingReferences(numbers), isAhead: isAhead, isNegated: isNegated)
        case .empty, .one, .boundary: self
        }
    }
}

extension Unicode.Scalar {
    /// Whether the scalar may stand in a group's name, ECMA-262, section 12.7.
    fileprivate func isIdentifierPart(isFirst: Bool) -> Bool {
        if self == "$" || self == "_" { return true }
        return isFirst ? properties.isIDStart : properties.isIDContinue || value == 0x200C || value == 0x200D
    }
}
