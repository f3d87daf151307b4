import Endpoints
import HTTPTypes
import Records

/// Entity tags of records: the version in quotes. Strong, since two answers with one version are the same bytes.
enum EntityTag {
    static func text(_ version: Int64) -> String { "\"\(version)\"" }

    /// The condition that the request's headers put on a write (RFC 9110 section 13.1); nil for none.
    ///
    /// `If-Match` compares strongly, so a weak tag matches nothing. Tags that are no version of ours match nothing either. Conditions by
    /// date are refused: two versions can share a moment.
    static func precondition(of request: IncomingRequest) throws(RequestError) -> Precondition? {
        try refuseDates(request)
        if let text = request.headers.value(of: .ifMatch) {
            switch try list(text, header: "If-Match", allowsWeak: false) {
            case .any: return nil
            case .versions(let versions): return .versionIn(versions)
            }
        }
        if let text = request.headers.value(of: .ifNoneMatch) {
            switch try list(text, header: "If-None-Match", allowsWeak: true) {
            case .any: return .versionIn([])
            case .versions(let versions): return .versionNotIn(versions)
            }
        }
        return nil
    }

    /// Whether a reader already has this version: `If-None-Match` names it (RFC 9110 section 13.1.2), and the answer is 304.
    static func isKnown(_ version: Int64, to request: IncomingRequest) throws(RequestError) -> Bool {
        guard let text = request.headers.value(of: .ifNoneMatch) else { return false }
        switch try list(text, header: "If-None-Match", allowsWeak: true) {
        case .any: return true
        case .versions(let versions): return versions.contains(version)
        }
    }

    private enum Tags {
        case any
        case versions([Int64])
    }

    private static func refuseDates(_ request: IncomingRequest) throws(RequestError) {
        for name in [HTTPField.Name.ifModifiedSince, .ifUnmodifiedSince] where request.headers[name] != nil {
            throw .invalidParameter(.header, name: name.rawName, rule: "is not supported on writes: use If-Match with the record's ETag")
        }
    }

    private static func list(_ text: String, header: String, allowsWeak: Bool) throws(RequestError) -> Tags {
        let malformed = RequestError.invalidParameter(.header, name: header, rule: "must be * or a list of quoted entity tags")
        var versions: [Int64] = []
        var rest = text[...].utf8
        func skipSpace() { rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } }
        skipSpace()
        if rest.first == UInt8(ascii: "*") {
            rest.removeFirst()
            skipSpace()
            guard rest.isEmpty else { throw malformed }
            return .any
        }
        while true {
            var isWeak = false
            if rest.starts(with: "W/".utf8) {
                isWeak = true
                rest.removeFirst(2)
            }
            guard rest.popFirst() == UInt8(ascii: "\""), let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { throw malformed }
            if allowsWeak || !isWeak, let tag = String(rest[..<end]), let version = Int64(tag), EntityTag.text(version) == "\"\(tag)\"" {
                versions.append(version)
            }
            rest = rest[rest.index(after: end)...]
            skipSpace()
            guard rest.popFirst() == UInt8(ascii: ",") else {
                guard rest.isEmpty else { throw malformed }
                return .versions(versions)
            }
            skipSpace()
        }
    }
}
