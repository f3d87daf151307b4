/// The cells of one CSV row, as RFC 4180 has them.
enum CSVRow {
    /// The texts between the commas, quotes and doubled quotes resolved. `bytes` is a row that ``RowFramer`` found.
    ///
    /// Throws the rule that the row breaks; of its cells at most `limit` are read.
    static func cells(_ bytes: ArraySlice<UInt8>, limit: Int = ImportLimits.columns) throws(Malformed) -> [String] {
        var cells: [String] = []
        var rest = bytes
        while true {
            guard cells.count < limit else { throw Malformed(rule: "must have at most \(limit) cells") }
            let isQuoted = rest.first == UInt8(ascii: "\"")
            let cell = isQuoted ? quoted(&rest) : bare(&rest)
            if !isQuoted, cell.contains(UInt8(ascii: "\r")) { throw Malformed(rule: "a cell with a carriage return must be in quotes") }
            guard let text = String(validating: cell, as: UTF8.self) else { throw Malformed(rule: "must be valid UTF-8") }
            if cell.contains(0) { throw Malformed(rule: "the character U+0000 is not allowed") }
            cells.append(text)
            guard rest.popFirst() != nil else { return cells }
        }
    }

    /// A rule that a row breaks.
    struct Malformed: Error, Equatable {
        let rule: String
    }

    /// The bytes up to the next comma, which stays.
    private static func bare(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let end = rest.firstIndex(of: UInt8(ascii: ",")) ?? rest.endIndex
        defer { rest = rest[end...] }
        return rest[..<end]
    }

    /// What stands between the quotes; the comma behind them stays.
    private static func quoted(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        rest.removeFirst()
        var text: [UInt8] = []
        while let end = rest.firstIndex(of: UInt8(ascii: "\"")) {
            text.append(contentsOf: rest[..<end])
            rest = rest[(end + 1)...]
            guard rest.first == UInt8(ascii: "\"") else { break }
            text.append(UInt8(ascii: "\""))
            rest.removeFirst()
        }
        return text[...]
    }
}
