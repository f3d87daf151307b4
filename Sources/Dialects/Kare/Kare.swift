import Access
package import Endpoints
import Records

/// Kare's Company API ("Company v2, api-rs"): companies and the contacts that belong to them, named by integers.
///
/// Pages: "Update a contact" and its neighbours on api-documentation.kare-app.fr; `docs/kare.md` tells what was chosen where they are
/// silent.
package enum Kare {
    package static let dialect = Dialect(
        name: "kare",
        title: "Kare",
        summary: "Companies and their contacts as Kare's Company API v2 documents them, with an access and a session token.",
        source: .kare,
        scheme: .accessAndSession,
        roots: ["/companies", "/auth", "/main"],
        prefixes: ["/main"],
        errorSchema: errorSchema,
        endpoints: [
            logIn,
            createCompany, listCompanies, getCompany, updateCompany,
            createContacts, listContacts, getContact, updateContact, deleteContact,
        ],
        refuse: refuse)
}
