import JSONCore
import Records
import Relational

/// A statement with the values bound to it: what is sent.
struct Statement: Sendable {
    /// SQL with `$1`, `$2`, … for the values. Texts are few, because each is prepared once on every connection.
    let text: String
    private(set) var parameters = Parameters()

    init(_ text: String) { self.text = text }

    /// A query that was put together.
    init(_ sql: SQLText) {
        self.init(sql.numberedText)
        for value in sql.values {
            switch value {
            case .text(let text): bind(text)
            case .integer(let integer): bind(integer)
            case .identifier(let identifier): bind(identifier)
            case .path(let pointer): bind(path: pointer)
            }
        }
    }

    mutating func bind(_ value: Identifier?) { parameters.append(.uuid, value?.bytes) }

    mutating func bind(_ value: OrganisationID) { bind(value.identifier) }

    mutating func bind(_ value: TypeID) { bind(value.text) }

    mutating func bind(_ value: Int64?) { parameters.append(.int8, value.map(Self.bytes)) }

    mutating func bind(_ value: Timestamp?) { bind(value?.microseconds) }

    mutating func bind(_ value: Bool) { parameters.append(.bool, [value ? 1 : 0]) }

    mutating func bind(_ value: String?) { parameters.append(.text, value.map { Array($0.utf8) }) }

    mutating func bind(blob value: [UInt8]?) { parameters.append(.bytea, value) }

    mutating func bind(json value: [UInt8]) { parameters.append(.json, value) }

    /// The tokens of a pointer as `text[]`.
    mutating func bind(path: JSONPointer) { parameters.append(.textArray, Array(FieldPath.text(path).utf8)) }

    private static func bytes(_ value: Int64) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }
}

/// The values of one statement, in one stretch of memory, as libpq takes them.
struct Parameters: Sendable {
    /// PostgreSQL's own number of a type, and whether we send the type's binary form.
    enum Kind: UInt32 {
        case bool = 16
        case bytea = 17
        case int8 = 20
        case text = 25
        case json = 114
        case textArray = 1009
        case uuid = 2950

        /// 1 for binary; arrays are sent as text.
        var format: Int32 { self == .textArray ? 0 : 1 }
    }

    private(set) var types: [UInt32] = []
    private(set) var formats: [Int32] = []
    private(set) var lengths: [Int32] = []
    /// Where each value begins in ``storage``; nil for NULL.
    private var starts: [Int?] = []
    private var storage: [UInt8] = []

    mutating func append(_ kind: Kind, _ bytes: [UInt8]?) {
        types.append(kind.rawValue)
        formats.append(kind.format)
        lengths.append(Int32(clamping: bytes?.count ?? 0))
        starts.append(bytes == nil ? nil : storage.count)
        guard let bytes else { return }
        storage += bytes
        // What is sent as text ends with a zero.
        storage.append(0)
    }

    /// Calls `body` with pointers to the values, valid inside the call.
    func withPointers<Result>(_ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
        storage.withUnsafeBytes { buffer in
            let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            return body(starts.map { start in start.flatMap { start in base.map { $0 + start } } })
        }
    }
}
