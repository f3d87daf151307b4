import Endpoints

/// The OpenAPI documents as text, for the command line.
package enum OpenAPIText {
    /// What `make(dialect:)` knows.
    package static var dialectNames: [String] { RequestPipeline.dialects.map(\.name) }

    /// The document of one dialect, or of all when `dialect` is nil; nil for an unknown name.
    package static func make(dialect: String?) -> String? {
        let chosen = RequestPipeline.dialects.filter { dialect == nil || $0.name == dialect }
        guard !chosen.isEmpty else { return nil }
        return String(decoding: StaticPages.document(chosen), as: UTF8.self)
    }
}
