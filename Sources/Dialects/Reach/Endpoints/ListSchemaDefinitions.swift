import Access
import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Reach {
    static let listSchemaDefinitions = Endpoint(
        .get, "/partner/schema-definitions", id: "listSchemaDefinitions", "List the schema definitions",
        details: "All of the platform's, in the order of their creation.", permission: .platform(.readDefinitions),
        answers: [Answer(.ok, "The definitions.", schema: DefinitionDocuments.list, example: DefinitionDocuments.listExample)]
            + Answer.refusals(.unauthorized, .forbidden)
    ) { call in
        var records: [Record] = []
        var hasMore = true
        while hasMore {
            let page = try await call.records.page(Query(types: [.definition], limit: 100, after: records.last?.id))
            records += page.records
            hasMore = page.hasMore && !page.records.isEmpty
        }
        let catalogue = try await call.records.types()
        return .json(
            .ok,
            JSONWriter.envelope("The schema definitions were read.") { [records] writer in
                writer.beginArray()
                for record in records { writer.definition(record, in: catalogue, for: call.principal) }
                writer.endArray()
            })
    }
}
