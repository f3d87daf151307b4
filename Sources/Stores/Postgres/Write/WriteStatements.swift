import JSONCore
import Records
import Relational

/// The statements that write records, their changes and their references: one for each record, which does all of it or nothing.
///
/// Each names the organisation as `$1`. One that finds the record moved on raises an error, so that what shares its transaction goes too.
enum WriteStatements {
    static func write(_ mutation: Mutation, indexes: IndexedFields) -> Statement {
        let change = mutation.change
        switch mutation.action {
        case .insert(let record):
            var statement = Statement(insertion)
            statement.bind(record.organisation)
            statement.bind(record.type)
            statement.bind(record.id)
            bind(change, to: &statement)
            bind(record, indexes, to: &statement)
            statement.bind(record.createdAt)
            statement.bind(change.kind == .restored)
            return statement
        case .update(let record, let baseVersion, let baseType):
            var statement = Statement(record.type == baseType ? update : move)
            statement.bind(record.organisation)
            statement.bind(baseType)
            statement.bind(record.id)
            bind(change, to: &statement)
            bind(record, indexes, to: &statement)
            statement.bind(baseVersion)
            return statement
        case .delete(let record):
            var statement = Statement(deletion)
            statement.bind(record.organisation)
            statement.bind(record.type)
            statement.bind(record.id)
            bind(change, to: &statement)
            statement.bind(record.version)
            return statement
        }
    }

    // MARK: - Records

    /// $4…$14, as every statement here takes a change.
    private static func bind(_ change: Change, to statement: inout Statement) {
        statement.bind(change.type)
        statement.bind(change.version)
        statement.bind(change.kind.rawValue)
        statement.bind(change.at)
        statement.bind(change.author.actor.kind.rawValue)
        statement.bind(change.author.actor.id)
        statement.bind(change.author.actor.name)
        statement.bind(change.author.actor.onBehalfOf)
        statement.bind(change.author.source.rawValue)
        statement.bind(change.author.requestID)
        statement.bind(json: ChangeColumns.bytes(change.edits))
    }

    /// $15…$22
    private static func bind(_ record: Record, _ indexes: IndexedFields, to statement: inout Statement) {
        statement.bind(record.version)
        statement.bind(record.updatedAt)
        statement.bind(record.externalID)
        let entries = indexes[record.type]
        for column in 1...IndexedFields.columnCount {
            statement.bind(entries.first { $0.column == column }.flatMap { IndexedFields.key($0, of: record.fields) })
        }
        statement.bind(json: RecordColumns.bytes(record.fields))
    }

    /// Appends the change under the organisation's next number, when the record was written.
    private static let log = """
        taken AS (
            UPDATE change_sequence SET next = next + 1 WHERE organisation = $1 AND EXISTS (SELECT FROM written) RETURNING next - 1 AS sequence
        ),
        logged AS (
            INSERT INTO change (
                organisation, sequence, record, type, version, kind, at, actor_kind, actor_id, actor_name, on_behalf_of, source, request_id,
                edits)
            SELECT $1, sequence, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14 FROM taken
            RETURNING sequence
        )
        """

    /// The next number of the record's new type.
    private static func numbered(_ type: String) -> String {
        """
        numbered AS (
            INSERT INTO counter AS present (organisation, type, next_number) VALUES ($1, \(type), 2)
            ON CONFLICT (organisation, type) DO UPDATE SET next_number = present.next_number + 1
            RETURNING next_number - 1 AS number
        )
        """
    }

    /// A record that is no more has used its id up; only a restored one goes on where it ended.
    static let insertion = """
        WITH \(numbered("$2")),
        written AS (
            INSERT INTO record (
                organisation, type, id, number, version, updated_at, external_id, index1, index2, index3, index4, fields, created_at)
            SELECT $1, $2, $3, number, $15, $16, $17, $18, $19, $20, $21, $22, $23 FROM numbered
            WHERE $24 OR NOT EXISTS (
                SELECT FROM change WHERE organisation = $1 AND record = $3 AND kind IN ('deleted', 'merged'))
            RETURNING number
        ),
        \(log)
        SELECT coalesce((SELECT sequence FROM logged), refuse('\(SQLState.usedID)')), (SELECT number FROM written)
        """

    static let update = """
        WITH written AS (
            UPDATE record SET version = $15, updated_at = $16, external_id = $17, index1 = $18, index2 = $19, index3 = $20, index4 = $21,
                fields = $22
            WHERE organisation = $1 AND type = $2 AND id = $3 AND version = $23
            RETURNING 1
        ),
        \(log)
        SELECT coalesce((SELECT sequence FROM logged), refuse('\(SQLState.moved)'))
        """

    /// A record that moves to another type takes that type's next number.
    static let move = """
        WITH \(numbered("$4")),
        written AS (
            UPDATE record SET type = $4, number = numbered.number, version = $15, updated_at = $16, external_id = $17, index1 = $18,
                index2 = $19, index3 = $20, index4 = $21, fields = $22
            FROM numbered
            WHERE record.organisation = $1 AND record.type = $2 AND record.id = $3 AND record.version = $23
            RETURNING record.number
        ),
        \(log)
        SELECT coalesce((SELECT sequence FROM logged), refuse('\(SQLState.moved)')), (SELECT number FROM written)
        """

    static let deletion = """
        WITH written AS (
            DELETE FROM record WHERE organisation = $1 AND type = $2 AND id = $3 AND version = $15 RETURNING 1
        ),
        \(log)
        SELECT coalesce((SELECT sequence FROM logged), refuse('\(SQLState.moved)'))
        """
}

// MARK: - References

extension WriteStatements {
    static func removeReferences(of record: RecordID, _ type: TypeID, in organisation: OrganisationID) -> Statement {
        var statement = Statement(removal)
        statement.bind(organisation)
        statement.bind(type)
        statement.bind(record)
        return statement
    }

    static func removeReferences(of record: RecordID, _ type: TypeID, field: String, in organisation: OrganisationID) -> Statement {
        var statement = Statement(removalOfField)
        statement.bind(organisation)
        statement.bind(type)
        statement.bind(record)
        statement.bind(field)
        return statement
    }

    static func insert(_ reference: RecordReference, of record: Record, in organisation: OrganisationID) -> Statement {
        let byID: Bool
        if case .id = reference.target { byID = true } else { byID = false }
        var statement = Statement(byID ? referenceByID : referenceByExternalID)
        statement.bind(organisation)
        statement.bind(record.type)
        statement.bind(record.id)
        statement.bind(reference.field)
        statement.bind(reference.targetType)
        switch reference.target {
        case .id(let id): statement.bind(id)
        case .externalID(let externalID): statement.bind(externalID)
        }
        return statement
    }

    static let removal = "DELETE FROM reference WHERE organisation = $1 AND source_type = $2 AND source_id = $3"
    static let removalOfField = "DELETE FROM reference WHERE organisation = $1 AND source_type = $2 AND source_id = $3 AND field = $4"
    static let referenceByID = reference(to: "id")
    static let referenceByExternalID = reference(to: "external_id")

    /// One field may name a target twice; it is one reference.
    private static func reference(to column: String) -> String {
        """
        WITH target AS (SELECT id FROM record WHERE organisation = $1 AND type = $5 AND \(column) = $6),
        inserted AS (
            INSERT INTO reference (organisation, source_type, source_id, field, target_type, target_id)
            SELECT $1, $2, $3, $4, $5, id FROM target
            ON CONFLICT DO NOTHING
        )
        SELECT CASE WHEN EXISTS (SELECT FROM target) THEN 0 ELSE refuse('\(SQLState.missingTarget)') END
        """
    }

    static let all = [insertion, update, move, deletion, removal, removalOfField, referenceByID, referenceByExternalID]
}
