import Access
package import Endpoints
import HTTPTypes
import Records

/// Kith's own API: every record type, built in or customer-defined, under `/v1/{type}`.
package enum Native {
    package static let dialect = Dialect(
        name: "native", title: "Kith", summary: "Every record type under one pair of paths, with versions as ETags and RFC 9457 problems.",
        source: .native, scheme: .apiToken, roots: ["/v1"], honoursPreconditions: true, errorSchema: problemSchema,
        errorMediaType: "application/problem+json",
        endpoints: [
            listTypes,
            listRecords,
            createRecord,
            readRecord,
            patchRecord,
            deleteRecord,
            readHistory,
        ],
        refuse: refuse)
}
