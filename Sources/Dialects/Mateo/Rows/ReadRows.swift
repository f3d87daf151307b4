import Endpoints
import HTTPTypes
import Records

extension Table {
    /// GET: one page of the rows that the request's filters select.
    func read(_ call: Call) async throws -> Reply {
        let form = try AnswerForm(call.request.headers)
        let query = try RowsQuery(call.request.query, of: self, in: call.records.organisation, allowing: [.filters, .order, .window])
        var window = query.window
        if let range = call.request.headers.value(of: .range) { try window.narrow(toRange: range) }
        let types = types(try await catalogue(for: call))
        // Nothing but the total is wanted of a window without rows, and an engine's page has one row at least.
        let limit = max(1, window.limit)
        var page = Page(records: [], hasMore: false, total: 0)
        if let query = query.query(types: types, limit: limit, offset: window.first, counted: form.preferences.counts) {
            page = try await call.records.page(query)
        }
        if window.limit == 0 { page.records = [] }
        return try form.read(page, query.projection, first: window.first)
    }
}
