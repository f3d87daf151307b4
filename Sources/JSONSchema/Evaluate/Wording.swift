import JSONCore

/// Phrases of violations' messages.
enum Wording {
    /// A count with its noun: "1 character", "250 characters".
    static func counted(_ count: Int, _ noun: String) -> String {
        count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
    }

    /// The values of a schema as JSON, where they are few and short enough to be read; nil otherwise.
    static func listed(_ values: [JSON]) -> String? {
        let isReadable = values.count <= 16 && values.allSatisfy { $0.kind != .array && $0.kind != .object }
        guard isReadable else { return nil }
        let text = values.map(\.text).joined(separator: ", ")
        return text.utf8.count <= 200 ? text : nil
    }
}
