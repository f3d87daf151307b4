import HTTPTypes
import JSONCore
import Records

extension Subject {
    /// What `text` must be equal to: mostly one value. `->>` shows numbers and booleans as text, so text that looks like one stands for
    /// both.
    func equals(of text: String) throws(Refusal) -> [Comparand] {
        guard !path.isEmpty else { return [try comparand(text)] }
        guard isText else { return [.json(try document(text))] }
        guard let other = try? JSON.parse(text), other.kind == .number || other.kind == .boolean else { return [.json(.string(text))] }
        return [.json(.string(text)), .json(other)]
    }

    /// A filter's value, read as the column's type; behind `->` as JSON, which is compared with values of its own kind.
    func comparand(_ text: String) throws(Refusal) -> Comparand {
        guard path.isEmpty else {
            guard !isText else { return .text(text) }
            switch try document(text) {
            case .string(let value): return .text(value)
            case .number(let value): return .number(value)
            case let value: return .json(value)
            }
        }
        switch column.kind {
        case .uuid:
            guard let id = RecordID(text) else { throw .invalidValue(column.name, "uuid") }
            // References stand in a record as text in lower case, the record's own id as an id.
            return column.place == .id ? .id(id) : .text(id.text)
        case .timestamp:
            guard let moment = Timestamp(text) else {
                throw .invalidValue(column.name, "timestamp with time zone", code: "22007")
            }
            return .timestamp(moment)
        case .text: return .text(text)
        case .boolean: return .bool(try flag(text))
        case .choice(let words):
            guard words.contains(where: { $0.hasSameBytes(as: text) }) else { throw .invalidValue(column.name, "enum") }
            return .text(text)
        case .object, .ids: return .json(try document(text))
        }
    }

    /// A boolean as PostgreSQL reads one.
    func flag(_ text: String) throws(Refusal) -> Bool {
        switch text.lowercased() {
        case "true", "t", "yes", "y", "on", "1": return true
        case "false", "f", "no", "n", "off", "0": return false
        default: throw .invalidValue(column.name, "boolean")
        }
    }

    /// A pattern of LIKE, in which PostgREST writes `*` for `%`.
    func pattern(_ text: String) throws(Refusal) -> String {
        guard column.kind == .text || isText else { throw .undefinedOperator("like", column.name) }
        guard text.utf8.count <= FilterReader.maximumPattern else {
            throw .unparsable(column.name, "A pattern has at most \(FilterReader.maximumPattern) bytes.")
        }
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in text.utf8 {
            bytes.append(byte == UInt8(ascii: "*") && !isEscaped ? UInt8(ascii: "%") : byte)
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        }
        guard !isEscaped else {
            throw Refusal(.badRequest, "22025", "LIKE pattern must not end with escape character", details: "The place is \(column.name).")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Refuses `is.true` and its like for columns of another type.
    func requireBoolean() throws(Refusal) {
        guard column.kind == .boolean, path.isEmpty else {
            throw Refusal(.badRequest, "42804", "argument of IS TRUE must be type boolean", details: "The place is \(column.name).")
        }
    }

    /// A JSON text. Refuses null: a query cannot tell a null from a member that is missing.
    func document(_ text: String) throws(Refusal) -> JSON {
        let value: JSON
        do throws(JSONSyntaxError) { value = try JSON.parse(text) } catch { throw .invalidValue(column.name, "json") }
        guard !value.isNull else { throw .unparsable(column.name, "A null is found with is.null.") }
        return value
    }
}
