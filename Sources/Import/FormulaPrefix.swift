/// The apostrophe that keeps a spreadsheet from taking a cell for a formula.
///
/// Who writes a CSV file for spreadsheets puts it before a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return, also behind
/// apostrophes of the cell's own; so taking one away gives back exactly what was there. A cell without it is taken as it is.
enum FormulaPrefix {
    /// The cell without the apostrophe that was put before it.
    static func removed(from cell: String) -> String {
        guard cell.utf8.first == apostrophe, let first = cell.utf8.first(where: { $0 != apostrophe }), isFormula(first) else { return cell }
        return String(cell.dropFirst())
    }

    private static let apostrophe = UInt8(ascii: "'")

    private static func isFormula(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "\t"), UInt8(ascii: "\r"): true
        default: false
        }
    }
}
