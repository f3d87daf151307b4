package import Records

extension IndexedFields.Entry {
    /// What tells records of customer-defined types, whose type is an id's 36 characters, from those of built-in ones.
    static let isCustom = "length(type) = 36"

    /// Stands for all customer-defined types where a type is named.
    private static let customName = "custom"

    /// The type's name in the index's and in table `indexed_field`.
    package var typeName: String { type?.text ?? Self.customName }

    /// The type that a name in table `indexed_field` stands for; nil for every customer-defined one.
    package static func type(named name: String) -> TypeID? { name == customName ? nil : TypeID(name) }

    /// `record_contact_1`: the type and the column.
    package var indexName: String { "record_\(typeName)_\(column)" }

    /// The columns that the index is on. The id lets rows of one value come in order.
    package var indexColumns: [String] {
        if type == nil { return ["organisation", "type", columnName, "id"] }
        return isUnique ? ["organisation", columnName] : ["organisation", columnName, "id"]
    }

    /// The rows that the index holds: those of the type.
    package var indexCondition: String { Self.condition(typeName) }

    /// The statement that makes the index, which is the same in both engines.
    package var indexCreation: String {
        let columns = indexColumns.joined(separator: ", ")
        return "CREATE \(isUnique ? "UNIQUE " : "")INDEX \(indexName) ON record (\(columns)) WHERE \(indexCondition)"
    }

    /// The condition for a record to be of the type with this name. The names are the built-in types' and need no further quoting.
    static func condition(_ typeName: String) -> String { typeName == customName ? isCustom : "type = '\(typeName)'" }
}
