import JSONCore
import Native
import Records

import class JSONSchema.Schema

/// Makes drafts of rows: the same record form for both formats.
struct RowDecoder: Sendable {
    private let type: TypeID
    /// The columns of a CSV file; nil where rows are JSON.
    private let columns: CSVColumns?
    /// Whether every row must have an external id, because that is the key.
    private let needsExternalID: Bool
    private let identity: ImportIdentity?

    private static let form = Schema.declared(RecordBody.creation)

    init(_ type: TypeID, columns: CSVColumns?, needsExternalID: Bool, identity: ImportIdentity?) {
        self.type = type
        self.columns = columns
        self.needsExternalID = needsExternalID
        self.identity = identity
    }

    /// The draft that a row asks for, with the id that the import gives to it.
    func draft(_ bytes: ArraySlice<UInt8>, line: Int) throws(RowRefusal) -> Draft {
        var draft = if let columns { try read(bytes, columns, line) } else { try read(bytes, line) }
        if needsExternalID, draft.externalID == nil {
            throw RowRefusal(
                line: line, code: .keyMissing, rule: "must be there, as it is the key", at: JSONPointer([RowForm.externalID]))
        }
        draft.id = identity?.id(line: line)
        return draft
    }

    private func read(_ bytes: ArraySlice<UInt8>, _ line: Int) throws(RowRefusal) -> Draft {
        let body: JSON
        do throws(JSONSyntaxError) {
            body = try JSON.parse(bytes)
        } catch {
            throw RowRefusal(line: line, code: .jsonMalformed, rule: "column \(error.offset + 1): \(error.kind.rule)")
        }
        try check(body, line)
        return RecordBody.draft(body, of: type)
    }

    private func read(_ bytes: ArraySlice<UInt8>, _ columns: CSVColumns, _ line: Int) throws(RowRefusal) -> Draft {
        let form: RowForm
        do throws(CSVRow.Malformed) {
            form = try columns.form(try CSVRow.cells(bytes))
        } catch {
            throw RowRefusal(line: line, code: .csvMalformed, rule: error.rule)
        }
        if let externalID = form.externalID { try check([RowForm.externalID: .string(externalID), "fields": [:]], line) }
        return Draft(type: type, externalID: form.externalID, edit: Edit(form.steps))
    }

    /// Holds a record's form to the rules of the native API's body.
    private func check(_ body: JSON, _ line: Int) throws(RowRefusal) {
        let violations = Self.form.validate(body)
        guard violations.isEmpty else { throw RowRefusal(line: line, violations) }
    }
}
