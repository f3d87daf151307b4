import Access
import JSONCore
import Records
import Server
import TestSupport
import Testing

/// `kith demo`: again and again the same result.
@Suite("The demo organisation")
struct DemoTests {
    @Test("made again it has the same ids and API tokens, its records as they were at first", arguments: TestStore.tested)
    func again(_ store: TestStore) async throws {
        try await withServer(store) { server in
            for request in server.demo.requests { _ = try await server.send(request) }
            let again = try await Demo.make(access: server.server.access, engine: server.server.engine)
            #expect(again.organisation == server.demo.organisation)
            #expect(again.tokens.mateo == server.demo.tokens.mateo)
            #expect(again.tokens.native == server.demo.tokens.native)
            #expect(again.requests.map(\.path) == server.demo.requests.map(\.path))
            #expect(again.records.contact.fields == server.demo.records.contact.fields)
            #expect(again.records.entity.fields == server.demo.records.entity.fields)
        }
    }

    @Test("made again after its records were deleted it brings them back, their history going on", arguments: TestStore.tested)
    func afterDeletion(_ store: TestStore) async throws {
        try await withServer(store) { server in
            let native = TestServer.bearer(server.demo.tokens.native)
            let entity = server.demo.records.entity
            #expect(try await server.send("DELETE", "/v1/voucher/\(entity.id.text)", headers: native).status == 204)
            let again = try await Demo.make(access: server.server.access, engine: server.server.engine)
            #expect(again.records.entity.fields == entity.fields)
            #expect(again.records.entity.version == 3, "created, deleted, restored")
            let history = try await server.send("GET", "/v1/voucher/\(entity.id.text)/history", headers: native).json
            #expect(history["changes"]?.asArray?.map { $0["kind"]?.asString } == ["restored", "deleted", "created"])
        }
    }

    /// The shape that other programs read (DESIGN section 6).
    @Test("prints JSON of exactly the promised shape")
    func shape() async throws {
        try await withServer { server in
            let json = server.demo.json
            #expect(json.asObject.map { Array($0.keys) } == ["organisation", "requests", "tokens"])
            #expect(
                json["tokens"]?.asObject.map { Array($0.keys) } == [
                    "mateo", "nateq", "native", "reachTenant", "reachPlatform", "kareAccess", "kareSession",
                ])
            for request in json["requests"]?.asArray ?? [] {
                #expect(request.asObject.map { Array($0.keys) } == ["name", "method", "path", "headers", "body"])
                #expect(request["headers"]?["Content-Type"] == "application/json")
            }
        }
    }
}
