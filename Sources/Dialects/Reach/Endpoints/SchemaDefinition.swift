import Access
import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Reach {
    static let definitionName = PathText(
        "schemaIdOrName", "Id, name or plural name of the definition, ASCII letters in either case.", example: "vehicles")

    /// `data` is the definition.
    static func definition(_ message: StaticString, _ record: Record, _ call: Call) async throws(RecordError) -> Reply {
        let catalogue = try await call.records.types()
        return .json(.ok, JSONWriter.envelope(message) { $0.definition(record, in: catalogue, for: call.principal) })
    }
}

extension Call {
    /// The platform's definition with this name, plural name or id; nil when there is none.
    ///
    /// Asks the store and not the catalogue of types, which leaves out a definition whose references lead nowhere: it can be mended here.
    func definition(named name: String) async throws(RecordError) -> Record? {
        let names = [DefinitionField.name, .pluralName].map {
            Filter.like(.field($0.place), pattern: Filter.literal(name), ignoringCase: true)
        }
        if let record = try await records.page(Query(types: [.definition], filter: .any(names), limit: 1)).records.first { return record }
        guard let id = RecordID(name) else { return nil }
        return try await records.find(.id(.definition, id))
    }
}
