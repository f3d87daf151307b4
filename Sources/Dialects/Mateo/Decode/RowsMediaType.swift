import HTTPTypes

/// The form of an answer's body that the header `Accept` asks for.
struct RowsMediaType: Sendable, Hashable {
    /// Whether the answer is one row as an object rather than an array of rows.
    let isSingular: Bool
    /// Whether members that are null are left out.
    let stripsNulls: Bool
    let contentType: String

    /// `application/json`.
    static let array = RowsMediaType(isSingular: false, stripsNulls: false, contentType: "application/json; charset=utf-8")

    private init(isSingular: Bool, stripsNulls: Bool, contentType: String) {
        self.isSingular = isSingular
        self.stripsNulls = stripsNulls
        self.contentType = contentType
    }

    /// The first type of an `Accept` header that can be had; JSON without one.
    init(accepting headers: HTTPFields) throws(Refusal) {
        let fields = headers[values: .accept]
        if fields.isEmpty || fields == ["application/json"] || fields == ["*/*"] {
            self = .array
            return
        }
        let ranges = fields.flatMap { $0.split(separator: ",") }
        guard !ranges.isEmpty else {
            self = .array
            return
        }
        for range in ranges {
            let parts = range.lowercased().filter { $0 != " " && $0 != "\t" }.split(separator: ";")
            let strips = parts.dropFirst().contains("nulls=stripped")
            let suffix = strips ? ";nulls=stripped; charset=utf-8" : "; charset=utf-8"
            switch parts.first {
            case "application/json", "application/*", "*/*":
                self = .array
                return
            case "application/vnd.pgrst.object+json", "application/vnd.pgrst.object":
                self.init(isSingular: true, stripsNulls: strips, contentType: "application/vnd.pgrst.object+json" + suffix)
                return
            case "application/vnd.pgrst.array+json", "application/vnd.pgrst.array":
                self.init(isSingular: false, stripsNulls: strips, contentType: "application/vnd.pgrst.array+json" + suffix)
                return
            default: continue
            }
        }
        throw Refusal.notAcceptable
    }
}

extension Refusal {
    static let notAcceptable = Refusal(
        .notAcceptable, "PGRST107", "None of these media types are available",
        details: "Available are application/json and application/vnd.pgrst.object+json.")
}
