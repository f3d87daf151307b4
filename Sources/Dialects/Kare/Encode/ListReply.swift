import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Kare {
    /// A list: its items, how many there are in all when that was asked, and which page this is.
    static func listReply(_ page: Page, _ query: ListQuery.Value, writeItem: (Record, inout JSONWriter) -> Void) -> Reply {
        var writer = JSONWriter(capacity: 128 + 512 * page.records.count)
        writer.beginObject()
        writer.key("data")
        writer.beginArray()
        for record in page.records { writeItem(record, &writer) }
        writer.endArray()
        if let total = page.total {
            writer.key("totalCount")
            writer.number(total)
        }
        writer.key("pagination")
        writer.beginObject()
        writer.key("page")
        writer.number(query.page)
        writer.key("pageSize")
        writer.number(query.pageSize)
        writer.endObject()
        writer.endObject()
        return .json(.ok, writer.bytes)
    }
}
