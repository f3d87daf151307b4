import JSONCore
import Server
import TestSupport
import Testing

/// Lists: pages, totals and filters.
@Suite struct ListCustomersTests {
    private static let path = "/api/resources/customers"

    private static func fill(_ reach: ReachClient, _ count: Int) async throws {
        for number in 1...count {
            let answer = try await reach.post(
                path,
                [
                    "data": [
                        "customerId": .string("c-\(number)"), "firstName": .string("First \(number)"), "lastName": "Last",
                        "createdAt": "2024-01-01T00:00:00Z", "emailOptOut": .bool(number % 2 == 0),
                        "email": .string("c\(number)@example.com"),
                        "phone": .string("+\(number)"), "customerDetailUrl": "https://crm.example/all",
                    ]
                ])
            #expect(answer.status == 200)
        }
    }

    @Test("Pages follow one another in the order of creation, none twice and none left out")
    func pages() async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            try await Self.fill(reach, 24)
            let first = try #require(try await reach.get(Self.path).json["data"])
            #expect(first.asObject.map { Array($0.keys) } == ["results", "included", "pagination"])
            #expect(first["included"] == [])
            #expect(first["results"]?.asArray?.count == 20)
            #expect(first["pagination"]?["hasNextPage"] == true)
            #expect(first["pagination"]?["total"] == 25)
            var seen: [JSON] = []
            var cursor = ""
            repeat {
                let page = try #require(try await reach.get(Self.path + "?limit=7" + cursor).json["data"])
                seen += (page["results"]?.asArray ?? []).compactMap { $0["resourceExternalId"] }
                let next = page["pagination"]?["cursor"]?.asString
                #expect((page["pagination"]?["hasNextPage"] == true) == (next != nil))
                cursor = next.map { "&cursor=" + $0 } ?? ""
            } while !cursor.isEmpty
            #expect(seen == ["cust-1001"] + (1...24).map { .string("c-\($0)") })
        }
    }

    @Test(
        "Filters are equality, by the type that the schema gives the field, and all have to hold",
        arguments: [
            ("filter[customerId]=c-2", ["c-2"]), ("filter[email]=c3@example.com", ["c-3"]), ("filter[phone]=%2B2", ["c-2"]),
            ("filter[firstName]=First%201", ["c-1"]), ("filter[lastName]=Last", ["c-1", "c-2", "c-3"]),
            ("filter[emailOptOut]=true", ["c-2"]), ("filter[emailOptOut]=false", ["c-1", "c-3"]),
            ("filter[lastName]=Last&filter[emailOptOut]=false", ["c-1", "c-3"]),
            ("filter[email]=c3@example.com&filter[customerId]=c-2", []),
            ("filter[createdAt]=2024-01-01T01:00:00%2B01:00", ["c-1", "c-2", "c-3"]),
            ("filter[createdAt]=2024-01-15T08:45:00Z", ["cust-1001"]),
            ("filter[customerDetailUrl]=https://crm.example/all&limit=2", ["c-1", "c-2"]), ("filter[email]=C3@EXAMPLE.COM", []),
            ("filter[lastName]=L%25", []), ("filter[firstName]=Ada", ["cust-1001"]),
        ])
    func filters(query: String, expected: [String]) async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            try await Self.fill(reach, 3)
            let answer = try await reach.get(Self.path + "?" + query)
            #expect(answer.status == 200)
            let found = try answer.json["data"]?["results"]?.asArray?.compactMap { $0["resourceExternalId"]?.asString }
            #expect(found == expected)
        }
    }

    @Test(
        "A parameter that is not understood is 400",
        arguments: [
            "limit=0", "limit=101", "limit=x", "limit=-1", "cursor=x", "filter[nothing]=1", "filter[emailOptOut]=yes",
            "filter[createdAt]=yesterday",
            "filter=1", "filters[email]=a", "filter[email=a", "include=email", "offset=3", "filter[]=a",
        ])
    func refused(query: String) async throws {
        try await withServer { server in
            let answer = try await ReachClient(server).get(Self.path + "?" + query)
            #expect(answer.status == 400)
            #expect(try answer.json["success"] == false)
            #expect(try answer.errorPaths.count == 1)
        }
    }

    @Test("The limit may be 100, empty or null", arguments: ["limit=100", "limit=", "limit=null&cursor=null"])
    func limits(query: String) async throws {
        try await withServer { server in
            let answer = try await ReachClient(server).get(Self.path + "?" + query)
            #expect(answer.status == 200)
        }
    }
}
