import HTTPTypes

/// The paths of all endpoints, segment by segment.
final class PathTree: Sendable {
    /// What is left of an endpoint's path below a place in the tree.
    struct Branch {
        var segments: ArraySlice<PathTemplate.Segment>
        let route: RouteTable.Route
    }

    private struct Literal: Sendable {
        let bytes: [UInt8]
        let tree: PathTree
    }

    private let literals: [Literal]
    /// Where a `{name}` leads.
    private let named: PathTree?
    /// The endpoints whose path ends here, one for each method.
    private let routes: [RouteTable.Route]

    /// Two branches with one path and method are a mistake in this program and end it.
    init(_ branches: [Branch]) {
        var ends: [RouteTable.Route] = []
        var texts: [String] = []
        var below: [String: [Branch]] = [:]
        var belowName: [Branch] = []
        for var branch in branches {
            switch branch.segments.popFirst() {
            case nil:
                let endpoint = branch.route.endpoint
                let isNew = !ends.contains { $0.endpoint.method == endpoint.method }
                precondition(isNew, "two endpoints answer \(endpoint.method.rawValue) \(endpoint.path)")
                ends.append(branch.route)
            case .literal(let text):
                if below[text] == nil { texts.append(text) }
                below[text, default: []].append(branch)
            case .name: belowName.append(branch)
            }
        }
        routes = ends
        named = belowName.isEmpty ? nil : PathTree(belowName)
        literals = texts.map { Literal(bytes: Array($0.utf8), tree: PathTree(below[$0] ?? [])) }
    }

    /// The endpoints at `path`, which begins behind a slash: at least one, or nil. `values` gets the segments that names stand for; on
    /// the way back from a dead end they are taken back.
    func find(
        _ path: Slice<UnsafeBufferPointer<UInt8>>, _ values: inout [Slice<UnsafeBufferPointer<UInt8>>]
    ) -> [RouteTable.Route]? {
        let end = path.firstIndex(of: UInt8(ascii: "/"))
        let segment = path[..<(end ?? path.endIndex)]
        let rest = end.map { path[($0 + 1)...] }
        for literal in literals where segment.elementsEqual(literal.bytes) {
            if let found = literal.tree.finish(rest, &values) { return found }
        }
        guard let named, !segment.isEmpty else { return nil }
        values.append(segment)
        if let found = named.finish(rest, &values) { return found }
        values.removeLast()
        return nil
    }

    private func finish(
        _ rest: Slice<UnsafeBufferPointer<UInt8>>?, _ values: inout [Slice<UnsafeBufferPointer<UInt8>>]
    ) -> [RouteTable.Route]? {
        guard let rest else { return routes.isEmpty ? nil : routes }
        return find(rest, &values)
    }
}
