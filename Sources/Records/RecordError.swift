package import JSONCore
package import JSONSchema

/// Why the engine refuses. It names places and rules and never holds a value of a record.
package enum RecordError: Error, Sendable, Hashable {
    /// No record of that name in this organisation.
    case notFound(TypeID)
    /// No type of that name in this organisation.
    case unknownType
    /// The record would break its type's schema: pointers are into `fields`.
    case invalid([Violation])
    /// The definition's own schema does not compile.
    case invalidSchema(SchemaError)
    /// A reference names no record of its target type.
    case missingTarget(field: JSONPointer, type: TypeID)
    /// Records of this type still refer to the one to be deleted or moved.
    case referenced(by: TypeID?)
    /// Another record of the type has the same value in this place: `externalID`, `id` or a pointer into `fields`.
    case duplicate(field: String)
    /// The stored version is not what the caller demanded; the version it has.
    case preconditionFailed(current: Int64)
    /// The query selects more records than one command may write.
    case tooMany(limit: Int)
    /// Other writers changed the record again and again: nothing was written, the caller may try again.
    case contended
    /// The database is away. Nothing was written.
    case unavailable(retryAfterSeconds: Int)
    /// The disk is full. Nothing was written.
    case full
    /// The commit may or may not have happened; reading tells.
    case outcomeUnknown
    /// The query costs more than one may.
    case tooExpensive
    /// A fault of the server's own; `reason` is for the log alone.
    case broken(reason: String)

    /// The permanent code of the refusal. Codes are never given a second meaning.
    package var code: String {
        switch self {
        case .notFound: "record-not-found"
        case .unknownType: "type-unknown"
        case .invalid: "record-invalid"
        case .invalidSchema: "schema-invalid"
        case .missingTarget: "reference-target-missing"
        case .referenced: "record-referenced"
        case .duplicate: "value-taken"
        case .preconditionFailed: "precondition-failed"
        case .tooMany: "too-many-records"
        case .contended: "record-contended"
        case .unavailable: "store-unavailable"
        case .full: "store-full"
        case .outcomeUnknown: "outcome-unknown"
        case .tooExpensive: "query-too-expensive"
        case .broken: "internal"
        }
    }
}

extension RecordError {
    /// What a store's refusal means to a caller.
    package init(_ error: StoreError) {
        self =
            switch error {
            case .moved: .contended
            case .duplicate(let field): .duplicate(field: field)
            case .missingTarget(let reference):
                .missingTarget(field: (try? JSONPointer(parsing: reference.field)) ?? JSONPointer(), type: reference.targetType)
            case .referenced(let type): .referenced(by: type)
            case .unavailable(let seconds): .unavailable(retryAfterSeconds: seconds)
            case .full: .full
            case .outcomeUnknown: .outcomeUnknown
            case .tooExpensive: .tooExpensive
            case .broken(let reason): .broken(reason: reason)
            }
    }
}
