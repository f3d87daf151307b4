/// Who caused a change.
package struct Actor: Sendable, Hashable {
    /// What kind of caller acts: it decides what `id` names.
    package enum Kind: String, Sendable, CaseIterable {
        /// An API token.
        case apiKey = "api_key"
        /// A person who signed in.
        case user
        /// A platform that acts for one of its organisations.
        case platform
        /// The command line or a job of the server's own.
        case system
    }

    package let kind: Kind
    /// The token's, user's or platform's id.
    package let id: String
    package let name: String
    /// The person or organisation on whose behalf the actor acted, where it said so.
    package let onBehalfOf: String?

    package init(kind: Kind, id: String, name: String, onBehalfOf: String? = nil) {
        self.kind = kind
        self.id = id
        self.name = name
        self.onBehalfOf = onBehalfOf
    }
}

/// The API through which a change came.
package enum Source: String, Sendable, CaseIterable {
    case native, mateo, nateq, reach, kare
    case commandLine = "command-line"
}

/// Who writes, through which API, in which request: what the history says beside the change itself.
package struct Author: Sendable, Hashable {
    package let actor: Actor
    package let source: Source
    package let requestID: String

    package init(actor: Actor, source: Source, requestID: String) {
        self.actor = actor
        self.source = source
        self.requestID = requestID
    }
}
