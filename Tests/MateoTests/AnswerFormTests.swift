import JSONCore
import Records
import Server
import TestSupport
import Testing

/// What a request is answered with: the vendor's rule without `Prefer: return`, PostgREST's with it, and `Accept`.
@Suite("Forms of answers")
struct AnswerFormTests {
    private static let nobody = "019b7600-0000-7000-8000-0000000000ff"
    private static let body: JSON = ["external_id": "n"]

    struct Case: Sendable, CustomTestStringConvertible {
        let query: String
        var prefer: String?
        var accept: String?
        let status: Int
        /// `{` for an object, `[` for an array, nothing for no body, and otherwise the code of a refusal.
        let form: String
        var range: String?

        var testDescription: String { "\(query) \(prefer ?? "") \(accept ?? "")" }
    }

    private static let single = "application/vnd.pgrst.object+json"
    static let updates: [Case] = [
        Case(query: "id=eq.ENTITY", status: 200, form: "{", range: "0-0/*"),
        Case(query: "id=eq.NOBODY", status: 404, form: "PGRST116"),
        Case(query: "id=eq.ENTITY&external_id=eq.no", status: 404, form: "PGRST116"),
        Case(query: "external_id=eq.VOUCH-12345", status: 200, form: "[", range: "0-0/*"),
        Case(query: "external_id=eq.no", status: 200, form: "[", range: "*/*"),
        Case(query: "id=eq.ENTITY", prefer: "return=representation", status: 200, form: "[", range: "0-0/*"),
        Case(query: "id=eq.NOBODY", prefer: "return=representation", status: 200, form: "[", range: "*/*"),
        Case(query: "id=eq.ENTITY", prefer: "return=minimal", status: 204, form: "", range: "0-0/*"),
        Case(query: "id=eq.NOBODY", prefer: "return=minimal", status: 204, form: "", range: "*/*"),
        Case(query: "id=eq.ENTITY", prefer: "return=headers-only", status: 204, form: ""),
        Case(query: "id=eq.ENTITY", prefer: "return=representation, count=exact", status: 200, form: "[", range: "0-0/1"),
        Case(query: "id=eq.ENTITY", prefer: "return=representation", accept: single, status: 200, form: "{"),
        Case(query: "id=eq.NOBODY", prefer: "return=representation", accept: single, status: 406, form: "PGRST116"),
        Case(query: "id=eq.NOBODY", prefer: "return=minimal", accept: single, status: 406, form: "PGRST116"),
        Case(query: "external_id=eq.VOUCH-12345", accept: single, status: 200, form: "{"),
        Case(query: "external_id=not.is.null", accept: single, status: 406, form: "PGRST116"),
        Case(query: "external_id=not.is.null", prefer: "return=minimal", accept: single, status: 406, form: "PGRST116"),
        Case(query: "id=eq.ENTITY", accept: "text/csv", status: 406, form: "PGRST107"),
        Case(query: "id=eq.ENTITY", accept: "text/csv, */*;q=0.5", status: 200, form: "{"),
        Case(query: "id=eq.ENTITY", accept: "", status: 200, form: "{"),
        Case(query: "id=in.(ENTITY)", status: 200, form: "[", range: "0-0/*"),
        Case(query: "id=eq.ENTITY", prefer: "return=nonsense", status: 200, form: "{"),
        Case(query: "id=eq.ENTITY", prefer: "return=nonsense, handling=strict", status: 400, form: "PGRST122"),
        Case(query: "id=eq.ENTITY", prefer: "handling=strict, respond-async", status: 400, form: "PGRST122"),
        Case(query: "id=eq.ENTITY", prefer: "tx=rollback", status: 400, form: "PGRST122"),
        Case(query: "external_id=not.is.null", prefer: "handling=strict, max-affected=1", status: 400, form: "PGRST124"),
        Case(query: "external_id=eq.A", prefer: "handling=strict, max-affected=1", status: 200, form: "["),
    ]

    @Test("of an update", arguments: updates)
    func update(_ example: Case) async throws {
        try await withServer { server in
            try await server.makeVoucher("A", ["voucher_id": "A", "status": "sent"])
            let before = try await server.entity()
            let query = example.query.replacing("ENTITY", with: server.entityID).replacing("NOBODY", with: Self.nobody)
            let response = try await server.mateo(
                "PATCH", "/api/v1/custom_entity?\(query)", Self.body, prefer: example.prefer, accept: example.accept)
            #expect(response.status == example.status, "\(response.text)")
            if example.status >= 400 {
                #expect(try response.refusal() == example.form)
                #expect(try await server.entity() == before)
                #expect(try await server.vouchers("external_id=eq.A") == ["A"])
            } else {
                #expect(response.text.prefix(1) == example.form)
            }
            if let range = example.range { #expect(response.headers["content-range"] == range) }
        }
    }

    @Test("says which preferences were honoured")
    func applied() async throws {
        try await withServer { server in
            let cases: [(String, String?)] = [
                ("return=minimal", "return=minimal"), ("return=representation, count=exact", "return=representation, count=exact"),
                ("return=minimal, return=representation", "return=minimal"), ("respond-async", nil), ("max-affected=5", nil),
                ("handling=strict, max-affected=5", "handling=strict, max-affected=5"),
            ]
            for (prefer, applied) in cases {
                let response = try await server.mateo("PATCH", server.entityPath, [:], prefer: prefer)
                #expect(response.headers["preference-applied"] == applied, "\(prefer)")
            }
        }
    }

    @Test("shaped by select, with or without a preference")
    func select() async throws {
        try await withServer { server in
            let object = try await server.mateo("PATCH", server.entityPath + "&select=external_id,state:data->>status", Self.body)
            #expect(object.text == #"{"external_id":"n","state":"sent"}"#)
            let array = try await server.mateo(
                "PATCH", server.entityPath + "&select=external_id", Self.body, prefer: "return=representation")
            #expect(array.text == #"[{"external_id":"n"}]"#)
            let unknown = try await server.mateo("PATCH", server.entityPath + "&select=external_id,nothing", ["external_id": "m"])
            #expect(unknown.status == 400)
            #expect(try unknown.refusal() == "42703")
            #expect(try await server.entity().externalID == "n")
        }
    }

    @Test("with a body of {} under a preference touches no row")
    func emptyBody() async throws {
        try await withServer { server in
            let response = try await server.mateo("PATCH", server.entityPath, [:], prefer: "return=representation")
            #expect(response.status == 200)
            #expect(response.text == "[]")
            #expect(response.headers["content-range"] == "*/*")
        }
    }

    @Test("may leave nulls out")
    func stripped() async throws {
        try await withServer { server in
            let response = try await server.mateo("GET", server.conversationPath, accept: Self.single + ";nulls=stripped")
            #expect(response.status == 200)
            #expect(response.headers["content-type"] == "application/vnd.pgrst.object+json;nulls=stripped; charset=utf-8")
            #expect(try response.json.asObject?.contains { $0.value.isNull } == false)
        }
    }
}
