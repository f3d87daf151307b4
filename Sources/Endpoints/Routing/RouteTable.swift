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

        /// Whether this route answers requests with `method`: one that reads answers HEAD too.
        fileprivate func answers(_ method: HTTPRequest.Method) -> Bool {
            endpoint.method == method || (method == .head && endpoint.method == .get)
        }
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
    private let root: PathTree

    /// The table of these dialects. Two endpoints with one method and path are a mistake in this program and end it at the start.
    package init(_ dialects: [Dialect]) {
        self.dialects = dialects
        var branches: [PathTree.Branch] = []
        for dialect in dialects {
            for endpoint in dialect.endpoints {
                for prefix in [""] + dialect.prefixes {
                    let template = PathTemplate(prefix + endpoint.path)
                    branches.append(PathTree.Branch(segments: template.segments[...], route: Route(dialect: dialect, endpoint: endpoint)))
                }
            }
        }
        root = PathTree(branches)
    }

    package func match(_ method: HTTPRequest.Method, _ path: String) -> Match {
        var path = path
        return path.withUTF8 { bytes in
            guard bytes.first == UInt8(ascii: "/") else { return .none(nil) }
            var values: [Slice<UnsafeBufferPointer<UInt8>>] = []
            guard let routes = root.find(bytes.dropFirst(), &values) else {
                return .none(owner(of: String(decoding: bytes, as: UTF8.self)))
            }
            guard let route = routes.first(where: { $0.answers(method) }) else {
                return .otherMethods(routes.map(\.endpoint.method), routes[0].dialect)
            }
            var decoded: [String] = []
            decoded.reserveCapacity(values.count)
            for value in values {
                guard let text = PercentCoding.decode(value) else { return .malformed(route.dialect) }
                decoded.append(text)
            }
            return .route(route, values: decoded)
        }
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
}
