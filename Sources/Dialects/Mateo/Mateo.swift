import Access
package import Endpoints
import Records

/// Mateo's integration API: PostgREST's tables and query language behind an API key.
///
/// Pages: "Update Custom Entity", "Update Conversation" and their neighbours on docs.getmateo.com; `docs/mateo.md` tells what was chosen
/// where they are silent.
package enum Mateo {
    package static let dialect = Dialect(
        name: "mateo",
        title: "Mateo",
        summary: "Custom entities, their definitions, conversations and contacts as Mateo's integration API documents them.",
        source: .mateo,
        scheme: .apiToken,
        roots: ["/api/v1"] + Table.all.map { "/api/v1/\($0.name)" },
        rateLimitHeaders: RateLimitHeaders(limit: Header.rateLimit, remaining: Header.rateLimitRemaining),
        errorSchema: Refusal.schema,
        endpoints: [
            listCustomEntities, createCustomEntities, updateCustomEntities, deleteCustomEntities,
            listDefinitions, createDefinitions, updateDefinitions, deleteDefinitions,
            listConversations, updateConversations,
            listContacts, createContacts, updateContacts, deleteContacts,
        ],
        refuse: refuse)
}
