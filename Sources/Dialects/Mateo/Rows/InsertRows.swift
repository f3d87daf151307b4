import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Table {
    /// POST: makes the row, or the rows, of the body, all or none. With `Prefer: resolution=…` a row that is there already, by its
    /// external id, is changed (`merge-duplicates`) or left alone (`ignore-duplicates`).
    func insert(_ call: Call, _ body: JSON) async throws -> Reply {
        let form = try AnswerForm(call.request.headers)
        let query = try RowsQuery(call.request.query, of: self, in: call.records.organisation, allowing: [.columns, .conflict])
        let catalogue = try await catalogue(for: call)
        let rows = body.asArray ?? [body]
        let isOne = body.asArray == nil
        var drafts: [Draft] = []
        drafts.reserveCapacity(rows.count)
        for row in rows {
            let edit = try RowEdit(row.asObject ?? [:], of: self, columns: query.columns, in: call.records.organisation, catalogue)
            drafts.append(try edit.draft(in: self))
        }
        if form.mediaType.isSingular, drafts.count != 1 {
            throw Refusal.notSingular(.notAcceptable, rows: String(drafts.count))
        }
        var effects: [Outcome.Effect] = []
        var status = HTTPResponse.Status.created
        if let resolution = form.preferences.resolution {
            effects = try await resolve(drafts, resolution, query.conflictTarget, call)
            if resolution == .mergeDuplicates, !effects.isEmpty, !effects.contains(where: { $0.change?.kind == .created }) { status = .ok }
        } else if let draft = drafts.first {
            effects = try await call.records.perform(drafts.count == 1 ? .create(draft) : .createAll(drafts)).effects
        }
        return try form.made(effects.map(\.record), query.projection, isOne: isOne, status: status, in: self)
    }

    /// Makes a row unless its external id is taken, and says what became of it; nothing where a row was left alone.
    private func resolve(
        _ drafts: [Draft], _ resolution: Preferences.Resolution, _ target: ConflictTarget?, _ call: Call
    ) async throws -> [Outcome.Effect] {
        guard let usual = conflictTargets.first, conflictTargets.contains(target ?? usual) else {
            throw Refusal(
                .badRequest, "42P10", "there is no unique or exclusion constraint matching the ON CONFLICT specification",
                hint: conflictTargets.isEmpty ? "\(name) has no upsert." : "The rows of \(name) are told apart by external_id.")
        }
        guard drafts.count <= 1 else {
            throw Refusal(.badRequest, "0A000", "an upsert takes one row", details: "Send one object for each row.")
        }
        guard let draft = drafts.first else { return [] }
        guard draft.externalID != nil else { return try await call.records.perform(.create(draft)).effects }
        switch resolution {
        case .mergeDuplicates: return try await call.records.perform(.upsert(draft)).effects
        case .ignoreDuplicates:
            do throws(RecordError) {
                return try await call.records.perform(.create(draft)).effects
            } catch {
                guard case .duplicate(field: "externalID") = error else { throw error }
                return []
            }
        }
    }
}
