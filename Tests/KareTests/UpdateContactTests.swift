import JSONCore
import Records
import Server
import TestSupport
import Testing

/// Page "Update a contact", to the letter.
@Suite struct UpdateContactTests {
    @Test func thePagesOwnRequestAnswersEveryMemberOfThePage() async throws {
        try await withServer { server in
            let answer = try await server.patch([
                "notify": true, "name": "Company Contact Name", "email": "example@email.com", "phones": ["phone1", "phone2"],
                "comment": "Company contact comment",
            ])
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "application/json")
            let body = try answer.json
            #expect(
                Set(try #require(body.asObject).keys) == [
                    "id", "name", "email", "phones", "comment", "companyId", "notifyAt", "updatedAt", "createdAt",
                ])
            #expect(body["id"]?.asInt == Int(server.demo.records.contact.number))
            #expect(body["companyId"]?.asInt == Int(server.demo.records.company.number))
            #expect(body["name"] == "Company Contact Name")
            #expect(body["email"] == "example@email.com")
            #expect(body["phones"] == ["phone1", "phone2"])
            #expect(body["comment"] == "Company contact comment")
            for date in ["notifyAt", "updatedAt", "createdAt"] { #expect(isKareDate(body[date]), "\(date)") }
            #expect(try await server.send("GET", server.contactPath, headers: server.kareCredentials).json == body)
        }
    }

    @Test func theStagePrefixIsServedToo() async throws {
        try await withServer { server in
            let answer = try await server.patch(["notify": false, "name": "Through the stage"], to: "/main" + server.contactPath)
            #expect(answer.status == 200)
            #expect(try await server.contact()["name"] == "Through the stage")
        }
    }

    @Test func absentStaysNullClearsAndAListIsReplaced() async throws {
        try await withServer { server in
            let before = try await server.contact()
            var body = try await server.patch(["notify": false, "name": "Ada King"]).json
            #expect(body["email"] == before["email"])
            #expect(body["phones"] == before["phones"])
            #expect(body["comment"] == before["comment"])

            body = try await server.patch(["notify": false, "email": nil, "comment": nil]).json
            #expect(body["email"] == .null)
            #expect(body["comment"] == .null)
            #expect(body["name"] == "Ada King")

            body = try await server.patch(["notify": false, "phones": ["2", "1", "2", " "]]).json
            #expect(body["phones"] == ["2", "1", "2", " "])
            body = try await server.patch(["notify": false, "phones": []]).json
            #expect(body["phones"] == [])

            body = try await server.patch(["notify": false, "name": "", "comment": ""]).json
            #expect(body["name"] == "")
            #expect(body["comment"] == "")
        }
    }

    @Test func whatOtherApisKnowOfThePersonStays() async throws {
        try await withServer { server in
            let before = try await server.contact()
            _ = try await server.patch(["notify": false, "comment": "new"])
            var expected = before.fields
            expected["comment"] = "new"
            #expect(try await server.contact().fields == expected)
        }
    }

    @Test func notifyPlansAndTakesBack() async throws {
        try await withServer { server in
            #expect(try await server.patch(["notify": false]).json["notifyAt"] == .null)
            #expect(isKareDate(try await server.patch(["notify": true]).json["notifyAt"]))

            let later = JSON.string("2999-01-01T10:00:00+01:00")
            _ = try await server.session().performOne(
                .update(.id(.contact, server.demo.records.contact.id), Edit([.set(JSONPointer(["notifyAt"]), later)]), nil))
            let version = try await server.contact().version
            #expect(try await server.patch(["notify": true]).json["notifyAt"] == "2999-01-01T09:00:00.000Z")
            #expect(try await server.contact().version == version)
            #expect(try await server.patch(["notify": false]).json["notifyAt"] == .null)
        }
    }

    @Test func aRequestThatChangesNothingMovesNothing() async throws {
        try await withServer { server in
            let first = try await server.patch(["notify": false, "name": "Ada", "phones": [], "email": nil])
            let before = try await server.contact()
            let again = try await server.patch(["notify": false, "name": "Ada", "phones": [], "email": nil, "unknown": 1])
            #expect(again.status == 200)
            #expect(again.body == first.body)
            #expect(try await server.contact() == before)
        }
    }

    @Test func membersThatThePageDoesNotNameAreNeitherStoredNorEchoed() async throws {
        try await withServer { server in
            let before = try await server.contact()
            let answer = try await server.patch(["notify": false, "id": 99, "companyId": 99, "vip": true, "createdAt": "x", "company": "x"])
            #expect(answer.status == 200)
            #expect(try answer.json["vip"] == nil)
            #expect(try await server.contact() == before)
        }
    }

    @Test func limitsAreReachedAndNoFurther() async throws {
        try await withServer { server in
            let local = String(repeating: "a", count: 240)
            let accepted: [(name: String, body: JSON)] = [
                ("name of 250", ["name": .string(String(repeating: "n", count: 250))]),
                ("name of 125 characters of two units each", ["name": .string(String(repeating: "😀", count: 125))]),
                ("email of 250", ["email": .string(local + "@email.com")]),
                ("email with all that the pattern allows", ["email": "O'Neil+x_y-z.w@a-b.c1.DE"]),
                ("email whose label ends with a hyphen", ["email": "x@a-.com"]),
                ("five phones", ["phones": ["1", "2", "3", "4", "5"]]),
                ("phone of 50", ["phones": [.string(String(repeating: "5", count: 50))]]),
                ("empty phone", ["phones": [""]]),
                ("comment of 2500", ["comment": .string(String(repeating: "é", count: 2500))]),
            ]
            for (name, body) in accepted {
                var request = try #require(body.asObject)
                request["notify"] = false
                let answer = try await server.patch(.object(request))
                #expect(answer.status == 200, "\(name)")
                for member in body.asObject ?? [:] { #expect(try answer.json[member.key] == member.value, "\(name)") }
            }
        }
    }
}
