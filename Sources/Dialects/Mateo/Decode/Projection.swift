import HTTPTypes
import JSONCore
import Records

/// What `select` asks to see of each row.
enum Projection: Sendable {
    /// One member of an answer.
    struct Output: Sendable {
        let name: String
        let subject: Subject
    }

    /// Every column of the table.
    case all(Table)
    case some([Output])

    /// Reads `a,b:c,d->e,f->>g`; an empty text and `*` mean every column. Casts and embedded tables are refused.
    init(_ text: String, of table: Table) throws(Refusal) {
        guard !text.isEmpty, text != "*" else {
            self = .all(table)
            return
        }
        var cursor = TextCursor(text)
        var outputs: [Output] = []
        repeat {
            cursor.skipSpaces()
            if cursor.take("*") {
                for column in table.columns { try Self.add(Output(name: column.name, subject: Subject(column)), to: &outputs) }
            } else {
                try Self.add(try Self.output(&cursor, of: table), to: &outputs)
            }
            cursor.skipSpaces()
        } while cursor.take(",")
        guard cursor.isAtEnd else {
            if cursor.isAt("::") { throw .unparsable("select", "Casts are not served.") }
            if cursor.isAt("(") { throw Self.noEmbedding(in: table) }
            throw .unparsable("select", "Columns stand between commas, each perhaps as alias:column.")
        }
        self = .some(outputs)
    }

    private static func output(_ cursor: inout TextCursor, of table: Table) throws(Refusal) -> Output {
        var ahead = cursor
        var alias: String?
        let first = ahead.quoted() ?? name(&ahead)
        if !ahead.isAt("::"), ahead.take(":") {
            alias = first
            cursor = ahead
            _ = ahead.quoted() ?? name(&ahead)
        }
        if ahead.isAt("(") { throw noEmbedding(in: table) }
        let subject = try Subject(&cursor, of: table, in: "select") { cursor in
            switch cursor.next {
            case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "("), UInt8(ascii: ")"): true
            default: false
            }
        }
        return Output(name: alias ?? subject.outputName, subject: subject)
    }

    private static func name(_ cursor: inout TextCursor) -> String {
        cursor.text(upTo: UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: ")"))
    }

    /// The same column twice is shown once; two places under one name would make an object with a member twice.
    private static func add(_ output: Output, to outputs: inout [Output]) throws(Refusal) {
        guard let other = outputs.first(where: { $0.name.hasSameBytes(as: output.name) }) else {
            outputs.append(output)
            return
        }
        guard other.subject.column.name == output.subject.column.name, other.subject.path == output.subject.path,
            other.subject.isText == output.subject.isText
        else {
            throw Refusal(.badRequest, "42701", "select gives one name to two columns", hint: "Give one of them an alias: alias:column.")
        }
    }

    private static func noEmbedding(in table: Table) -> Refusal {
        Refusal(
            .badRequest, "PGRST200", "Could not find a relationship of '\(table.name)' with the embedded resource in the schema cache",
            details: "Resource embedding and aggregates are not served.")
    }
}
