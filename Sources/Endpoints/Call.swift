package import Access
package import HTTPTypes
package import Records

/// A request as it arrived, matched to its route: nothing is decoded yet but the path.
package struct IncomingRequest: Sendable {
    package let method: HTTPRequest.Method
    /// The path as sent, without the query.
    package let path: String
    /// The values of the route's `{names}`, percent-decoded, in the order of the template.
    package var pathValues: [String]
    package let query: QueryItems
    package let headers: HTTPFields
    /// The whole body; the server has already held it to the endpoint's limit.
    package let body: [UInt8]
    /// The request's identity in logs, in the history and in `X-Request-Id`.
    package let id: String

    package init(
        method: HTTPRequest.Method, path: String, pathValues: [String] = [], query: QueryItems, headers: HTTPFields, body: [UInt8],
        id: String
    ) {
        self.method = method
        self.path = path
        self.pathValues = pathValues
        self.query = query
        self.headers = headers
        self.body = body
        self.id = id
    }
}

/// A request whose caller is known: what a handler of a protected endpoint works with.
package struct Call: Sendable {
    package let request: IncomingRequest
    package let principal: Principal
    /// The records of the caller's organisation.
    package let records: RecordSession

    package init(request: IncomingRequest, principal: Principal, records: RecordSession) {
        self.request = request
        self.principal = principal
        self.records = records
    }

    /// Refuses with ``AccessError/insufficientScope(_:)`` unless the caller's credential has `scope`.
    package func require(_ scope: Scope) throws(AccessError) {
        guard principal.scopes.contains(scope) else { throw .insufficientScope(scope) }
    }
}

/// A request that needs no credential: signing in.
package struct OpenCall: Sendable {
    package let request: IncomingRequest
    package let access: AccessControl

    package init(request: IncomingRequest, access: AccessControl) {
        self.request = request
        self.access = access
    }
}
