import Records
import Server
import TestSupport

extension TestServer {
    /// How many changes the demo organisation's history holds.
    func changes() async throws -> Int {
        var count = 0
        while true {
            let some = try await server.engine.store.events(after: Int64(count), limit: 1000, in: demo.organisation)
            guard !some.isEmpty else { return count }
            count += some.count
        }
    }
}
