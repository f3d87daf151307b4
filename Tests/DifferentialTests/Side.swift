import Access
import JSONCore
import Records
import Server
import TestSupport

/// One of the two servers that are compared.
actor Side {
    private let server: TestServer
    private var names: Names

    /// A server with the demo data, a key that only reads, a key that was revoked, and an organisation that is a stranger to the demo.
    init(_ server: TestServer, since start: Timestamp) async throws {
        self.server = server
        let access = server.server.access
        let demo = server.demo
        let stranger = try await server.stranger()
        let revoked = try await access.createToken(organisation: demo.organisation, name: "revoked")
        try await access.revokeToken(revoked.token.id, of: demo.organisation)
        names = Names(
            since: start,
            credentials: [
                "native": demo.tokens.native, "mateo": demo.tokens.mateo, "nateq": demo.tokens.nateq, "tenant": demo.tokens.reachTenant,
                "platform": demo.tokens.reachPlatform, "access": demo.tokens.kareAccess, "session": demo.tokens.kareSession,
                "email": demo.signIn.email, "password": demo.signIn.password, "revoked": revoked.text, "stranger": stranger.token,
                "reader": try await server.token(scopes: [.readConversations, .readEntities, .readDefinitions]),
            ])
        // The demo's records have the same names on both sides because they are the first to be named.
        for record in Self.records(demo.records) { _ = names.named(Array(record.id.text.utf8)) }
    }

    private static func records(_ records: DemoRecords) -> [Record] {
        [
            records.contact, records.company, records.tag, records.inbox, records.otherInbox, records.employee, records.conversation,
            records.definition, records.entity, records.channel,
        ]
    }

    /// Sends the request in this server's words and returns the answer in common ones.
    func answer(_ request: Request) async throws -> Answer {
        let path = names.resolved(request.path)
        let headers = request.headers.mapValues(names.resolved)
        let bytes: [UInt8]? =
            switch request.body {
            case .text(let text): Array(names.resolved(text).utf8)
            case .bytes(let bytes): bytes
            case nil: nil
            }
        let response = try await server.send(request.method, path, headers: headers, bytes: bytes)
        var compared: [String: String] = [:]
        for name in Answer.comparedHeaders { compared[name] = response.headers[name].map { names.named(Array($0.utf8)) } }
        return Answer(status: response.status, headers: compared, body: names.named(response.body))
    }
}
