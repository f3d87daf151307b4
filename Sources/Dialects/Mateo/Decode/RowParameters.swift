import Endpoints
import JSONCore

/// The query and the headers of a request for rows, for the OpenAPI document. The table's own code reads them, since their refusals have
/// codes that depend on the table.
struct RowParameters: Input {
    let descriptions: [InputDescription]

    func read(_ request: IncomingRequest, _ template: PathTemplate) throws(RequestError) {}

    /// The parameters of GET.
    static func reading(_ table: Table, example: JSON) -> RowParameters {
        RowParameters(
            descriptions: [select] + filters(table, example: example) + [
                parameter("order", "Order of the rows, such as created_at.desc: \(table.sortable.joined(separator: ", "))"),
                parameter("limit", "Number of rows, at most \(Window.maximumRows)"),
                parameter("offset", "Number of rows to pass over"),
                header("Range", "The rows as first-last, counted from 0"),
                header("Prefer", "count=exact, handling=strict"),
            ])
    }

    /// The parameters of PATCH and DELETE.
    static func writing(_ table: Table, example: JSON, isIDRequired: Bool = false) -> RowParameters {
        RowParameters(
            descriptions: [select] + filters(table, example: example, isIDRequired: isIDRequired) + [
                header("Prefer", "return=representation, return=minimal, return=headers-only, count=exact, handling=strict, max-affected=1")
            ])
    }

    /// The parameters of POST.
    static func inserting(_ table: Table) -> RowParameters {
        var descriptions = [select, parameter("columns", "The columns of the body that count")]
        var preferences = "return=representation, return=minimal, return=headers-only, handling=strict"
        if !table.conflictTargets.isEmpty {
            descriptions.append(parameter("on_conflict", "The columns that an upsert goes by: external_id"))
            preferences += ", resolution=merge-duplicates, resolution=ignore-duplicates"
        }
        return RowParameters(descriptions: descriptions + [header("Prefer", preferences)])
    }

    private static let select = parameter("select", "Select columns to return")

    private static func filters(_ table: Table, example: JSON, isIDRequired: Bool = false) -> [InputDescription] {
        table.columns.map { column in
            guard column.place == .id else { return parameter(column.name, column.summary) }
            return parameter(column.name, column.summary, isRequired: isIDRequired, example: example)
        }
    }

    private static func parameter(_ name: String, _ summary: String, isRequired: Bool = false, example: JSON? = nil) -> InputDescription {
        InputDescription(
            place: .parameter(.query), name: name, summary: summary, isRequired: isRequired, schema: ["type": "string"], example: example)
    }

    private static func header(_ name: String, _ summary: String) -> InputDescription {
        InputDescription(place: .parameter(.header), name: name, summary: summary, isRequired: false, schema: ["type": "string"])
    }
}
