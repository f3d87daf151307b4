import JSONCore

/// The metaschemas of the drafts, which every schema may reference.
enum Metaschemas {
    private static let documents: [String: JSON] = {
        let texts = [
            Draft202012Metaschema.schema,
            Draft202012Metaschema.core,
            Draft202012Metaschema.applicator,
            Draft202012Metaschema.unevaluated,
            Draft202012Metaschema.validation,
            Draft202012Metaschema.metaData,
            Draft202012Metaschema.formatAnnotation,
            Draft202012Metaschema.formatAssertion,
            Draft202012Metaschema.content,
            Draft07Metaschema.schema,
        ]
        var documents: [String: JSON] = [:]
        for text in texts {
            // A text of ours that were not JSON would be missing, and the tests that reference each would fail.
            guard let document = try? JSON.parse(text), case .string(let id)? = document["$id"] else { continue }
            documents[URIReference(id).withoutFragment] = document
        }
        return documents
    }()

    /// The metaschema with this URI, which has no fragment; nil for one that is not built in.
    static func document(uri: String) -> JSON? {
        documents[uri]
    }

    /// Whether the URI is one of theirs.
    static func isBuiltIn(_ uri: String) -> Bool {
        documents[uri] != nil
    }
}
