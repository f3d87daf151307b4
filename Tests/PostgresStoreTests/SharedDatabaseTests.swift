import Access
import JSONCore
import Records
import TestSupport
import Testing

/// Several servers share one PostgreSQL database and behave as one.
@Suite("Two servers on one database")
struct SharedDatabaseTests {
    static func withTwoServers(_ body: @Sendable @escaping (TestServer, TestServer) async throws -> Void) async throws {
        try await withDatabase(.postgres) { database in
            try await withServer(on: database) { first in
                try await withServer(on: database) { second in try await body(first, second) }
            }
        }
    }

    @Test("writers through both keep one log without a gap, and nothing acknowledged is missing from it")
    func oneLog() async throws {
        try await Self.withTwoServers { first, second in
            let before = try await Self.log(first).count
            let acknowledged = try await withThrowingTaskGroup(of: Int.self) { group in
                for (name, server) in [("first", first), ("second", second)] {
                    for writer in 0..<4 { group.addTask { try await Self.write(through: server, as: "\(name) \(writer)", times: 20) } }
                }
                return try await group.reduce(0, +)
            }
            let log = try await Self.log(second)
            #expect(log.map(\.sequence) == Array(1...Int64(log.count)))
            #expect(log.count == before + acknowledged, "every write that was acknowledged is in the log once")
            var versions: [RecordID: Int64] = [:]
            for change in log {
                #expect(change.version == versions[change.record, default: 0] + 1)
                versions[change.record] = change.version
            }
            for record in [first.demo.records.contact, first.demo.records.conversation] {
                let stored = try await first.stored(record.type, record.id)
                #expect(stored?.version == versions[record.id])
                #expect(try await second.stored(record.type, record.id) == stored)
            }
        }
    }

    @Test("numbers are given once, whichever server gives them")
    func numbers() async throws {
        try await Self.withTwoServers { first, second in
            let numbers = try await withThrowingTaskGroup(of: Int?.self) { group in
                for number in 0..<40 {
                    let server = number % 2 == 0 ? first : second
                    group.addTask {
                        let body: JSON = ["fields": ["name": .string("tag \(number)")]]
                        let response = try await server.send(
                            "POST", "/v1/tag", headers: TestServer.bearer(server.demo.tokens.native), json: body)
                        #expect(response.status == 201, "\(response.text)")
                        return try response.json["number"]?.asInt
                    }
                }
                return try await group.reduce(into: [Int]()) { if let number = $1 { $0.append(number) } }
            }
            #expect(numbers.sorted() == Array(2...41), "the demo has one tag")
        }
    }

    @Test("a token that is revoked through one is refused by the other within five seconds")
    func revokedToken() async throws {
        try await Self.withTwoServers { first, second in
            let access = first.server.access
            let token = try await access.createToken(organisation: first.demo.organisation, name: "short-lived")
            let key = TestServer.bearer(token.text)
            #expect(try await second.send("GET", "/v1/contact", headers: key).status == 200)
            try await access.revokeToken(token.token.id, of: first.demo.organisation)
            #expect(try await first.send("GET", "/v1/contact", headers: key).status == 401)
            try await Self.soon { try await second.send("GET", "/v1/contact", headers: key).status == 401 }
        }
    }

    @Test("a definition that is changed through one holds for the other within five seconds")
    func changedDefinition() async throws {
        try await Self.withTwoServers { first, second in
            let headers = TestServer.bearer(first.demo.tokens.native)
            let voucher: JSON = [
                "fields": [
                    "contact": .string(first.demo.records.contact.id.text), "data": ["voucher_id": "V-1", "status": "sent"],
                ]
            ]
            #expect(try await second.send("POST", "/v1/voucher", headers: headers, json: voucher).status == 201)
            #expect(try await second.send("GET", "/v1/ticket", headers: headers).status == 404)

            let schema: JSON = ["type": "object", "required": ["colour"]]
            let path = "/v1/definition/\(first.demo.records.definition.id.text)"
            #expect(try await first.send("PATCH", path, headers: headers, json: ["fields": ["schema": schema]]).status == 200)
            let ticket: JSON = ["fields": ["key": "ticket", "name": "Ticket", "schema": ["type": "object"]]]
            #expect(try await first.send("POST", "/v1/definition", headers: headers, json: ticket).status == 201)

            #expect(try await first.send("POST", "/v1/voucher", headers: headers, json: voucher).status == 422)
            try await Self.soon { try await second.send("POST", "/v1/voucher", headers: headers, json: voucher).status == 422 }
            #expect(try await second.send("GET", "/v1/ticket", headers: headers).status == 200)
        }
    }

    // MARK: - Arranging

    /// The changes of the demo organisation, in order.
    private static func log(_ server: TestServer) async throws -> [Change] {
        try await server.server.engine.store.events(after: 0, limit: 10_000, in: server.demo.organisation)
    }

    /// Changes the demo's contact and conversation by turns, each time to something new; how many writes were acknowledged.
    ///
    /// Who loses to other writers again and again is told to come back later, and has written nothing.
    private static func write(through server: TestServer, as writer: String, times: Int) async throws -> Int {
        var acknowledged = 0
        for time in 0..<times {
            let text = JSON.string("\(writer), time \(time)")
            let response =
                switch time % 3 {
                case 0: try await server.send(try server.request("kare-contact"), body: ["notify": false, "comment": text])
                case 1: try await server.send(try server.request("nateq-contact"), body: ["position": text])
                default:
                    try await server.send(
                        "PATCH", "/v1/conversation/\(server.demo.records.conversation.id.text)",
                        headers: TestServer.bearer(server.demo.tokens.native), json: ["fields": ["subject": text]])
                }
            #expect(response.status == 200 || response.status == 503, "\(response.text)")
            if response.status == 200 { acknowledged += 1 }
        }
        #expect(acknowledged > 0, "\(writer) never came through")
        return acknowledged
    }

    /// Asks again and again until it is so. What the promise calls five seconds may take six here: an answer takes its time too.
    private static func soon(_ isSo: () async throws -> Bool) async throws {
        let clock = ContinuousClock()
        let limit = clock.now + .seconds(6)
        while clock.now < limit {
            if try await isSo() { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("not within the time that is promised")
    }
}
