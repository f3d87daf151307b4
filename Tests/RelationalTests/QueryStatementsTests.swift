import JSONCore
import Records
import Relational
import Testing

/// One query is one text for both engines but for what they truly read otherwise, and every value is bound.
@Suite struct QueryStatementsTests {
    private static let organisation = OrganisationID(Identifier(high: 1, low: 2))
    private static let x = JSONPointer(["x"])
    private static let email = JSONPointer(["email"])

    private func statements(
        _ filter: Filter?, order: [Order] = [], types: [TypeID] = [.contact], _ engine: SQLEngine = .postgreSQL
    ) throws -> QueryStatements {
        let indexes = try #require(IndexedFields(RecordType.builtIn))
        let query = Query(types: types, filter: filter, order: order, limit: 10, counted: true)
        return try QueryStatements(query, in: Self.organisation, indexes: indexes, engine: engine)
    }

    /// The condition that a filter of contacts becomes, and its values.
    private func condition(_ filter: Filter, _ engine: SQLEngine = .postgreSQL) throws -> (text: String, values: [SQLValue]) {
        let count = try #require(try statements(filter, engine).count)
        let prefix = "SELECT count(*) FROM record WHERE organisation = ? AND type = 'contact' AND "
        #expect(count.text.hasPrefix(prefix))
        return (String(count.text.dropFirst(prefix.count)), Array(count.values.dropFirst()))
    }

    @Test func aListSelectsOneRowMoreThanItsLimit() throws {
        let rows = try statements(nil).rows
        #expect(
            rows.numberedText
                == "SELECT \(RecordColumns.list) FROM record WHERE organisation = $1 AND type = 'contact' ORDER BY id LIMIT $2")
        #expect(rows.values == [.identifier(Self.organisation.identifier), .integer(11)])
    }

    @Test func callsAreComparedBecauseANumberIsNoTruth() throws {
        #expect(try condition(.contains(Self.x, "a")).text == "field_contains(fields, ?, ?) = 1")
        #expect(try condition(.contains(Self.x, "a")).values == [.path(Self.x), .text("\"a\"")])
        #expect(try condition(.isMissing(.field(Self.x))).text == "field_is_missing(fields, ?) = 1")
        #expect(try condition(.isBool(.field(Self.x), true)).text == "field_bool(fields, ?) IS NOT DISTINCT FROM 1")
        #expect(try condition(.like(.type, pattern: "%a", ignoringCase: true)).text == "text_like(type, ?, 1) = 1")
        #expect(try condition(.compare(.field(Self.x), .less, .number(2))).text == "field_number_order(fields, ?, ?) < 0")
    }

    @Test func nothingAndEverythingAreTruthsOfBothEngines() throws {
        for engine in [SQLEngine.sqlite, .postgreSQL] {
            #expect(try condition(.all([]), engine).text == "TRUE")
            #expect(try condition(.any([]), engine).text == "FALSE")
            #expect(try condition(.oneOf(.id, []), engine).text == "FALSE")
            #expect(try condition(.isMissing(.id), engine).text == "FALSE")
            #expect(try condition(.compare(.createdAt, .equal, .text("a")), engine).text == "NULL")
            #expect(try statements(nil, types: [], engine).rows.text.contains(" AND FALSE "))
        }
    }

    @Test func aFieldsTextIsComparedByCodePoints() throws {
        let filter = Filter.compare(.field(Self.x), .less, .text("a"))
        #expect(try condition(filter, .sqlite).text == "field_text(fields, ?) < ?")
        #expect(try condition(filter, .postgreSQL).text == "field_text(fields, ?) COLLATE \"C\" < ?")
        // A column says for itself how it sorts, and its index would not serve another way.
        #expect(try condition(.compare(.field(Self.email), .less, .text("a"))).text == "index1 < ?")
    }

    @Test func aPatternWithABeginningIsARangeOfTheColumn() throws {
        let (text, values) = try condition(.like(.field(Self.email), pattern: "a\\%%", ignoringCase: false))
        #expect(text == "(text_like(index1, ?, 0) = 1 AND index1 >= ? AND index1 < ?)")
        #expect(values == [.text("a\\%%"), .text("a%"), .text("a&")])
        #expect(
            try condition(.like(.externalID, pattern: "\u{10FFFF}%", ignoringCase: false)).text
                == "(text_like(external_id, ?, 0) = 1 AND external_id >= ?)")
    }

    @Test func aFieldSortsByOneKeyOrByTypedTerms() throws {
        let order = [Order(.field(Self.x), descending: true, missingFirst: false)]
        #expect(try statements(nil, order: order, .sqlite).rows.text.contains(" ORDER BY field_order(fields, ?) DESC NULLS LAST, id LIMIT"))
        #expect(
            try statements(nil, order: order, .postgreSQL).rows.text.contains(
                " ORDER BY field_order_rank(fields, ?) DESC NULLS LAST, field_order_number(fields, ?) DESC NULLS LAST, "
                    + "field_text(fields, ?) COLLATE \"C\" DESC NULLS LAST, id LIMIT"))
    }

    @Test(arguments: [
        ("2", Filter.Comparison.less, "number < ?", 2 as Int64?), ("2.0", .equal, "number = ?", 2), ("2.5", .equal, "FALSE", nil),
        ("2.5", .notEqual, "TRUE", nil), ("2.5", .less, "number <= ?", 2), ("2.5", .greaterOrEqual, "number > ?", 2),
        ("-2.5", .lessOrEqual, "number <= ?", -3), ("-2.5", .greater, "number > ?", -3), ("1e30", .less, "number <= ?", .max),
        ("1e30", .greater, "number > ?", .max), ("-1e30", .less, "FALSE", nil), ("-1e30", .greater, "TRUE", nil),
        ("-9223372036854775808.5", .greaterOrEqual, "TRUE", nil), ("-9223372036854775807.5", .greaterOrEqual, "number > ?", .min),
    ])
    func aNumberOfAnyKindIsAWholeOneForAColumn(_ number: String, _ comparison: Filter.Comparison, _ text: String, _ bound: Int64?) throws {
        let condition = try condition(.compare(.number, comparison, .number(try #require(JSONNumber(text: number)))))
        #expect(condition.text == text)
        #expect(condition.values == (bound.map { [.integer($0)] } ?? []))
    }

    @Test func everyValueHasItsPlace() throws {
        let operands: [Operand] = [.id, .type, .number, .externalID, .version, .createdAt, .updatedAt, .field(Self.x), .field(Self.email)]
        let comparands: [Comparand] = [
            .text("?"), .number(1), .number(try #require(JSONNumber(text: "1.5"))), .bool(true), .timestamp(Timestamp(microseconds: 1)),
            .id(Identifier(high: 1, low: 1)), .json(["?": 1]),
        ]
        for engine in [SQLEngine.sqlite, .postgreSQL] {
            for operand in operands {
                let others: [Filter] = [
                    .oneOf(operand, comparands), .like(operand, pattern: "a?%", ignoringCase: false), .isMissing(operand),
                    .isBool(operand, false),
                ]
                let filters = comparands.map { Filter.compare(operand, .equal, $0) } + others
                let rows = try statements(.all(filters), order: [Order(operand)], engine).rows
                #expect(rows.text.count { $0 == "?" } == rows.values.count)
                #expect(rows.numberedText.hasSuffix("$\(rows.values.count)"))
                #expect(!rows.numberedText.contains("?"))
            }
        }
    }

    @Test func aFilterOfTooManyConditionsIsRefused() {
        let many = Filter.any(Array(repeating: .isMissing(.field(Self.x)), count: 5000))
        #expect(throws: StoreError.tooExpensive) { try statements(many) }
        let deep = (0..<100).reduce(Filter.isMissing(.field(Self.x))) { filter, _ in .not(filter) }
        #expect(throws: StoreError.tooExpensive) { try statements(deep) }
    }
}
