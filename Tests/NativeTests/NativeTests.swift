import JSONCore
import Records
import Server
import TestSupport
import Testing

@Suite("The native API")
struct NativeTests {
    static let problem = "application/problem+json"

    @Test("create, read, change, list and delete a record of any type", arguments: TestStore.tested)
    func lifecycle(_ store: TestStore) async throws {
        try await withServer(store) { server in
            let native = TestServer.bearer(server.demo.tokens.native)
            let created = try await server.send(
                "POST", "/v1/inboxes", headers: native, json: ["externalID": "in-1", "fields": ["name": "Returns"]])
            #expect(created.status == 201)
            #expect(created.headers["etag"] == "\"1\"")
            let record = try created.json
            let path = "/v1/inbox/\(record["id"]?.asString ?? "")"
            #expect(created.headers["location"] == path)
            #expect(record["number"] == 3, "the demo has two inboxes")

            let read = try await server.send("GET", path, headers: native)
            #expect(try read.json == record)
            #expect(try await server.send("GET", "/v1/inbox/externalID:in-1", headers: native).json == record)

            let changed = try await server.send("PATCH", path, headers: native, json: ["fields": ["name": "Refunds"]])
            #expect(changed.status == 200)
            #expect(changed.headers["etag"] == "\"2\"")
            #expect(try changed.json["fields"] == ["name": "Refunds"])

            let list = try await server.send("GET", "/v1/inbox?name=Refunds", headers: native)
            #expect(try list.json["records"]?.asArray?.count == 1)
            #expect(try list.json["next"] == JSON.null)

            #expect(try await server.send("DELETE", path, headers: native).status == 204)
            let gone = try await server.send("GET", path, headers: native)
            #expect(gone.status == 404)
            #expect(gone.headers["content-type"] == Self.problem)
        }
    }

    @Test("a list goes on where the answer before ended", arguments: TestStore.tested)
    func paging(_ store: TestStore) async throws {
        try await withServer(store) { server in
            let native = TestServer.bearer(server.demo.tokens.native)
            for number in 0..<5 {
                _ = try await server.send("POST", "/v1/tag", headers: native, json: ["fields": ["name": .string("t\(number)")]])
            }
            var names: [String] = []
            var path = "/v1/tag?limit=2"
            while true {
                let page = try await server.send("GET", path, headers: native).json
                names += page["records"]?.asArray?.compactMap { $0["fields"]?["name"]?.asString } ?? []
                guard let next = page["next"]?.asString else { break }
                path = "/v1/tag?limit=2&after=\(next)"
            }
            #expect(names == ["vip", "t0", "t1", "t2", "t3", "t4"])
        }
    }

    /// RFC 9110 sections 13.1.1, 13.1.2 and 13.2.2.
    @Test("preconditions decide on the stored version, strongly for If-Match", arguments: TestStore.tested)
    func preconditions(_ store: TestStore) async throws {
        try await withServer(store) { server in
            let native = TestServer.bearer(server.demo.tokens.native)
            let path = "/v1/contact/\(server.demo.records.contact.id.text)"
            func patch(_ headers: [String: String], _ comment: String) async throws -> TestResponse {
                try await server.send(
                    "PATCH", path, headers: native.merging(headers) { $1 }, json: ["fields": ["comment": .string(comment)]])
            }
            let version = server.demo.records.contact.version
            #expect(try await patch(["If-Match": "\"\(version + 1)\""], "a").status == 412)
            #expect(try await patch(["If-Match": "W/\"\(version)\""], "a").status == 412, "If-Match compares strongly")
            #expect(try await patch(["If-Match": "\"x\", \"\(version)\""], "a").status == 200)
            let stale = try await patch(["If-Match": "\"\(version)\""], "b")
            #expect(stale.status == 412)
            #expect(stale.headers["etag"] == "\"\(version + 1)\"")
            #expect(try await patch(["If-Match": "*"], "c").status == 200)
            #expect(try await patch(["If-None-Match": "*"], "d").status == 412)
            #expect(try await patch(["If-Match": "3"], "d").status == 400, "an entity tag has quotes")
            #expect(try await patch(["If-Unmodified-Since": "Sat, 21 Nov 2026 00:00:00 GMT"], "d").status == 400)
            let read = try await server.send("GET", path, headers: native)
            #expect(try read.json["fields"]?["comment"] == "c")
            let tag = try #require(read.headers["etag"])
            let known = try await server.send("GET", path, headers: native.merging(["If-None-Match": "W/\(tag)"]) { $1 })
            #expect(known.status == 304)
            #expect(known.body.isEmpty)
        }
    }

    @Test("a write that changes nothing moves nothing", arguments: TestStore.tested)
    func noOperation(_ store: TestStore) async throws {
        try await withServer(store) { server in
            let native = TestServer.bearer(server.demo.tokens.native)
            let path = "/v1/contact/\(server.demo.records.contact.id.text)"
            let before = try await server.send("GET", path, headers: native)
            let after = try await server.send(
                "PATCH", path, headers: native, json: ["fields": ["email": "ada@engines.example", "avatar": nil]])
            #expect(after.status == 200)
            #expect(try after.json == before.json)
            let history = try await server.send("GET", path + "/history", headers: native).json
            #expect(history["changes"]?.asArray?.count == Int(server.demo.records.contact.version))
        }
    }

    @Test("the history names edits, actor, source and request", arguments: TestStore.tested)
    func history(_ store: TestStore) async throws {
        try await withServer(store) { server in
            let native = TestServer.bearer(server.demo.tokens.native)
            let path = "/v1/contact/\(server.demo.records.contact.id.text)"
            let written = try await server.send("PATCH", path, headers: native, json: ["fields": ["email": "new@engines.example"]])
            let change = try await server.send("GET", path + "/history?limit=1", headers: native).json["changes"]?[0]
            #expect(change?["kind"] == "updated")
            #expect(change?["source"] == "native")
            #expect(change?["actor"]?["name"] == "Demo native")
            #expect(change?["requestID"]?.asString == written.headers["x-request-id"])
            #expect(
                change?["edits"] == [["path": "/fields/email", "old": "ada@engines.example", "new": "new@engines.example"]])
        }
    }

    @Test("customer-defined types are served under their key, validated by their schema", arguments: TestStore.tested)
    func customType(_ store: TestStore) async throws {
        try await withServer(store) { server in
            let native = TestServer.bearer(server.demo.tokens.native)
            let defined = try await server.send(
                "POST", "/v1/definition", headers: native,
                json: [
                    "fields": [
                        "key": "machine", "pluralName": "machines",
                        "schema": ["type": "object", "properties": ["wheels": ["type": "integer", "maximum": 9]], "required": ["wheels"]],
                    ]
                ])
            #expect(defined.status == 201)
            #expect(
                try await server.send("POST", "/v1/machines", headers: native, json: ["fields": ["data": ["wheels": 4]]]).status == 201)
            let refused = try await server.send("POST", "/v1/machine", headers: native, json: ["fields": ["data": ["wheels": 10]]])
            #expect(refused.status == 422)
            #expect(try refused.json["errors"]?[0]?["pointer"] == "#/fields/data/wheels")
            #expect(try refused.json["errors"]?[0]?["keyword"] == "maximum")
            let path = "/v1/definition/\(try defined.json["id"]?.asString ?? "")"
            let kept = try await server.send("DELETE", path, headers: native)
            #expect(kept.status == 409, "a definition with records stays")
            let twin = try await server.send(
                "POST", "/v1/definition", headers: native, json: ["fields": ["key": "MACHINE", "schema": true]])
            #expect(twin.status == 409, "keys are unique without regard to case")
        }
    }

    @Test("a definition whose schema does not compile is refused with the place", arguments: TestStore.tested)
    func invalidDefinition(_ store: TestStore) async throws {
        try await withServer(store) { server in
            let native = TestServer.bearer(server.demo.tokens.native)
            let refused = try await server.send(
                "POST", "/v1/definition", headers: native,
                json: ["fields": ["key": "broken", "schema": ["properties": ["a": ["minLength": -1]]]]])
            #expect(refused.status == 422)
            #expect(try refused.json["code"] == "schema-invalid")
            #expect(try refused.json["errors"]?[0]?["pointer"]?.asString?.hasPrefix("#/fields/schema/properties/a/minLength") == true)
        }
    }

    @Test("references are enforced in both directions", arguments: TestStore.tested)
    func references(_ store: TestStore) async throws {
        try await withServer(store) { server in
            let native = TestServer.bearer(server.demo.tokens.native)
            let contact = "/v1/contact/\(server.demo.records.contact.id.text)"
            for wrong in ["019b7600-0000-7000-8000-0000000000ff", server.demo.records.tag.id.text, "no-id"] {
                let refused = try await server.send("PATCH", contact, headers: native, json: ["fields": ["company": .string(wrong)]])
                #expect(refused.status == 422, "\(wrong)")
                #expect(try refused.json["errors"]?[0]?["pointer"] == "#/fields/company")
            }
            #expect(try await server.send("DELETE", "/v1/company/\(server.demo.records.company.id.text)", headers: native).status == 409)
            let unlinked = try await server.send("PATCH", contact, headers: native, json: ["fields": ["company": nil]])
            #expect(unlinked.status == 200)
            #expect(try await server.send("DELETE", "/v1/company/\(server.demo.records.company.id.text)", headers: native).status == 204)
        }
    }

    @Test("number text and member order come back as they were given", arguments: TestStore.tested)
    func fidelity(_ store: TestStore) async throws {
        try await withServer(store) { server in
            let native = TestServer.bearer(server.demo.tokens.native)
            let custom = #"{"z":1.10,"a":123456789012345678901234567890.5,"é":1e2,"e\u0301":-0.0}"#
            let written = try await server.send(
                "PATCH", "/v1/contact/\(server.demo.records.contact.id.text)", headers: native,
                text: #"{"fields":{"custom":\#(custom)}}"#)
            #expect(written.status == 200)
            let read = try await server.send("GET", "/v1/contact/\(server.demo.records.contact.id.text)", headers: native)
            #expect(read.text.contains(#""custom":{"z":1.10,"a":123456789012345678901234567890.5,"é":1e2,"é":-0.0}"#))
        }
    }
}
