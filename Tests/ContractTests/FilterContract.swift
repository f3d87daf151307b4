import JSONCore
import Records
import Testing

/// The truth of filters: of each kind of value under each comparison, and of missing ones.
@Suite struct FilterContract {
    /// One contact for each value that a field may have, named by it. `email` has an index, `x` has none.
    private static let people: [(name: String, value: JSON?)] = [
        ("absent", nil), ("null", .null), ("true", true), ("false", false), ("1", 1), ("2.5", 2.5), ("a", "a"), ("b", "b"), ("B", "B"),
        ("moment", "2024-12-05T14:56:23.000Z"), ("array", ["a", "b"]), ("object", ["k": 1]),
    ]

    private static let x = Operand.field(JSONPointer(["x"]))

    private func withPeople(_ engine: Engine, _ body: (Shelf) async throws -> Void) async throws {
        try await withStore(engine) { shelf in
            for person in Self.people {
                var fields: JSONObject = ["name": .string(person.name)]
                fields["x"] = person.value
                // An indexed field holds text only.
                if case .string = person.value { fields["email"] = person.value }
                try await shelf.insert(.contact, fields)
            }
            try await body(shelf)
        }
    }

    /// The filter selects `matching`, its negation what has a value of that kind besides, and neither anything else.
    private func expect(
        _ filter: Filter, selects matching: Set<String>, amongValued valued: Set<String>, _ shelf: Shelf,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        #expect(Set(try await shelf.names(filter)) == matching, sourceLocation: sourceLocation)
        #expect(Set(try await shelf.names(.not(filter))) == valued.subtracting(matching), sourceLocation: sourceLocation)
        #expect(Set(try await shelf.names(.not(.not(filter)))) == matching, sourceLocation: sourceLocation)
    }

    private static let texts: Set<String> = ["a", "b", "B", "moment"]
    private static let all = Set(people.map(\.name))

    @Test(arguments: Engine.allCases, ["x", "email"]) func textComparesByCodePoints(_ engine: Engine, _ field: String) async throws {
        let operand = Operand.field(JSONPointer([field]))
        try await withPeople(engine) { shelf in
            let truths: [(Filter.Comparison, Set<String>)] = [
                (.equal, ["a"]), (.notEqual, ["b", "B", "moment"]), (.less, ["B", "moment"]), (.lessOrEqual, ["a", "B", "moment"]),
                (.greater, ["b"]), (.greaterOrEqual, ["a", "b"]),
            ]
            for (comparison, matching) in truths {
                try await expect(.compare(operand, comparison, .text("a")), selects: matching, amongValued: Self.texts, shelf)
            }
        }
    }

    @Test(arguments: Engine.allCases) func numbersCompareAsNumbers(_ engine: Engine) async throws {
        try await withPeople(engine) { shelf in
            let truths: [(Filter.Comparison, Set<String>)] = [
                (.equal, ["1"]), (.notEqual, ["2.5"]), (.less, []), (.lessOrEqual, ["1"]), (.greater, ["2.5"]),
                (.greaterOrEqual, ["1", "2.5"]),
            ]
            let one = try #require(JSONNumber(text: "1.0e0"))
            for (comparison, matching) in truths {
                try await expect(.compare(Self.x, comparison, .number(one)), selects: matching, amongValued: ["1", "2.5"], shelf)
            }
        }
    }

    @Test(arguments: Engine.allCases) func numbersCompareExactly(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            for text in ["9007199254740992", "9007199254740993", "0.1", "0.10000000000000000001", "1e300", "-0"] {
                try await shelf.insert(.contact, ["name": .string(text), "x": .number(try #require(JSONNumber(text: text)))])
            }
            func names(_ comparison: Filter.Comparison, _ text: String) async throws -> Set<String> {
                Set(try await shelf.names(.compare(Self.x, comparison, .number(try #require(JSONNumber(text: text))))))
            }
            #expect(try await names(.equal, "9007199254740993") == ["9007199254740993"])
            #expect(try await names(.greater, "9007199254740992") == ["9007199254740993", "1e300"])
            #expect(try await names(.equal, "1e-1") == ["0.1"])
            #expect(try await names(.equal, "0") == ["-0"])
        }
    }

    @Test(arguments: Engine.allCases) func booleansCompareAsBooleans(_ engine: Engine) async throws {
        try await withPeople(engine) { shelf in
            try await expect(.compare(Self.x, .equal, .bool(true)), selects: ["true"], amongValued: ["true", "false"], shelf)
            try await expect(.compare(Self.x, .less, .bool(true)), selects: ["false"], amongValued: ["true", "false"], shelf)
            // `is` knows no third value.
            try await expect(.isBool(Self.x, true), selects: ["true"], amongValued: Self.all, shelf)
            try await expect(.isBool(Self.x, false), selects: ["false"], amongValued: Self.all, shelf)
            try await expect(.isBool(.number, true), selects: [], amongValued: Self.all, shelf)
        }
    }

    @Test(arguments: Engine.allCases) func momentsCompareAsMoments(_ engine: Engine) async throws {
        try await withPeople(engine) { shelf in
            // The same moment in another zone; as text it would differ.
            let moment = try #require(Timestamp("2024-12-05T16:56:23+02:00"))
            try await expect(.compare(Self.x, .equal, .timestamp(moment)), selects: ["moment"], amongValued: ["moment"], shelf)
            try await expect(.compare(Self.x, .greater, .timestamp(moment)), selects: [], amongValued: ["moment"], shelf)
            try await expect(.compare(.createdAt, .equal, .timestamp(Shelf.now)), selects: Self.all, amongValued: Self.all, shelf)
            try await expect(.compare(.updatedAt, .less, .timestamp(Shelf.now)), selects: [], amongValued: Self.all, shelf)
        }
    }

    @Test(arguments: Engine.allCases) func wholeValuesCompareAsJSON(_ engine: Engine) async throws {
        let valued = Self.all.subtracting(["absent", "null"])
        try await withPeople(engine) { shelf in
            try await expect(.compare(Self.x, .equal, .json(["k": 1.0])), selects: ["object"], amongValued: valued, shelf)
            try await expect(.compare(Self.x, .equal, .json(["a", "b"])), selects: ["array"], amongValued: valued, shelf)
            try await expect(.compare(Self.x, .notEqual, .json(true)), selects: valued.subtracting(["true"]), amongValued: valued, shelf)
            // Values have no order as JSON.
            try await expect(.compare(Self.x, .less, .json(2)), selects: [], amongValued: [], shelf)
        }
    }

    @Test(arguments: Engine.allCases) func missingIsAbsentOrNull(_ engine: Engine) async throws {
        try await withPeople(engine) { shelf in
            try await expect(.isMissing(Self.x), selects: ["absent", "null"], amongValued: Self.all, shelf)
            try await expect(
                .isMissing(.field(JSONPointer(["email"]))), selects: Self.all.subtracting(Self.texts), amongValued: Self.all, shelf)
            try await expect(.isMissing(.externalID), selects: Self.all, amongValued: Self.all, shelf)
            try await expect(.isMissing(.version), selects: [], amongValued: Self.all, shelf)
        }
    }

    @Test(arguments: Engine.allCases, ["x", "email"]) func aListMatchesAnyOfItsValues(_ engine: Engine, _ field: String) async throws {
        let operand = Operand.field(JSONPointer([field]))
        try await withPeople(engine) { shelf in
            try await expect(.oneOf(operand, [.text("a"), .text("B"), .text("?")]), selects: ["a", "B"], amongValued: Self.texts, shelf)
            try await expect(.oneOf(operand, []), selects: [], amongValued: Self.all, shelf)
        }
        try await withPeople(engine) { shelf in
            let names = try await shelf.names(.oneOf(Self.x, [.text("a"), .number(1), .bool(true)]))
            #expect(Set(names) == ["a", "1", "true"])
        }
    }

    @Test(arguments: Engine.allCases) func anArrayContainsText(_ engine: Engine) async throws {
        try await withPeople(engine) { shelf in
            let x = JSONPointer(["x"])
            try await expect(.contains(x, "b"), selects: ["array"], amongValued: ["array"], shelf)
            try await expect(.contains(x, "c"), selects: [], amongValued: ["array"], shelf)
        }
        try await withStore(engine) { shelf in
            let (vip, gold) = (try await shelf.insert(.tag, ["name": "vip"]), try await shelf.insert(.tag, ["name": "gold"]))
            let ids: [JSON] = [.string(vip.id.text), .string(gold.id.text)]
            try await shelf.insert(
                .contact, ["name": "both", "tags": .array(ids)], references: [.to(vip, in: "/tags"), .to(gold, in: "/tags")])
            try await shelf.insert(.contact, ["name": "one", "tags": .array([ids[0]])], references: [.to(vip, in: "/tags")])
            try await shelf.insert(.contact, ["name": "none", "tags": []])
            try await shelf.insert(.contact, ["name": "absent"])
            let tags = JSONPointer(["tags"])
            #expect(Set(try await shelf.names(.contains(tags, vip.id.text))) == ["both", "one"])
            #expect(Set(try await shelf.names(.all([.contains(tags, vip.id.text), .contains(tags, gold.id.text)]))) == ["both"])
            #expect(Set(try await shelf.names(.not(.contains(tags, gold.id.text)))) == ["one", "none"])
            #expect(try await shelf.names(.contains(tags, vip.id.text.uppercased())).isEmpty)
        }
    }

    @Test(arguments: Engine.allCases) func pathsLeadIntoObjectsAndArrays(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let fields: JSONObject = [
                "name": "Ann",
                "data": [
                    "a/b": ["~": "tilde"], "list": [["k": "first"], ["k": "se\"cond"]], "0": "zero", "q\"\\\n": "quoted", "": "empty",
                ],
            ]
            try await shelf.insert(.contact, fields)
            let places: [([String], String)] = [
                (["data", "a/b", "~"], "tilde"), (["data", "list", "0", "k"], "first"), (["data", "list", "1", "k"], "se\"cond"),
                (["data", "0"], "zero"), (["data", "q\"\\\n"], "quoted"), (["data", ""], "empty"),
            ]
            for (tokens, text) in places {
                #expect(try await shelf.names(.compare(.field(JSONPointer(tokens)), .equal, .text(text))) == ["Ann"], "\(tokens)")
            }
            for tokens in [
                ["data", "list", "2", "k"], ["data", "list", "00", "k"], ["data", "list", "-"], ["name", "0"], ["dat"],
                ["data", "list", "k"],
            ] {
                #expect(try await shelf.names(.isMissing(.field(JSONPointer(tokens)))) == ["Ann"], "\(tokens)")
            }
        }
    }

    @Test(arguments: Engine.allCases) func connectivesFollowThreeValuedLogic(_ engine: Engine) async throws {
        // Of the record with `x` absent every comparison of `x` is neither true nor false.
        let unknown = Filter.compare(Self.x, .equal, .text("a"))
        let (yes, no) = (Filter.compare(.version, .equal, .number(1)), Filter.compare(.version, .equal, .number(2)))
        let truths: [(Filter, Bool)] = [
            (unknown, false), (.not(unknown), false), (.all([unknown, yes]), false), (.not(.all([unknown, yes])), false),
            (.all([unknown, no]), false), (.not(.all([unknown, no])), true), (.any([unknown, yes]), true),
            (.not(.any([unknown, yes])), false),
            (.any([unknown, no]), false), (.not(.any([unknown, no])), false), (.all([]), true), (.any([]), false), (.not(.all([])), false),
            (.not(.any([])), true), (.any([.isMissing(Self.x), unknown]), true),
        ]
        try await withStore(engine) { shelf in
            try await shelf.insert(.contact, ["name": "Ann"])
            for (filter, isSelected) in truths {
                #expect(try await shelf.names(filter).isEmpty == !isSelected, "\(filter)")
            }
        }
    }

    @Test(arguments: Engine.allCases) func columnsCompareAsWhatTheyAre(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let ann = try await shelf.insert(.contact, ["name": "Ann"], externalID: "a-1")
            try await shelf.insert(.contact, ["name": "Ben"])
            let half = try #require(JSONNumber(text: "1.5"))
            let truths: [(Filter, [String])] = [
                (.compare(.id, .equal, .id(ann.id)), ["Ann"]), (.compare(.id, .equal, .text(ann.id.text.uppercased())), ["Ann"]),
                (.compare(.id, .equal, .text("no id")), []), (.compare(.id, .notEqual, .id(ann.id)), ["Ben"]),
                (.oneOf(.id, [.id(ann.id), .text("no id")]), ["Ann"]), (.compare(.number, .greater, .number(half)), ["Ben"]),
                (.compare(.number, .equal, .text("1")), []), (.compare(.version, .equal, .number(1)), ["Ann", "Ben"]),
                (.compare(.externalID, .equal, .text("a-1")), ["Ann"]), (.compare(.externalID, .notEqual, .text("z")), ["Ann"]),
                (.isMissing(.externalID), ["Ben"]), (.compare(.type, .equal, .text("contact")), ["Ann", "Ben"]),
                (.like(.id, pattern: ann.id.text.dropLast() + "_", ignoringCase: false), ["Ann"]),
                (.like(.externalID, pattern: "A-%", ignoringCase: true), ["Ann"]), (.like(.number, pattern: "%", ignoringCase: false), []),
                (.compare(.createdAt, .equal, .text("2024")), []),
                (.compare(.number, .less, .number(try #require(JSONNumber(text: "1e30")))), ["Ann", "Ben"]),
            ]
            for (filter, names) in truths { #expect(try await shelf.names(filter, order: [Order(.number)]) == names, "\(filter)") }
        }
    }

    @Test(arguments: Engine.allCases, ["city", "name"]) func likeIsSQLs(_ engine: Engine, _ field: String) async throws {
        // (text, pattern, matches, matches ignoring case)
        let truths: [(String, String, Bool, Bool)] = [
            ("", "", true, true), ("", "%", true, true), ("", "_", false, false), ("abc", "abc", true, true), ("abc", "ABC", false, true),
            ("abc", "a%", true, true), ("abc", "%c", true, true), ("abc", "%b%", true, true), ("abc", "a_c", true, true),
            ("abc", "a_", false, false),
            ("abc", "____", false, false), ("a%c", #"a\%c"#, true, true), ("abc", #"a\%c"#, false, false), ("a_c", #"a\_c"#, true, true),
            (#"a\c"#, #"a\\c"#, true, true), ("é", "_", true, true), ("é", "É", false, false), ("e\u{301}", "_", false, false),
            ("e\u{301}", "__", true, true), ("😀x", "_x", true, true), ("aab", "%ab", true, true), ("aaaa", "%a%a%a%a%a%", false, false),
            ("abcabc", "%abc", true, true), ("[x]", "[x]", true, true), ("x*y", "x*y", true, true), ("Straße", "stra%", false, true),
        ]
        let operand = Operand.field(JSONPointer([field]))
        try await withStore(engine) { shelf in
            try await shelf.insert(.contact, [:])
            for (text, pattern, matches, matchesFolded) in truths {
                let record = try await shelf.insert(.contact, ["name": .string(text), "city": .string(text)])
                for (ignoringCase, expected) in [(false, matches), (true, matchesFolded)] {
                    let like = Filter.like(operand, pattern: pattern, ignoringCase: ignoringCase)
                    #expect(try await shelf.names(like) == (expected ? [text] : []), "\(text) \(pattern) \(ignoringCase)")
                    #expect(try await shelf.names(.not(like)) == (expected ? [] : [text]), "\(text) \(pattern) \(ignoringCase)")
                }
                try await shelf.commit(shelf.deletion(record))
            }
        }
    }

    @Test(arguments: Engine.allCases) func aPatternCannotTakeForEver(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            try await shelf.insert(.contact, ["name": .string(String(repeating: "a", count: 500))])
            let pattern = String(repeating: "%a", count: 60) + "%b"
            #expect(try await shelf.names(.like(.field(JSONPointer(["name"])), pattern: pattern, ignoringCase: true)).isEmpty)
        }
    }
}
