import JSONCore
import Server
import TestSupport
import Testing

/// Formats are comments (JSON Schema 2020-12, Validation, section 7.2.1) unless a definition asks for them as rules.
@Suite struct FormatTests {
    private static let definitions = SchemaDefinitionTests.path
    private static let visits = "/api/resources/visit"
    /// No date-time of RFC 3339, section 5.6: February has no 30th day.
    private static let wrong: JSON = ["visitId": "v-1", "at": "2024-02-30T09:00:00Z"]
    private static let right: JSON = ["visitId": "v-1", "at": "2024-02-29T09:00:00Z"]

    private static func visit(assertsFormat: Bool?) -> JSON {
        var definition: JSONObject = [
            "name": "visit", "externalIdField": "visitId",
            "schema": [
                "type": "object",
                "properties": [
                    "visitId": ["type": "string"], "at": ["type": "string", "format": "date-time"], "note": ["type": "string"],
                ],
            ],
        ]
        definition["assertsFormat"] = assertsFormat.map(JSON.bool)
        return .object(definition)
    }

    /// Runs `body` on a server whose platform has defined visits.
    private static func withVisits(
        assertsFormat: Bool?, _ body: @Sendable @escaping (ReachClient) async throws -> Void
    ) async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            let made = try await reach.asPlatform().post(definitions, visit(assertsFormat: assertsFormat))
            #expect(made.status == 200)
            #expect(try made.json["data"]?["assertsFormat"] == .bool(assertsFormat ?? false))
            try await body(reach)
        }
    }

    @Test("Not asked for, a format demands nothing", arguments: [nil, false])
    func off(assertsFormat: Bool?) async throws {
        try await Self.withVisits(assertsFormat: assertsFormat) { reach in
            #expect(try await reach.asPlatform().get(Self.definitions + "/visit").json["data"]?["assertsFormat"] == false)
            #expect(try await reach.asPlatform().get(Self.definitions).json["data"]?[0]?["assertsFormat"] == false)
            let made = try await reach.post(Self.visits, ["data": Self.wrong])
            #expect(made.status == 200)
            #expect(try made.json["data"]?["data"] == Self.wrong)
        }
    }

    @Test("Asked for, a value that is not of its format is refused with the place")
    func on() async throws {
        try await Self.withVisits(assertsFormat: true) { reach in
            #expect(try await reach.asPlatform().get(Self.definitions + "/visit").json["data"]?["assertsFormat"] == true)
            let refused = try await reach.post(Self.visits, ["data": Self.wrong])
            #expect(refused.status == 400)
            #expect(try refused.errorPaths == ["/data/at"])
            #expect(try await reach.get(Self.visits + "/v-1").status == 404)
            #expect(try await reach.post(Self.visits, ["data": Self.right]).status == 200)
        }
    }

    @Test("A change switches it for the next write; other changes leave it")
    func change() async throws {
        try await Self.withVisits(assertsFormat: nil) { reach in
            func change(_ body: JSON) async throws -> JSON? {
                let answer = try await reach.asPlatform().post(Self.definitions + "/visit", body)
                #expect(answer.status == 200)
                return try answer.json["data"]
            }
            func note(_ text: JSON) async throws -> TestResponse {
                try await reach.send("PATCH", Self.visits + "/v-1", ["data": ["note": text]])
            }
            #expect(try await reach.post(Self.visits, ["data": Self.wrong]).status == 200)
            #expect(try await change(["assertsFormat": false])?["versionNumber"] == 1)

            #expect(try await change(["assertsFormat": true])?["assertsFormat"] == true)
            #expect(try await change(["description": "A visit."])?["assertsFormat"] == true)
            // What is stored stays, and the next write is checked as a whole.
            #expect(try await reach.get(Self.visits + "/v-1").fields == Self.wrong)
            let refused = try await note("late")
            #expect(refused.status == 400)
            #expect(try refused.errorPaths == ["/data/at"])

            #expect(try await change(["assertsFormat": false])?["assertsFormat"] == false)
            #expect(try await note("late").status == 200)
        }
    }

    @Test("The platform's own customers are asked for in the same way", arguments: [(false, 200, []), (true, 400, ["/data/birthday"])])
    func customers(assertsFormat: Bool, status: Int, paths: [String]) async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            let definition: JSON = [
                "name": "customers", "externalIdField": "customerId", "assertsFormat": .bool(assertsFormat),
                "schema": ["properties": ["customerId": ["type": "string"], "birthday": ["type": "string", "format": "date"]]],
            ]
            #expect(try await reach.asPlatform().post(Self.definitions, definition).status == 200)
            let answer = try await reach.patch(["birthday": "10/12/1815"])
            #expect(answer.status == status)
            #expect(try answer.errorPaths == paths)
        }
    }
}
