import Server
import Synchronization
import Testing

/// A number of places: as many as there are, never more, and each again after it was given back.
@Suite("Places")
struct PlacesTests {
    @Test("whoever finds none free is refused; only the first refusal of a full house is marked")
    func refuses() {
        let places = Places(2)
        #expect(places.take() == .taken)
        #expect(places.take() == .taken)
        #expect(places.take() == .refused(isFirst: true))
        #expect(places.take() == .refused(isFirst: false))
        places.giveBack()
        #expect(places.take() == .taken)
        #expect(places.take() == .refused(isFirst: false))
        places.giveBack()
        places.giveBack()
        #expect(places.take() == .taken)
        #expect(places.take() == .taken)
        #expect(places.take() == .refused(isFirst: true))
    }

    @Test("callers on many threads never hold more places than there are, and none is lost")
    func concurrency() async {
        let places = Places(3)
        let held = Held()
        let most = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var most = 0
                    for _ in 0..<2000 where places.take() == .taken {
                        most = max(most, held.count.add(1, ordering: .relaxed).newValue)
                        held.count.subtract(1, ordering: .relaxed)
                        places.giveBack()
                    }
                    return most
                }
            }
            return await group.reduce(0, max)
        }
        #expect((1...3).contains(most))
        for _ in 0..<3 { #expect(places.take() == .taken) }
        #expect(places.take() != .taken)
    }

    private final class Held: Sendable {
        let count = Atomic<Int>(0)
    }

    @Test("connections get what the process may open, less a reserve, and a start with hardly any is refused")
    func room() throws {
        let plenty = try ConnectionRoom(wanted: 4096, free: 20_000)
        #expect(plenty.regular == 4096)
        #expect(plenty.reserve == 64)
        let scarce = try ConnectionRoom(wanted: 4096, free: 20)
        #expect(scarce.regular == 15)
        #expect(scarce.reserve == 5)
        #expect(try ConnectionRoom(wanted: 2, free: 4).regular == 2)
        for free in [-5, 0, 9] {
            #expect(throws: StartError.self) { try ConnectionRoom(wanted: 4096, free: free) }
        }
    }
}
