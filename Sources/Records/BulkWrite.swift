/// Many drafts of one type at a time, each judged for itself: how an import writes.
///
/// Types, decisions and store are those of ``RecordEngine/perform(_:by:in:)``, and every record gets its change. The work has two steps,
/// so that one batch is decided while the one before is being written.
package struct BulkWrite: Sendable {
    /// What becomes of a draft whose external id a record of the type has.
    package enum Meeting: Sendable {
        /// It is refused with ``RecordError/duplicate(field:)``.
        case refused
        /// The record changes by the draft's steps, as ``Command/upsert(_:)`` has it.
        case updates
    }

    /// What became of one draft.
    package enum Effect: Sendable, Hashable {
        case created
        case updated
        /// The record is as the draft wants it already: nothing was written.
        case unchanged
        /// The id that the draft chose has been given before, to a record that may be gone by now: nothing was written.
        case present
        case refused(RecordError)
    }

    /// A batch that is decided and not yet written.
    package struct Decided: Sendable {
        fileprivate let drafts: [Draft]
        fileprivate let decisions: [Decision]
    }

    fileprivate enum Decision: Sendable {
        case write(Mutation)
        case keep
        case refused(RecordError)
    }

    private let engine: RecordEngine
    private let organisation: OrganisationID
    private let author: Author
    private let meeting: Meeting

    package init(_ engine: RecordEngine, in organisation: OrganisationID, by author: Author, meeting: Meeting) {
        self.engine = engine
        self.organisation = organisation
        self.author = author
        self.meeting = meeting
    }

    /// Decides each draft on what is stored now, and writes nothing. What may have changed by the time of ``commit(_:)`` is seen there.
    ///
    /// Refuses as a whole only when the store does not answer.
    package func decide(_ drafts: [Draft]) async throws(RecordError) -> Decided {
        let catalogue = try await engine.types.catalogue(for: organisation)
        let known = meeting == .updates ? try await known(drafts) : [Record?](repeating: nil, count: drafts.count)
        let stamp = Stamp(organisation: organisation, author: author, now: engine.now())
        var decisions: [Decision] = []
        decisions.reserveCapacity(drafts.count)
        for (draft, record) in zip(drafts, known) {
            do throws(RecordError) {
                decisions.append(try decide(draft, record, catalogue, stamp))
            } catch {
                decisions.append(.refused(error))
            }
        }
        return Decided(drafts: drafts, decisions: decisions)
    }

    /// Writes what was decided and returns, once it is durable, what became of each draft, in their order.
    ///
    /// The batch is one commit. Where the store refuses that, each draft is performed alone, so that none is refused for another's sake.
    /// Throws when the store fails as a whole; what is written then are whole drafts.
    package func commit(_ decided: Decided) async throws(RecordError) -> [Effect] {
        // A definition may need the one before it, which must be stored and known by then.
        if decided.drafts.contains(where: { $0.type == .definition }) {
            var effects: [Effect] = []
            for draft in decided.drafts { effects.append(try await perform(draft)) }
            return effects
        }
        let mutations = decided.decisions.compactMap(\.mutation)
        do throws(StoreError) {
            if !mutations.isEmpty { _ = try await engine.store.commit(Commit(mutations), in: organisation) }
        } catch {
            let refusal = RecordError(error)
            guard refusal.isOfOneRecord else { throw refusal }
            return try await performEach(decided)
        }
        return decided.decisions.map(\.effect)
    }

    /// What ``commit(_:)`` would most likely answer, found out by reading alone: whether external ids are taken and references lead
    /// somewhere. That a value of a unique field is taken shows only when it is written.
    package func foresee(_ decided: Decided) async throws(RecordError) -> [Effect] {
        var effects: [Effect] = []
        effects.reserveCapacity(decided.decisions.count)
        for decision in decided.decisions {
            do throws(RecordError) {
                if let mutation = decision.mutation { try await checkAgainstStored(mutation) }
                effects.append(decision.effect)
            } catch {
                guard error.isOfOneRecord else { throw error }
                effects.append(.refused(error))
            }
        }
        return effects
    }

    // MARK: - One draft

    private func decide(
        _ draft: Draft, _ record: Record?, _ catalogue: TypeCatalogue, _ stamp: Stamp
    ) throws(RecordError) -> Decision {
        guard let type = catalogue[draft.type] else { throw .unknownType }
        guard let record else { return .write(try Decide.creation(draft, of: type, stamp)) }
        return try Decide.update(record, draft.edit, to: type, stamp).map(Decision.write) ?? .keep
    }

    /// The record that has each draft's external id, in the drafts' order; nil where none has.
    private func known(_ drafts: [Draft]) async throws(RecordError) -> [Record?] {
        // A read by name takes next to nothing but its way to the database and back, so some go at the same time.
        let lanes = 4
        let answers = await withTaskGroup(of: Result<[(Int, Record)], RecordError>.self) { group in
            for lane in 0..<lanes {
                group.addTask {
                    await Result { () async throws(RecordError) in
                        var found: [(Int, Record)] = []
                        for position in stride(from: lane, to: drafts.count, by: lanes) {
                            let draft = drafts[position]
                            guard let externalID = draft.externalID else { continue }
                            if let record = try await find(.externalID(draft.type, externalID)) { found.append((position, record)) }
                        }
                        return found
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var records = [Record?](repeating: nil, count: drafts.count)
        for answer in answers { for (position, record) in try answer.get() { records[position] = record } }
        return records
    }

    /// Carries out one draft by itself.
    private func perform(_ draft: Draft) async throws(RecordError) -> Effect {
        do throws(RecordError) {
            let command: Command = meeting == .updates ? .upsert(draft) : .create(draft)
            switch try await engine.perform(command, by: author, in: organisation).effects.first?.change?.kind {
            case nil: return .unchanged
            case .created: return .created
            case .updated, .deleted, .merged, .restored: return .updated
            }
        } catch {
            guard error.isOfOneRecord else { throw error }
            if case .duplicate = error, try await isPresent(draft, error) { return .present }
            return .refused(error)
        }
    }

    /// Carries out each draft by itself; the store writes those that wait together in one transaction.
    private func performEach(_ decided: Decided) async throws(RecordError) -> [Effect] {
        var effects = decided.decisions.map(\.effect)
        let waiting = decided.decisions.indices.filter { decided.decisions[$0].mutation != nil }
        let answers = await withTaskGroup(of: (Int, Result<Effect, RecordError>).self) { group in
            for position in waiting {
                group.addTask {
                    (position, await Result { () async throws(RecordError) in try await perform(decided.drafts[position]) })
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        for (position, answer) in answers { effects[position] = try answer.get() }
        return effects
    }

    private func isPresent(_ draft: Draft, _ error: RecordError) async throws(RecordError) -> Bool {
        guard let id = draft.id else { return false }
        if error == .duplicate(field: "id") { return true }
        return try await find(.id(draft.type, id)) != nil
    }

    private func checkAgainstStored(_ mutation: Mutation) async throws(RecordError) {
        if case .insert(let record) = mutation.action {
            if record.type == .definition { try await engine.types.check(record) }
            if let externalID = record.externalID, try await find(.externalID(record.type, externalID)) != nil {
                throw .duplicate(field: "externalID")
            }
        }
        for reference in mutation.references ?? [] {
            let key: RecordKey =
                switch reference.target {
                case .id(let id): .id(reference.targetType, id)
                case .externalID(let externalID): .externalID(reference.targetType, externalID)
                }
            if try await find(key) == nil { throw RecordError(StoreError.missingTarget(reference)) }
        }
    }

    private func find(_ key: RecordKey) async throws(RecordError) -> Record? {
        do throws(StoreError) { return try await engine.store.record(key, in: organisation) } catch { throw RecordError(error) }
    }
}

extension BulkWrite.Decision {
    fileprivate var mutation: Mutation? {
        if case .write(let mutation) = self { mutation } else { nil }
    }

    /// What has become of the draft once the decision is carried out.
    fileprivate var effect: BulkWrite.Effect {
        switch self {
        case .write(let mutation): mutation.change.kind == .created ? .created : .updated
        case .keep: .unchanged
        case .refused(let error): .refused(error)
        }
    }
}

extension Result where Failure == RecordError {
    fileprivate init(_ body: () async throws(RecordError) -> Success) async {
        do throws(RecordError) { self = .success(try await body()) } catch { self = .failure(error) }
    }
}

extension RecordError {
    /// Whether it tells of the record that was to be written, and not of a store that fails for all.
    fileprivate var isOfOneRecord: Bool {
        switch self {
        case .notFound, .unknownType, .invalid, .invalidSchema, .missingTarget, .referenced, .duplicate, .preconditionFailed, .tooMany,
            .contended:
            true
        case .unavailable, .full, .outcomeUnknown, .tooExpensive, .broken: false
        }
    }
}
