import Access
package import Endpoints
import HTTPTypes
import Records

/// Nateq's contacts API: one flat contact, answered in an envelope together with its company, its tags and its latest activities.
///
/// Page: "Update a contact" on developers.nateq.io; `docs/nateq.md` tells what was chosen where it is silent.
package enum Nateq {
    package static let dialect = Dialect(
        name: "nateq",
        title: "Nateq",
        summary: "Contacts as Nateq's API v1 documents them, with an API key.",
        source: .nateq,
        scheme: .apiToken,
        roots: ["/api/v1/contacts"],
        rateLimitHeaders: rateLimitHeaders,
        errorSchema: errorSchema,
        endpoints: [createContact, listContacts, getContact, updateContact, deleteContact],
        refuse: refuse)

    static let rateLimitHeaders: RateLimitHeaders? = HTTPField.Name("X-RateLimit-Limit").flatMap { limit in
        HTTPField.Name("X-RateLimit-Remaining").map { RateLimitHeaders(limit: limit, remaining: $0) }
    }
}
