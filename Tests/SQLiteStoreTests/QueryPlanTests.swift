import JSONCore
import Records
import SQLiteStore
import Testing

/// Queries go through the index that their fields have, and read no more rows than they must.
@Suite struct QueryPlanTests {
    private static let custom = [TypeID(definition: RecordID(at: Sample.now)), TypeID(definition: RecordID(at: Sample.now))]

    /// The plan of a query, in SQLite's words.
    private func plan(_ types: [TypeID], _ filter: Filter?, order: [Order] = [], after: RecordID? = nil) async throws -> String {
        let store = try await SQLiteStore.open(SQLiteConfiguration(.memory))
        let query = Query(types: types, filter: filter, order: order, limit: 20, after: after)
        let plan = try store.plan(of: query, in: Sample().organisation)
        await store.close()
        return plan
    }

    private static func equals(_ field: String, _ text: String = "x") -> Filter {
        .compare(.field(JSONPointer([field])), .equal, .text(text))
    }

    @Test(arguments: RecordType.builtIn.flatMap { type in type.indexes.map { (type.id, $0) } })
    func everyDeclaredFieldIsFoundByItsIndex(_ type: TypeID, _ index: FieldIndex) async throws {
        let position = try #require(RecordType.builtIn.first { $0.id == type }?.indexes.firstIndex(of: index)) + 1
        let plan = try await plan([type], .compare(.field(index.field), .equal, .text("x")))
        #expect(plan.contains("USING INDEX record_\(type.text)_\(position) (organisation=? AND index\(position)=?)"), "\(plan)")
        // A unique value has one row at most; of any other the rows lie in the order of their ids.
        #expect(index.isUnique || !plan.contains("TEMP B-TREE"), "\(plan)")
    }

    @Test func aListOfAnIndexedValueIsReadInOrder() async throws {
        let filter = Filter.all([Self.equals("status", "open"), .isMissing(.field(JSONPointer(["assignee"])))])
        let plan = try await plan([.conversation], filter, after: RecordID(at: Sample.now))
        #expect(plan == "SEARCH record USING INDEX record_conversation_1 (organisation=? AND index1=? AND id>?)")
    }

    @Test func aListWithoutFilterIsReadInOrder() async throws {
        let plan = try await plan([.contact], nil, after: RecordID(at: Sample.now))
        #expect(plan.contains("(organisation=? AND type=? AND id>?)"))
        #expect(!plan.contains("TEMP B-TREE"))
    }

    @Test func listsByNumberAndCreationAreReadInOrder() async throws {
        for order in [Order(.number), Order(.number, descending: true), Order(.createdAt), Order(.createdAt, descending: true)] {
            let plan = try await plan([.contact], nil, order: [order, Order(.id, descending: order.descending)])
            #expect(!plan.contains("TEMP B-TREE"), "\(plan)")
        }
    }

    @Test func anIndexedFieldIsAnOrder() async throws {
        let name = Operand.field(JSONPointer(["name"]))
        for order in [Order(name), Order(name, missingFirst: true)] {
            let plan = try await plan([.contact], nil, order: [order])
            #expect(plan.contains("record_contact_3"), "\(plan)")
            #expect(!plan.contains("TEMP B-TREE"), "\(plan)")
        }
    }

    @Test func customTypesAreFoundByContactIDAndExternalID() async throws {
        for types in [Self.custom, [Self.custom[0]]] {
            let byContact = try await plan(types, Self.equals("contact"))
            #expect(byContact.contains("record_custom_1 (organisation=? AND type=? AND index1=?)"), "\(byContact)")
            let byExternalID = try await plan(types, .compare(.externalID, .equal, .text("x")))
            #expect(byExternalID.contains("record_external_id"), "\(byExternalID)")
            let byID = try await plan(types, .compare(.id, .equal, .id(RecordID(at: Sample.now))))
            #expect(byID.contains(" AND id=?)"), "\(byID)")
        }
    }

    @Test func aListOfReferencesIsFoundByTheReferences() async throws {
        let plan = try await plan([.contact], .contains(JSONPointer(["tags"]), RecordID(at: Sample.now).text))
        #expect(
            plan.contains("reference_target (organisation=? AND target_type=? AND target_id=? AND source_type=? AND field=?"), "\(plan)")
    }

    @Test func aPatternThatBeginsWithTextIsARange() async throws {
        let plan = try await plan([.contact], .like(.field(JSONPointer(["email"])), pattern: "ann@%", ignoringCase: false))
        #expect(plan.contains("record_contact_1 (organisation=? AND index1>? AND index1<?)"), "\(plan)")
    }

    @Test func severalListedValuesAreSeveralSearches() async throws {
        let filter = Filter.oneOf(.field(JSONPointer(["status"])), [.text("open"), .text("closed")])
        let plan = try await plan([.conversation], filter)
        #expect(plan.contains("record_conversation_1 (organisation=? AND index1=?)"), "\(plan)")
    }
}
