import JSONCore

/// Makes requests, one after the other, from a seed and from what the answers before have named.
struct Generator {
    var dice: Dice
    /// The names of records that requests go back to.
    private var known: [Request.Kind: [String]]
    /// Lists that go on, with the cursor of their next page.
    private var continuations: [Request] = []
    /// Contacts that Kare's lists have shown, by its numbers.
    private(set) var shownByKare = [(company: 1, contact: 1)]
    private var signIns = 0
    private var made = 0

    /// Requests at the beginning that mostly make records, so that later ones find something.
    private static let arranging = 250
    /// Records that are kept in mind for each kind: so few that requests meet the same ones again and again.
    private static let memory = 12

    init(seed: UInt64) {
        dice = Dice(seed: seed)
        // As a side names the demo's records.
        known = [
            .contact: ["1"], .company: ["2"], .tag: ["3"], .inbox: ["4", "5"], .employee: ["6"], .conversation: ["7"], .definition: ["8"],
            .entity: ["9"],
        ]
    }

    // MARK: - Making

    /// The next request of a phase in which records are made one at a time.
    mutating func next() -> Request {
        made += 1
        let life = customerOfShortLife
        if life.indices.contains(made - Self.arranging) { return life[made - Self.arranging] }
        if made < Self.arranging, dice.chance(65) { return nativeInsertion() }
        if !continuations.isEmpty, dice.chance(30) { return continuations.removeFirst() }
        var request =
            switch dice.roll(100) {
            case ..<20: native()
            case ..<60: mateo()
            case ..<70: nateq()
            case ..<86: reach()
            default: kare()
            }
        if dice.chance(14) { spoil(&request) }
        return request
    }

    /// The next request that makes several records at once.
    ///
    /// They are made in the same microsecond, so that chance alone orders them by id: no list may follow that could show them.
    mutating func nextOfMany() -> Request {
        switch dice.roll(3) {
        case 0: mateoInsertion(of: dice.number(0...4), into: "custom_entity")
        case 1: mateoInsertion(of: dice.number(0...4), into: "contact")
        default: kareInsertion(of: dice.number(0...4))
        }
    }

    /// A way to write a request that is wrong apart from what it asks for.
    private mutating func spoil(_ request: inout Request) {
        switch dice.roll(10) {
        case 0...3:
            let wrong: String? = dice.one(of: [
                nil, "", "Bearer", "Bearer ", "Bearer x", "Basic eDp4", "Bearer tg_live_0123456789012345678901234567890123456789",
                "bearer ⟨nateq⟩",
                "Bearer ⟨revoked⟩", "Bearer ⟨reader⟩", "Bearer ⟨access⟩", "Bearer ⟨tenant⟩", "Bearer ⟨platform⟩", "Bearer ⟨nateq⟩",
                request.dialect == .kare ? "Bearer ⟨nateq⟩" : "Bearer ⟨stranger⟩",
            ])
            request.headers["Authorization"] = wrong
        case 4...6:
            guard request.body != nil else { return }
            request.body = dice.chance(10) ? .bytes([0x7B, 0xFF, 0x7D]) : .text(dice.one(of: Values.badBodies))
        case 7:
            request.headers["Content-Type"] = dice.one(of: [nil, "text/plain", "application/xml", "application/json; charset=latin1"])
        case 8:
            let name = dice.one(of: ["If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since"])
            request.headers[name] = dice.one(of: ["*", "\"1\"", "\"2\"", "W/\"1\"", "1", "", "Sun, 06 Nov 1994 08:49:37 GMT"])
        default:
            if dice.chance(50) {
                request.method = dice.one(of: ["GET", "PUT", "POST", "PATCH", "DELETE"])
            } else {
                request.path += dice.one(of: ["/", "/x", "%00", "?", "&", "&limit=0", "?limit=-1", "&%FF=1", "?unknown=1"])
            }
        }
    }

    // MARK: - What has been named

    /// The name of a record of this kind that is or was there; now and then one that never was.
    mutating func id(_ kind: Request.Kind) -> String {
        switch dice.roll(40) {
        case 0, 1: "019b7600-0000-7000-8000-0000000000ff"
        case 2: "⟨\(dice.number(1...40))⟩"
        case 3: dice.one(of: ["x", "1", "019B7600-0000-7000-8000-00000000000C", "019b7600-0000-7000-8000-00000000000", ""])
        default: "⟨\(dice.one(of: known[kind] ?? ["1"]))⟩"
        }
    }

    /// A definition: seldom the demo's, of which most requests are.
    mutating func definitionToChange() -> String {
        let others = (known[.definition] ?? []).dropFirst()
        return others.isEmpty || dice.chance(10) ? id(.definition) : "⟨\(dice.one(of: Array(others)))⟩"
    }

    /// A moment at which something was written.
    mutating func moment() -> String {
        dice.chance(60) ? "⟨moment\(dice.number(1...250))⟩" : dice.one(of: Values.moments)
    }

    /// Whether one more sign-in may fail: after some of them the server refuses any, until a time that no test waits for.
    mutating func maySignIn() -> Bool {
        signIns += 1
        return signIns <= 4
    }

    /// Keeps in mind what an answer names.
    mutating func learn(_ request: Request, _ answer: Answer) {
        guard answer.isSuccess, let json = try? JSON.parse(Array(answer.body.utf8)) else { return }
        if let kind = request.makes, let name = Self.firstName(in: json) {
            var names = known[kind] ?? []
            if !names.contains(name) {
                // The demo's own stay: others refer to them.
                if names.count >= Self.memory { names.remove(at: 1 + dice.roll(names.count - 1)) }
                known[kind] = names + [name]
            }
        }
        learnNumbers(request, json)
        for (place, parameter) in [(json["next"], "after"), (json["data"]?["pagination"]?["cursor"], "cursor")] {
            guard request.method == "GET", continuations.count < 4, let cursor = place?.asString, cursor.hasPrefix("⟨") else { continue }
            var next = request
            next.path = Self.path(request.path, setting: parameter, to: cursor)
            continuations.append(next)
        }
    }

    /// Kare's contacts have a number and their company's.
    private mutating func learnNumbers(_ request: Request, _ json: JSON) {
        guard request.dialect == .kare, request.method == "GET" else { return }
        for contact in json["data"]?.asArray ?? [] {
            guard let number = contact["id"]?.asInt, let company = contact["companyId"]?.asInt else { continue }
            shownByKare.append((company, number))
            if shownByKare.count > Self.memory { shownByKare.remove(at: 1 + dice.roll(shownByKare.count - 1)) }
        }
    }

    /// The first `id` in an answer: of the record itself, which comes before those that it refers to.
    private static func firstName(in json: JSON) -> String? {
        if let id = json["id"]?.asString { return id.hasPrefix("⟨") ? String(id.dropFirst().dropLast()) : nil }
        for member in [json["data"], json["result"], json[0]] {
            if let member, let name = firstName(in: member) { return name }
        }
        return nil
    }

    private static func path(_ path: String, setting parameter: String, to value: String) -> String {
        let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var items = parts.count > 1 ? parts[1].split(separator: "&").filter { !$0.hasPrefix(parameter + "=") }.map(String.init) : []
        items.append("\(parameter)=\(value)")
        return parts[0] + "?" + items.joined(separator: "&")
    }
}
