import JSONCore

/// The one way in which records change: load, decide, commit, announce.
package final class RecordEngine: Sendable {
    package let store: any RecordStore
    package let types: TypeRegistry
    private let lines = WriterLines()
    let now: @Sendable () -> Timestamp
    /// How often a command starts over because another process moved what it had loaded.
    private static let attempts = 8
    /// How long a command may have stood in line and still be tried.
    private static let patience = Duration.seconds(5)

    package init(store: any RecordStore, now: @escaping @Sendable () -> Timestamp = Timestamp.now) {
        self.store = store
        self.types = TypeRegistry(store: store)
        self.now = now
    }

    /// Carries out `command` for the organisation, or refuses and leaves no trace.
    package func perform(_ command: Command, by author: Author, in organisation: OrganisationID) async throws(RecordError) -> Outcome {
        var load = try await load(command, organisation)
        let arrival = ContinuousClock.now
        let place = await lines.enter(load.first?.id, if: command.isForOne)
        defer { place?.leave() }
        // While the database hangs each in the line would wait for its own answer after all those before.
        if arrival.duration(to: .now) > Self.patience { throw .contended }
        if place?.hasWaited == true { load = try await self.load(command, organisation) }
        for _ in 0..<Self.attempts {
            let stamp = Stamp(organisation: organisation, author: author, now: now())
            let decisions = try await decide(command, load, stamp)
            do throws(StoreError) {
                let committed = try await commit(decisions.compactMap(\.mutation), organisation)
                announce(committed)
                return outcome(decisions, committed)
            } catch {
                guard error == .moved || (error == .duplicate("externalID") && command.isUpsert) else { throw RecordError(error) }
                load = try await self.load(command, organisation)
            }
        }
        throw .contended
    }

    // MARK: - Load

    /// The stored records that the command is about. A named record that is missing is refused here.
    private func load(_ command: Command, _ organisation: OrganisationID) async throws(RecordError) -> [Record] {
        do throws(StoreError) {
            switch command {
            case .create, .createAll, .restore: return []
            case .update(let key, _, _), .delete(let key, _):
                if let record = try await store.record(key, in: organisation) { return [record] }
            case .upsert(let draft):
                guard let externalID = draft.externalID else { return [] }
                return try await store.record(.externalID(draft.type, externalID), in: organisation).map { [$0] } ?? []
            case .updateAll(let query, _), .deleteAll(let query):
                let page = try await store.page(query, in: organisation)
                if !page.hasMore { return page.records }
            }
        } catch { throw RecordError(error) }
        switch command {
        case .updateAll(let query, _), .deleteAll(let query): throw .tooMany(limit: query.limit)
        case .update(let key, _, _), .delete(let key, _): throw .notFound(key.type)
        case .create, .createAll, .restore, .upsert: return []
        }
    }

    /// The deletion that a restoration follows.
    private func deletion(of draft: Draft, _ organisation: OrganisationID) async throws(RecordError) -> Change {
        guard let id = draft.id else { throw .notFound(draft.type) }
        do throws(StoreError) {
            let last = try await store.history(of: id, before: nil, limit: 1, in: organisation).first
            if let last, last.kind == .deleted, last.type == draft.type { return last }
        } catch { throw RecordError(error) }
        throw .notFound(draft.type)
    }

    // MARK: - Decide

    /// One record's decision: what is to be written, or the record that stays as it is.
    private enum Decision {
        case write(Mutation)
        case keep(Record)

        var mutation: Mutation? {
            if case .write(let mutation) = self { mutation } else { nil }
        }
    }

    private func decide(_ command: Command, _ loaded: [Record], _ stamp: Stamp) async throws(RecordError) -> [Decision] {
        let catalogue = try await types.catalogue(for: stamp.organisation)
        var decisions: [Decision] = []
        decisions.reserveCapacity(max(1, loaded.count))
        switch command {
        case .create(let draft):
            decisions.append(.write(try Decide.creation(draft, of: try type(draft.type, catalogue), stamp)))
        case .createAll(let drafts):
            for draft in drafts { decisions.append(.write(try Decide.creation(draft, of: try type(draft.type, catalogue), stamp))) }
        case .restore(let draft):
            let end = try await deletion(of: draft, stamp.organisation)
            decisions.append(.write(try Decide.creation(draft, of: try type(draft.type, catalogue), after: end, stamp)))
        case .upsert(let draft):
            if let record = loaded.first {
                decisions.append(try update(record, draft.edit, catalogue, stamp))
            } else {
                decisions.append(.write(try Decide.creation(draft, of: try type(draft.type, catalogue), stamp)))
            }
        case .update(_, let edit, let precondition):
            for record in loaded {
                try Decide.check(precondition, record)
                decisions.append(try update(record, edit, catalogue, stamp))
            }
        case .updateAll(_, let edit):
            for record in loaded { decisions.append(try update(record, edit, catalogue, stamp)) }
        case .delete(_, let precondition):
            for record in loaded {
                try Decide.check(precondition, record)
                decisions.append(.write(Decide.deletion(record, stamp)))
            }
        case .deleteAll:
            for record in loaded { decisions.append(.write(Decide.deletion(record, stamp))) }
        }
        for decision in decisions { try await checkDefinition(decision) }
        return decisions
    }

    private func update(_ record: Record, _ edit: Edit, _ catalogue: TypeCatalogue, _ stamp: Stamp) throws(RecordError) -> Decision {
        let mutation = try Decide.update(record, edit, to: try type(edit.type ?? record.type, catalogue), stamp)
        return mutation.map(Decision.write) ?? .keep(record)
    }

    private func type(_ id: TypeID, _ catalogue: TypeCatalogue) throws(RecordError) -> RecordType {
        guard let type = catalogue[id] else { throw .unknownType }
        return type
    }

    /// A definition is stored only when its schema compiles and its references lead somewhere.
    private func checkDefinition(_ decision: Decision) async throws(RecordError) {
        guard case .write(let mutation) = decision, mutation.change.type == .definition else { return }
        switch mutation.action {
        case .insert(let definition), .update(let definition, _, _): try await types.check(definition)
        case .delete: return
        }
    }

    // MARK: - Commit and announce

    private func commit(_ mutations: [Mutation], _ organisation: OrganisationID) async throws(StoreError) -> [Committed] {
        guard !mutations.isEmpty else { return [] }
        return try await store.commit(Commit(mutations), in: organisation)
    }

    /// Tells the rest of the process what has been written.
    private func announce(_ committed: [Committed]) {
        if committed.contains(where: { $0.change.type == .definition }) { types.forget() }
    }

    private func outcome(_ decisions: [Decision], _ committed: [Committed]) -> Outcome {
        var written = committed.makeIterator()
        return Outcome(
            effects: decisions.compactMap { decision in
                switch decision {
                case .keep(let record): Outcome.Effect(record: record, change: nil)
                case .write: written.next().map { Outcome.Effect(record: $0.record, change: $0.change) }
                }
            })
    }
}

extension Command {
    /// Whether the command is about one named record, so that its writers line up.
    fileprivate var isForOne: Bool {
        switch self {
        case .update, .delete, .upsert: true
        case .create, .createAll, .restore, .updateAll, .deleteAll: false
        }
    }

    fileprivate var isUpsert: Bool {
        if case .upsert = self { true } else { false }
    }
}
