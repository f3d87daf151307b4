package import JSONCore

/// Why a schema was refused: the place in the schema, the keyword and the rule it breaks, never a value.
package struct SchemaError: Error, Sendable, Hashable {
    /// The kinds of refusal, for callers that answer them differently.
    package enum Kind: Sendable, Hashable {
        /// A keyword's value has not the type or form that the draft demands.
        case malformed
        /// `$schema` names a draft, or a vocabulary that is required, which is not known here.
        case unsupportedDraft
        /// A reference names no schema that is known; nothing is ever fetched.
        case unresolvedReference
        /// A chain of references comes back to itself without moving on in the instance.
        case endlessReference
        /// A regular expression that is not one of ECMA-262.
        case invalidPattern
        /// The schema exceeds a limit of ``SchemaLimits``.
        case tooLarge
    }

    /// What kind of refusal it is.
    package let kind: Kind
    /// The URI of the document that is refused, when it is not the schema itself but one that it references.
    package let document: String?
    /// The place in the document: the keyword, or the part of its value, that is refused.
    package let pointer: JSONPointer
    /// The keyword that is refused; nil when the place is a schema as a whole.
    package let keyword: String?
    /// The rule in words that follow the keyword's name: "must be a non-negative integer".
    package let rule: String

    /// Makes a refusal.
    package init(kind: Kind, document: String? = nil, pointer: JSONPointer, keyword: String?, rule: String) {
        self.kind = kind
        self.document = document
        self.pointer = pointer
        self.keyword = keyword
        self.rule = rule
    }

    /// The refusal as one sentence without the place: "minLength must be a non-negative integer".
    package var message: String {
        "\(keyword ?? "the schema") \(rule)"
    }
}

extension SchemaError: CustomStringConvertible {
    /// Place and rule: `/properties/name/minLength: minLength must be a non-negative integer`.
    package var description: String {
        "\(document ?? "")\(document == nil ? "" : "#")\(pointer): \(message)"
    }
}
