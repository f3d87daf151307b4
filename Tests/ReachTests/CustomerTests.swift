import JSONCore
import Server
import TestSupport
import Testing

/// Making, reading, listing and deleting customers.
@Suite struct CustomerTests {
    private static let path = "/api/resources/customers"

    private static func customer(_ id: String, _ more: JSONObject = [:]) -> JSON {
        var data: JSONObject = [
            "customerId": .string(id), "firstName": "Grace", "lastName": "Hopper", "createdAt": "2023-11-07T05:31:56Z",
        ]
        for (name, value) in more { data[name] = value }
        return ["data": .object(data)]
    }

    @Test("POST makes a customer and answers the resource itself; null is as good as absent")
    func creation() async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            let answer = try await reach.post(Self.path, Self.customer("c-1", ["email": "grace@example.com", "phone": nil]))
            #expect(answer.status == 200)
            let resource = try #require(try answer.json["data"])
            #expect(resource["resource_external_id"] == "c-1")
            #expect(
                resource["data"] == [
                    "customerId": "c-1", "firstName": "Grace", "lastName": "Hopper", "createdAt": "2023-11-07T05:31:56Z",
                    "email": "grace@example.com",
                ])
            #expect(try await reach.get(Self.path + "/c-1").result == resource)
        }
    }

    @Test("POST merges into the stored customer: what is not sent stays, null deletes")
    func upsert() async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            _ = try await reach.post(Self.path, Self.customer("c-1", ["email": "grace@example.com", "phone": "+1"]))
            let merged = try await reach.post(Self.path + "?onconflict=upsert", Self.customer("c-1", ["email": nil, "lastName": "Murray"]))
            #expect(merged.status == 200)
            let data = try merged.json["data"]?["data"]
            #expect(data?["email"] == nil)
            #expect(data?["phone"] == "+1")
            #expect(data?["lastName"] == "Murray")
            let partial = try await reach.post(Self.path, ["data": ["customerId": "c-1", "smsOptOut": false]])
            #expect(partial.status == 200)
            #expect(try partial.json["data"]?["data"]?["smsOptOut"] == false)
            let again = try await reach.post(Self.path, ["data": ["customerId": "c-1", "smsOptOut": false]])
            #expect(try again.json["data"] == partial.json["data"])
        }
    }

    @Test("onconflict=reject is 409 for a taken external id and changes nothing")
    func reject() async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            let made = try await reach.post(Self.path + "?onconflict=reject", Self.customer("c-1"))
            #expect(made.status == 200)
            let taken = try await reach.post(Self.path + "?onconflict=reject", Self.customer("c-1", ["firstName": "Other"]))
            #expect(taken.status == 409)
            #expect(try await reach.get(Self.path + "/c-1").fields["firstName"] == "Grace")
            #expect(try await reach.post(Self.path + "?onconflict=merge", Self.customer("c-1")).status == 400)
            #expect(try await reach.post(Self.path + "?dependencyWaitTimeout=60", Self.customer("c-1")).status == 400)
            #expect(try await reach.post(Self.path + "?dependencyWaitTimeout=0", Self.customer("c-1")).status == 200)
        }
    }

    @Test("A new customer needs every required field", arguments: ["customerId", "firstName", "lastName", "createdAt"])
    func required(field: String) async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            for query in ["", "?onconflict=reject"] {
                var data = try #require(Self.customer("c-1")["data"]?.asObject)
                data[field] = nil
                let absent = try await reach.post(Self.path + query, ["data": .object(data)])
                #expect(absent.status == 400)
                #expect(try absent.errorPaths == ["/data/\(field)"])
                data[field] = .null
                let null = try await reach.post(Self.path + query, ["data": .object(data)])
                #expect(null.status == 400)
                #expect(try null.errorPaths == ["/data/\(field)"])
            }
            #expect(try await reach.get(Self.path + "/c-1").status == 404)
        }
    }

    @Test("An upload without data, or with fields of its own, is refused")
    func uploadRefusals() async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            let unwrapped = try await reach.post(Self.path, try #require(Self.customer("c-1")["data"]))
            #expect(unwrapped.status == 400)
            let unknown = try await reach.post(Self.path, Self.customer("c-1", ["loyalty": 3]))
            #expect(try unknown.errorPaths == ["/data/loyalty"])
            let dropped = try await reach.post(Self.path + "?ignoreUnknownFields=true", Self.customer("c-1", ["loyalty": 3]))
            #expect(dropped.status == 200)
            #expect(try dropped.json["data"]?["data"]?["loyalty"] == nil)
        }
    }

    @Test(
        "External ids are taken from the path decoded once, with their case and their slashes",
        arguments: ["a/b", "a b", "ü", "C-1", "%41", "batch"])
    func externalIDs(id: String) async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            #expect(try await reach.post(Self.path, Self.customer(id)).status == 200)
            let encoded = id.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            let answer = try await reach.get(Self.path + "/" + encoded)
            #expect(answer.status == 200)
            #expect(try answer.fields["customerId"] == .string(id))
            let other = id.lowercased() == id ? id.uppercased() : id.lowercased()
            guard other != id else { return }
            let otherEncoded = other.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            #expect(try await reach.get(Self.path + "/" + otherEncoded).status == 404)
        }
    }

    @Test("DELETE is final; a new customer of that external id is another one")
    func deletion() async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            let first = try await reach.post(Self.path, Self.customer("c-1")).json["data"]?["id"]
            let gone = try await reach.delete(Self.path + "/c-1")
            #expect(gone.status == 200)
            #expect(try gone.json["success"] == true)
            #expect(try gone.json["data"] == nil)
            #expect(try await reach.get(Self.path + "/c-1").status == 404)
            #expect(try await reach.delete(Self.path + "/c-1").status == 404)
            let second = try await reach.post(Self.path, Self.customer("c-1")).json["data"]?["id"]
            #expect(second != nil && second != first)
            #expect(try await reach.delete(Self.path + "/c-1?cascade=true").status == 400)
            // A conversation and an entity are about the demo person.
            #expect(try await reach.delete(ReachClient.customer).status == 409)
            #expect(try await reach.get(ReachClient.customer).status == 200)
        }
    }

    @Test("GET has no references to include unless a schema names some")
    func include() async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            let nothing = try await reach.get(ReachClient.customer + "?include=")
            #expect(nothing.status == 200)
            #expect(try await reach.get(ReachClient.customer + "?include=email").status == 400)
            #expect(try await reach.get(ReachClient.customer + "?include=nothing").status == 400)
        }
    }
}
