import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Table {
    /// PATCH: sets the body's columns in every row that the request's filters select, all or none. Without a filter the body's `id` names
    /// the row.
    func update(_ call: Call, _ body: JSON) async throws -> Reply {
        let form = try AnswerForm(call.request.headers)
        var query = try RowsQuery(call.request.query, of: self, in: call.records.organisation, allowing: [.filters, .order, .columns])
        if updatesNeedID, !query.hasID { throw Refusal.noFilter("UPDATE", hint: "The parameter id is required: ?id=eq.<uuid>.") }
        let catalogue = try await catalogue(for: call)
        let row = try RowEdit(body.asObject ?? [:], of: self, columns: query.columns, in: call.records.organisation, catalogue)
        if query.isUnfiltered {
            guard let id = row.id else {
                throw Refusal.noFilter("UPDATE", hint: "Name the row: ?id=eq.<uuid>, or an id in the body.")
            }
            query.name(id)
        }
        let records: [Record]
        if form.preferences.returning != nil, row.isEmpty {
            // PostgREST's rule: a body that sets nothing touches no row.
            records = []
        } else if let id = query.id, query.isByIDAlone, !row.asserts(beside: id) {
            records = try await writeOne(id, call, catalogue) { key in .update(key, row.edit, nil) }
        } else {
            records = try await updateAll(row, query, form, call, types(catalogue))
        }
        return try form.written(records, query.projection, namesOneRow: query.id != nil)
    }

    private func updateAll(
        _ row: RowEdit, _ query: RowsQuery, _ form: AnswerForm, _ call: Call, _ types: [TypeID]
    ) async throws -> [Record] {
        guard row.asserts(beside: nil) else {
            return try await writeAll(form, call) { limit in query.query(types: types, limit: limit).map { .updateAll($0, row.edit) } }
        }
        // What the body says about the server's columns must be true of every selected row. The write repeats it as a condition, so that
        // it hits no row of which it has ceased to be true in between.
        guard let selection = query.query(types: types, limit: Limits.recordsPerCommand) else { return [] }
        let selected = try await call.records.page(selection)
        guard !selected.hasMore else { throw RecordError.tooMany(limit: Limits.recordsPerCommand) }
        for record in selected.records { try row.check(record) }
        let written = try await writeAll(form, call) { limit in
            query.query(types: types, asserting: row.assertions, limit: limit).map { .updateAll($0, row.edit) }
        }
        if written.isEmpty, !selected.records.isEmpty { throw RecordError.contended }
        return written
    }
}
