import Endpoints
import JSONCore
import JSONSchema

/// The body of a write. PostgreSQL tells a null in a column that must have a value from a value of the wrong type, so this does too.
struct RowBody: Input {
    /// The keyword of a violation where a null stands that no rule of the schema allows.
    static let nullKeyword = "null"

    private let body: JSONBody

    init(_ schema: JSON, example: JSON) {
        body = JSONBody(schema, example: example, mediaTypes: ["application/json"])
    }

    var descriptions: [InputDescription] { body.descriptions }

    func read(_ request: IncomingRequest, _ template: PathTemplate) throws(RequestError) -> JSON {
        do throws(RequestError) {
            return try body.read(request, template)
        } catch {
            guard case .invalidBody(let violations) = error else { throw error }
            let value = try JSONBody.parse(request.body)
            throw .invalidBody(
                violations.map { violation in
                    guard !violation.instance.tokens.isEmpty, value.value(at: violation.instance)?.isNull == true else { return violation }
                    return Violation(
                        instance: violation.instance, keyword: Self.nullKeyword, schema: violation.schema, limit: violation.limit,
                        message: violation.message)
                })
        }
    }
}
