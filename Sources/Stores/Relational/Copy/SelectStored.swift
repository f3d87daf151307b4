package import Records

/// The statements that read a table in the order of its key.
extension StoredTable {
    /// Selects ``columns`` of the rows behind the one with the key `after`, in the key's order, at most `limit`.
    package func selection(on engine: SQLEngine, in organisation: OrganisationID?, after: [StoredValue]?, limit: Int) -> SQLText {
        let names = columnNames(on: engine)
        var sql = SQLText(name: "SELECT " + names.joined(separator: ", ")) + place(on: engine, in: organisation)
        if let after {
            let keys = Array(zip(names, columns).prefix(keyLength))
            guard !keys.isEmpty else { return sql + SQLText(" AND FALSE") }
            sql.append(organisation == nil ? " WHERE (" : " AND (")
            sql.append(SQLText(name: keys.map(\.0).joined(separator: ", ") + ") > ("))
            sql.append(SQLText(list: zip(columns, after).map { Self.value($1, $0.kind) }))
            sql.append(")")
        }
        if keyLength > 0 { sql.append(SQLText(name: " ORDER BY " + names.prefix(keyLength).joined(separator: ", "))) }
        return sql + SQLText(" LIMIT ") + SQLText(.integer(Int64(limit)))
    }

    /// Counts the rows.
    package func count(on engine: SQLEngine, in organisation: OrganisationID?) -> SQLText {
        SQLText("SELECT count(*)") + place(on: engine, in: organisation)
    }

    private func place(on engine: SQLEngine, in organisation: OrganisationID?) -> SQLText {
        let sql = SQLText(name: " FROM " + name(on: engine))
        guard let organisation else { return sql }
        return sql + SQLText(name: " WHERE \(organisationColumn(on: engine)) = ") + SQLText(.identifier(organisation.identifier))
    }

    /// A value of a key, as it is bound. No key has a null or a blob.
    private static func value(_ value: StoredValue, _ kind: StoredColumn.Kind) -> SQLValue {
        switch value {
        case .integer(let integer): .integer(integer)
        case .bytes(let bytes):
            kind == .identifier
                ? Identifier(bytes: bytes).map { .identifier($0) } ?? .text("") : .text(String(decoding: bytes, as: UTF8.self))
        case .null: .text("")
        }
    }
}
