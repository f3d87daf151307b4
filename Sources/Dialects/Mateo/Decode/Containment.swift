import JSONCore
import Records

/// `cs`: the JSON value of a subject contains another as PostgreSQL's `@>` means it, put together from the engine's conditions.
///
/// Arrays may be searched for strings only: the engine finds nothing else in an array.
struct Containment {
    private let column: Column
    private var parts: [Filter] = []

    /// The condition that `subject` contains the JSON value, or the ids in braces, of `text`.
    static func filter(_ subject: Subject, _ text: String) throws(Refusal) -> Filter {
        guard !subject.isText, case .field(let field) = subject.column.place else { throw .undefinedOperator("cs", subject.column.name) }
        let place = JSONPointer(field.tokens + subject.path)
        var containment = Containment(column: subject.column)
        switch subject.column.kind {
        case .object: try containment.demand(try subject.document(text), at: place)
        case .ids where text.utf8.first == UInt8(ascii: "{"):
            var cursor = TextCursor(text)
            _ = cursor.take("{")
            while !cursor.isAtEnd, !cursor.take("}") {
                try containment.add(.contains(place, cursor.quoted() ?? cursor.text(upTo: UInt8(ascii: ","), UInt8(ascii: "}"))))
                _ = cursor.take(",")
            }
        case .ids: try containment.demand(try subject.document(text), at: place)
        case .uuid, .timestamp, .text, .boolean, .choice: throw .undefinedOperator("cs", subject.column.name)
        }
        return .all(containment.parts)
    }

    private init(column: Column) { self.column = column }

    private mutating func demand(_ value: JSON, at place: JSONPointer) throws(Refusal) {
        // What is missing contains nothing: the answer is no, where a comparison alone would leave it unknown.
        try add(.not(.isMissing(.field(place))))
        switch value {
        case .object(let object):
            for member in object { try demand(member.value, at: place.appending(member.key)) }
        case .array(let elements):
            for element in elements {
                guard case .string(let text) = element else {
                    throw .unparsable(column.name, "cs finds strings in an array, nothing else.")
                }
                try add(.contains(place, text))
            }
        case .string(let text): try add(.compare(.field(place), .equal, .text(text)))
        case .number(let number): try add(.compare(.field(place), .equal, .number(number)))
        case .bool(let flag): try add(.compare(.field(place), .equal, .bool(flag)))
        case .null: throw .unparsable(column.name, "A null is found with is.null.")
        }
    }

    private mutating func add(_ part: Filter) throws(Refusal) {
        guard parts.count < 2 * FilterReader.maximumConditions else {
            throw .unparsable(column.name, "cs takes at most \(FilterReader.maximumConditions) values.")
        }
        parts.append(part)
    }
}
