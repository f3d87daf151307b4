import JSONCore
import Records
import Server
import TestSupport
import Testing

/// Activities are the change log: who changed which field through which API, newest first.
@Suite struct ActivityTests {
    private static func activities(_ answer: TestResponse) throws -> [JSON] {
        try #require(try answer.json["data"]?["activities"]?.asArray)
    }

    @Test func oneForEachFieldWhoseValueChanged() async throws {
        try await withServer { server in
            let before = try Self.activities(try await server.put([:]))
            let answer = try await server.put(["position": "Countess", "language": "en", "phone": "1", "doNotContact": true])
            let added = try Self.activities(answer).dropLast(before.count)
            let byField = Dictionary(uniqueKeysWithValues: try added.map { (try Self.metadata($0)["field"]?.asString ?? "", $0) })
            #expect(Set(byField.keys) == ["position", "phone", "doNotContact"])
            let position = try #require(byField["position"])
            #expect(position["oldValue"] == "Analyst")
            #expect(position["newValue"] == "Countess")
            #expect(position["contactId"]?.asString == server.demo.records.contact.id.text)
            #expect(position["actorType"] == "api_key")
            #expect(position["actorName"] == "Demo Nateq")
            #expect(position["actorId"]?.asString?.isEmpty == false)
            #expect(position["description"] == "position changed through Nateq")
            #expect(isMoment(position["createdAt"]) && position["updatedAt"] == position["createdAt"])
            #expect(try Self.metadata(position) == ["field": "position", "source": "nateq"])
            #expect(byField["phone"]?["oldValue"] == "+442071234567")
            #expect(byField["phone"]?["newValue"] == "1")
            #expect(byField["doNotContact"]?["oldValue"] == nil)
            #expect(byField["doNotContact"]?["newValue"] == "true")

            let again = try Self.activities(try await server.put(["position": "Countess", "phone": "1"]))
            #expect(again == (try Self.activities(answer)))
            #expect(Set(again.map { $0["id"] }).count == again.count)
        }
    }

    @Test func whatAnotherAPIChangedIsToldToo() async throws {
        try await withServer { server in
            let kare = try await server.send(try server.request("kare-contact"))
            #expect(kare.status == 200)
            let answer = try await server.put([:])
            #expect(try answer.json["data"]?["email"] == "ada.lovelace@engines.example")
            let email = try #require(try Self.activities(answer).first { try Self.metadata($0)["field"] == "email" })
            #expect(try Self.metadata(email)["source"] == "kare")
            #expect(email["oldValue"] == "ada@engines.example")
            #expect(email["newValue"] == "ada.lovelace@engines.example")
            #expect(email["actorType"] == "user")
            #expect(email["description"] == "email changed through Kare")
            let comment = try Self.activities(answer).first { try Self.metadata($0)["field"] == "comment" }
            #expect(comment?["newValue"] == "Prefers email now.")
        }
    }

    @Test func aNameIsOneActivityWithoutTheParts() async throws {
        try await withServer { server in
            let before = try Self.activities(try await server.put([:])).count
            let after = try Self.activities(try await server.put(["name": "Ada King"]))
            #expect(after.count == before + 1)
            #expect(after[0]["oldValue"] == "Ada Lovelace")
            #expect(after[0]["newValue"] == "Ada King")
            #expect(try await server.contact()["firstName"] == nil)
        }
    }

    @Test func newestFirstAndAtMostTen() async throws {
        try await withServer { server in
            for number in 1...30 { _ = try await server.put(["position": .string("p\(number)"), "source": .string("s\(number)")]) }
            let activities = try Self.activities(try await server.put([:]))
            try #require(activities.count == 10)
            #expect(Set(activities[0...1].map { $0["newValue"] }) == ["p30", "s30"])
            #expect(Set(activities.suffix(2).map { $0["newValue"] }) == ["p26", "s26"])
            let moments = activities.compactMap { $0["createdAt"]?.asString }
            #expect(moments == moments.sorted(by: >))
        }
    }

    @Test func longValuesAreCut() async throws {
        try await withServer { server in
            let picture = String(repeating: "é", count: 60_000)
            let answer = try await server.put(["avatar": .string(picture)])
            #expect(try answer.json["data"]?["avatar"]?.asString == picture)
            #expect(try Self.activities(answer)[0]["newValue"]?.asString?.unicodeScalars.count == 1000)
        }
    }

    private static func metadata(_ activity: JSON) throws -> JSON { try JSON.parse(try #require(activity["metadata"]?.asString)) }
}
