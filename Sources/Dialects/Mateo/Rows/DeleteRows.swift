import Endpoints
import HTTPTypes
import Records

extension Table {
    /// DELETE: takes away every row that the request's filters select, all or none.
    func delete(_ call: Call) async throws -> Reply {
        let form = try AnswerForm(call.request.headers)
        let query = try RowsQuery(call.request.query, of: self, in: call.records.organisation, allowing: [.filters, .order])
        guard !query.isUnfiltered else { throw Refusal.noFilter("DELETE", hint: "Name the rows: ?id=eq.<uuid>, say.") }
        let catalogue = try await catalogue(for: call)
        let records: [Record]
        if let id = query.id, query.isByIDAlone {
            records = try await writeOne(id, call, catalogue) { key in .delete(key, nil) }
        } else {
            let types = types(catalogue)
            records = try await writeAll(form, call) { limit in query.query(types: types, limit: limit).map { .deleteAll($0) } }
        }
        return try form.written(records, query.projection, namesOneRow: query.id != nil)
    }
}
