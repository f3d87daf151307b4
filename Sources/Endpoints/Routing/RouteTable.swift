package import HTTPTypes

/// Every endpoint of every dialect by path and method: what the server asks for each request, and the list that OpenAPI and the tests
/// read.
///
/// A literal segment wins over a `{name}` at the same place. Paths are matched as sent, segment by segment; only the values of names are
/// percent-decoded, once.
package struct RouteTable: Sendable {
    /// An endpoint with the dialect it belongs to.
    package struct Route: Sendable {
        package let dialect: Dialect
        package let endpoint: Endpoint
    }

    /// What a request's method and path lead to.
    package enum Match: Sendable {
        /// The route and the values of its names.
        case route(Route, values: [String])
        /// The path is known with these methods.
        case otherMethods([HTTPRequest.Method], Dialect)
        /// The path is unknown; the dialect whose root it lies under, if any, refuses it.
        case none(Dialect?)
        /// A value of the path is badly encoded.
        case malformed(Dialect?)
    }

    package let dialects: [Dialect]
    private var root = Node()

    /// The table of these dialects. Two endpoints with one method and path are a mistake in this program and end it at the start.
    package init(_ dialects: [Dialect]) {
        self.dialects = dialects
        for dialect in dialects {
            for endpoint in dialect.endpoints {
                for prefix in [""] + dialect.prefixes {
                    let template = PathTemplate(prefix + endpoint.path)
                    root.insert(Route(dialect: dialect, endpoint: endpoint), template.segments[...])
                }
            }
        }
    }

    package func match(_ method: HTTPRequest.Method, _ path: String) -> Match {
        var bytes = path.utf8[...]
        guard bytes.popFirst() == UInt8(ascii: "/") else { return .none(nil) }
        var values: [Substring.UTF8View] = []
        guard let node = root.find(bytes, &values) else { return .none(owner(of: path)) }
        guard let route = node.routes.first(where: { $0.endpoint.method == method || (method == .head && $0.endpoint.method == .get) })
        else {
            guard let first = node.routes.first else { return .none(owner(of: path)) }
            return .otherMethods(node.routes.map(\.endpoint.method), first.dialect)
        }
        var decoded: [String] = []
        decoded.reserveCapacity(values.count)
        for value in values {
            guard let text = PercentCoding.decode(value) else { return .malformed(route.dialect) }
            decoded.append(text)
        }
        return .route(route, values: decoded)
    }

    /// The dialect with the longest root that is `path` or lies above it.
    package func owner(of path: String) -> Dialect? {
        var best: (dialect: Dialect, length: Int)?
        for dialect in dialects {
            for root in dialect.roots where path.hasPrefix(root) {
                let rest = path.utf8.dropFirst(root.utf8.count)
                guard rest.isEmpty || rest.first == UInt8(ascii: "/"), root.utf8.count > best?.length ?? -1 else { continue }
                best = (dialect, root.utf8.count)
            }
        }
        return best?.dialect
    }

    /// A place in the tree of paths.
    private struct Node: Sendable {
        var literals: [(bytes: [UInt8], node: Node)] = []
        /// Where a `{name}` leads: an array of none or one, since a struct cannot hold itself.
        var named: [Node] = []
        var routes: [Route] = []

        mutating func insert(_ route: Route, _ segments: ArraySlice<PathTemplate.Segment>) {
            guard let first = segments.first else {
                let isNew = !routes.contains { $0.endpoint.method == route.endpoint.method }
                precondition(isNew, "two endpoints answer \(route.endpoint.method.rawValue) \(route.endpoint.path)")
                routes.append(route)
                return
            }
            switch first {
            case .literal(let text):
                let bytes = Array(text.utf8)
                if let index = literals.firstIndex(where: { $0.bytes == bytes }) {
                    literals[index].node.insert(route, segments.dropFirst())
                } else {
                    var node = Node()
                    node.insert(route, segments.dropFirst())
                    literals.append((bytes, node))
                }
            case .name:
                if named.isEmpty { named.append(Node()) }
                named[0].insert(route, segments.dropFirst())
            }
        }

        /// The node that the path leads to, when it has routes. On the way back from a dead end the values are taken back too.
        func find(_ path: Substring.UTF8View, _ values: inout [Substring.UTF8View]) -> Node? {
            let end = path.firstIndex(of: UInt8(ascii: "/"))
            let segment = end.map { path[..<$0] } ?? path
            let rest = end.map { path[path.index(after: $0)...] }
            for (bytes, node) in literals where segment.elementsEqual(bytes) {
                if let found = node.finish(rest, &values) { return found }
            }
            guard let node = named.first, !segment.isEmpty else { return nil }
            values.append(segment)
            if let found = node.finish(rest, &values) { return found }
            values.removeLast()
            return nil
        }

        private func finish(_ rest: Substring.UTF8View?, _ values: inout [Substring.UTF8View]) -> Node? {
            guard let rest else { return routes.isEmpty ? nil : self }
            return find(rest, &values)
        }
    }
}
