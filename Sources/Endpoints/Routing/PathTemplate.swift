/// A path with `{names}` in it, each a whole segment.
package struct PathTemplate: Sendable, Hashable {
    package enum Segment: Sendable, Hashable {
        case literal(String)
        case name(String)
    }

    package let segments: [Segment]
    /// The names in order: the n-th value of a matched path belongs to the n-th name.
    package let names: [String]

    package init(_ path: String) {
        segments = path.split(separator: "/").map { segment in
            segment.first == "{" && segment.last == "}" ? .name(String(segment.dropFirst().dropLast())) : .literal(String(segment))
        }
        names = segments.compactMap { segment in
            if case .name(let name) = segment { name } else { nil }
        }
    }

    /// The value that `request` has for `name`; nil when the template has no such name.
    package func value(_ name: String, in request: IncomingRequest) -> String? {
        guard let index = names.firstIndex(of: name), index < request.pathValues.count else { return nil }
        return request.pathValues[index]
    }
}
