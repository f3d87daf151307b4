package import HTTPTypes
package import JSONCore

/// What goes back to the caller: status, headers and the whole body.
package struct Reply: Sendable {
    package var status: HTTPResponse.Status
    package var headers: HTTPFields
    package var body: [UInt8]

    package init(_ status: HTTPResponse.Status, headers: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A JSON body that the caller has already written.
    package static func json(
        _ status: HTTPResponse.Status = .ok, _ body: [UInt8], contentType: String = "application/json", headers: HTTPFields = [:]
    ) -> Reply {
        var reply = Reply(status, headers: headers, body: body)
        reply.headers[.contentType] = contentType
        return reply
    }

    /// A JSON value as the body.
    package static func json(
        _ status: HTTPResponse.Status = .ok, _ value: JSON, contentType: String = "application/json", headers: HTTPFields = [:]
    ) -> Reply {
        json(status, value.serialized(), contentType: contentType, headers: headers)
    }

    /// 204 and nothing else.
    package static let noContent = Reply(.noContent)
}
