import JSONCore
import Server
import TestSupport
import Testing

/// Schema definitions: the platform's own description of its resources.
@Suite struct SchemaDefinitionTests {
    static let path = "/partner/schema-definitions"

    static let vehicle: JSON = [
        "name": "vehicle", "pluralName": "Vehicles", "description": "A car.", "category": "custom_schema", "externalIdField": "vehicleId",
        "schema": [
            "type": "object",
            "properties": [
                "vehicleId": ["type": "string"], "model": ["type": "string", "maxLength": 10], "seats": ["type": "integer"],
                "electric": ["type": "boolean"], "boughtAt": ["type": "string", "format": "date-time"],
                "owner": ["$ref": "reach:schemas/Customers"],
                "drivers": ["type": "array", "items": ["$ref": "reach:schemas/customers"]],
            ],
            "required": ["vehicleId"],
        ],
        "assertsFormat": true, "fieldsToExpose": [["name": "Model", "jsonPath": "$.model", "exposure": ["segments"]]],
        "exposeNameJsonPath": "$.model",
    ]

    @Test("A definition is answered with every member, both spellings alike")
    func creation() async throws {
        try await withServer { server in
            let platform = ReachClient(server).asPlatform()
            let answer = try await platform.post(Self.path, Self.vehicle)
            #expect(answer.status == 200)
            let made = try #require(try answer.json["data"])
            for (old, new) in [
                ("platform_id", "platformId"), ("plural_name", "pluralName"), ("version_number", "versionNumber"),
                ("reference_schemas", "referenceSchemas"), ("external_id_field", "externalIdField"), ("created_at", "createdAt"),
                ("updated_at", "updatedAt"),
            ] {
                #expect(made[old] != nil && made[old] == made[new])
            }
            for name in [
                "name", "pluralName", "description", "category", "externalIdField", "schema", "assertsFormat", "fieldsToExpose",
                "exposeNameJsonPath",
            ] {
                #expect(made[name] == Self.vehicle[name], "\(name)")
            }
            #expect(made["versionNumber"] == 1)
            #expect(made["referenceSchemas"] == ["customers"])
            let id = try #require(made["id"]?.asString)
            for name in [id, "vehicle", "VEHICLE", "vehicles"] {
                #expect(try await platform.get(Self.path + "/" + name).json["data"] == made)
            }
            #expect(try await platform.get(Self.path).json["data"] == [made])
            #expect(try await platform.get(Self.path + "/nothing").status == 404)
            #expect(try await platform.get(Self.path + "/veh_cle").status == 404)
            #expect(try await platform.get(Self.path + "/%25").status == 404)
        }
    }

    @Test("Older spellings are read; both at once have to agree")
    func spellings() async throws {
        try await withServer { server in
            let platform = ReachClient(server).asPlatform()
            let old: JSON = ["name": "a", "plural_name": "as", "external_id_field": "id", "schema": ["type": "object"]]
            let made = try await platform.post(Self.path, old).json["data"]
            #expect(made?["pluralName"] == "as")
            #expect(made?["externalIdField"] == "id")
            let both: JSON = ["name": "b", "externalIdField": "id", "external_id_field": "other", "schema": ["type": "object"]]
            let refused = try await platform.post(Self.path, both)
            #expect(refused.status == 400)
            #expect(try refused.errorPaths == ["/externalIdField"])
            let short = try await platform.post(Self.path, ["name": "c", "externalIdField": "id", "schema": ["type": "object"]]).json[
                "data"]
            #expect(short?["pluralName"] == "c")
            #expect(short?["category"] == "custom_schema")
        }
    }

    @Test(
        "Bodies that break a rule are 400 with the place",
        arguments: [
            (#"{}"#, ["/name", "/schema"]), (#"{"name": "", "externalIdField": "i", "schema": {}}"#, ["/name", "/name"]),
            (#"{"name": "a b", "externalIdField": "i", "schema": {}}"#, ["/name"]),
            (#"{"name": "é", "externalIdField": "i", "schema": {}}"#, ["/name"]),
            (#"{"name": "a", "pluralName": "a/b", "externalIdField": "i", "schema": {}}"#, ["/pluralName"]),
            (#"{"name": "a", "schema": {}}"#, ["/externalIdField"]), (#"{"name": "a", "externalIdField": "i", "schema": []}"#, ["/schema"]),
            (#"{"name": "a", "externalIdField": "i", "schema": {}, "category": "x"}"#, ["/category"]),
            (#"{"name": "a", "externalIdField": "i", "schema": {}, "description": ""}"#, ["/description"]),
            (#"{"name": "a", "externalIdField": "i", "schema": {}, "other": 1}"#, ["/other"]),
            (#"{"name": "a", "externalIdField": "i", "schema": {}, "assertsFormat": "yes"}"#, ["/assertsFormat"]),
            (#"{"name": "a", "externalIdField": "i", "schema": {}, "assertsFormat": null}"#, ["/assertsFormat"]),
            (#"{"name": "a", "externalIdField": "i", "schema": {"type": "nothing"}}"#, ["/schema/type"]),
            (
                #"{"name": "a", "externalIdField": "i", "schema": {"properties": {"x": {"pattern": "("}}}}"#,
                ["/schema/properties/x/pattern"]
            ),
            (
                #"{"name": "a", "externalIdField": "i", "schema": {"properties": {"x": {"$ref": "reach:schemas/none"}}}}"#,
                ["/schema/properties/x/$ref"]
            ),
            (
                #"{"name": "a", "externalIdField": "i", "schema": {}, "fieldsToExpose": [{"name": "x"}]}"#,
                ["/fieldsToExpose/0/jsonPath", "/fieldsToExpose/0/exposure"]
            ),
        ])
    func refused(body: String, paths: [String]) async throws {
        try await withServer { server in
            let platform = ReachClient(server).asPlatform()
            let answer = try await platform.send("POST", Self.path, text: body)
            #expect(answer.status == 400)
            #expect(try answer.errorPaths == paths)
            #expect(try await platform.get(Self.path).json["data"] == [])
        }
    }

    @Test(
        "Names are unique without regard to the case of letters, singular and plural alike",
        arguments: [
            ("vehicle", "others"), ("VEHICLE", "others"), ("vehicles", "others"), ("other", "vehicle"), ("other", "VEHICLES"),
        ])
    func uniqueNames(name: String, plural: String) async throws {
        try await withServer { server in
            let platform = ReachClient(server).asPlatform()
            _ = try await platform.post(Self.path, Self.vehicle)
            let answer = try await platform.post(
                Self.path, ["name": .string(name), "pluralName": .string(plural), "externalIdField": "id", "schema": ["type": "object"]])
            #expect(answer.status == 409)
            #expect(try await platform.get(Self.path).json["data"]?.asArray?.count == 1)
        }
    }

    @Test("A change alters what is given; the names cannot change")
    func change() async throws {
        try await withServer { server in
            let platform = ReachClient(server).asPlatform()
            let made = try #require(try await platform.post(Self.path, Self.vehicle).json["data"])
            let changed = try await platform.post(Self.path + "/vehicles", ["description": "Any car.", "name": "vehicle"])
            #expect(changed.status == 200)
            let data = try #require(try changed.json["data"])
            #expect(data["description"] == "Any car.")
            #expect(data["versionNumber"] == 2)
            #expect(data["schema"] == made["schema"])
            #expect(data["createdAt"] == made["createdAt"])
            for body: JSON in [["name": "car"], ["pluralName": "vehicles"], ["plural_name": "cars"]] {
                let refused = try await platform.post(Self.path + "/vehicle", body)
                #expect(refused.status == 400)
                #expect(try refused.errorPaths.count == 1)
            }
            #expect(try await platform.post(Self.path + "/vehicle", ["schema": ["type": 1]]).status == 400)
            #expect(try await platform.post(Self.path + "/nothing", ["description": "x"]).status == 404)
            #expect(try await platform.get(Self.path + "/vehicle").json["data"] == data)
        }
    }

    @Test("A definition counts for the platform's tenants and for nobody else")
    func reach() async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            #expect(try await reach.get("/api/resources/vehicles").status == 404)
            _ = try await reach.asPlatform().post(Self.path, Self.vehicle)
            #expect(try await reach.get("/api/resources/vehicles").status == 200)
            #expect(try await reach.asPlatform(for: "demo").get("/api/resources/vehicles").status == 200)
            // The tenant's own definition, made through another API, is a schema for the tenant but not the platform's to show.
            #expect(try await reach.get("/api/resources/voucher").status == 200)
            #expect(try await reach.asPlatform().get(Self.path + "/voucher").status == 404)
        }
    }
}
