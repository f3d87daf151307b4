import JSONCore
import Records
import Server
import TestSupport
import Testing

/// The query language: filters, order, pages.
@Suite("Reading rows")
struct FilterTests {
    /// Filters of `custom_entity` and the external ids of the rows that they select out of A, B, C, one without, and the demo's V.
    static let filters: [(String, Set<String>)] = [
        ("external_id=eq.A", ["A"]), ("external_id=A", ["A"]), ("external_id=neq.A", ["B", "C", "V"]),
        ("external_id=not.eq.A", ["B", "C", "V"]), ("external_id=isdistinct.A", ["B", "C", "V", "-"]),
        ("external_id=not.isdistinct.A", ["A"]), ("external_id=gt.B", ["C", "V"]), ("external_id=gte.B", ["B", "C", "V"]),
        ("external_id=lt.B", ["A"]), ("external_id=lte.B", ["A", "B"]), ("external_id=in.(A,%22C%22)", ["A", "C"]),
        ("external_id=not.in.(A,C)", ["B", "V"]), ("external_id=in.()", []), ("external_id=is.null", ["-"]),
        ("external_id=not.is.null", ["A", "B", "C", "V"]), ("external_id=is.not_null", ["A", "B", "C", "V"]),
        ("external_id=like.V*", ["V"]), ("external_id=like.%25", ["A", "B", "C", "V"]), ("external_id=like._", ["A", "B", "C", "V"]),
        ("external_id=ilike.v", ["V"]), ("external_id=like.v", []), ("external_id=not.like.V*", ["A", "B", "C"]),
        ("external_id=unknown.A", []), ("external_id=", []),
        ("external_id=gt.A&external_id=lt.V", ["B", "C"]), ("or=(external_id.eq.A,external_id.eq.B)", ["A", "B"]),
        ("or=(external_id.eq.A,and(external_id.gt.A,external_id.lt.C))", ["A", "B"]), ("and=(external_id.gt.A,external_id.lt.C)", ["B"]),
        ("not.or=(external_id.eq.A,external_id.eq.B)", ["C", "V"]),
        ("or=(not.and(external_id.gt.A,external_id.lt.V),external_id.is.null)", ["A", "V", "-"]),
        ("or=(external_id.in.(A,B),external_id.eq.%22V%22)", ["A", "B", "V"]),
        ("or=(external_id.not.is.null,external_id.eq.A)", ["A", "B", "C", "V"]),
        ("data->>status=eq.sent", ["A", "V"]), ("data->>status=sent", ["A", "V"]), ("data->>status=neq.sent", ["B", "C", "-"]),
        ("data->>status=in.(open,closed)", ["B", "C"]), ("data->>status=like.*e*", ["A", "V", "B", "C", "-"]),
        ("data->>code=eq.7", ["A"]), ("data->>code=neq.7", ["B", "V"]), ("data->code=eq.7", ["A"]), ("data->code=eq.7.0", ["A"]),
        ("data->code=gt.7", ["B", "V"]), ("data->code=lte.8", ["A", "B"]), ("data->code=is.null", ["C", "-"]),
        ("data->status=eq.%22sent%22", ["A", "V"]), ("data->labels->>0=eq.new", ["B"]), ("data->labels->0=eq.%22new%22", ["B"]),
        ("data->box->>size=eq.L", ["C"]), ("data=cs.{%22status%22:%22sent%22}", ["A", "V"]), ("data=cs.{}", ["A", "B", "C", "V", "-"]),
        ("data=cs.{%22status%22:%22sent%22,%22code%22:7}", ["A"]), ("data=cs.{%22box%22:{%22size%22:%22L%22}}", ["C"]),
        ("data->labels=cs.[%22hot%22]", ["B"]), ("data=not.cs.{%22code%22:7}", ["B", "C", "V", "-"]),
        ("or=(data.cs.{%22code%22:7},data->box->>size.eq.L)", ["A", "C"]),
        ("created_at=gt.2000-01-01", ["A", "B", "C", "V", "-"]), ("created_at=lt.2000-01-01T00:00:00%2B00:00", []),
        ("updated_at=gte.2000-01-01T00:00:00Z", ["A", "B", "C", "V", "-"]), ("id=is.null", []),
        ("id=not.is.null", ["A", "B", "C", "V", "-"]),
    ]

    @Test("by every operator")
    func operators() async throws {
        try await withServer { server in
            try await server.makeVoucher("A", ["voucher_id": "A", "status": "sent", "code": 7])
            try await server.makeVoucher("B", ["voucher_id": "B", "status": "open", "code": 8, "labels": ["new", "hot"]])
            try await server.makeVoucher("C", ["voucher_id": "C", "status": "closed", "box": ["size": "L"]])
            try await server.makeVoucher(nil, ["voucher_id": "D", "status": "lone"])
            #expect(try await server.mateo("PATCH", server.entityPath, ["external_id": "V"]).status == 200)
            for (query, rows) in Self.filters {
                #expect(try await Set(server.vouchers(query)) == rows, "\(query)")
            }
            let organisation = server.demo.organisation.text
            let all: Set<String> = ["A", "B", "C", "V", "-"]
            #expect(try await Set(server.vouchers("organisation_id=\(organisation)")) == all)
            #expect(try await server.vouchers("organisation_id=neq.\(organisation)") == [])
            #expect(try await server.vouchers("organisation_id=is.null") == [])
            #expect(try await Set(server.vouchers("organisation_id=in.(\(organisation),\(server.entityID))")) == all)
            let definition = server.demo.records.definition.id.text
            #expect(try await Set(server.vouchers("custom_entity_definition_id=\(definition)")) == all)
            #expect(try await server.vouchers("custom_entity_definition_id=neq.\(definition)") == [])
            #expect(try await server.vouchers("custom_entity_definition_id=eq.\(server.entityID)") == [])
            #expect(try await Set(server.vouchers("contact_id=eq.\(server.contactID.uppercased())")) == all)
            #expect(try await server.vouchers("id=neq.\(server.entityID)&external_id=A") == ["A"])
        }
    }

    /// Queries that are refused, and the code.
    static let refused: [(String, String)] = [
        ("nothing=eq.1", "42703"), ("apikey=1", "42703"), ("custom_entity_definition_key=eq.voucher", "42703"), ("data->=eq.1", "PGRST100"),
        ("id=eq.nonsense", "22P02"), ("id=nonsense", "22P02"), ("id=in.(nonsense)", "22P02"), ("id=in.nonsense", "PGRST100"),
        ("id=in.(a", "PGRST100"), ("external_id=in.(a)b", "PGRST100"), ("created_at=gt.yesterday", "22007"),
        ("created_at=2024-02-30", "22007"),
        ("external_id=is.5", "PGRST100"), ("external_id=is.true", "42804"), ("id=like.a*", "42883"), ("data=like.a*", "42883"),
        ("data=gt.{}", "42883"), ("data=eq.nonsense", "22P02"), ("data=cs.nonsense", "22P02"), ("data=cs.[1]", "PGRST100"),
        ("external_id=cs.a", "42883"), ("external_id->a=eq.1", "42883"), ("data->code=eq.null", "PGRST100"),
        ("data->tags->-1=eq.1", "PGRST100"),
        ("external_id=fts.a", "PGRST100"), ("external_id=cd.a", "PGRST100"), ("external_id=eq(any).{a}", "PGRST100"),
        ("external_id=like.a%5C", "22025"), ("or=", "PGRST100"), ("or=()", "PGRST100"), ("or=(external_id.eq.A", "PGRST100"),
        ("or=(external_id.eq.A)b", "PGRST100"), ("or=(external_id)", "PGRST100"), ("or=(external_id.A)", "PGRST100"),
        ("and=(nothing.eq.1)", "42703"), ("select=nothing", "42703"), ("select=id::text", "PGRST100"), ("select=contact(id)", "PGRST200"),
        ("select=c:contact(id)", "PGRST200"), ("select=id,", "PGRST100"), ("select=a:id,a:data", "42701"), ("order=nothing", "42703"),
        ("order=external_id", "PGRST100"), ("order=created_at.down", "PGRST100"), ("order=created_at,", "PGRST100"),
        ("limit=many", "PGRST100"),
        ("limit=99999999999999999999", "PGRST100"), ("offset=1.5", "PGRST100"), ("columns=id", "PGRST100"), ("on_conflict=id", "PGRST100"),
    ]

    @Test("refuses what it cannot read")
    func refusals() async throws {
        try await withServer { server in
            for (query, code) in Self.refused {
                let response = try await server.mateo("GET", "/api/v1/custom_entity?\(query)")
                #expect(response.status == 400, "\(query): \(response.text)")
                #expect(try response.refusal() == code, "\(query): \(response.text)")
            }
            for query in ["limit=-1", "offset=-1"] {
                let response = try await server.mateo("GET", "/api/v1/custom_entity?\(query)")
                #expect(response.status == 416)
                #expect(try response.refusal() == "PGRST103")
            }
        }
    }

    @Test("bounds nesting, conditions, lists and patterns")
    func bounds() async throws {
        try await withServer { server in
            func nested(_ depth: Int) -> String {
                (1..<depth).reduce("(external_id.eq.A)") { inner, _ in "(and\(inner))" }
            }
            func list(_ count: Int) -> String { (0..<count).map(String.init).joined(separator: ",") }
            func conditions(_ count: Int) -> String { (0..<count).map { _ in "id.not.is.null" }.joined(separator: ",") }
            let allowed = [
                "or=\(nested(8))", "external_id=in.(\(list(500)))", "and=(\(conditions(64)))",
                "external_id=like.\(String(repeating: "a", count: 128))",
            ]
            let refused = [
                "or=\(nested(9))", "external_id=in.(\(list(501)))", "and=(\(conditions(65)))",
                "external_id=like.\(String(repeating: "a", count: 129))", "or=\(nested(500))",
            ]
            for query in allowed { #expect(try await server.mateo("GET", "/api/v1/custom_entity?\(query)").status == 200, "\(query)") }
            for query in refused {
                let response = try await server.mateo("GET", "/api/v1/custom_entity?\(query)")
                #expect(response.status == 400)
                #expect(try response.refusal() == "PGRST100")
            }
        }
    }

    @Test("in order, in pages of at most 50")
    func pages() async throws {
        try await withServer { server in
            for number in 100..<160 { try await server.makeVoucher("N\(number)", ["voucher_id": "N", "status": "sent"]) }
            let all = "external_id=like.N*"
            let ascending = try await server.vouchers(all)
            #expect(ascending == (100..<150).map { "N\($0)" })
            #expect(try await server.vouchers(all + "&limit=500").count == 50)
            #expect(try await server.vouchers(all + "&limit=3&offset=58") == ["N158", "N159"])
            #expect(try await server.vouchers(all + "&order=created_at.desc&limit=2") == ["N159", "N158"])
            #expect(try await server.vouchers(all + "&order=updated_at.asc.nullslast,created_at.desc.nullsfirst&limit=1") == ["N100"])
            #expect(try await server.vouchers(all + "&limit=0") == [])
            #expect(try await server.vouchers(all + "&offset=1000") == [])

            func range(_ query: String, prefer: String? = nil, range: String? = nil) async throws -> (Int, String?, Int) {
                var headers = TestServer.bearer(server.demo.tokens.mateo)
                headers["Prefer"] = prefer
                headers["Range"] = range
                let response = try await server.send("GET", "/api/v1/custom_entity?\(query)", headers: headers)
                return (response.status, response.headers["content-range"], try response.json.asArray?.count ?? -1)
            }
            #expect(try await range(all) == (200, "0-49/*", 50))
            #expect(try await range(all, prefer: "count=exact") == (206, "0-49/60", 50))
            #expect(try await range(all + "&offset=50&limit=50", prefer: "count=exact") == (206, "50-59/60", 10))
            #expect(try await range("external_id=eq.N100", prefer: "count=exact") == (200, "0-0/1", 1))
            #expect(try await range("external_id=eq.no", prefer: "count=exact") == (200, "*/0", 0))
            #expect(try await range("external_id=eq.no") == (200, "*/*", 0))
            #expect(try await range(all + "&offset=60", prefer: "count=exact") == (206, "*/60", 0))
            #expect(try await range(all + "&offset=61", prefer: "count=exact") == (416, "*/60", -1))
            #expect(try await range(all, range: "0-4") == (200, "0-4/*", 5))
            #expect(try await range(all, range: "items=10-14") == (200, "10-14/*", 5))
            #expect(try await range(all, range: "55-") == (200, "55-59/*", 5))
            #expect(try await range(all + "&limit=3", range: "10-19") == (200, "*/*", 0))
            #expect(try await range(all + "&limit=3&offset=12", range: "10-13") == (200, "12-13/*", 2))
            #expect(try await range(all, range: "9-5").0 == 416)
            #expect(try await range(all, range: "bytes=0-4") == (200, "0-49/*", 50))
        }
    }

    @Test("with select: columns, aliases, paths")
    func select() async throws {
        try await withServer { server in
            let data = #"{"voucher_id": "A", "status": "sent", "code": 1.50, "tags": ["x", "y"], "on": true, "none": null}"#
            try await server.makeVoucher("A", try JSON.parse(data))
            let cases: [(String, String)] = [
                ("external_id", #"{"external_id":"A"}"#), ("e:external_id,s:data->>status", #"{"e":"A","s":"sent"}"#),
                ("data->code", #"{"code":1.50}"#), ("data->>code", #"{"code":"1.50"}"#), ("data->tags->0", #"{"tags":"x"}"#),
                ("data->>tags", #"{"tags":"[\"x\",\"y\"]"}"#),
                ("data->>on,data->none,m:data->>missing", #"{"on":"true","none":null,"m":null}"#),
                ("external_id,external_id", #"{"external_id":"A"}"#), ("%22external_id%22", #"{"external_id":"A"}"#),
            ]
            for (select, row) in cases {
                let response = try await server.mateo("GET", "/api/v1/custom_entity?external_id=A&select=\(select)")
                #expect(response.text == "[\(row)]", "\(select)")
            }
            let star = try await server.mateo("GET", "/api/v1/custom_entity?external_id=A&select=*,s:data->>status").json[0]
            #expect(star?.asObject?.count == 9)
            #expect(star?["s"] == "sent")
        }
    }
}
