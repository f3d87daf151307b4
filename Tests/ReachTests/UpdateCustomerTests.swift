import JSONCore
import Records
import Server
import TestSupport
import Testing

/// `PATCH /api/resources/customers/{externalId}`, the vendor's page line by line.
@Suite struct UpdateCustomerTests {
    /// Every field of the page's sample body, the key included.
    private static let sample: JSON = [
        "customerId": "cust-1001", "email": "ada@new.example", "phone": "+14155551234", "firstName": "Augusta", "lastName": "King",
        "emailOptOut": true, "smsOptOut": true, "customerDetailUrl": "https://crm.example/1", "createdAt": "2023-11-07T05:31:56Z",
    ]

    @Test("The page's own body sets all nine fields, and the answer has every member of the page's answer")
    func page() async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            let answer = try await reach.patch(Self.sample)
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "application/json")
            let json = try answer.json
            #expect(json.asObject.map { Array($0.keys) } == ["success", "message", "data"])
            #expect(json["success"] == true)
            #expect(json["message"]?.asString?.isEmpty == false)
            #expect(json["data"]?.asObject.map { Array($0.keys) } == ["result", "included"])
            #expect(json["data"]?["included"] == [])
            let result = try answer.result
            #expect(
                result.asObject.map { Array($0.keys) } == [
                    "id", "schema_definition_id", "schemaDefinitionId", "platform_id", "platformId", "business_id", "businessId",
                    "resource_external_id", "resourceExternalId", "created_at", "createdAt", "updated_at", "updatedAt", "data",
                ])
            for (old, new) in [
                ("schema_definition_id", "schemaDefinitionId"), ("platform_id", "platformId"), ("business_id", "businessId"),
                ("resource_external_id", "resourceExternalId"), ("created_at", "createdAt"), ("updated_at", "updatedAt"),
            ] {
                #expect(result[old] == result[new])
            }
            #expect(result["id"] == .string(server.demo.records.contact.id.text))
            #expect(result["businessId"] == .string(server.demo.organisation.text))
            #expect(result["platformId"] != result["businessId"])
            #expect(result["schemaDefinitionId"] == "b4714940-d613-5dee-91df-f432bdf8683c")
            #expect(result["resourceExternalId"] == "cust-1001")
            for moment in ["createdAt", "updatedAt"] {
                let text = try #require(result[moment]?.asString)
                #expect(text.utf8.count == 24 && text.hasSuffix("Z"))
            }
            #expect(result["data"] == Self.sample)
            #expect(
                result["data"]?.asObject.map { Array($0.keys) } == [
                    "customerId", "firstName", "lastName", "createdAt", "email", "phone", "emailOptOut", "smsOptOut", "customerDetailUrl",
                ])
            #expect(try await reach.person() == result)
        }
    }

    @Test("Only fields that are given change")
    func incremental() async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            var expected = try #require(try await reach.person()["data"]?.asObject)
            expected["email"] = "other@example.com"
            let answer = try await reach.patch(["email": "other@example.com"])
            #expect(try answer.fields == .object(expected))
        }
    }

    @Test("null deletes an optional field, and a second time changes nothing", arguments: ["email", "customerDetailUrl", "smsOptOut"])
    func deletion(field: String) async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            _ = try await reach.patch(["smsOptOut": true])
            let body = JSON.object(JSONObject(uniqueMembers: [(key: field, value: JSON.null)]))
            let first = try await reach.patch(body)
            #expect(first.status == 200)
            #expect(try first.fields[field] == nil)
            let second = try await reach.patch(body)
            #expect(try second.result == first.result)
        }
    }

    @Test("The phone is the first of the person's phones")
    func phone() async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            let first = try await reach.patch(["phone": "+1"])
            #expect(try first.fields["phone"] == "+1")
            #expect(try await reach.patch(["phone": nil]).fields["phone"] == "+447700900123")
            #expect(try await reach.patch(["phone": nil]).fields["phone"] == nil)
            #expect(try await reach.patch(["phone": "+2"]).fields["phone"] == "+2")
        }
    }

    @Test(
        "What changes nothing moves nothing",
        arguments: [
            #"{"data": {}}"#, #"{"data": {"firstName": "Ada"}}"#, #"{"data": {"customerId": "cust-1001"}}"#,
            #"{"data": {"emailOptOut": null}}"#,
        ])
    func noChange(body: String) async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            let before = try await reach.person()
            let history = try await server.changes()
            let answer = try await reach.send("PATCH", ReachClient.customer, text: body)
            #expect(answer.status == 200)
            #expect(try answer.result == before)
            #expect(try await server.changes() == history)
        }
    }

    @Test("A change moves updatedAt and leaves one entry in the history")
    func change() async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            let before = try await reach.person()
            let history = try await server.changes()
            let after = try await reach.patch(["smsOptOut": true]).result
            #expect(after["createdAt"] == before["createdAt"])
            #expect(try await server.changes() == history + 1)
        }
    }

    @Test("Fields that are not in the schema are refused, or dropped where the query says so")
    func unknownFields() async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            let before = try await reach.person()
            let data: JSON = ["email": "kept@example.com", "loyalty": 3]
            for query in ["", "?ignoreUnknownFields=false", "?ignoreUnknownFields=0", "?ignoreUnknownFields=", "?ignoreUnknownFields=null"]
            {
                let refused = try await reach.patch(data, query: query)
                #expect(refused.status == 400)
                #expect(try refused.errorPaths == ["/data/loyalty"])
            }
            #expect(try await reach.person() == before)
            let beside = try await reach.send("PATCH", ReachClient.customer, ["data": [:], "extra": 1])
            #expect(try beside.errorPaths == ["/extra"])
            #expect(try await reach.patch(data, query: "?ignoreUnknownFields=maybe").status == 400)
            for query in ["?ignoreUnknownFields=true", "?ignoreUnknownFields=1"] {
                let accepted = try await reach.patch(data, query: query)
                #expect(accepted.status == 200)
                #expect(try accepted.fields["email"] == "kept@example.com")
                #expect(try accepted.fields["loyalty"] == nil)
            }
            let nothing = try await reach.patch(["loyalty": 3], query: "?ignoreUnknownFields=true")
            #expect(nothing.status == 200)
        }
    }

    @Test("Another customer's external id is 404 and creates nothing")
    func missing() async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            let answer = try await reach.send("PATCH", "/api/resources/customers/nobody", ["data": ["email": "a@example.com"]])
            #expect(answer.status == 404)
            #expect(try answer.json["success"] == false)
            #expect(try await reach.get("/api/resources/customers/nobody").status == 404)
        }
    }

    @Test(
        "The generic path means the same customers, ASCII letters in either case",
        arguments: ["Customers", "CUSTOMERS", "b4714940-d613-5dee-91df-f432bdf8683c"])
    func genericPath(name: String) async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            let path = "/api/resources/\(name)/cust-1001"
            let answer = try await reach.send("PATCH", path, ["data": ["email": "generic@example.com"]])
            #expect(answer.status == 200)
            #expect(try await reach.person() == answer.result)
            let refused = try await reach.send("PATCH", path, ["data": ["emailOptOut": "true", "email": nil]])
            #expect(refused.status == 400)
            #expect(try refused.errorPaths == ["/data/emailOptOut"])
        }
    }
}
