import JSONCore
import Records
import Server
import TestSupport
import Testing

/// Resources of a platform's own schema.
@Suite struct ResourceTests {
    private static let path = "/api/resources/vehicles"

    /// Runs `body` on a server whose platform has defined vehicles.
    private static func withVehicles(_ body: @Sendable @escaping (ReachClient) async throws -> Void) async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            let made = try await reach.asPlatform().post(SchemaDefinitionTests.path, SchemaDefinitionTests.vehicle)
            #expect(made.status == 200)
            try await body(reach)
        }
    }

    @Test("A resource is stored, read, changed field by field and deleted under its external id")
    func life() async throws {
        try await Self.withVehicles { reach in
            let data: JSON = ["vehicleId": "v-1", "model": "Beetle", "seats": 4, "owner": "cust-1001"]
            let made = try await reach.post(Self.path, ["data": data])
            #expect(made.status == 200)
            let resource = try #require(try made.json["data"])
            #expect(resource["data"] == data)
            #expect(resource["resourceExternalId"] == "v-1")
            let definition = try await reach.asPlatform().get(SchemaDefinitionTests.path + "/vehicle").json["data"]?["id"]
            #expect(resource["schemaDefinitionId"] == definition)
            for name in ["vehicle", "VEHICLES", definition?.asString ?? ""] {
                #expect(try await reach.get("/api/resources/\(name)/v-1").result == resource)
            }
            let changed = try await reach.send("PATCH", Self.path + "/v-1", ["data": ["seats": nil, "electric": false]])
            #expect(changed.status == 200)
            #expect(try changed.fields == ["vehicleId": "v-1", "model": "Beetle", "owner": "cust-1001", "electric": false])
            let same = try await reach.send("PATCH", Self.path + "/v-1", ["data": ["vehicleId": "v-1", "electric": false]])
            #expect(try same.result == changed.result)
            #expect(try await reach.delete(Self.path + "/v-1").status == 200)
            #expect(try await reach.get(Self.path + "/v-1").status == 404)
        }
    }

    @Test(
        "The schema judges the merged resource; unknown fields and other keys are refused",
        arguments: [
            (#"{"data": {"seats": "four"}}"#, ["/data/seats"]), (#"{"data": {"seats": 4.5}}"#, ["/data/seats"]),
            (#"{"data": {"model": "12345678901"}}"#, ["/data/model"]), (#"{"data": {"boughtAt": "soon"}}"#, ["/data/boughtAt"]),
            (#"{"data": {"vehicleId": null}}"#, ["/data/vehicleId"]), (#"{"data": {"vehicleId": "v-2"}}"#, ["/data/vehicleId"]),
            (#"{"data": {"wheels": 4}}"#, ["/data/wheels"]), (#"{"data": {"owner": "nobody"}}"#, ["/data/owner"]),
            (#"{"data": {"drivers": ["cust-1001", "nobody"]}}"#, ["/data/drivers"]), (#"{"data": {"owner": 5}}"#, ["/data/owner"]),
            (#"{"data": 1}"#, ["/data"]),
        ])
    func refused(body: String, paths: [String]) async throws {
        try await Self.withVehicles { reach in
            _ = try await reach.post(Self.path, ["data": ["vehicleId": "v-1", "model": "Beetle"]])
            let before = try await reach.get(Self.path + "/v-1").result
            let answer = try await reach.send("PATCH", Self.path + "/v-1", text: body)
            #expect(answer.status == 400)
            #expect(try answer.errorPaths == paths)
            #expect(try await reach.get(Self.path + "/v-1").result == before)
        }
    }

    @Test("Objects and arrays are replaced as a whole")
    func replacement() async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            _ = try await reach.asPlatform().post(
                SchemaDefinitionTests.path,
                [
                    "name": "box", "externalIdField": "id",
                    "schema": ["properties": ["id": [:], "size": ["type": "object"], "marks": ["type": "array"]]],
                ])
            _ = try await reach.post("/api/resources/box", ["data": ["id": "b", "size": ["w": 1, "h": 2.50], "marks": [1, 2]]])
            let answer = try await reach.send("PATCH", "/api/resources/box/b", ["data": ["size": ["d": 1], "marks": []]])
            #expect(try answer.fields == ["id": "b", "size": ["d": 1], "marks": []])
            let number = try await reach.post("/api/resources/box", ["data": ["id": 7]])
            #expect(try number.json["data"]?["resourceExternalId"] == "7")
            #expect(try await reach.send("PATCH", "/api/resources/box/7", ["data": ["id": 7, "marks": [3]]]).status == 200)
            for id: JSON in ["", 1.5, true, ["x"], [:]] {
                let refused = try await reach.post("/api/resources/box", ["data": ["id": id]])
                #expect(refused.status == 400)
                #expect(try refused.errorPaths == ["/data/id"])
            }
        }
    }

    @Test("onconflict and required fields of an upload")
    func upload() async throws {
        try await Self.withVehicles { reach in
            let missing = try await reach.post(Self.path, ["data": ["model": "Beetle"]])
            #expect(missing.status == 400)
            #expect(try missing.errorPaths == ["/data/vehicleId"])
            _ = try await reach.post(Self.path, ["data": ["vehicleId": "v-1", "model": "Beetle"]])
            #expect(try await reach.post(Self.path + "?onconflict=reject", ["data": ["vehicleId": "v-1"]]).status == 409)
            let merged = try await reach.post(Self.path, ["data": ["vehicleId": "v-1", "seats": 4]])
            #expect(try merged.json["data"]?["data"] == ["vehicleId": "v-1", "model": "Beetle", "seats": 4])
            let unknown = try await reach.post(Self.path, ["data": ["vehicleId": "v-2", "wheels": 4]])
            #expect(unknown.status == 400)
            let dropped = try await reach.post(Self.path + "?ignoreUnknownFields=true", ["data": ["vehicleId": "v-2", "wheels": 4]])
            #expect(try dropped.json["data"]?["data"] == ["vehicleId": "v-2"])
        }
    }

    @Test("include puts what references name beside the result, each resource once")
    func include() async throws {
        try await Self.withVehicles { reach in
            for id in ["v-1", "v-2"] {
                let made = try await reach.post(
                    Self.path, ["data": ["vehicleId": .string(id), "owner": "cust-1001", "drivers": ["cust-1001"]]])
                #expect(made.status == 200)
            }
            let person = try await reach.person()
            #expect(try await reach.get(Self.path + "/v-1").json["data"]?["included"] == [])
            for path in ["/v-1?include=owner", "/v-1?include=drivers", "/v-1?include=owner,drivers", "?include=drivers,owner"] {
                #expect(try await reach.get(Self.path + path).json["data"]?["included"] == [person])
            }
            let patched = try await reach.send("PATCH", Self.path + "/v-1?include=owner", ["data": ["seats": 2]])
            #expect(try patched.json["data"]?["included"] == [person])
            for field in ["model", "nothing", "owner,nothing"] {
                #expect(try await reach.get(Self.path + "/v-1?include=" + field).status == 400)
            }
        }
    }

    @Test("A customer that a resource refers to cannot go before it")
    func referencedCustomer() async throws {
        try await Self.withVehicles { reach in
            let customer: JSON = ["customerId": "c-1", "firstName": "A", "lastName": "B", "createdAt": "2024-01-01T00:00:00Z"]
            _ = try await reach.post("/api/resources/customers", ["data": customer])
            _ = try await reach.post(Self.path, ["data": ["vehicleId": "v-1", "owner": "c-1"]])
            #expect(try await reach.delete("/api/resources/customers/c-1").status == 409)
            _ = try await reach.delete(Self.path + "/v-1")
            #expect(try await reach.delete("/api/resources/customers/c-1").status == 200)
        }
    }

    @Test(
        "Lists filter by the type that the schema gives the field",
        arguments: [
            ("filter[vehicleId]=v-2", ["v-2"]), ("filter[seats]=4", ["v-1", "v-3"]), ("filter[seats]=4.0", ["v-1", "v-3"]),
            ("filter[electric]=true", ["v-2"]), ("filter[owner]=cust-1001", ["v-1"]), ("filter[model]=4", ["v-3"]), ("filter[model]=x", []),
        ])
    func filters(query: String, expected: [String]) async throws {
        try await Self.withVehicles { reach in
            for data: JSON in [
                ["vehicleId": "v-1", "seats": 4, "owner": "cust-1001"], ["vehicleId": "v-2", "seats": 2, "electric": true],
                ["vehicleId": "v-3", "seats": 4, "model": "4"],
            ] {
                #expect(try await reach.post(Self.path, ["data": data]).status == 200)
            }
            let answer = try await reach.get(Self.path + "?" + query)
            #expect(try answer.json["data"]?["results"]?.asArray?.compactMap { $0["resourceExternalId"]?.asString } == expected)
        }
    }

    @Test("Schemas, filters and names that are not there are refused")
    func unknown() async throws {
        try await Self.withVehicles { reach in
            for path in ["/api/resources/nothing", "/api/resources/nothing/x", "/api/resources/locations", "/api/resources/contact"] {
                let answer = try await reach.get(path)
                #expect(answer.status == 404)
            }
            #expect(try await reach.post("/api/resources/nothing", ["data": [:]]).status == 404)
            for query in ["filter[wheels]=4", "filter[seats]=four", "filter[electric]=1", "sort=model"] {
                #expect(try await reach.get(Self.path + "?" + query).status == 400)
            }
        }
    }

    @Test("A definition of another API has no external id field: its records are read and changed, and not made here")
    func otherDefinition() async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            let definition = try await server.session().performOne(
                .create(Draft(type: .definition, edit: Edit([.merge(.root, ["key": "note", "schema": ["required": ["text"]]])])))
            ).record
            _ = try await server.session().performOne(
                .create(
                    Draft(type: TypeID(definition: definition.id), externalID: "n-1", edit: Edit([.merge(.root, ["data": ["text": "a"]])])))
            )
            let path = "/api/resources/note"
            #expect(try await reach.get(path + "/n-1").fields == ["text": "a"])
            let changed = try await reach.send("PATCH", path + "/n-1", ["data": ["text": "b"]])
            #expect(try changed.fields == ["text": "b"])
            let made = try await reach.post(path, ["data": ["text": "c"]])
            #expect(made.status == 400)
            #expect(try made.errorPaths == ["/data"])
        }
    }
}
