extension Generator {
    /// A request of the native API, about any type.
    mutating func native() -> Request {
        let (kind, type) = nativeType()
        let record = "/v1/\(type)/\(kind == .definition ? definitionToChange() : nativeID(kind))"
        var request: Request
        switch dice.roll(100) {
        case ..<26:
            request = native("POST", "/v1/\(type)", body: nativeBody(kind, isNew: true))
            request.makes = kind
        case ..<52:
            request = native("PATCH", record, body: nativeBody(kind, isNew: false))
            if dice.chance(25) { request.headers["Content-Type"] = "application/merge-patch+json" }
        case ..<62: request = native("GET", record)
        case ..<82: request = native("GET", "/v1/\(type)?" + nativeList(kind))
        case ..<90: request = native("DELETE", record)
        case ..<98:
            request = native("GET", record + "/history" + dice.one(of: ["", "?limit=2", "?limit=5&before=3", "?before=1", "?before=x"]))
        default: request = native("GET", "/v1/types")
        }
        if request.method != "POST", dice.chance(20) {
            let name = request.method == "GET" ? "If-None-Match" : "If-Match"
            request.headers[name] = dice.one(of: ["*", "\"1\"", "\"2\"", "\"3\"", "\"1\", \"2\"", "W/\"2\"", "\"x\""])
        }
        return request
    }

    /// A request that makes a voucher, now and then a contact, a conversation or a tag.
    mutating func nativeInsertion() -> Request {
        let kinds: [(Request.Kind, String)] = [
            (.entity, "voucher"), (.entity, "voucher"), (.contact, "contact"), (.conversation, "conversation"), (.tag, "tag"),
        ]
        let (kind, type) = dice.one(of: kinds)
        var request = native("POST", "/v1/\(type)", body: nativeBody(kind, isNew: true))
        request.makes = kind
        return request
    }

    private func native(_ method: String, _ path: String, body: String? = nil) -> Request {
        var request = Request(dialect: .native, method: method, path: path, headers: ["Authorization": "Bearer ⟨native⟩"])
        if let body {
            request.headers["Content-Type"] = "application/json"
            request.body = .text(body)
        }
        return request
    }

    private mutating func nativeType() -> (Request.Kind, String) {
        switch dice.roll(20) {
        case 0...6: (.contact, dice.one(of: ["contact", "contacts"]))
        case 7...11: (.entity, dice.one(of: ["voucher", "voucher", "voucher", "ticket", "⟨8⟩", "Voucher"]))
        case 12, 13: (.company, "company")
        case 14, 15: (.tag, "tags")
        case 16: (.conversation, "conversation")
        case 17: (.employee, "employee")
        case 18: (.definition, "definition")
        default: (.inbox, dice.one(of: ["inbox", "inbox", "nothing"]))
        }
    }

    private mutating func nativeID(_ kind: Request.Kind) -> String {
        dice.chance(15) ? "externalID:" + encoded(dice.one(of: Values.externalIDs)) : id(kind)
    }

    private mutating func nativeBody(_ kind: Request.Kind, isNew: Bool) -> String {
        let fields = nativeFields(kind, isNew: isNew)
        guard dice.chance(35) else { return "{\"fields\":\(fields)}" }
        let externalID = dice.chance(15) ? "null" : quoted(dice.one(of: Values.externalIDs))
        return "{\"externalID\":\(externalID),\"fields\":\(fields)}"
    }

    private mutating func nativeFields(_ kind: Request.Kind, isNew: Bool) -> String {
        func text(_ dice: inout Dice) -> String { dice.chance(6) ? "null" : dice.chance(2) ? dice.json() : dice.jsonText() }
        func flag(_ dice: inout Dice) -> String { dice.chance(3) ? "1" : dice.one(of: ["true", "false"]) }
        func name(_ name: String) -> String { quoted(name) }
        let (company, tag, other, contact) = (id(.company), id(.tag), id(.tag), id(.contact))
        let most = isNew ? 97 : 50
        switch kind {
        case .contact:
            let unknown: [(name: String, value: (inout Dice) -> String)] = dice.chance(3) ? [("unknown", text)] : []
            return dice.object(
                35,
                [
                    ("name", text), ("firstName", text), ("lastName", text), ("email", { quoted($0.email()) }),
                    ("phones", { "[\(quoted($0.one(of: Values.phones))),\(quoted($0.one(of: Values.texts)))]" }),
                    ("company", { _ in name(company) }), ("tags", { $0.chance(70) ? "[\(name(tag))]" : "[\(name(tag)),\(name(other))]" }),
                    ("comment", text), ("position", text), ("smsOptOut", flag), ("custom", { "{\"a\":\($0.json())}" }),
                    ("kind", { $0.chance(4) ? "\"x\"" : $0.one(of: ["\"contact\"", "\"guest\"", "\"customer\""]) }),
                ] + unknown)
        case .entity: return "{\"contact\":\(name(contact)),\"data\":\(voucherData())}"
        case .company: return dice.object(most, [("name", text), ("domain", text)])
        case .tag: return dice.object(most, [("name", text), ("displayName", text), ("color", { quoted($0.one(of: Values.texts)) })])
        case .inbox: return dice.object(most, [("name", text)])
        case .employee: return dice.object(most, [("fullName", text), ("email", text), ("isAdmin", flag)])
        case .conversation:
            let (inbox, employee) = (id(.inbox), id(.employee))
            return dice.object(
                most,
                [
                    ("status", { $0.chance(4) ? "\"x\"" : $0.one(of: ["\"open\"", "\"closed\"", "\"archived\""]) }),
                    ("channel", { _ in name("⟨10⟩") }), ("channelType", { _ in name("email") }), ("inbox", { _ in name(inbox) }),
                    ("subject", text), ("assignee", { _ in name(employee) }), ("contact", { _ in name(contact) }), ("unread", flag),
                    ("tags", { _ in "[\(name(tag))]" }), ("latestMessageAt", { name($0.one(of: Values.moments)) }),
                ])
        case .definition: return definition(isNew: isNew)
        }
    }

    /// The fields of a definition, which the native API and Mateo call the same. A key stays what it is: others are made under it.
    mutating func definition(isNew: Bool) -> String {
        let key: [(name: String, value: (inout Dice) -> String)] =
            isNew ? [("key", { quoted($0.one(of: ["ticket", "Ticket", "gadget", "voucher", "GADGET", "É", ""])) })] : []
        return dice.object(isNew ? 95 : 60, key + [("name", { $0.jsonText() }), ("schema", { $0.one(of: Self.schemas) })])
    }

    private static let schemas = [
        #"{"type":"object"}"#, #"{"type":"object","properties":{"seat":{"type":"string"}},"required":["seat"]}"#,
        #"{"type":"object","properties":{"status":{"enum":["sent","a","A"]},"code":{"type":"number","multipleOf":0.1}}}"#,
        #"{"type":"object","properties":{"voucher_id":{"pattern":"^x-"}}}"#, #"{"type":"nonsense"}"#, #"{"pattern":"("}"#, "true", "{}",
        #"{"type":"object","properties":{"who":{"$ref":"reach:schemas/customers"}}}"#,
    ]

    /// What a voucher holds: mostly what its definition asks for, and members of any kind that filters look at.
    mutating func voucherData() -> String {
        let members: [(name: String, value: (inout Dice) -> String)] = [
            ("voucher_id", { quoted($0.one(of: Values.externalIDs)) }), ("status", { $0.chance(3) ? $0.json() : $0.jsonText() }),
            ("code", { $0.chance(5) ? $0.json() : $0.one(of: Values.numbers) }), ("list", { "[\($0.json()),\($0.jsonText())]" }),
            ("obj", { "{\"x\":\($0.json()),\"y\":\($0.json())}" }), ("any", { $0.json() }), ("seat", { $0.jsonText() }),
        ]
        var parts: [String] = []
        for (position, member) in members.enumerated() where dice.chance(position < 2 ? 96 : 50) {
            parts.append("\"\(member.name)\":\(member.value(&dice))")
        }
        return "{\(parts.joined(separator: ","))}"
    }

    private mutating func nativeList(_ kind: Request.Kind) -> String {
        var items: [String] = []
        if dice.chance(70) { items.append("limit=\(dice.one(of: ["1", "2", "3", "5", "20", "200", "201", "x"]))") }
        if dice.chance(8) { items.append("after=\(id(kind))") }
        if dice.chance(8) { items.append("externalID=\(encoded(dice.one(of: Values.externalIDs)))") }
        if dice.chance(45) {
            switch kind {
            case .contact:
                items.append(
                    dice.one(of: [
                        "email=\(encoded(dice.one(of: Values.emails)))", "name=\(encoded(dice.text()))", "tags=\(id(.tag))",
                        "company=\(id(.company))",
                        "phones=\(encoded(dice.one(of: Values.phones)))", "smsOptOut=\(dice.one(of: ["true", "false", "1"]))", "kind=guest",
                        "nothing=1",
                    ]))
            case .conversation:
                items.append(dice.one(of: ["status=open", "inbox=\(id(.inbox))", "contact=\(id(.contact))", "unread=true"]))
            case .entity: items.append(dice.one(of: ["contact=\(id(.contact))", "data=1"]))
            case .definition: items.append("key=\(dice.one(of: ["voucher", "VOUCHER", "ticket"]))")
            case .company, .tag, .inbox: items.append("name=\(encoded(dice.text()))")
            case .employee: items.append(dice.one(of: ["fullName=\(encoded(dice.text()))", "isAdmin=true"]))
            }
        }
        return items.joined(separator: "&")
    }
}
