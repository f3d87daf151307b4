package import Records

/// What a credential may do. The names are the scopes that Nateq documents, with Kith's own for what Nateq does not have.
package enum Scope: String, Sendable, Hashable, CaseIterable {
    /// Conversations and messages, and the CRM around them: contacts, companies, inboxes, channels, employees.
    case readConversations = "conversations:read"
    case writeConversations = "conversations:write"
    case readTags = "tags:read"
    case writeTags = "tags:write"
    /// Records of customer-defined types.
    case readEntities = "entities:read"
    case writeEntities = "entities:write"
    /// The definitions of customer-defined types.
    case readDefinitions = "definitions:read"
    case writeDefinitions = "definitions:write"
    case manageWebhooks = "webhooks:manage"

    /// Everything a credential may do.
    package static let all = Set(allCases)

    /// The scope that reading records of `type` takes.
    package static func reading(_ type: TypeID) -> Scope {
        switch type {
        case .contact, .company, .conversation, .message, .inbox, .channel, .employee: .readConversations
        case .tag: .readTags
        case .definition: .readDefinitions
        case .webhook: .manageWebhooks
        default: .readEntities
        }
    }

    /// The scope that writing records of `type` takes.
    package static func writing(_ type: TypeID) -> Scope {
        switch type {
        case .contact, .company, .conversation, .message, .inbox, .channel, .employee: .writeConversations
        case .tag: .writeTags
        case .definition: .writeDefinitions
        case .webhook: .manageWebhooks
        default: .writeEntities
        }
    }

    /// One line for people.
    package var summary: String {
        switch self {
        case .readConversations: "Read contacts, companies, conversations, messages, inboxes, channels and employees."
        case .writeConversations: "Write contacts, companies, conversations, messages, inboxes, channels and employees."
        case .readTags: "Read tags."
        case .writeTags: "Write tags."
        case .readEntities: "Read records of customer-defined types."
        case .writeEntities: "Write records of customer-defined types."
        case .readDefinitions: "Read the definitions of customer-defined types."
        case .writeDefinitions: "Write the definitions of customer-defined types."
        case .manageWebhooks: "Read and write webhooks."
        }
    }
}
