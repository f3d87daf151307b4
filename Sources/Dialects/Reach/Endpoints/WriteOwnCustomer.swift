import Endpoints
import JSONCore
import JSONSchema
import Records

/// Writes to customers of a platform that has a definition of its own.
///
/// The engine knows the rules of the shared contact; the definition's are checked here on the merged record, and the write carries the
/// version that they were checked on, so that nothing slips in between.
extension Call {
    /// How often a write starts over because another one came first.
    private static let attempts = 64

    /// The contact after `data` is written to the one with this external id.
    func update(_ externalID: String, with data: JSONObject, underOwn schema: ResourceSchema) async throws -> Record {
        let key = RecordKey.externalID(schema.type, externalID)
        for _ in 0..<Self.attempts {
            let contact = try await records.record(key)
            if let record = try await write(data, to: contact, schema) { return record }
        }
        throw RecordError.contended
    }

    /// The contact that `data` makes, or the stored one after `data` is written to it unless that is to be rejected.
    func upload(_ data: JSONObject, named externalID: String, underOwn schema: ResourceSchema, rejecting: Bool) async throws -> Record {
        for _ in 0..<Self.attempts {
            if let contact = try await records.find(.externalID(schema.type, externalID)) {
                guard !rejecting else { throw RecordError.duplicate(field: "externalID") }
                if let record = try await write(data, to: contact, schema) { return record }
            } else {
                if let record = try await create(data, named: externalID, schema) { return record }
            }
        }
        throw RecordError.contended
    }

    /// Nil when another write, or a deletion, came first.
    private func write(_ data: JSONObject, to contact: Record, _ schema: ResourceSchema) async throws -> Record? {
        try await check(data, contact, contact.externalID ?? "", schema)
        let edit = Edit(schema.steps(writing: data))
        do throws(RecordError) {
            return try await records.performOne(.update(.id(contact.type, contact.id), edit, .versionIn([contact.version]))).record
        } catch {
            switch error {
            case .preconditionFailed, .notFound: return nil
            default: throw error
            }
        }
    }

    /// Nil when another write made the contact first.
    private func create(_ data: JSONObject, named externalID: String, _ schema: ResourceSchema) async throws -> Record? {
        try await check(data, nil, externalID, schema)
        let draft = Records.Draft(type: schema.type, externalID: externalID, edit: Edit(schema.steps(writing: data)))
        do throws(RecordError) {
            return try await records.performOne(.create(draft)).record
        } catch .duplicate("externalID") {
            return nil
        }
    }

    private func check(_ data: JSONObject, _ contact: Record?, _ externalID: String, _ schema: ResourceSchema) async throws {
        let violations = schema.violations(writing: data, to: contact, named: externalID)
        guard violations.isEmpty else { throw RequestError.invalidBody(violations) }
        // The shared contact keeps these fields without a foreign key, so the targets are looked for here.
        for rule in schema.definition?.references ?? [] where rule.naming == .externalID {
            let place = JSONPointer(Array(rule.field.tokens.dropFirst()))
            guard let first = place.tokens.first, data.contains(first), let value = JSON.object(data).value(at: place) else { continue }
            for name in value.asArray ?? [value] {
                guard let name = name.asString else { continue }
                guard try await records.find(.externalID(rule.target, name)) != nil else {
                    throw RecordError.missingTarget(field: rule.field, type: rule.target)
                }
            }
        }
    }
}
