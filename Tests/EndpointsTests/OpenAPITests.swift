import JSONCore
import Server
import TestSupport
import Testing

@Suite("The OpenAPI document")
struct OpenAPITests {
    @Test("is served whole and for each dialect, as the command line prints it")
    func served() async throws {
        try await withServer { server in
            let whole = try await server.send("GET", "/openapi.json")
            #expect(whole.status == 200)
            #expect(whole.text == OpenAPIText.make(dialect: nil))
            for name in OpenAPIText.dialectNames {
                let part = try await server.send("GET", "/openapi/\(name).json")
                #expect(part.text == OpenAPIText.make(dialect: name))
            }
            #expect(try await server.send("GET", "/openapi/nobody.json").status == 404)
        }
    }

    @Test("says OpenAPI 3.1 and lists each of the five updates with its limits")
    func content() throws {
        let document = try JSON.parse(try #require(OpenAPIText.make(dialect: nil)))
        #expect(document["openapi"] == "3.1.0")
        let paths = try #require(document["paths"])
        let kare = paths["/companies/v2/rs/{companyId}/contacts/{contactId}"]?["patch"]?["requestBody"]?["content"]?["application/json"]?[
            "schema"]
        #expect(kare?["properties"]?["name"]?["maxLength"] == 250)
        #expect(kare?["properties"]?["phones"]?["maxItems"] == 5)
        #expect(kare?["required"] == ["notify"])
        let nateq = paths["/api/v1/contacts/{id}"]?["put"]?["requestBody"]?["content"]?["application/json"]?["schema"]
        #expect(nateq?["properties"]?["language"]?["maxLength"] == 10)
        for path in ["/api/v1/custom_entity", "/api/v1/conversation", "/api/resources/customers/{externalId}"] {
            #expect(paths[path]?["patch"] != nil, "\(path)")
        }
    }
}

@Suite("Health")
struct HealthTests {
    @Test("live and ready answer without credentials", arguments: TestStore.tested)
    func answers(_ store: TestStore) async throws {
        try await withServer(store) { server in
            #expect(try await server.send("GET", "/health/live").status == 200)
            let ready = try await server.send("GET", "/health/ready")
            #expect(ready.status == 200)
            #expect(try ready.json["status"] == "ready")
            #expect(try ready.json["database"]?.asString?.hasPrefix(store == .postgres ? "PostgreSQL 1" : "SQLite 3.") == true)
        }
    }
}
