import Endpoints
import JSONCore
import Records

extension Nateq {
    /// The records that contacts show besides their own fields: companies and tags, by id.
    struct Related: Sendable {
        var companies: [RecordID: Record] = [:]
        var tags: [RecordID: Record] = [:]

        func company(of contact: Record) -> Record? { Self.company(contact).flatMap { companies[$0] } }

        /// The contact's tags by name.
        func tags(of contact: Record) -> [Record] {
            Self.tags(contact).compactMap { tags[$0] }.sorted {
                ($0["name"]?.asString ?? "").utf8.lexicographicallyPrecedes(($1["name"]?.asString ?? "").utf8)
            }
        }

        fileprivate static func company(_ contact: Record) -> RecordID? { contact["company"]?.asString.flatMap { RecordID($0) } }

        fileprivate static func tags(_ contact: Record) -> [RecordID] {
            contact["tags"]?.asArray?.compactMap { $0.asString.flatMap { RecordID($0) } } ?? []
        }
    }
}

extension Call {
    /// The companies and tags of `contacts`. What no contact has costs no read.
    func related(to contacts: [Record]) async throws -> Nateq.Related {
        let companies = Set(contacts.compactMap(Nateq.Related.company))
        let tags = Set(contacts.flatMap(Nateq.Related.tags))
        return Nateq.Related(companies: try await records(.company, companies), tags: try await records(.tag, tags))
    }

    private func records(_ type: TypeID, _ ids: Set<RecordID>) async throws -> [RecordID: Record] {
        guard ids.count > 1 else {
            guard let id = ids.first, let record = try await records.find(.id(type, id)) else { return [:] }
            return [id: record]
        }
        var found: [RecordID: Record] = [:]
        var rest = ids.sorted()[...]
        while !rest.isEmpty {
            let part = rest.prefix(500)
            rest = rest.dropFirst(part.count)
            let query = Query(types: [type], filter: .oneOf(.id, part.map(Comparand.id)), limit: part.count)
            for record in try await records.page(query).records { found[record.id] = record }
        }
        return found
    }
}
