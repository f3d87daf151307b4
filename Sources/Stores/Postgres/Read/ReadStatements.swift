import Records
import Relational

/// The statements that read records and changes. Each names the organisation as `$1`.
enum ReadStatements {
    static func record(_ key: RecordKey, in organisation: OrganisationID) -> Statement {
        let text =
            switch key {
            case .id: byID
            case .number: byNumber
            case .externalID: byExternalID
            }
        var statement = Statement(text)
        statement.bind(organisation)
        statement.bind(key.type)
        switch key {
        case .id(_, let id): statement.bind(id)
        case .number(_, let number): statement.bind(number)
        case .externalID(_, let externalID): statement.bind(externalID)
        }
        return statement
    }

    static func history(of record: RecordID, before: Int64?, limit: Int, in organisation: OrganisationID) -> Statement {
        var statement = Statement(history)
        statement.bind(organisation)
        statement.bind(record)
        statement.bind(before ?? .max)
        statement.bind(Int64(max(0, limit)))
        return statement
    }

    static func events(after sequence: Int64, limit: Int, in organisation: OrganisationID) -> Statement {
        var statement = Statement(events)
        statement.bind(organisation)
        statement.bind(sequence)
        statement.bind(Int64(max(0, limit)))
        return statement
    }

    static func definitions(of organisation: OrganisationID) -> Statement {
        var statement = Statement(definitions)
        statement.bind(organisation)
        return statement
    }

    static let byID = "SELECT \(RecordColumns.list) FROM record WHERE organisation = $1 AND type = $2 AND id = $3"
    static let byNumber = "SELECT \(RecordColumns.list) FROM record WHERE organisation = $1 AND type = $2 AND number = $3"
    static let byExternalID = "SELECT \(RecordColumns.list) FROM record WHERE organisation = $1 AND type = $2 AND external_id = $3"
    /// In the order of their creation.
    static let definitions = "SELECT \(RecordColumns.list) FROM record WHERE organisation = $1 AND type = 'definition' ORDER BY number"
    /// The versions of a record rise with the sequence.
    static let history = """
        SELECT \(ChangeColumns.list) FROM change WHERE organisation = $1 AND record = $2 AND version < $3 ORDER BY sequence DESC LIMIT $4
        """
    static let events = """
        SELECT \(ChangeColumns.list) FROM change WHERE organisation = $1 AND sequence > $2 ORDER BY sequence LIMIT $3
        """

    static let all = [byID, byNumber, byExternalID, definitions, history, events]
}
