extension Generator {
    /// A request of Mateo's tables.
    mutating func mateo() -> Request {
        let table = dice.one(of: MateoTable.all)
        var request = mateo("GET", "/api/v1/\(table.name)")
        // Conversations are neither made nor deleted here: asking for it once in a while is enough.
        switch dice.roll(table.kind == .conversation && dice.chance(90) ? 80 : 100) {
        case ..<60: request.path += "?" + mateoQuery(table)
        case ..<80:
            request = mateo("PATCH", "/api/v1/\(table.name)?" + mateoRows(table, writing: true))
            request.body = .text(mateoRow(table.name, isNew: false))
        case ..<92:
            request = mateoInsertion(of: nil, into: table.name)
            request.makes = table.kind
        default:
            request.method = "DELETE"
            request.path += "?" + mateoRows(table, writing: true)
        }
        if dice.chance(request.method == "GET" ? 15 : 50) {
            var preferences = [dice.one(of: ["return=representation", "return=minimal", "return=headers-only"])]
            if request.method == "POST" {
                preferences += dice.some(of: ["resolution=merge-duplicates", "resolution=ignore-duplicates"], 35)
            }
            preferences += dice.some(of: ["count=exact", "missing=default"], 25)
            preferences += dice.some(of: ["handling=strict", "max-affected=1", "tx=rollback", "unknown=1"], 6)
            request.headers["Prefer"] = preferences.joined(separator: ", ")
        }
        if dice.chance(8) {
            request.headers["Accept"] = dice.one(of: [
                "application/vnd.pgrst.object+json", "application/vnd.pgrst.object+json;nulls=stripped", "text/csv",
                "application/vnd.pgrst.array+json;nulls=stripped",
            ])
        }
        return request
    }

    /// A request that makes rows: one, as an object, when `count` is nil; else so many, as an array.
    mutating func mateoInsertion(of count: Int?, into table: String) -> Request {
        var request = mateo(
            "POST", "/api/v1/\(table)" + dice.one(of: ["", "", "", "", "?select=id", "?on_conflict=external_id", "?columns=data"]))
        if let count {
            var rows: [String] = []
            for _ in 0..<count { rows.append(mateoRow(table, isNew: true)) }
            request.body = .text("[\(rows.joined(separator: ","))]")
        } else {
            request.body = .text(mateoRow(table, isNew: true))
        }
        return request
    }

    private func mateo(_ method: String, _ path: String) -> Request {
        var headers = ["Authorization": "Bearer ⟨mateo⟩"]
        if method != "GET" { headers["Content-Type"] = "application/json" }
        return Request(dialect: .mateo, method: method, path: path, headers: headers)
    }

    // MARK: - Rows in bodies

    private mutating func mateoRow(_ table: String, isNew: Bool) -> String {
        let (contact, definition, inbox, employee) = (id(.contact), id(.definition), id(.inbox), id(.employee))
        func text(_ dice: inout Dice) -> String { dice.chance(6) ? "null" : dice.chance(2) ? dice.json() : dice.jsonText() }
        func externalID(_ dice: inout Dice) -> String { dice.chance(10) ? "null" : quoted(dice.one(of: Values.externalIDs)) }
        switch table {
        case "contact":
            return dice.object(
                45,
                [
                    ("full_name", text), ("email", { quoted($0.email()) }), ("sms", { quoted($0.one(of: Values.phones)) }),
                    ("whatsapp", text), ("description", text), ("external_id", externalID),
                    ("custom_fields", { "{\"a\":\($0.json()),\"b\":\($0.json())}" }),
                ])
        case "custom_entity":
            let data = voucherData()
            let key = dice.one(of: ["voucher", "voucher", "voucher", "Voucher", "ticket", "nothing"])
            var members: [(name: String, value: (inout Dice) -> String)] = [
                ("data", { _ in data }), ("contact_id", { _ in quoted(contact) }),
            ]
            if dice.chance(isNew ? 85 : 10) { members.append(("custom_entity_definition_key", { _ in quoted(key) })) }
            if dice.chance(10) { members.append(("custom_entity_definition_id", { _ in quoted(definition) })) }
            if dice.chance(30) { members.append(("external_id", externalID)) }
            return dice.object(95, members)
        case "conversation":
            return dice.object(
                60,
                [
                    ("status", { $0.one(of: ["\"open\"", "\"closed\"", "\"archived\"", "\"x\"", "null"]) }),
                    ("inbox_id", { _ in quoted(inbox) }),
                    ("assignee_id", { $0.chance(30) ? "null" : quoted(employee) }), ("subject", { $0.chance(10) ? "\"x\"" : "null" }),
                ].prefix(dice.chance(90) ? 3 : 4).map { $0 })
        default: return self.definition(isNew: isNew)
        }
    }

    // MARK: - Queries

    private mutating func mateoQuery(_ table: MateoTable) -> String {
        // One condition and all rows that it selects say most about the condition.
        if dice.chance(60) { return mateoCondition(table, nested: false) + "&limit=50" }
        var items = [mateoRows(table, writing: false)]
        if dice.chance(45) {
            let column = dice.chance(4) ? dice.one(of: table.columns).name : dice.one(of: table.sortable)
            let orders = [column] + dice.some(of: table.sortable.filter { $0 != column }, 15)
            let directions = ["", ".asc", ".desc", ".desc.nullslast", ".asc.nullsfirst", ".nullsfirst"]
            items.append("order=" + orders.map { $0 + dice.one(of: directions) }.joined(separator: ","))
        }
        if dice.chance(50) { items.append("limit=\(dice.one(of: ["1", "2", "3", "3", "7", "7", "50", "50", "51", "0", "-1"]))") }
        if dice.chance(20) { items.append("offset=\(dice.one(of: ["0", "1", "1", "2", "2", "5", "1000"]))") }
        if dice.chance(25) {
            let columns = dice.some(of: (table.columns + table.paths).map(\.name), 30).filter { $0 != "nothing" }
            items.append("select=" + (columns.isEmpty ? ["*"] : columns).map(encoded).joined(separator: ","))
        }
        return items.filter { !$0.isEmpty }.joined(separator: "&")
    }

    /// Filters. Writes mostly name one row, so that not everything is soon the same or gone.
    private mutating func mateoRows(_ table: MateoTable, writing: Bool) -> String {
        if writing, table.kind == .definition { return "id=eq.\(definitionToChange())" }
        if writing, dice.chance(94) {
            return dice.chance(80) ? "id=eq.\(id(table.kind))" : "external_id=eq.\(encoded(dice.one(of: Values.externalIDs)))"
        }
        if writing {
            let (column, kind) = dice.one(of: table.places)
            return "\(encoded(column))=\(encoded("eq." + mateoValue(kind)))"
        }
        var items: [String] = []
        for _ in 0..<dice.one(of: [0, 1, 1, 1, 1, 2, 2, 3]) {
            if dice.chance(18) {
                let conditions = (0..<dice.number(1...3)).map { _ in mateoCondition(table, nested: true) }
                items.append("\(dice.one(of: ["or", "and", "not.or", "not.and"]))=(\(conditions.joined(separator: ",")))")
            } else {
                items.append(mateoCondition(table, nested: false))
            }
        }
        return items.joined(separator: "&")
    }

    /// One condition, as a parameter or, nested, as a part of a group.
    private mutating func mateoCondition(_ table: MateoTable, nested: Bool) -> String {
        let (column, kind) = dice.one(of: table.places)
        let (test, value) = mateoTest(kind)
        let negation = dice.chance(12) ? "not." : ""
        guard nested else { return "\(encoded(column))=\(encoded(negation + test + value))" }
        // In a group what a value has of commas and brackets is quoted.
        let isList = value.hasPrefix("(") && test == "in." || test == "is."
        return encoded("\(column).\(negation)\(test)" + (isList ? value : quoted(value)))
    }

    /// An operator that suits what is compared, now and then any, and what stands behind it.
    private mutating func mateoTest(_ kind: MateoTable.Values) -> (test: String, value: String) {
        let comparisons = ["eq.", "eq.", "eq.", "neq.", "gt.", "gte.", "lt.", "lte.", "isdistinct.", "in.", "is."]
        let test: String =
            if dice.chance(6) {
                dice.one(of: ["", "fts.", "eq(any).", "nothing.", "cd.", "like.", "cs.", "gt.", "is."])
            } else {
                switch kind {
                case .text: dice.one(of: comparisons + ["like.", "like.", "ilike.", "ilike."])
                case .json: dice.one(of: comparisons + ["cs.", "cs.", "gt.", "lt."])
                case .id: dice.one(of: ["eq.", "eq.", "neq.", "in.", "is.", "isdistinct."])
                case .ids: dice.one(of: ["cs.", "is."])
                case .moment, .word: dice.one(of: comparisons)
                case .boolean: dice.one(of: ["is.", "eq.", "neq."])
                }
            }
        switch test {
        case "is.":
            return (test, dice.one(of: kind == .boolean ? ["true", "false", "unknown", "null"] : ["null", "null", "not_null", "x"]))
        case "in.": return (test, "(\(quoted(mateoValue(kind))),\(quoted(mateoValue(kind))))")
        case "like.", "ilike.":
            let patterns = [
                "*a*", "a*", "*a", "A_", "_", "__", "*", "", "a\\%b", "100\\%", "%é%", "É%", "%É", "*\\", "*\\\\*", "sent", "*d*a*",
                "*l_c*", "cust*", "*\\",
            ]
            return (test, dice.chance(20) ? mateoValue(kind) : dice.one(of: patterns))
        case "cs.":
            if kind == .ids { return (test, "{\(mateoValue(kind))}") }
            let parts = [
                #"{"status":"sent"}"#, #"["a"]"#, #"{"x":1}"#, #"["new"]"#, #"["new","old"]"#, #"{"a":{"b":[1]}}"#, "{}", "[]",
                #"{"code":1}"#, "1",
            ]
            return (test, dice.one(of: parts))
        default: return (test, mateoValue(kind))
        }
    }

    private mutating func mateoValue(_ kind: MateoTable.Values) -> String {
        switch kind {
        case .id(let kind): id(kind)
        case .ids: id(.tag)
        case .moment: moment()
        case .word: dice.one(of: ["open", "closed", "archived", "email", "x"])
        case .boolean: dice.one(of: ["true", "false", "t", "x"])
        case .text: dice.chance(35) ? dice.one(of: Values.externalIDs + Values.emails + Values.phones) : dice.text()
        case .json: dice.chance(4) ? dice.text() : dice.chance(40) ? dice.one(of: Values.numbers) : dice.json()
        }
    }
}
