/// Which members or elements of an instance its schema has evaluated, JSON Schema 2020-12 core, section 11.
///
/// Nothing is kept until a schema with `unevaluatedProperties` or `unevaluatedItems` begins a frame: one bit per place of its instance.
/// Subschemas applied to the same instance mark the frame; those whose failure does not fail the whole work on a branch of it, which is
/// merged only when they hold; those applied to other instances do not see it.
struct EvaluatedPlaces {
    /// The frames under way, innermost last: a word of flags each, then the bits.
    private var words: ContiguousArray<UInt64> = []

    /// Where the present frame starts; negative when there is none.
    private var start = -1

    /// Whether somebody wants to know what is evaluated.
    @inline(__always)
    var isActive: Bool { start >= 0 }

    /// Begins a frame for an instance with so many places; returns the one to end it with.
    mutating func begin(places: Int) -> Int {
        let outer = start
        start = words.count
        words.append(contentsOf: repeatElement(0, count: 1 + (places + 63) / 64))
        return outer
    }

    /// Begins a branch of the present frame, if there is one, with nothing evaluated yet; returns what to end it with.
    mutating func branch() -> Int {
        let outer = start
        if outer < 0 { return outer }
        let count = words.count - start
        start = words.count
        words.append(contentsOf: repeatElement(0, count: count))
        return outer
    }

    /// Ends a frame or branch; what it evaluated counts for the one around it if that is wanted.
    mutating func end(_ outer: Int, merging: Bool) {
        if start < 0 { return }
        if merging && outer >= 0 {
            for offset in 0..<(words.count - start) { words[outer + offset] |= words[start + offset] }
        }
        words.removeSubrange(start...)
        start = outer
    }

    /// Sets the present frame aside while another instance is looked at; returns what to resume it with.
    @inline(__always)
    mutating func suspend() -> Int {
        let outer = start
        start = -1
        return outer
    }

    /// Goes on with the frame that was set aside.
    @inline(__always)
    mutating func resume(_ outer: Int) {
        start = outer
    }

    /// Notes the member or element at a position as evaluated.
    @inline(__always)
    mutating func mark(_ position: Int) {
        if start >= 0 { words[start + 1 + position / 64] |= 1 << UInt64(position % 64) }
    }

    /// Notes the first places as evaluated.
    mutating func mark(first count: Int) {
        guard start >= 0 else { return }
        for position in 0..<count { mark(position) }
    }

    /// Whether the member or element at a position has been evaluated.
    func contains(_ position: Int) -> Bool {
        start >= 0 && words[start + 1 + position / 64] & 1 << UInt64(position % 64) != 0
    }

    /// Notes that alternatives have failed, so that what they would have evaluated is not known.
    mutating func markUncertain() {
        if start >= 0 { words[start] = 1 }
    }

    /// Whether alternatives have failed; the schema has failed with them, and reporting what is left unevaluated would only mislead.
    var isUncertain: Bool {
        start >= 0 && words[start] != 0
    }
}
