/// Every type an organisation has at one moment: the built-in ones and those its definitions, and its platform's, declare.
package final class TypeCatalogue: Sendable {
    /// In a fixed order: the built-in ones first, then by the definitions' age.
    package let all: [RecordType]
    private let byID: [TypeID: Int]
    private let byName: [String: Int]

    /// When two definitions carry one name, the organisation's own (the later in `custom`) wins over the platform's.
    package init(custom: [RecordType]) {
        var all = RecordType.builtIn
        all.append(contentsOf: custom)
        self.all = all
        var byID: [TypeID: Int] = [:]
        var byName: [String: Int] = [:]
        for (index, type) in all.enumerated() {
            byID[type.id] = index
            if type.definition != nil {
                byName[Self.folded(type.pluralName)] = index
                byName[Self.folded(type.name)] = index
            }
        }
        self.byID = byID
        self.byName = byName
    }

    package subscript(_ id: TypeID) -> RecordType? { byID[id].map { all[$0] } }

    /// The customer-defined types.
    package var custom: some Collection<RecordType> { all.dropFirst(RecordType.builtIn.count) }

    /// The customer-defined type with this name, plural name or definition id; ASCII letters in either case.
    package func custom(named name: String) -> RecordType? {
        if let index = byName[Self.folded(name)] { return all[index] }
        guard let id = RecordID(name), let type = self[TypeID(definition: id)] else { return nil }
        return type
    }

    /// The type that the native API calls `name`: a built-in one first, then a customer-defined one.
    package func named(_ name: String) -> RecordType? {
        RecordType.builtIn.first { $0.name == name || $0.pluralName == name } ?? custom(named: name)
    }

    /// ASCII letters to lower case; every other byte stays.
    private static func folded(_ name: String) -> String {
        String(decoding: name.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
