import JSONCore
import Records
import Server
import TestSupport
import Testing

/// A platform's own definition of customers: the shared contact under its rules.
@Suite struct OwnCustomersTests {
    private static let path = "/api/resources/customers"

    /// Asks for an email and a tier, knows no `customerDetailUrl`, and refers to other customers.
    private static let definition: JSON = [
        "name": "Customer", "pluralName": "Customers", "category": "contacts_schema", "externalIdField": "customerId",
        "schema": [
            "type": "object",
            "properties": [
                "customerId": ["type": "string"], "firstName": ["type": "string"], "lastName": ["type": "string"],
                "email": ["type": "string", "format": "email"], "phone": ["type": "string", "pattern": "^\\+\\d+$"],
                "tier": ["enum": ["gold", "silver"]], "points": ["type": "integer"], "address": ["type": "object"],
                "referrer": ["$ref": "reach:schemas/customers"],
            ],
            "required": ["customerId", "email", "tier"],
        ],
    ]

    private static func withOwnCustomers(_ body: @Sendable @escaping (ReachClient) async throws -> Void) async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            #expect(try await reach.asPlatform().post(SchemaDefinitionTests.path, definition).status == 200)
            try await body(reach)
        }
    }

    @Test("Its fields beside the documented ones are kept with the contact, and it decides what is required")
    func life() async throws {
        try await Self.withOwnCustomers { reach in
            let data: JSON = ["customerId": "c-1", "email": "c1@example.com", "tier": "gold", "points": 3, "address": ["city": "Graz"]]
            let made = try await reach.post(Self.path, ["data": data])
            #expect(made.status == 200)
            #expect(try made.json["data"]?["data"] == data)
            let definition = try await reach.asPlatform().get(SchemaDefinitionTests.path + "/customers").json["data"]?["id"]
            #expect(try made.json["data"]?["schemaDefinitionId"] == definition)
            let changed = try await reach.send(
                "PATCH", Self.path + "/c-1", ["data": ["points": nil, "firstName": "Carl", "tier": "silver"]])
            #expect(changed.status == 200)
            #expect(
                try changed.fields == [
                    "customerId": "c-1", "firstName": "Carl", "email": "c1@example.com", "tier": "silver", "address": ["city": "Graz"],
                ])
            for name in ["customers", "customer", "CUSTOMERS", definition?.asString ?? ""] {
                #expect(try await reach.get("/api/resources/\(name)/c-1").result == changed.result)
            }
            let found = try await reach.get(Self.path + "?filter[tier]=silver").json["data"]?["results"]
            #expect(try found == [changed.result])
            let merged = try await reach.post(Self.path, ["data": ["customerId": "c-1", "address": ["zip": "1"]]])
            #expect(try merged.json["data"]?["data"]?["address"] == ["zip": "1"])
            #expect(try await reach.post(Self.path + "?onconflict=reject", ["data": data]).status == 409)
        }
    }

    @Test(
        "A change is judged with what is stored, and refused where it breaks a rule",
        arguments: [
            (#"{"data": {"tier": "iron"}}"#, ["/data/tier"]), (#"{"data": {"tier": null}}"#, ["/data/tier"]),
            (#"{"data": {"email": null}}"#, ["/data/email"]), (#"{"data": {"phone": "123"}}"#, ["/data/phone"]),
            (#"{"data": {"points": "3"}}"#, ["/data/points"]),
            (#"{"data": {"customerDetailUrl": "https://x.example"}}"#, ["/data/customerDetailUrl"]),
            (#"{"data": {"customerId": "c-2"}}"#, ["/data/customerId"]), (#"{"data": {"customerId": null}}"#, ["/data/customerId"]),
            (#"{"data": {"referrer": "nobody"}}"#, ["/data/referrer"]), (#"{"data": {"loyalty": 1}}"#, ["/data/loyalty"]),
        ])
    func refused(body: String, paths: [String]) async throws {
        try await Self.withOwnCustomers { reach in
            _ = try await reach.post(Self.path, ["data": ["customerId": "c-1", "email": "c1@example.com", "tier": "gold"]])
            let before = try await reach.get(Self.path + "/c-1").result
            let answer = try await reach.send("PATCH", Self.path + "/c-1", text: body)
            #expect(answer.status == 400)
            #expect(try answer.errorPaths == paths)
            #expect(try await reach.get(Self.path + "/c-1").result == before)
        }
    }

    @Test("A new customer meets the whole schema")
    func creation() async throws {
        try await Self.withOwnCustomers { reach in
            let answer = try await reach.post(Self.path, ["data": ["customerId": "c-1", "firstName": "C"]])
            #expect(answer.status == 400)
            #expect(try answer.errorPaths == ["/data/email", "/data/tier"])
            #expect(try await reach.get(Self.path + "/c-1").status == 404)
        }
    }

    @Test("What a contact lacked before is no reason to refuse a change of something else")
    func olderContact() async throws {
        try await Self.withOwnCustomers { reach in
            // The demo person predates the definition and has no tier.
            let answer = try await reach.patch(["email": "ada@new.example"])
            #expect(answer.status == 200)
            #expect(try answer.fields["tier"] == nil)
            #expect(try answer.fields["customerDetailUrl"] == nil)
            #expect(try await reach.patch(["tier": nil]).status == 400)
            #expect(try await reach.patch(["tier": "gold"]).fields["tier"] == "gold")
            #expect(try await reach.patch(["tier": nil]).status == 400)
        }
    }

    @Test("Its references are resolved by include")
    func references() async throws {
        try await Self.withOwnCustomers { reach in
            let data: JSON = ["customerId": "c-1", "email": "c1@example.com", "tier": "gold", "referrer": "cust-1001"]
            #expect(try await reach.post(Self.path, ["data": data]).status == 200)
            let answer = try await reach.get(Self.path + "/c-1?include=referrer")
            #expect(try await answer.json["data"]?["included"] == [reach.person()])
        }
    }

    @Test("Changes at the same time are judged one after the other")
    func concurrency() async throws {
        try await Self.withOwnCustomers { reach in
            _ = try await reach.post(Self.path, ["data": ["customerId": "c-1", "email": "c1@example.com", "tier": "gold"]])
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for points in 1...6 {
                    group.addTask {
                        try await reach.send("PATCH", Self.path + "/c-1", ["data": ["points": .number(JSONNumber(points))]]).status
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses == Array(repeating: 200, count: 6))
        }
    }
}
