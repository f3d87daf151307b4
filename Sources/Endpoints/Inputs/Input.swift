package import JSONCore

/// One part of a request that an endpoint reads: it knows how to check it and how to describe it.
package protocol Input: Sendable {
    associatedtype Value: Sendable

    /// The checked value; refuses with ``RequestError``.
    func read(_ request: IncomingRequest, _ template: PathTemplate) throws(RequestError) -> Value

    /// What the OpenAPI document says about it.
    var descriptions: [InputDescription] { get }
}

/// What the OpenAPI document says about one parameter or the body.
package struct InputDescription: Sendable {
    package enum Place: Sendable, Hashable {
        case parameter(RequestError.Place)
        /// The media types the body may have.
        case body([String])
    }

    package let place: Place
    package let name: String
    package let summary: String
    package let isRequired: Bool
    package let schema: JSON
    package let example: JSON?

    package init(place: Place, name: String, summary: String, isRequired: Bool, schema: JSON, example: JSON? = nil) {
        self.place = place
        self.name = name
        self.summary = summary
        self.isRequired = isRequired
        self.schema = schema
        self.example = example
    }
}
