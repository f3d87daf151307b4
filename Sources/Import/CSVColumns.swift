import JSONCore
import Records

/// Which field each column of a CSV file is, by its header.
struct CSVColumns: Sendable {
    private enum Target: Sendable {
        case externalID
        case field(JSONPointer, FieldSchema)
    }

    private let targets: [Target]

    /// Reads the header: `externalID`, the name of a member of `fields`, or a JSON Pointer into `fields` (`/custom/tier`).
    init(header: [String], of type: RecordType) throws(ImportError) {
        var targets: [Target] = []
        var places: [JSONPointer] = []
        for (position, name) in zip(1..., header) {
            guard name != RowForm.externalID else {
                targets.append(.externalID)
                continue
            }
            let place = try Self.place(name, column: position)
            targets.append(.field(place, try Self.schema(of: place, column: position, type)))
            guard !places.contains(where: { $0.isPrefix(of: place) || place.isPrefix(of: $0) }) else {
                throw .header(rule: "column \(position) is the same field as another column, or part of it")
            }
            places.append(place)
        }
        guard header.count - places.count <= 1 else { throw .header(rule: "the column \(RowForm.externalID) may stand there only once") }
        self.targets = targets
    }

    /// What the cells of a row ask for; an empty cell asks for nothing. Throws the rule when there are not as many as columns.
    func form(_ cells: [String]) throws(CSVRow.Malformed) -> RowForm {
        guard cells.count == targets.count else { throw CSVRow.Malformed(rule: "must have \(targets.count) cells, as the header") }
        var form = RowForm()
        for (target, cell) in zip(targets, cells) where !cell.isEmpty {
            let text = FormulaPrefix.removed(from: cell)
            switch target {
            case .externalID: form.externalID = text
            case .field(let place, let schema): form.steps.append(.set(place, schema.value(of: text)))
            }
        }
        return form
    }

    private static func place(_ name: String, column: Int) throws(ImportError) -> JSONPointer {
        guard name.hasPrefix("/") else {
            guard !name.isEmpty else { throw .header(rule: "column \(column) has no name") }
            return JSONPointer([name])
        }
        guard let place = try? JSONPointer(parsing: name) else { throw .header(rule: "column \(column) is not a JSON Pointer") }
        return place
    }

    private static func schema(of place: JSONPointer, column: Int, _ type: RecordType) throws(ImportError) -> FieldSchema {
        var schema = FieldSchema(type)
        for (depth, token) in place.tokens.enumerated() {
            let isData = depth == 0 && type.definition != nil && token == DefinedType.data
            guard let member = schema.member(token, isData: isData) else {
                throw .header(rule: "column \(column) is no field of \(type.name); GET /v1/types shows them, and commas part columns")
            }
            schema = member
        }
        return schema
    }
}

/// What one row asks for, whatever it was written in.
struct RowForm {
    /// The name of the member, and of the column, that holds the external id.
    static let externalID = "externalID"

    var externalID: String?
    var steps: [Edit.Step] = []
}
