/// The engine as one caller may use it: bound to the organisation and the author that a checked credential stands for.
///
/// A dialect gets nothing else, so it has no way to name another organisation.
package struct RecordSession: Sendable {
    package let organisation: OrganisationID
    package let author: Author
    private let engine: RecordEngine

    package init(engine: RecordEngine, organisation: OrganisationID, author: Author) {
        self.engine = engine
        self.organisation = organisation
        self.author = author
    }

    /// Carries out `command` and returns what became of it.
    package func perform(_ command: Command) async throws(RecordError) -> Outcome {
        try await engine.perform(command, by: author, in: organisation)
    }

    /// Carries out a command about one record and returns the effect on it.
    package func performOne(_ command: Command) async throws(RecordError) -> Outcome.Effect {
        guard let effect = try await perform(command).effects.first else { throw .broken(reason: "a command for one record had no effect") }
        return effect
    }

    /// The record that `key` names; ``RecordError/notFound(_:)`` when there is none.
    package func record(_ key: RecordKey) async throws(RecordError) -> Record {
        guard let record = try await find(key) else { throw .notFound(key.type) }
        return record
    }

    /// The record that `key` names, or nil.
    package func find(_ key: RecordKey) async throws(RecordError) -> Record? {
        do throws(StoreError) { return try await engine.store.record(key, in: organisation) } catch { throw RecordError(error) }
    }

    /// The records that `query` selects.
    package func page(_ query: Query) async throws(RecordError) -> Page {
        do throws(StoreError) { return try await engine.store.page(query, in: organisation) } catch { throw RecordError(error) }
    }

    /// The newest changes of a record, at most `limit`, those before version `before` when it is given.
    package func history(of record: RecordID, before: Int64? = nil, limit: Int) async throws(RecordError) -> [Change] {
        do throws(StoreError) {
            return try await engine.store.history(of: record, before: before, limit: limit, in: organisation)
        } catch { throw RecordError(error) }
    }

    /// The types that records of this organisation may have.
    package func types() async throws(RecordError) -> TypeCatalogue { try await engine.types.catalogue(for: organisation) }
}
