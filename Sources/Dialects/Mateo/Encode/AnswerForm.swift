import Endpoints
import HTTPTypes
import Records

/// How a client wants to be answered: its `Prefer` and its `Accept` header.
///
/// Without `Prefer: return=…` the vendor's pages rule: a request that names one row by id is answered with that row or a 404, any other
/// with an array. With it PostgREST's rules hold: an array or nothing, never a 404.
struct AnswerForm: Sendable {
    let preferences: Preferences
    let mediaType: RowsMediaType

    init(_ headers: HTTPFields) throws(Refusal) {
        preferences = try Preferences(headers)
        mediaType = try RowsMediaType(accepting: headers)
    }

    /// The answer to an update or a deletion of `records`. `namesOneRow` says whether the request named one row by its id.
    func written(_ records: [Record], _ projection: Projection, namesOneRow: Bool) throws(Refusal) -> Reply {
        var headers = HTTPFields()
        let rows = records.isEmpty ? "*" : "0-\(records.count - 1)"
        headers[.contentRange] = preferences.counts ? "\(rows)/\(records.count)" : rows + "/*"
        headers[Header.preferenceApplied] = preferences.applied("return", "count", "handling", "max-affected", "tx")
        switch preferences.returning {
        case nil where namesOneRow:
            guard let record = records.first else { throw .notSingular(.notFound, rows: "0") }
            return .json(
                .ok, RowsBody.object(record, projection, strippingNulls: mediaType.stripsNulls), contentType: mediaType.contentType,
                headers: headers)
        case nil, .representation: return try body(records, projection, .ok, headers)
        case .minimal, .headersOnly:
            if mediaType.isSingular, records.count != 1 { throw .notSingular(.notAcceptable, rows: String(records.count)) }
            return Reply(.noContent, headers: headers)
        }
    }

    /// The answer to the making of `records`; `isOne` says whether the body was one row, not an array.
    func made(
        _ records: [Record], _ projection: Projection, isOne: Bool, status: HTTPResponse.Status, in table: Table
    ) throws(Refusal) -> Reply {
        var headers = HTTPFields()
        headers[.contentRange] = preferences.counts ? "*/\(records.count)" : "*/*"
        headers[Header.preferenceApplied] = preferences.applied("resolution", "missing", "return", "count", "handling", "tx")
        switch preferences.returning {
        case nil where isOne && records.count == 1:
            return .json(
                status, RowsBody.object(records[0], projection, strippingNulls: mediaType.stripsNulls),
                contentType: mediaType.contentType, headers: headers)
        case nil, .representation: return try body(records, projection, status, headers)
        case .headersOnly:
            if records.count == 1 { headers[.location] = "/\(table.name)?id=eq.\(records[0].id.text)" }
            return Reply(status, headers: headers)
        case .minimal: return Reply(status, headers: headers)
        }
    }

    /// The answer to a reading of one page.
    func read(_ page: Page, _ projection: Projection, first: Int) throws(Refusal) -> Reply {
        var headers = HTTPFields()
        let total = preferences.counts ? page.total : nil
        if let total, first > total {
            headers[.contentRange] = "*/\(total)"
            throw Refusal(
                .rangeNotSatisfiable, "PGRST103", "Requested range not satisfiable",
                details: "The offset lies behind the last of \(total) rows.", headers: headers)
        }
        let rows = page.records.isEmpty ? "*" : "\(first)-\(first + page.records.count - 1)"
        headers[.contentRange] = "\(rows)/\(total.map(String.init) ?? "*")"
        headers[Header.preferenceApplied] = preferences.applied("count", "handling")
        let isPart = total.map { page.records.count < $0 } ?? false
        return try body(page.records, projection, isPart ? .partialContent : .ok, headers)
    }

    private func body(
        _ records: [Record], _ projection: Projection, _ status: HTTPResponse.Status, _ headers: HTTPFields
    ) throws(Refusal) -> Reply {
        let bytes: [UInt8]
        if mediaType.isSingular {
            guard let record = records.first, records.count == 1 else { throw .notSingular(.notAcceptable, rows: String(records.count)) }
            bytes = RowsBody.object(record, projection, strippingNulls: mediaType.stripsNulls)
        } else {
            bytes = RowsBody.array(records, projection, strippingNulls: mediaType.stripsNulls)
        }
        return .json(status, bytes, contentType: mediaType.contentType, headers: headers)
    }
}
