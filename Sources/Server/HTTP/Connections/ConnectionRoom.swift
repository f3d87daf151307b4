import Foundation

/// How many connections fit into the file descriptors that the process may open.
package struct ConnectionRoom: Sendable, Hashable {
    package let regular: Int
    /// Further ones, which are told that there is no place.
    package let reserve: Int

    /// As many as are `wanted`, or as there is room for when `spare` descriptors are to stay free for everything else.
    ///
    /// The process's own limit is raised first as far as the system lets it. Refuses with ``StartError`` when hardly any fits.
    package init(wanted: Int, spare: Int) throws(StartError) {
        try self.init(wanted: wanted, free: Self.raiseLimit(wanted + Self.mostReserve + spare) - spare)
    }

    /// Shares `free` descriptors out.
    package init(wanted: Int, free: Int) throws(StartError) {
        reserve = min(Self.mostReserve, free / 4)
        regular = min(wanted, free - reserve)
        guard regular >= min(wanted, Self.fewest) else {
            throw StartError(
                "the process may open too few files for its connections: allow it more (`ulimit -n`, LimitNOFILE= in a systemd unit)")
        }
    }

    private static let mostReserve = 64
    private static let fewest = 8

    /// The descriptors that are free once the limit allows `wanted` more than are open now, or as many as the system allows.
    private static func raiseLimit(_ wanted: Int) -> Int {
        let open = (try? FileManager.default.contentsOfDirectory(atPath: "/dev/fd").count) ?? 64
        #if canImport(Glibc) || canImport(Musl)
        let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
        let kind = RLIMIT_NOFILE
        #endif
        var limit = rlimit()
        guard getrlimit(kind, &limit) == 0 else { return wanted }
        if limit.rlim_cur < rlim_t(open + wanted) {
            var raised = limit
            raised.rlim_cur = min(rlim_t(open + wanted), limit.rlim_max)
            if setrlimit(kind, &raised) == 0 { limit = raised }
        }
        return max(0, Int(clamping: limit.rlim_cur) - open)
    }
}
