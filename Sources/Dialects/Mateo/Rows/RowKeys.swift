import Endpoints
import HTTPTypes
import Records

extension Table {
    /// The types that the organisation has, where the rows' types depend on them; nil where they do not.
    func catalogue(for call: Call) async throws(RecordError) -> TypeCatalogue? {
        switch rows {
        case .ofType: nil
        case .ofCustomTypes: try await call.records.types()
        }
    }

    /// The types of the rows. `catalogue` is what ``catalogue(for:)`` gave.
    func types(_ catalogue: TypeCatalogue?) -> [TypeID] {
        switch rows {
        case .ofType(let type): [type]
        case .ofCustomTypes: catalogue?.custom.map(\.id) ?? []
        }
    }

    /// The key of the row with this id; nil when there is no such row for certain.
    func key(of id: RecordID, _ call: Call, _ catalogue: TypeCatalogue?) async throws(RecordError) -> RecordKey? {
        let types = types(catalogue)
        if types.count == 1 { return .id(types[0], id) }
        guard !types.isEmpty else { return nil }
        let page = try await call.records.page(Query(types: types, filter: .compare(.id, .equal, .id(id)), limit: 1))
        return page.records.first.map { .id($0.type, id) }
    }

    /// What `write` did to the one row with this id; nothing when there is none.
    func writeOne(
        _ id: RecordID, _ call: Call, _ catalogue: TypeCatalogue?, _ write: (RecordKey) -> Command
    ) async throws(RecordError) -> [Record] {
        guard let key = try await key(of: id, call, catalogue) else { return [] }
        do throws(RecordError) {
            return [try await call.records.performOne(write(key)).record]
        } catch {
            guard case .notFound = error else { throw error }
            return []
        }
    }

    /// What `write` did to every row that it selects. Refuses when there are more than the client or the server allows.
    func writeAll(_ form: AnswerForm, _ call: Call, _ write: (_ limit: Int) -> Command?) async throws -> [Record] {
        var limit = min(Limits.recordsPerCommand, form.preferences.maximumAffected ?? .max)
        if form.mediaType.isSingular { limit = 1 }
        guard let command = write(limit) else { return [] }
        do throws(RecordError) {
            return try await call.records.perform(command).effects.map(\.record)
        } catch {
            guard case .tooMany = error else { throw error }
            if form.mediaType.isSingular { throw Refusal.notSingular(.notAcceptable, rows: "more than 1") }
            guard limit == form.preferences.maximumAffected else { throw error }
            throw Refusal(
                .badRequest, "PGRST124", "Query result exceeds max-affected preference constraint",
                details: "The query affects more than \(limit) rows")
        }
    }
}
