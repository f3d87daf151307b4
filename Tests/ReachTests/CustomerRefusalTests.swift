import JSONCore
import Server
import TestSupport
import Testing

/// What a customer's PATCH refuses: each gets the documented status and place, and leaves the record as it was.
@Suite struct CustomerRefusalTests {
    struct Refusal: Sendable, CustomStringConvertible {
        let body: String
        let paths: [String]

        init(_ body: String, _ paths: String...) {
            self.body = body
            self.paths = paths
        }

        var description: String { body.count > 80 ? String(body.prefix(80)) + "…" : body }
    }

    private static func long(_ field: String, _ count: Int) -> String {
        #"{"data": {"\#(field)": "\#(String(repeating: "x", count: count))"}}"#
    }

    static let refusals: [Refusal] = [
        // The frame
        Refusal("{}", "/data"), Refusal("[]", ""), Refusal("null", ""), Refusal(#"{"data": null}"#, "/data"),
        Refusal(#"{"data": []}"#, "/data"), Refusal(#"{"data": "x"}"#, "/data"), Refusal(#"{"email": "a@example.com"}"#, "/data"),
        // Types: nothing is converted
        Refusal(#"{"data": {"email": 1}}"#, "/data/email"), Refusal(#"{"data": {"phone": 14155551234}}"#, "/data/phone"),
        Refusal(#"{"data": {"firstName": true}}"#, "/data/firstName"), Refusal(#"{"data": {"lastName": {}}}"#, "/data/lastName"),
        Refusal(#"{"data": {"emailOptOut": "true"}}"#, "/data/emailOptOut"), Refusal(#"{"data": {"smsOptOut": 1}}"#, "/data/smsOptOut"),
        Refusal(#"{"data": {"customerDetailUrl": []}}"#, "/data/customerDetailUrl"),
        Refusal(#"{"data": {"customerId": 1001}}"#, "/data/customerId"),
        Refusal(#"{"data": {"createdAt": 1699335116}}"#, "/data/createdAt"),
        // Required fields and the key
        Refusal(#"{"data": {"firstName": null}}"#, "/data/firstName"), Refusal(#"{"data": {"lastName": null}}"#, "/data/lastName"),
        Refusal(#"{"data": {"createdAt": null}}"#, "/data/createdAt"), Refusal(#"{"data": {"customerId": null}}"#, "/data/customerId"),
        Refusal(#"{"data": {"customerId": "cust-1002"}}"#, "/data/customerId"),
        Refusal(#"{"data": {"customerId": ""}}"#, "/data/customerId"),
        Refusal(#"{"data": {"customerId": "CUST-1001"}}"#, "/data/customerId"),
        // Moments
        Refusal(#"{"data": {"createdAt": "yesterday"}}"#, "/data/createdAt"),
        Refusal(#"{"data": {"createdAt": "2023-11-07"}}"#, "/data/createdAt"),
        Refusal(#"{"data": {"createdAt": "2023-11-07T05:31:56"}}"#, "/data/createdAt"),
        Refusal(#"{"data": {"createdAt": "2023-02-29T05:31:56Z"}}"#, "/data/createdAt"),
        Refusal(#"{"data": {"createdAt": "2023-11-07T25:31:56Z"}}"#, "/data/createdAt"),
        Refusal(#"{"data": {"createdAt": ""}}"#, "/data/createdAt"),
        // Each limit and one more
        Refusal(long("firstName", 256), "/data/firstName"), Refusal(long("lastName", 256), "/data/lastName"),
        Refusal(long("email", 256), "/data/email"), Refusal(long("phone", 51), "/data/phone"),
        Refusal(long("customerDetailUrl", 8193), "/data/customerDetailUrl"), Refusal(long("customerId", 256), "/data/customerId"),
        // Several at once, in the schema's order
        Refusal(#"{"data": {"firstName": null, "a": 1, "b": 2}}"#, "/data/a", "/data/b"),
        Refusal(
            #"{"data": {"lastName": null, "firstName": null, "customerId": "x"}}"#, "/data/firstName", "/data/lastName", "/data/customerId"),
    ]

    @Test("A body that breaks a rule is 400, names the place, and changes nothing")
    func brokenRules() async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            let before = try await reach.person()
            let history = try await server.changes()
            for refusal in Self.refusals {
                let answer = try await reach.send("PATCH", ReachClient.customer, text: refusal.body)
                #expect(answer.status == 400, "\(refusal)")
                #expect(try answer.json["success"] == false, "\(refusal)")
                #expect(try answer.errorPaths == refusal.paths, "\(refusal)")
                #expect(try answer.json["data"] == nil)
            }
            #expect(try await reach.person() == before)
            #expect(try await server.changes() == history)
        }
    }

    @Test(
        "Each field takes its limit",
        arguments: [("firstName", 255), ("lastName", 255), ("email", 255), ("phone", 50), ("customerDetailUrl", 8192)])
    func limits(field: String, limit: Int) async throws {
        try await withServer { server in
            let answer = try await ReachClient(server).send("PATCH", ReachClient.customer, text: Self.long(field, limit))
            #expect(answer.status == 200)
            #expect(try answer.fields[field]?.asString?.count == limit)
        }
    }

    @Test(
        "Moments are taken as RFC 3339 writes them and given back as they came",
        arguments: [
            "2023-11-07T05:31:56Z", "2023-11-07T05:31:56.123456Z", "2023-11-07T05:31:56+05:30", "2024-02-29T23:59:59-00:00",
        ])
    func moments(text: String) async throws {
        try await withServer { server in
            let answer = try await ReachClient(server).patch(["createdAt": .string(text)])
            #expect(answer.status == 200)
            #expect(try answer.fields["createdAt"] == .string(text))
        }
    }

    @Test(
        "Texts that are not the JSON a server accepts are 400 without the text",
        arguments: [
            "", " ", "{", #"{"data": {"email": "a@example.com"}"#, #"{"data": {}} x"#, #"{"data": {"email": "a", "email": "b"}}"#,
            #"{"data": {"email": "\ud800"}}"#, #"{"data": {"email": "\u0000"}}"#, #"{'data': {}}"#, "\u{feff}{}",
            #"{"data": {"email": 01}}"#,
            String(repeating: "[", count: 200) + String(repeating: "]", count: 200),
            #"{"data": {"email": "# + String(repeating: "[", count: 200) + String(repeating: "]", count: 200) + "}}",
        ])
    func malformed(body: String) async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            let answer = try await reach.send("PATCH", ReachClient.customer, text: body)
            #expect(answer.status == 400)
            #expect(try answer.json["success"] == false)
            #expect(try await reach.person()["data"]?["email"] == "ada@engines.example")
        }
    }

    @Test("Bodies that are too large, of another type or encoded are refused as such")
    func envelope() async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            let bearer = TestServer.bearer(server.demo.tokens.reachTenant)
            let body = Array(#"{"data": {}}"#.utf8)
            for type in ["text/plain", "application/xml", "application/merge-patch+json", "application/x-www-form-urlencoded"] {
                let answer = try await server.send(
                    "PATCH", ReachClient.customer, headers: bearer.merging(["Content-Type": type]) { $1 }, bytes: body)
                #expect(answer.status == 415)
            }
            let charset = bearer.merging(["Content-Type": "application/json; charset=utf-8"]) { $1 }
            #expect(try await server.send("PATCH", ReachClient.customer, headers: charset, bytes: body).status == 200)
            let encoded = charset.merging(["Content-Encoding": "gzip"]) { $1 }
            #expect(try await server.send("PATCH", ReachClient.customer, headers: encoded, bytes: body).status == 415)
            let large = #"{"data": {"email": ""# + String(repeating: "x", count: 1 << 20) + #""}}"#
            #expect(try await reach.send("PATCH", ReachClient.customer, text: large).status == 413)
            #expect(try await reach.send("PUT", ReachClient.customer, ["data": [:]]).status == 405)
            #expect(try await reach.get("/api/resources").status == 404)
            #expect(try await reach.get("/partner/nothing").json["success"] == false)
        }
    }

    @Test("No refusal repeats a value")
    func privacy() async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            for body in [
                #"{"data": {"email": {"secret-value": 1}}}"#, #"{"data": {"createdAt": "secret-value"}}"#,
                #"{"data": {"customerId": "secret-value"}}"#,
            ] {
                let answer = try await reach.send("PATCH", ReachClient.customer, text: body)
                #expect(answer.status == 400)
                #expect(!answer.text.contains("secret-value"))
            }
        }
    }
}
