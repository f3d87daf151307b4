import HTTPTypes
package import JSONCore
import JSONSchema

/// The body of a request: JSON that obeys the declared schema. The same schema stands in the OpenAPI document.
package struct JSONBody: Input {
    package let document: JSON
    package let example: JSON?
    package let mediaTypes: [String]
    private let schema: Schema

    /// `schema` is one of our own declarations: one that does not compile is a mistake in this program and ends it at the start, when
    /// the route table is made.
    package init(_ schema: JSON, example: JSON? = nil, mediaTypes: [String] = ["application/json"]) {
        self.document = schema
        self.example = example
        self.mediaTypes = mediaTypes
        self.schema = Schema.declared(schema)
    }

    package func read(_ request: IncomingRequest, _ template: PathTemplate) throws(RequestError) -> JSON {
        try checkMediaType(request)
        let value = try Self.parse(request.body)
        let violations = schema.validate(value)
        guard violations.isEmpty else { throw .invalidBody(violations) }
        return value
    }

    /// Parses a body; every dialect reads JSON through here.
    package static func parse(_ body: [UInt8]) throws(RequestError) -> JSON {
        guard !body.isEmpty else { throw .emptyBody }
        do throws(JSONSyntaxError) {
            return try JSON.parse(body)
        } catch {
            let place = error.position(in: body)
            throw .malformedJSON(error, line: place.line, column: place.column)
        }
    }

    /// Parameters of the media type (`; charset=utf-8`) are tolerated, letters count in either case.
    private func checkMediaType(_ request: IncomingRequest) throws(RequestError) {
        let encoding = request.headers.value(of: .contentEncoding)
        guard encoding == nil || encoding?.lowercased() == "identity" else { throw .unsupportedContentEncoding }
        guard let type = request.headers.value(of: .contentType) else { throw .unsupportedMediaType(accepted: mediaTypes) }
        let name = Substring(type.utf8.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") })
        for accepted in mediaTypes {
            if name == accepted || name.lowercased() == accepted { return }
        }
        throw .unsupportedMediaType(accepted: mediaTypes)
    }

    package var descriptions: [InputDescription] {
        [InputDescription(place: .body(mediaTypes), name: "body", summary: "", isRequired: true, schema: document, example: example)]
    }
}
