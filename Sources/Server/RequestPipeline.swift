package import Access
package import Endpoints
import HTTPTypes
import JSONCore
import Kare
import Logging
import Mateo
import Nateq
import Native
import Reach
package import Records

/// The way of a request, on one screen: match → authenticate → permit → read → run → reply. Every refusal on the way is drawn by the
/// dialect that the path belongs to.
package struct RequestPipeline: Sendable {
    /// All dialects, in the order of the documentation.
    package static let dialects = [Mateo.dialect, Kare.dialect, Reach.dialect, Nateq.dialect, Native.dialect]

    package let routes = RouteTable(dialects)
    package let access: AccessControl
    package let engine: RecordEngine
    /// Requests in work: one that finds no place is refused at once. A request has one from the moment that its body is there.
    let places: Places
    let logger: Logger

    /// What is known of a request before its body is read.
    struct Head: Sendable {
        let method: HTTPRequest.Method
        let path: String
        /// What stands behind `?`; nil when there is none.
        let query: Substring?
        let headers: HTTPFields
        let id: String

        func request(pathValues: [String] = [], query: QueryItems = QueryItems(items: []), body: [UInt8] = []) -> IncomingRequest {
            IncomingRequest(method: method, path: path, pathValues: pathValues, query: query, headers: headers, body: body, id: id)
        }
    }

    /// Reads the body up to a number of bytes; refuses with ``RequestError/bodyTooLarge(limit:)``,
    /// ``RequestError/bodyTooSlow(seconds:)``, ``RequestError/bodyBroken``.
    typealias BodyReader = @Sendable (_ limit: Int) async throws -> [UInt8]

    /// Answers a request. It never throws: what goes wrong is an answer too.
    func answer(_ head: Head, body: BodyReader) async -> Reply {
        switch routes.match(head.method, head.path) {
        case .route(let route, let values): await answer(head, route, values, body)
        case .otherMethods(let methods, let dialect): refuse(.methodNotAllowed(methods), head, dialect)
        case .none(let dialect): refuse(.noRoute, head, dialect ?? Native.dialect)
        case .malformed(let dialect): refuse(.request(.malformedTarget), head, dialect ?? Native.dialect)
        }
    }

    private func answer(_ head: Head, _ route: RouteTable.Route, _ values: [String], _ body: BodyReader) async -> Reply {
        let dialect = route.dialect
        var standing: RateStanding?
        var reply: Reply
        do {
            guard let query = QueryItems(parsing: head.query ?? "") else { throw RequestError.malformedTarget }
            let principal = try await authenticate(head, route)
            if let principal, dialect.rateLimitHeaders != nil { standing = try access.admit(principal) }
            try permit(principal, route.endpoint)
            try checkPreconditions(head, dialect)
            let request = head.request(pathValues: values, query: query, body: try await read(body, head, route.endpoint))
            try takePlace()
            defer { places.giveBack() }
            reply = try await route.endpoint.run(invocation(request, principal, dialect))
        } catch {
            reply = refuse(error, head, dialect)
        }
        if let standing, let names = dialect.rateLimitHeaders {
            reply.headers[names.limit] = String(standing.limit)
            reply.headers[names.remaining] = String(standing.remaining)
        }
        return reply
    }

    // MARK: - Stages

    /// Who calls; nil on an open endpoint.
    private func authenticate(_ head: Head, _ route: RouteTable.Route) async throws -> Principal? {
        let forPlatform: Bool
        switch route.endpoint.permission {
        case .open: return nil
        case .scope, .scopeOfType: forPlatform = false
        case .platform: forPlatform = true
        }
        let presented = PresentedCredentials(
            authorization: head.headers.value(of: .authorization), sessionToken: head.headers.value(of: .sessionToken),
            tenant: head.headers.value(of: .reachTenant) ?? head.headers.value(of: .tenant))
        return try await access.authenticate(presented, scheme: route.dialect.scheme, forPlatform: forPlatform)
    }

    /// Whether the caller's credential has the endpoint's scope.
    private func permit(_ principal: Principal?, _ endpoint: Endpoint) throws {
        switch endpoint.permission {
        case .open, .scopeOfType: return
        case .scope(let scope), .platform(let scope):
            guard principal?.scopes.contains(scope) == true else { throw AccessError.insufficientScope(scope) }
        }
    }

    /// A write with a condition that the dialect does not read is refused.
    private func checkPreconditions(_ head: Head, _ dialect: Dialect) throws {
        guard !dialect.honoursPreconditions, head.method != .get, head.method != .head else { return }
        for name in Self.preconditions where head.headers.contains(name) {
            throw RequestError.invalidParameter(
                .header, name: name.rawName, rule: "is not supported by this API; the native API honours it")
        }
    }

    private static let preconditions: [HTTPField.Name] = [.ifMatch, .ifNoneMatch, .ifUnmodifiedSince]

    private func read(_ body: BodyReader, _ head: Head, _ endpoint: Endpoint) async throws -> [UInt8] {
        guard head.method != .get, head.method != .head else { return [] }
        return try await body(endpoint.bodyLimit)
    }

    /// A place among the requests in work, which must be given back. Whoever has waited for nothing yet loses nothing by being refused.
    private func takePlace() throws {
        guard case .refused(let isFirst) = places.take() else { return }
        if isFirst { logger.warning("too many requests at once: some are refused", metadata: ["requests": "\(places.limit)"]) }
        throw Failure.overloaded(retryAfterSeconds: Places.retryAfterSeconds)
    }

    private func invocation(_ request: IncomingRequest, _ principal: Principal?, _ dialect: Dialect) -> Endpoint.Invocation {
        guard let principal else { return .open(OpenCall(request: request, access: access)) }
        let author = Author(actor: principal.actor, source: dialect.source, requestID: request.id)
        let session = RecordSession(engine: engine, organisation: principal.organisation, author: author)
        return .call(Call(request: request, principal: principal, records: session))
    }

    // MARK: - Refusals

    private func refuse(_ failure: Failure, _ head: Head, _ dialect: Dialect) -> Reply { dialect.refuse(failure, head.request()) }

    private func refuse(_ error: any Error, _ head: Head, _ dialect: Dialect) -> Reply {
        if let direct = error as? any DirectReply { return direct.reply }
        let failure = Failure(error)
        report(failure, error, head)
        return refuse(failure, head, dialect)
    }

    /// Tells the log what the caller is not told: the reason of a fault of our own.
    private func report(_ failure: Failure, _ error: any Error, _ head: Head) {
        let reason: String
        switch failure {
        case .record(.broken(let why)): reason = why
        case .record(.full): reason = "the disk is full"
        case .record(.outcomeUnknown): reason = "the outcome of a commit is unknown"
        case .fault: reason = String(reflecting: error)
        case .request, .access, .record, .noRoute, .methodNotAllowed, .overloaded: return
        }
        logger.error("request failed", metadata: ["request": "\(head.id)", "path": "\(head.path)", "reason": "\(reason)"])
    }
}

extension HTTPField.Name {
    /// Kare's second credential.
    static let sessionToken = Self.declared("x-session-token")
    /// The tenant that a Reach platform acts for.
    static let reachTenant = Self.declared("reach-tenant-id")
    /// The name that Reach's onboarding samples use for it.
    static let tenant = Self.declared("x-tenant-id")
    static let requestID = Self.declared("x-request-id")

    /// A name of ours; one that is no header name is a mistake in this program.
    private static func declared(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("not a header name") }
        return name
    }
}
