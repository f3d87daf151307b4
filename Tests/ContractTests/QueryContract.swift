import JSONCore
import Records
import Testing

/// What queries select, in which order, and in which stretches.
@Suite struct QueryContract {
    // MARK: - Pages

    @Test(arguments: Engine.allCases) func pagesJoinToTheWholeList(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            var all: [RecordID] = []
            for n in 0..<25 { all.append(try await shelf.insert(.contact, ["name": .string("p\(n)")]).id) }
            try await shelf.insert(.company, ["name": "p"])
            all.sort()
            for size in [1, 7, 25, 26] {
                var (byKey, byOffset): ([RecordID], [RecordID]) = ([], [])
                var query = Query(types: [.contact], limit: size)
                var pages = 0
                while true {
                    let page = try await shelf.page(query)
                    byKey += page.records.map(\.id)
                    byOffset += try await shelf.page(Query(types: [.contact], limit: size, offset: pages * size)).records.map(\.id)
                    #expect(page.total == nil)
                    #expect(page.hasMore == (byKey.count < all.count))
                    pages += 1
                    guard page.hasMore else { break }
                    query.after = page.records.last?.id
                }
                #expect(byKey == all)
                #expect(byOffset == all)
            }
        }
    }

    @Test(arguments: Engine.allCases) func theTotalCountsWhatTheFilterMatches(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            for n in 0..<10 { try await shelf.insert(.contact, ["n": JSON.number(JSONNumber(n))]) }
            let small = Filter.compare(.field(JSONPointer(["n"])), .less, .number(4))
            let page = try await shelf.page(Query(types: [.contact], filter: small, limit: 3, offset: 2, counted: true))
            #expect(page.total == 4)
            #expect(page.records.count == 2)
            #expect(!page.hasMore)
            #expect(try await shelf.page(Query(types: [.contact], limit: 0, counted: true)).total == 10)
        }
    }

    @Test(arguments: Engine.allCases) func severalTypesAreOneTable(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let types = (0..<3).map { _ in TypeID(definition: RecordID(at: Shelf.now)) }
            let person = try await shelf.insert(.contact)
            let fields: JSONObject = ["contact": .string(person.id.text), "data": [:]]
            var ids: [RecordID] = []
            for n in 0..<9 { ids.append(try await shelf.insert(types[n % 3], fields, externalID: "e\(n)").id) }
            try await shelf.insert(types[0], ["data": [:]])
            ids.sort()
            func found(_ filter: Filter?, in types: [TypeID]) async throws -> [RecordID] {
                try await shelf.page(Query(types: types, filter: filter, limit: 100)).records.map(\.id)
            }
            #expect(try await found(.compare(.field(JSONPointer(["contact"])), .equal, .id(person.id)), in: types) == ids)
            #expect(try await found(.compare(.externalID, .equal, .text("e4")), in: types).count == 1)
            #expect(try await found(.compare(.id, .equal, .id(ids[0])), in: types) == [ids[0]])
            #expect(try await found(nil, in: types).count == 10)
            #expect(try await found(.compare(.type, .equal, .id(try #require(types[1].definition))), in: types).count == 3)
            #expect(try await found(nil, in: []).isEmpty)
        }
    }

    // MARK: - Order

    @Test(arguments: Engine.allCases) func orderIsByValueWithMissingOnesWhereAskedAndTiesByID(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let values: [(String, JSON?)] = [("a", 10), ("b", nil), ("c", 9.5), ("d", 10), ("e", .null), ("f", -1)]
            for (offset, (name, value)) in values.enumerated() {
                var fields: JSONObject = ["name": .string(name)]
                fields["n"] = value
                // Each a second after the one before, so that ties in the order of ids are ties in the order of making.
                try await shelf.insert(.contact, fields, createdAt: Shelf.now.advanced(seconds: Int64(offset)))
            }
            let n = Operand.field(JSONPointer(["n"]))
            #expect(try await shelf.names(nil, order: [Order(n)]) == ["f", "c", "a", "d", "b", "e"])
            #expect(try await shelf.names(nil, order: [Order(n, descending: true)]) == ["b", "e", "a", "d", "c", "f"])
            #expect(try await shelf.names(nil, order: [Order(n, missingFirst: true)]) == ["b", "e", "f", "c", "a", "d"])
            #expect(
                try await shelf.names(nil, order: [Order(n, descending: true, missingFirst: false), Order(.id, descending: true)])
                    == ["d", "a", "c", "f", "e", "b"])
            #expect(try await shelf.names(nil, order: [Order(.createdAt, descending: true)]) == ["f", "e", "d", "c", "b", "a"])
            #expect(try await shelf.names(nil, order: [Order(.number)]) == ["a", "b", "c", "d", "e", "f"])
        }
    }

    /// `name` has an index and `city` has none: the order must not show it.
    @Test(arguments: Engine.allCases) func textIsOrderedByCodePoints(_ engine: Engine) async throws {
        let texts = ["", "A", "Z", "a", "z", "Ä", "ä", "\u{FFFD}", "😀"]
        try await withStore(engine) { shelf in
            for text in texts.shuffled() { try await shelf.insert(.contact, ["name": .string(text), "city": .string(text)]) }
            #expect(try await shelf.names(nil, order: [Order(.field(JSONPointer(["name"])))]) == texts)
            #expect(try await shelf.names(nil, order: [Order(.field(JSONPointer(["city"])), descending: true)]) == texts.reversed())
        }
    }

    // MARK: - Refusals

    @Test(arguments: Engine.allCases) func aFilterWithoutEndIsTooExpensive(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            var deep = Filter.isMissing(.externalID)
            for _ in 0..<1000 { deep = .not(deep) }
            await #expect(throws: StoreError.tooExpensive) { try await shelf.names(deep) }
            let wide = Filter.oneOf(.externalID, (0..<10_000).map { .text("\($0)") })
            await #expect(throws: StoreError.tooExpensive) { try await shelf.names(wide) }
        }
    }

    @Test(arguments: Engine.allCases) func noTextOfACallerIsReadAsSQL(_ engine: Engine) async throws {
        let hostile = ["'", "\"", "' OR 1=1 --", "%", "_", "\\", "?1", ":a", "$.x", "\"]", "];--", "\u{0}".isEmpty ? "" : "a\u{1}b", "😀'"]
        try await withStore(engine) { shelf in
            try await shelf.insert(.contact, ["name": "Ann"])
            for text in hostile {
                let record = try await shelf.insert(.contact, ["name": .string(text), text: .string(text)], externalID: text)
                for operand in [Operand.field(JSONPointer(["name"])), .field(JSONPointer([text])), .externalID] {
                    let page = try await shelf.page(Query(types: [.contact], filter: .compare(operand, .equal, .text(text)), limit: 10))
                    #expect(page.records.map(\.id) == [record.id])
                }
                #expect(try await shelf.page(Query(types: [TypeID(text)], limit: 10)).records.isEmpty)
            }
        }
    }
}
