import JSONCore
import Records
import Relational
import TestSupport
import Testing

@testable import PostgresStore

/// No statement on a request's path is about the rows of more than one organisation, as PostgreSQL itself reads the statements.
@Suite struct StatementCatalogueTests {
    /// What is distributed by the organisation.
    private static let tenants: Set<String> = ["record", "counter", "reference", "change_sequence", "change"]
    private static let directory: Set<String> = ["organisation", "token", "person", "secret"]

    @Test func everyStatementOfAnOrganisationBindsItForEachTableThatItNames() async throws {
        try await withWorkbench { workbench in
            for text in StatementCatalogue.ofOneOrganisation {
                let plan = try plan(of: text, workbench)
                try check(plan, bound: ["$1"], text)
            }
        }
    }

    @Test(arguments: [
        ("DELETE FROM record WHERE id = $1", "record"),
        ("SELECT 1 FROM record r JOIN reference f ON f.source_id = r.id WHERE r.organisation = $1", "reference"),
        ("UPDATE change_sequence SET next = 1 WHERE organisation = $1 OR next = 1", "change_sequence"),
        ("INSERT INTO counter SELECT o.id, 'tag', 1 FROM organisation o WHERE o.id = $1", "counter"),
        ("WITH gone AS (DELETE FROM record RETURNING 1) SELECT FROM change WHERE organisation = $1", "record"),
    ])
    func aTableThatIsNotBoundIsFound(_ text: String, _ table: String) async throws {
        try await withWorkbench { workbench in
            let plan = try plan(of: text, workbench)
            #expect(unbound(plan, ["$1"]).contains(table))
        }
    }

    @Test func everyStatementOfTheDirectoryNamesOnlyTheDirectory() async throws {
        try await withWorkbench { workbench in
            for text in StatementCatalogue.ofTheDirectory {
                let tables = Set(try plan(of: text, workbench).nodes.compactMap { $0["Relation Name"]?.asString })
                #expect(!tables.isEmpty && tables.isSubset(of: Self.directory), "\(tables): \(text)")
            }
        }
    }

    @Test(arguments: Queries.all)
    func everyQueryBindsItsOrganisation(_ query: Query) async throws {
        try await withWorkbench { workbench in
            let organisation = OrganisationID(Identifier(at: .now()))
            let indexes = try #require(IndexedFields(RecordType.builtIn))
            let statements = try QueryStatements(query, in: organisation, indexes: indexes, engine: .postgreSQL)
            for sql in [statements.rows] + (statements.count.map { [$0] } ?? []) {
                let bound = zip(1..., sql.values).filter { $0.1 == .identifier(organisation.identifier) }.map { "$\($0.0)" }
                #expect(bound.first == "$1")
                try check(try plan(of: sql.numberedText, workbench), bound: Set(bound), sql.numberedText)
            }
        }
    }

    /// What a server's sessions have prepared after the store has done everything that it does is all in the catalogue.
    @Test func theCatalogueHasEveryStatementThatTheStorePrepares() async throws {
        try await withWorkbench { workbench in
            let two = try await TwoOrganisations(workbench.configuration)
            let commits = two.everyKindOfCommit()
            for commit in commits { _ = try await two.store.commit(commit, in: two.own) }
            try await two.readEverything()
            let prepared = try await two.store.select(
                Statement("SELECT statement FROM pg_prepared_statements"), of: two.own
            ) { rows in (0..<rows.count).map { rows[$0].text(0) } }
            await two.store.close()
            let indexes = try #require(IndexedFields(RecordType.builtIn))
            let written = commits.flatMap { EncodedCommit($0, in: two.own, indexes: indexes).statements.map(\.text) }

            let known = Set(StatementCatalogue.ofOneOrganisation + StatementCatalogue.ofTheDirectory)
            let aboutTables = Set(prepared + written).filter { text in
                // The queries are the compiler's, and what is left names no table of ours.
                text != TwoOrganisations.query(in: two.own)
                    && (Self.tenants.union(Self.directory)).contains { text.contains(" \($0) ") || text.hasSuffix(" \($0)") }
            }
            #expect(aboutTables.subtracting(known).isEmpty)
            // The first of these are sent by the connection that writes, and when something goes wrong.
            let unseen: Set = [WriteBatch.turn, WriteBatch.referrer, LostCommit.search]
            #expect(known.subtracting(aboutTables) == unseen)
        }
    }

    /// Also in a database that nobody has analysed yet, and where PostgreSQL looks for what a reference leads to.
    @Test func everyStatementFindsItsRowsByAllThatItKnowsOfThem() async throws {
        let reference = "SELECT 1 FROM ONLY record x WHERE organisation = $1 AND type = $2 AND id = $3 FOR KEY SHARE OF x"
        try await withWorkbench { workbench in
            let server = try workbench.server()
            let mode = try server.exchange([Statement("SHOW plan_cache_mode")], within: Workbench.time)[0].first?.text(0)
            #expect(mode == "force_generic_plan")
            for text in StatementCatalogue.ofOneOrganisation + [reference] {
                for node in try plan(of: text, workbench).nodes where node["Relation Name"].map(Self.isLarge) == true {
                    #expect(node["Node Type"] != "Seq Scan", "\(text)")
                    let filter = node["Filter"]?.asString ?? ""
                    for column in ["id", "number", "external_id", "record", "source_id", "target_id"] {
                        #expect(!filter.contains(".\(column) = $"), "\(text): \(filter)")
                    }
                }
            }
        }
    }

    private static func isLarge(_ table: JSON) -> Bool { ["record", "reference", "change"].contains(table) }

    // MARK: - Plans

    private func check(_ plan: Plan, bound: Set<String>, _ text: String) throws {
        let tables = Set(plan.nodes.compactMap { $0["Relation Name"]?.asString })
        #expect(!tables.isEmpty && tables.isSubset(of: Self.tenants), "\(tables): \(text)")
        #expect(unbound(plan, bound) == [], "\(text)")
    }

    /// The tables of the plan, a row of which could be any organisation's.
    private func unbound(_ plan: Plan, _ bound: Set<String>) -> [String] {
        plan.nodes.compactMap { node in
            guard let table = node["Relation Name"]?.asString else { return nil }
            switch (node["Node Type"]?.asString, node["Operation"]?.asString) {
            case ("ModifyTable", "Insert"):
                // The organisation is the first column of every table of tenants.
                let rows = node["Plans"]?.asArray?.first { $0["Parent Relationship"]?.asString == "Outer" }
                let first = rows?["Output"]?.asArray?.first?.asString
                return first.map(bound.contains) == true ? nil : table
            // What it alters or removes is scanned below it.
            case ("ModifyTable", _): return nil
            default: return isBound(node, table, bound) ? nil : table
            }
        }
    }

    /// Whether the rows that a scan answers are of the organisation that one of the parameters names.
    private func isBound(_ scan: JSON, _ table: String, _ bound: Set<String>) -> Bool {
        let alias = scan["Alias"]?.asString ?? table
        let conditions = ["Index Cond", "Recheck Cond", "Filter"].compactMap { scan[$0]?.asString }.flatMap(conjuncts)
        return bound.contains { parameter in conditions.contains("\(alias).organisation = \(parameter)") }
    }

    /// What must all be true for a condition to be: `((a) AND (b OR c))` is `a` and `b OR c`.
    private func conjuncts(_ condition: String) -> [String] {
        var (parts, depth) = ([""], 0)
        for character in condition.dropFirst().dropLast() {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            parts[parts.count - 1].append(character)
            if depth == 0, parts[parts.count - 1].hasSuffix(" AND ") {
                parts[parts.count - 1].removeLast(5)
                parts.append("")
            }
        }
        return parts.map { $0.hasPrefix("(") && $0.hasSuffix(")") ? String($0.dropFirst().dropLast()) : $0 }
    }

    private func plan(of text: String, _ workbench: Workbench) throws -> Plan {
        // The plan must hold for every value, and be the same whichever rows there are.
        try workbench.run("SET plan_cache_mode = force_generic_plan; PREPARE statement AS \(text)")
        let count = try workbench.texts("SELECT cardinality(parameter_types)::text FROM pg_prepared_statements WHERE name = 'statement'")[0]
        let values = Array(repeating: "NULL", count: try #require(Int(count))).joined(separator: ", ")
        let lines = try workbench.texts(
            "EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) EXECUTE statement\(values.isEmpty ? "" : "(\(values))")")
        try workbench.run("DEALLOCATE statement")
        return try Plan(JSON.parse(lines.joined(separator: "\n")))
    }
}

/// The nodes of a plan, as `EXPLAIN (FORMAT JSON)` tells of them.
private struct Plan {
    private(set) var nodes: [JSON] = []

    init(_ json: JSON) throws { append(try #require(json.asArray?.first?["Plan"])) }

    private mutating func append(_ node: JSON) {
        nodes.append(node)
        for child in node["Plans"]?.asArray ?? [] { append(child) }
    }
}

/// Queries with every kind of condition and order that the compiler knows.
enum Queries {
    static let all: [Query] = {
        let (field, id) = (JSONPointer(["name"]), Identifier(at: .now()))
        let filters: [Filter] = [
            .compare(.field(field), .equal, .text("a")), .compare(.number, .less, .number(JSONNumber(3))),
            .compare(.field(JSONPointer(["email"])), .equal, .text("a@b.example")),
            .compare(.field(field), .greater, .number(JSONNumber(3))), .compare(.field(field), .equal, .json(["a"])),
            .compare(.createdAt, .greaterOrEqual, .timestamp(.now())), .compare(.externalID, .equal, .text("x")),
            .oneOf(.id, [.id(id), .text("no id")]), .like(.field(field), pattern: "a%", ignoringCase: false),
            .like(.id, pattern: "%a", ignoringCase: true), .isMissing(.field(field)), .isBool(.field(field), true),
            .contains(JSONPointer(["tags"]), id.text), .not(.isMissing(.externalID)), .all([]),
        ]
        let orders: [Order] = [
            Order(.field(field), descending: true, missingFirst: false), Order(.createdAt, descending: false, missingFirst: false),
        ]
        let definition = TypeID(definition: RecordID(at: .now()))
        return filters.map { Query(types: [.contact], filter: $0, order: orders, limit: 10, counted: true) } + [
            Query(types: [.contact, .company], filter: .any(filters), limit: 10, counted: true),
            Query(types: [definition], filter: .all(filters), limit: 10, counted: true),
            Query(types: [.contact], limit: 10, after: RecordID(at: .now())),
        ]
    }()
}
