/// Requests of Nateq, Reach and Kare.
extension Generator {
    // MARK: - Nateq

    mutating func nateq() -> Request {
        let contact = "/api/v1/contacts/\(id(.contact))"
        switch dice.roll(100) {
        case ..<32: return nateq("PUT", contact, body: nateqBody())
        case ..<52:
            var request = nateq("POST", "/api/v1/contacts", body: nateqBody())
            request.makes = .contact
            return request
        case ..<65: return nateq("GET", contact)
        case ..<88:
            var items = [
                "page=\(dice.one(of: ["1", "1", "2", "3", "0", "x"]))", "limit=\(dice.one(of: ["1", "2", "3", "20", "100", "101"]))",
            ]
            if dice.chance(30) { items.append("email=\(encoded(dice.one(of: Values.emails)))") }
            if dice.chance(30) { items.append("externalId=\(encoded(dice.one(of: Values.externalIDs)))") }
            return nateq("GET", "/api/v1/contacts?" + items.joined(separator: "&"))
        default: return nateq("DELETE", contact)
        }
    }

    private func nateq(_ method: String, _ path: String, body: String? = nil) -> Request {
        request(.nateq, method, path, ["Authorization": "Bearer ⟨nateq⟩"], body)
    }

    private mutating func nateqBody() -> String {
        func text(_ dice: inout Dice) -> String { dice.chance(6) ? "null" : dice.chance(4) ? dice.json() : dice.jsonText() }
        let company = dice.chance(15) ? "" : id(.company)
        return dice.object(
            40,
            [
                ("name", text), ("email", { quoted($0.email()) }), ("phone", { quoted($0.one(of: Values.phones)) }),
                ("position", text),
                ("externalId", { quoted($0.one(of: Values.externalIDs)) }), ("companyId", { _ in quoted(company) }), ("language", text),
                ("type", { $0.chance(4) ? "\"x\"" : $0.one(of: ["\"guest\"", "\"customer\""]) }),
                ("doNotContact", { $0.chance(4) ? "1" : $0.one(of: ["true", "false"]) }),
                ("avatar", text), ("nothing", text),
            ])
    }

    // MARK: - Reach

    mutating func reach() -> Request {
        if dice.chance(12) { return partner() }
        let schema = dice.one(of: [
            "customers", "customers", "customers", "customers", "Customers", "location", "locations", "transaction", "nothing",
        ])
        let resource = "/api/resources/\(schema)/\(encoded(dice.one(of: Values.externalIDs)))"
        var request: Request
        switch dice.roll(100) {
        case ..<32:
            request = reach(
                "PATCH", resource + dice.one(of: ["", "", "?ignoreUnknownFields=true"]),
                body: "{\"data\":\(reachData(schema, isNew: false))}")
        case ..<58:
            let query = dice.one(of: ["", "", "?onconflict=upsert", "?onconflict=upsert", "?onconflict=reject", "?onconflict=x"])
            request = reach("POST", "/api/resources/\(schema)" + query, body: "{\"data\":\(reachData(schema, isNew: true))}")
            if schema == "customers" { request.makes = .contact }
        case ..<68: request = reach("GET", resource)
        case ..<86:
            var items = ["limit=\(dice.one(of: ["1", "2", "3", "20", "100", "101"]))"]
            if dice.chance(40) {
                let (field, value) = dice.one(of: [
                    ("email", dice.one(of: Values.emails)), ("firstName", dice.text()), ("customerId", dice.one(of: Values.externalIDs)),
                    ("smsOptOut", "true"), ("phone", dice.one(of: Values.phones)), ("total", dice.one(of: Values.numbers)),
                    ("nothing", "1"),
                ])
                items.append("filter[\(field)]=\(encoded(value))")
            }
            if dice.chance(15) { items.append("include=customerId") }
            request = reach("GET", "/api/resources/\(schema)?" + items.joined(separator: "&"))
        default: request = reach("DELETE", resource)
        }
        if dice.chance(12) {
            request.headers["Authorization"] = "Bearer ⟨platform⟩"
            request.headers["reach-tenant-id"] = dice.one(of: ["demo", "demo", "demo", nil, "nobody", "Demo", ""])
        }
        return request
    }

    /// A customer that comes and goes; chance alone seldom deletes one that others do not refer to.
    var customerOfShortLife: [Request] {
        [
            reach("POST", "/api/resources/customers", body: #"{"data":{"customerId":"short-lived","firstName":"Gone"}}"#),
            reach("DELETE", "/api/resources/customers/short-lived"),
        ]
    }

    private mutating func partner() -> Request {
        let path = "/partner/schema-definitions"
        let name = dice.one(of: ["location", "transaction", "Locations", "customers", "⟨\(dice.number(1...60))⟩"])
        let schema = dice.one(of: Self.reachSchemas)
        let (singular, plural) = dice.one(of: [
            ("location", "locations"), ("transaction", "transactions"), ("Thing", "things"), ("thing", "location"),
        ])
        let body = dice.object(
            90,
            [
                ("name", { _ in quoted(singular) }), ("pluralName", { _ in quoted(plural) }), ("externalIdField", { _ in "\"key\"" }),
                ("schema", { _ in schema }),
            ])
        var request =
            switch dice.roll(4) {
            case 0, 1: reach("POST", path, body: body)
            case 2: reach("GET", path + dice.one(of: ["", "/\(name)"]))
            default: reach("POST", "\(path)/\(name)", body: "{\"schema\":\(schema)}")
            }
        request.headers["Authorization"] = "Bearer ⟨platform⟩"
        return request
    }

    private static let reachSchemas = [
        #"{"type":"object","required":["key"],"properties":{"key":{"type":"string"},"total":{"type":"number"},"at":{"type":"string","format":"date-time"}}}"#,
        #"{"type":"object","properties":{"key":{"type":"string"},"customerId":{"$ref":"reach:schemas/customers"},"total":{"type":"number"}}}"#,
        #"{"type":"object","properties":{"key":{"type":"string"},"place":{"$ref":"reach:schemas/locations"}}}"#, #"{"type":"x"}"#, "{}",
    ]

    private func reach(_ method: String, _ path: String, body: String? = nil) -> Request {
        request(.reach, method, path, ["Authorization": "Bearer ⟨tenant⟩"], body)
    }

    private mutating func reachData(_ schema: String, isNew: Bool) -> String {
        func text(_ dice: inout Dice) -> String { dice.chance(3) ? "null" : dice.chance(2) ? dice.json() : dice.jsonText() }
        func externalID(_ dice: inout Dice) -> String { quoted(dice.one(of: Values.externalIDs)) }
        guard schema.lowercased() == "customers" else {
            return dice.object(
                75, [("key", externalID), ("total", { $0.one(of: Values.numbers) }), ("customerId", externalID), ("place", externalID)])
        }
        // The id stands in the path where there is one, and may only be repeated.
        let members: [(name: String, value: (inout Dice) -> String)] = isNew || dice.chance(6) ? [("customerId", externalID)] : []
        return dice.object(
            isNew ? 97 : 40,
            members + [
                ("firstName", text), ("lastName", text),
                (
                    "createdAt",
                    { $0.chance(4) ? "\"2024-02-30\"" : $0.one(of: ["\"2024-01-15T08:45:00Z\"", "\"2024-06-30T23:59:59.5+02:00\""]) }
                ),
                ("email", { quoted($0.email()) }), ("phone", { quoted($0.one(of: Values.phones)) }),
                ("smsOptOut", { $0.chance(3) ? "1" : $0.one(of: ["true", "false", "null"]) }),
            ])
    }

    // MARK: - Kare

    mutating func kare() -> Request {
        let (company, contact) = karePaths()
        switch dice.roll(100) {
        case ..<25: return kare("PATCH", contact, body: kareContact(isNew: false))
        case ..<40: return kareInsertion(of: nil, company: company)
        case ..<50: return kare("GET", contact)
        case ..<65: return kare("GET", "\(company)/contacts?" + kareList())
        case ..<75: return kare("GET", "/companies/v2/rs?" + kareList() + "&subPageSize=\(dice.one(of: ["1", "3", "100", "101"]))")
        case ..<82: return kare("GET", company)
        case ..<90:
            let body = dice.object(
                90, [("type", { _ in "1" }), ("name", { $0.jsonText() }), ("email", { quoted($0.email()) }), ("phones", { _ in "[]" })])
            return dice.chance(50) ? kare("POST", "/companies/v2/rs", body: body) : kare("PATCH", company, body: body)
        case ..<96: return kare("DELETE", contact)
        default:
            guard maySignIn() else { return kare("GET", company) }
            let password = dice.one(of: ["⟨password⟩", "wrong password"])
            return kare("POST", "/auth/v1/rs/login/credentials", body: "{\"email\":\"⟨email⟩\",\"password\":\(quoted(password))}")
        }
    }

    /// A request that makes contacts of a company: one when `count` is nil.
    mutating func kareInsertion(of count: Int?, company: String = "/companies/v2/rs/1") -> Request {
        var contacts: [String] = []
        for _ in 0..<(count ?? 1) { contacts.append(kareContact(isNew: true)) }
        return kare("POST", "\(company)/contacts", body: "[\(contacts.joined(separator: ","))]")
    }

    private func kare(_ method: String, _ path: String, body: String? = nil) -> Request {
        let path = path.replacing("[", with: "%5B").replacing("]", with: "%5D")
        return request(.kare, method, path, ["Authorization": "Bearer ⟨access⟩", "x-session-token": "⟨session⟩"], body)
    }

    /// A company and a contact of it, mostly ones that a list has shown.
    private mutating func karePaths() -> (company: String, contact: String) {
        if dice.chance(12) {
            let company = "/companies/v2/rs/\(dice.one(of: ["1", "2", "3", "99", "0", "x", "9007199254740993"]))"
            return (company, "\(company)/contacts/\(dice.one(of: ["1", "2", "3", "999", "-1", "x"]))")
        }
        let shown = dice.one(of: shownByKare)
        return ("/companies/v2/rs/\(shown.company)", "/companies/v2/rs/\(shown.company)/contacts/\(shown.contact)")
    }

    private mutating func kareContact(isNew: Bool) -> String {
        func text(_ dice: inout Dice) -> String { dice.chance(6) ? "null" : dice.chance(4) ? dice.json() : dice.jsonText() }
        return dice.object(
            isNew ? 96 : 90,
            [
                ("notify", { $0.chance(4) ? "1" : $0.one(of: ["true", "false"]) }), ("name", text),
                ("email", { quoted($0.email()) }),
                ("phones", { "[\(quoted($0.one(of: Values.phones)))]" }), ("comment", text),
            ])
    }

    private mutating func kareList() -> String {
        var items = ["page=\(dice.one(of: ["1", "1", "1", "1", "2", "2", "3", "0"]))", "pageSize=\(dice.one(of: ["1", "2", "5", "100"]))"]
        if dice.chance(40) {
            items.append("orderBy[0][field]=\(dice.one(of: ["name", "email", "id", "createdAt", "updatedAt", "x"]))")
            items.append("orderBy[0][direction]=\(dice.one(of: ["asc", "desc"]))")
        }
        items += dice.some(of: ["includeCount=true", "extend=company", "extend=actions-info"], 30)
        return items.joined(separator: "&")
    }

    private func request(_ dialect: Request.Dialect, _ method: String, _ path: String, _ headers: [String: String], _ body: String?)
        -> Request
    {
        let path = path.replacing("[", with: "%5B").replacing("]", with: "%5D")
        var request = Request(dialect: dialect, method: method, path: path, headers: headers)
        if let body {
            request.headers["Content-Type"] = "application/json"
            request.body = .text(body)
        }
        return request
    }
}
