/// A hash table from names to positions in an object's members, used for objects too large to search one by one.
///
/// Open addressing with linear probing over a table at most half full. The hash is Swift's, seeded per process, so that a client cannot
/// choose names that collide.
struct MemberIndex: Sendable {
    /// Up to this many members, comparing names one by one is at least as fast as hashing.
    static let threshold = 32

    /// Position plus one per slot, zero for a free slot; the count is a power of two.
    private var slots: ContiguousArray<UInt32>

    /// The index of members whose names are different from one another.
    init(_ members: ContiguousArray<JSONObject.Element>) {
        slots = []
        rebuild(members)
    }

    /// The position of the member with this name; nil when there is none.
    func position(of key: String, in members: ContiguousArray<JSONObject.Element>) -> Int? {
        var slot = firstSlot(of: key)
        while slots[slot] != 0 {
            let position = Int(slots[slot]) - 1
            if members[position].key.hasSameBytes(as: key) { return position }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Adds the last member, at `position`, whose name is not yet in the index.
    mutating func insert(_ position: Int, of members: ContiguousArray<JSONObject.Element>) {
        if (position + 1) * 2 > slots.count {
            rebuild(members)
        } else {
            place(position, key: members[position].key)
        }
    }

    private mutating func rebuild(_ members: ContiguousArray<JSONObject.Element>) {
        var count = 128
        // Grown to a quarter full, so that appending rebuilds in constant amortised time.
        while count < members.count * 4 { count *= 2 }
        slots = ContiguousArray(repeating: 0, count: count)
        for position in members.indices { place(position, key: members[position].key) }
    }

    private mutating func place(_ position: Int, key: String) {
        var slot = firstSlot(of: key)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt32(truncatingIfNeeded: position + 1)
    }

    private func firstSlot(of key: String) -> Int {
        var hasher = Hasher()
        key.hashBytes(into: &hasher)
        return hasher.finalize() & (slots.count - 1)
    }
}
