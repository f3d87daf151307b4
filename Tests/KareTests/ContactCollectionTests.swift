import JSONCore
import Records
import Server
import TestSupport
import Testing

/// Creating, listing and deleting a company's contacts.
@Suite struct ContactCollectionTests {
    @Test func creatingInsertsAllOfThem() async throws {
        try await withServer { server in
            let company = try await server.makeCompany(["name": "Empty"])
            let path = "/companies/v2/rs/\(company.number)/contacts"
            let created = try await server.send(
                "POST", path, headers: server.kareCredentials,
                json: [
                    ["name": "One", "notify": true, "email": "one@email.com", "phones": ["1"], "comment": "first", "unknown": true],
                    ["name": "Two", "notify": false, "email": nil, "comment": nil],
                ])
            #expect(created.status == 201)
            #expect(try created.json == ["nbInsertion": 2])

            let list = try await server.send("GET", path, headers: server.kareCredentials).json
            let contacts = try #require(list["data"]?.asArray)
            #expect(contacts.map { $0["name"] } == ["One", "Two"])
            #expect(isKareDate(contacts[0]["notifyAt"]))
            #expect(contacts[0]["companyId"]?.asInt == Int(company.number))
            #expect(contacts[1]["email"] == .null)
            #expect(contacts[1]["phones"] == [])
            #expect(contacts[1]["comment"] == .null)
            #expect(contacts[1]["notifyAt"] == .null)
            #expect(list["pagination"] == ["page": 1, "pageSize": 50])
            #expect(list["totalCount"] == nil)

            let nothing = try await server.send("POST", path, headers: server.kareCredentials, json: [])
            #expect(nothing.status == 201)
            #expect(try nothing.json == ["nbInsertion": 0])
        }
    }

    @Test func oneBadElementInsertsNone() async throws {
        try await withServer { server in
            let company = try await server.makeCompany(["name": "Empty"])
            let path = "/companies/v2/rs/\(company.number)/contacts"
            let refused: [(name: String, body: JSON, paths: [String])] = [
                ("a bad email", [["name": "One", "notify": true], ["name": "Two", "notify": true, "email": "x"]], ["/1/email"]),
                ("no name", [["notify": true]], ["/0/name"]),
                ("no notify", [["name": "One"]], ["/0/notify"]),
                ("a bare object", ["name": "One", "notify": true], [""]),
                ("an element that is none", [1], ["/0"]),
                ("more than a thousand", .array(Array(repeating: ["name": "N", "notify": false], count: 1001)), [""]),
            ]
            for (name, body, paths) in refused {
                let answer = try await server.send("POST", path, headers: server.kareCredentials, json: body)
                #expect(answer.status == 400, "\(name)")
                #expect(try answer.refusal().paths == paths, "\(name)")
            }
            let count = try await server.send("GET", path + "?includeCount=true", headers: server.kareCredentials).json["totalCount"]
            #expect(count == 0)
        }
    }

    @Test func listsArePagedOrderedAndExtended() async throws {
        try await withServer { server in
            let company = try await server.makeCompany(["name": "Listed", "kind": 2])
            var contacts: [Record] = []
            for name in ["b", "c", "a"] { contacts.append(try await server.makeContact(of: company, ["name": .string(name)])) }
            let path = "/companies/v2/rs/\(company.number)/contacts"
            func names(_ query: String) async throws -> [String] {
                let list = try await server.send("GET", path + query, headers: server.kareCredentials).json
                return list["data"]?.asArray?.compactMap { $0["name"]?.asString } ?? []
            }
            #expect(try await names("") == ["b", "c", "a"])
            #expect(try await names("?orderBy[0][field]=name") == ["a", "b", "c"])
            #expect(try await names("?orderBy%5B0%5D%5Bfield%5D=name&orderBy%5B0%5D%5Bdirection%5D=desc") == ["c", "b", "a"])
            #expect(try await names("?pageSize=2&page=2") == ["a"])
            #expect(try await names("?page=9007199254740991&pageSize=100") == [])

            let counted = try await server.send("GET", path + "?pageSize=1&includeCount=true", headers: server.kareCredentials).json
            #expect(counted["totalCount"] == 3)
            #expect(counted["pagination"] == ["page": 1, "pageSize": 1])

            for query in ["?extend=company&extend=actions-info", "?extend[]=company&extend[]=actions-info"] {
                let list = try await server.send("GET", path + query, headers: server.kareCredentials).json
                let first = try #require(list["data"]?[0])
                #expect(first["company"]?["id"]?.asInt == Int(company.number))
                #expect(first["company"]?["name"] == "Listed")
                #expect(first["company"]?["type"] == 2)
                #expect(first["company"]?["archivedAt"] == .null)
                #expect(first["actions"] == ["canBeUpdated": true, "canBeDeleted": true])
            }
        }
    }

    @Test(arguments: [
        ("page=0", "page"), ("page=x", "page"), ("pageSize=0", "pageSize"), ("pageSize=101", "pageSize"),
        ("includeCount=maybe", "includeCount"),
        ("extend=secrets", "extend"), ("orderBy=name", "orderBy"), ("orderBy[0][field]=secret", "orderBy"),
        ("orderBy[0][direction]=asc", "orderBy"), ("orderBy[0][field]=name&orderBy[0][direction]=up", "orderBy"),
        ("orderBy[10][field]=name", "orderBy"), ("orderBy[x][field]=name", "orderBy"), ("orderBy[0][x]=name", "orderBy"),
        ("whereName=Ada", "whereName"), ("findId=1", "findId"),
    ])
    func listQueriesAreChecked(query: String, name: String) async throws {
        try await withServer { server in
            let answer = try await server.send("GET", "\(server.companyPath)/contacts?\(query)", headers: server.kareCredentials)
            #expect(answer.status == 400)
            #expect(try answer.refusal().paths == [name])
        }
    }

    @Test func deletingLeavesNothing() async throws {
        try await withServer { server in
            let contact = try await server.makeContact(of: server.demo.records.company)
            let path = "\(server.companyPath)/contacts/\(contact.number)"
            let deleted = try await server.send("DELETE", path, headers: server.kareCredentials)
            #expect(deleted.status == 204)
            #expect(deleted.body.isEmpty)
            #expect(try await server.send("GET", path, headers: server.kareCredentials).status == 404)
            #expect(try await server.send("DELETE", path, headers: server.kareCredentials).status == 404)

            // A conversation and a voucher refer to the demo's contact.
            let referenced = try await server.send("DELETE", server.contactPath, headers: server.kareCredentials)
            #expect(referenced.status == 409)
            #expect(try referenced.refusal().code == "record-referenced")
        }
    }
}
