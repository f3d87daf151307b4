import JSONCore
import TestSupport
import Testing

/// One record, every dialect: what one door writes all others read, and the history tells through which door it came.
@Suite("One person through every door")
struct SharedPersonTests {
    @Test("the demo's five requests answer 200 as printed, again and again", arguments: TestStore.tested)
    func fiveRequests(_ store: TestStore) async throws {
        try await withServer(store) { server in
            #expect(
                server.demo.requests.map(\.name) == [
                    "mateo-custom-entity", "mateo-conversation", "kare-contact", "reach-customer", "nateq-contact",
                ])
            for _ in 0..<2 {
                for request in server.demo.requests {
                    let response = try await server.send(request)
                    #expect(response.status == 200, "\(request.name): \(response.text)")
                }
            }
        }
    }

    @Test("a change through Kare reads changed through Nateq, Reach and Mateo", arguments: TestStore.tested)
    func fromKare(_ store: TestStore) async throws {
        try await withServer(store) { server in
            let request = try server.request("kare-contact")
            let body: JSON = [
                "notify": false, "name": "Augusta King", "email": "augusta@engines.example", "phones": ["+441", "+442"],
                "comment": "Moved.",
            ]
            #expect(try await server.send(request, body: body).status == 200)

            let contact = server.demo.records.contact.id.text
            let nateq = try await server.send("GET", "/api/v1/contacts/\(contact)", headers: TestServer.bearer(server.demo.tokens.nateq))
                .json
            #expect(nateq["data"]?["name"] == "Augusta King")
            #expect(nateq["data"]?["email"] == "augusta@engines.example")
            #expect(nateq["data"]?["phone"] == "+441")

            let reach = try await server.send(
                "GET", "/api/resources/customers/cust-1001", headers: TestServer.bearer(server.demo.tokens.reachTenant)
            ).json
            #expect(reach["data"]?["result"]?["data"]?["firstName"] == "Augusta")
            #expect(reach["data"]?["result"]?["data"]?["lastName"] == "King")
            #expect(reach["data"]?["result"]?["data"]?["email"] == "augusta@engines.example")
            #expect(reach["data"]?["result"]?["data"]?["phone"] == "+441")

            let mateo = try await server.send(
                "GET", "/api/v1/contact?id=eq.\(contact)", headers: TestServer.bearer(server.demo.tokens.mateo)
            ).json[0]
            #expect(mateo?["full_name"] == "Augusta King")
            #expect(mateo?["email"] == "augusta@engines.example")
            #expect(mateo?["sms"] == "+441")
            #expect(mateo?["description"] == "Moved.")
            #expect(mateo?["external_id"] == "cust-1001")
        }
    }

    @Test("Reach's parts make the name that Kare reads", arguments: TestStore.tested)
    func fromReach(_ store: TestStore) async throws {
        try await withServer(store) { server in
            let request = try server.request("reach-customer")
            #expect(try await server.send(request, body: ["data": ["lastName": "King"]]).status == 200)
            let company = server.demo.records.company.number
            let list = try await server.send(
                "GET", "/companies/v2/rs/\(company)/contacts", headers: server.kareCredentials
            ).json
            #expect(list["data"]?[0]?["name"] == "Ada King")
        }
    }

    @Test("Nateq's activities name each change, who made it, and through which API", arguments: TestStore.tested)
    func activities(_ store: TestStore) async throws {
        try await withServer(store) { server in
            #expect(
                try await server.send(try server.request("kare-contact"), body: ["notify": false, "email": "k@engines.example"]).status
                    == 200)
            #expect(try await server.send(try server.request("reach-customer"), body: ["data": ["smsOptOut": true]]).status == 200)
            let answer = try await server.send(try server.request("nateq-contact"), body: ["position": "Countess"]).json
            let activities = try #require(answer["data"]?["activities"]?.asArray)
            let newest = Array(activities.prefix(3))
            #expect(newest.map { $0["newValue"]?.asString } == ["Countess", "true", "k@engines.example"])
            #expect(newest[0]["oldValue"] == "Analyst")
            #expect(newest[2]["oldValue"] == "ada@engines.example")
            #expect(newest.map { $0["actorName"]?.asString } == ["Demo Nateq", "Grace Hopper", "Grace Hopper"])
            for (activity, source) in zip(newest, ["nateq", "reach", "kare"]) {
                let told = (activity["description"]?.asString ?? "") + (activity["metadata"]?.asString ?? "")
                #expect(told.lowercased().contains(source), "\(told)")
            }
        }
    }

    @Test("the log of an organisation has no gap, whichever doors wrote", arguments: TestStore.tested)
    func gapless(_ store: TestStore) async throws {
        try await withServer(store) { server in
            await withTaskGroup(of: Void.self) { group in
                for round in 0..<8 {
                    for request in server.demo.requests where request.name != "mateo-custom-entity" {
                        group.addTask {
                            let body: JSON =
                                switch request.name {
                                case "kare-contact": ["notify": false, "comment": .string("k\(round)")]
                                case "reach-customer": ["data": ["phone": .string("+1\(round)")]]
                                case "nateq-contact": ["position": .string("p\(round)")]
                                default: ["status": .string(round % 2 == 0 ? "open" : "closed")]
                                }
                            let response = try? await server.send(request, body: body)
                            #expect(response?.status == 200, "\(request.name): \(response?.text ?? "no answer")")
                        }
                    }
                }
            }
            let changes = try await server.server.engine.store.events(after: 0, limit: 10_000, in: server.demo.organisation)
            #expect(changes.map(\.sequence) == Array(1...Int64(changes.count)))
            var versions: [String: Int64] = [:]
            for change in changes {
                #expect(change.version == versions[change.record.text, default: 0] + 1)
                versions[change.record.text] = change.version
            }
            let contact = try #require(try await server.stored(.contact, server.demo.records.contact.id))
            #expect(versions[contact.id.text] == contact.version)
        }
    }
}
