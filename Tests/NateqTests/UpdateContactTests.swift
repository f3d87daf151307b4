import JSONCore
import Records
import Server
import TestSupport
import Testing

/// Page "Update a contact", to the letter.
@Suite struct UpdateContactTests {
    /// Every field of the page.
    private static let everyField: JSON = [
        "avatar": "https://example.com/a.png", "channelData": #"{"psid": "1"}"#, "country": "France", "doNotContact": true,
        "email": "ada@example.com", "externalId": "ext-7", "isAnonymous": true, "isPotentialClient": true, "language": "fr",
        "name": "Ada King", "phone": "+33123456789", "position": "Countess", "source": "import", "type": "guest",
    ]

    @Test func everyFieldOfThePageIsWrittenAndAnswered() async throws {
        try await withServer { server in
            let company = try await server.make(.company, ["name": "Babbage & Co", "domain": "babbage.example"])
            var body = try #require(Self.everyField.asObject)
            body["companyId"] = .string(company.id.text)
            let answer = try await server.put(.object(body))
            #expect(answer.status == 200)
            let envelope = try answer.json
            #expect(Set(try #require(envelope.asObject).keys) == ["success", "message", "data"])
            #expect(envelope["success"] == true)
            let data = try #require(envelope["data"])
            for member in body { #expect(data[member.key] == member.value, "\(member.key)") }
            #expect(
                Set(try #require(data.asObject).keys)
                    == Set(body.keys).union([
                        "id", "organizationId", "company", "companyName", "tags", "activities", "createdAt", "updatedAt",
                        "whatsappOptedOut",
                    ]))
            #expect(data["id"]?.asString == server.demo.records.contact.id.text)
            #expect(data["organizationId"]?.asString == server.demo.organisation.text)
            #expect(data["company"] == ["id": .string(company.id.text), "name": "Babbage & Co", "domain": "babbage.example"])
            #expect(data["companyName"] == "Babbage & Co")
            #expect(data["whatsappOptedOut"] == false)
            #expect(isMoment(data["createdAt"]))
            #expect(isMoment(data["updatedAt"]))
            let tag = try #require(data["tags"]?[0])
            #expect(tag["name"] == "vip")
            #expect(tag["displayName"] == "VIP")
            #expect(tag["color"] == "#c0392b")
            #expect(tag["organizationId"]?.asString == server.demo.organisation.text)
            #expect(isMoment(tag["createdAt"]) && isMoment(tag["updatedAt"]))
            #expect(try await server.send("GET", server.contactPath, headers: server.nateqCredentials).json["data"] == data)
        }
    }

    @Test func absentAndNullStay() async throws {
        try await withServer { server in
            let before = try await server.contact()
            var nulls = JSONObject()
            for name in Self.everyField.asObject?.keys.map({ $0 }) ?? [] { nulls[name] = .null }
            nulls["companyId"] = .null
            let answers = [
                try await server.put([:]), try await server.put(.object(nulls)), try await server.put(["unknown": 1, "id": "x"]),
            ]
            for answer in answers {
                #expect(answer.status == 200)
                #expect(try answer.json["data"]?["name"] == before["name"])
            }
            #expect(try await server.contact() == before)
        }
    }

    @Test func theEmptyTextClears() async throws {
        try await withServer { server in
            let answer = try await server.put(["email": "", "country": "", "companyId": "", "externalId": "", "phone": "", "name": ""])
            #expect(answer.status == 200)
            let data = try #require(try answer.json["data"])
            for member in ["email", "country", "companyId", "company", "companyName", "externalId", "name"] {
                #expect(data[member] == nil, "\(member)")
            }
            // The second phone is the first now.
            #expect(data["phone"] == "+447700900123")
            let contact = try await server.contact()
            #expect(contact["company"] == nil && contact.externalID == nil)
        }
    }

    @Test func aSinglePhoneReplacesTheFirstOnly() async throws {
        try await withServer { server in
            let answer = try await server.put(["phone": "1"]).json
            #expect(answer["data"]?["phone"] == "1")
            let contact = try await server.contact()
            #expect(contact["phones"] == ["1", "+447700900123"])
        }
    }

    @Test func aCompanyMustBeTheOrganisationsOwn() async throws {
        try await withServer { server in
            let before = try await server.contact()
            let foreign = try await server.make(.company, ["name": "Foreign"], in: try await server.stranger().organisation)
            for id in [foreign.id.text, "01890a5d-ac96-774b-bcce-b302099a8057", "nonsense", server.demo.records.tag.id.text] {
                let answer = try await server.put(["companyId": .string(id), "name": "Not written"])
                #expect(answer.status == 400)
                let refusal = try answer.refusal()
                #expect(refusal.code == "VALIDATION_ERROR")
                #expect(refusal.fields == ["companyId"])
            }
            #expect(try await server.contact() == before)
            let upper = server.demo.records.company.id.text.uppercased()
            #expect(try await server.put(["companyId": .string(upper)]).status == 200)
            #expect(try await server.contact() == before)
        }
    }

    @Test func anExternalIDBelongsToOneContact() async throws {
        try await withServer { server in
            let created = try await server.send(
                "POST", "/api/v1/contacts", headers: server.nateqCredentials, json: ["externalId": "mine"])
            #expect(created.status == 201)
            let before = try await server.contact()
            let answer = try await server.put(["externalId": "mine"])
            #expect(answer.status == 409)
            let refusal = try answer.refusal()
            #expect(refusal.code == "CONFLICT")
            #expect(refusal.fields == ["externalId"])
            #expect(try await server.contact() == before)
        }
    }

    @Test func limitsAreReachedAndNoFurther() async throws {
        try await withServer { server in
            let limits = [
                "name": 255, "email": 255, "phone": 50, "position": 255, "country": 100, "language": 10, "source": 100, "externalId": 255,
            ]
            for (name, limit) in limits {
                // A code point counts once, whatever it takes in UTF-8 or UTF-16.
                let longest = JSON.string(String(repeating: "😀", count: limit))
                let answer = try await server.put([name: longest].json)
                #expect(answer.status == 200, "\(name)")
                #expect(try answer.json["data"]?[name] == longest, "\(name)")
                let before = try await server.contact()
                let refused = try await server.put([name: .string(String(repeating: "😀", count: limit + 1))].json)
                #expect(refused.status == 400, "\(name)")
                let refusal = try refused.refusal()
                #expect(refusal.code == "VALIDATION_ERROR", "\(name)")
                #expect(refusal.fields == [name], "\(name)")
                #expect(try await server.contact() == before, "\(name)")
            }
        }
    }
}

extension [String: JSON] {
    /// The members as an object.
    var json: JSON { .object(JSONObject(uniqueMembers: map { (key: $0.key, value: $0.value) })) }
}
