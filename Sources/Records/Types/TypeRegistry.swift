import JSONCore
import Synchronization

/// The types of every organisation, compiled once and kept for a few seconds.
///
/// A definition that changes through this process counts at once, one that changes through another within ``lifetime``.
package final class TypeRegistry: Sendable {
    /// How long a catalogue is believed: what other server processes change takes effect within it.
    package static let lifetime = Duration.seconds(5)
    private static let capacity = 1024

    private struct Entry {
        let catalogue: TypeCatalogue
        let bornAt: ContinuousClock.Instant
    }

    private struct State {
        var entries: [OrganisationID: Entry] = [:]
        var generation = 0
    }

    private let store: any RecordStore
    private let state = Mutex(State())

    package init(store: any RecordStore) { self.store = store }

    /// The types that records of `organisation` may have.
    package func catalogue(for organisation: OrganisationID) async throws(RecordError) -> TypeCatalogue {
        let now = ContinuousClock.now
        let (cached, generation) = state.withLock { ($0.entries[organisation], $0.generation) }
        if let cached, now - cached.bornAt < Self.lifetime { return cached.catalogue }
        let definitions: [Record]
        do throws(StoreError) { definitions = try await store.definitions(for: organisation) } catch { throw RecordError(error) }
        let catalogue = Self.catalogue(of: definitions, known: cached?.catalogue)
        state.withLock { state in
            guard state.generation == generation else { return }
            if state.entries.count >= Self.capacity, state.entries[organisation] == nil { state.entries.removeAll(keepingCapacity: true) }
            state.entries[organisation] = Entry(catalogue: catalogue, bornAt: now)
        }
        return catalogue
    }

    /// Forgets everything: a definition has changed, and a platform's definitions count for all its organisations.
    func forget() {
        state.withLock { state in
            state.generation &+= 1
            state.entries.removeAll(keepingCapacity: true)
        }
    }

    /// The type that a definition, not yet stored, would declare among those in force.
    func check(_ definition: Record) async throws(RecordError) {
        let catalogue = try await catalogue(for: definition.organisation)
        _ = try DefinedType.make(from: definition) { name in
            Self.target(name, among: catalogue.custom.compactMap(\.definition) + [definition])
        }
    }

    /// The types of these definitions; `known` where it was compiled from the same. A stored definition that no longer compiles, because one
    /// that it refers to is gone, is left out: its records cannot be written until it is mended.
    private static func catalogue(of definitions: [Record], known: TypeCatalogue?) -> TypeCatalogue {
        if let known, known.custom.map(\.definition) == definitions { return known }
        return TypeCatalogue(
            custom: definitions.compactMap { definition in
                try? DefinedType.make(from: definition) { target($0, among: definitions) }
            })
    }

    /// The type that a reference between definitions names, ASCII letters in either case: `customers` is the shared contact.
    private static func target(_ name: String, among definitions: [Record]) -> TypeID? {
        let name = name.lowercased()
        if name == customers { return .contact }
        guard let match = definitions.last(where: { names(of: $0).contains(name) || $0.id.text == name }) else { return nil }
        // A definition of customers, by whichever of its names, has contacts for records.
        return names(of: match).contains(customers) ? .contact : TypeID(definition: match.id)
    }

    private static let customers = "customers"

    private static func names(of definition: Record) -> [String] {
        ["key", "pluralName"].compactMap { definition[$0]?.asString?.lowercased() }
    }
}
