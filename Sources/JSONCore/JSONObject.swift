/// The members of a JSON object: each name once, in the order they came.
///
/// Names are compared as UTF-8 bytes. Looking up a name takes constant time: up to ``MemberIndex/threshold`` members are searched one by
/// one, more through a hash index, so an object of 10,000 members costs no more per member than one of ten.
package struct JSONObject: Sendable {
    /// A member: its name and its value.
    package typealias Element = (key: String, value: JSON)

    /// The members, for loops that are too hot for the collection's own accessors, which are not inlined across modules.
    package private(set) var members: ContiguousArray<Element>

    /// Present exactly when there are more members than ``MemberIndex/threshold``.
    private var index: MemberIndex?

    /// An object without members.
    package init() {
        members = []
        index = nil
    }

    /// An object of members whose names the caller knows to be different from one another.
    package init(uniqueMembers members: ContiguousArray<Element>) {
        self.members = members
        index = members.count > MemberIndex.threshold ? MemberIndex(members) : nil
    }

    /// An object of members whose names the caller knows to be different from one another.
    package init(uniqueMembers members: some Sequence<Element>) {
        self.init(uniqueMembers: ContiguousArray(members))
    }

    /// For the scanner, which has built the index while it looked for duplicates.
    init(members: ContiguousArray<Element>, index: MemberIndex?) {
        self.members = members
        self.index = index
    }

    /// The position of the member with this name; nil when there is none.
    package func position(of key: String) -> Int? {
        if let index { return index.position(of: key, in: members) }
        for position in members.indices where members[position].key.hasSameBytes(as: key) { return position }
        return nil
    }

    /// Whether there is a member with this name.
    package func contains(_ key: String) -> Bool {
        position(of: key) != nil
    }

    /// The value of the member with this name. Setting a new name appends, setting a known one keeps its place, setting nil removes.
    package subscript(_ key: String) -> JSON? {
        get {
            position(of: key).map { members[$0].value }
        }
        set {
            switch (position(of: key), newValue) {
            case (let position?, let value?): members[position].value = value
            case (_?, nil): removeValue(forKey: key)
            case (nil, let value?): append(key: key, value: value)
            case (nil, nil): break
            }
        }
    }

    /// The value of the member with this name, which is tried at `position` before it is looked up: of two versions of one object most
    /// members stand where they stood.
    package func value(of key: String, near position: Int) -> JSON? {
        if position < members.count, members[position].key.hasSameBytes(as: key) { return members[position].value }
        return self[key]
    }

    /// Removes the member with this name and returns its value; nil when there is none. Takes time in the number of members.
    @discardableResult
    package mutating func removeValue(forKey key: String) -> JSON? {
        guard let position = position(of: key) else { return nil }
        let removed = members.remove(at: position)
        index = members.count > MemberIndex.threshold ? MemberIndex(members) : nil
        return removed.value
    }

    /// Makes room for this many members.
    package mutating func reserveCapacity(_ count: Int) {
        members.reserveCapacity(count)
    }

    /// Changes a member's value in place.
    mutating func withValue<Result, Failure: Error>(
        at position: Int, _ body: (inout JSON) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(&members[position].value)
    }

    private mutating func append(key: String, value: JSON) {
        members.append((key: key, value: value))
        if index != nil {
            index?.insert(members.count - 1, of: members)
        } else if members.count > MemberIndex.threshold {
            index = MemberIndex(members)
        }
    }
}

extension JSONObject: RandomAccessCollection {
    /// The first member's position, zero.
    package var startIndex: Int { members.startIndex }

    /// One past the last member's position.
    package var endIndex: Int { members.endIndex }

    /// The member at a position, which must be one of the object's indices.
    package subscript(position: Int) -> Element { members[position] }

    /// The names in order.
    package var keys: some RandomAccessCollection<String> { members.lazy.map(\.key) }

    /// The values in order.
    package var values: some RandomAccessCollection<JSON> { members.lazy.map(\.value) }
}

extension JSONObject: Hashable {
    /// Whether both have the same names with equal values, in any order.
    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.matches(right) { $0 == $1 }
    }

    /// Feeds the members to a hasher, in a way that does not depend on their order.
    package func hash(into hasher: inout Hasher) {
        var sum = 0
        for member in members {
            var memberHasher = Hasher()
            member.key.hashBytes(into: &memberHasher)
            memberHasher.combine(member.value)
            sum &+= memberHasher.finalize()
        }
        hasher.combine(members.count)
        hasher.combine(sum)
    }

    /// Whether both have the same names, in any order, with values that the comparison takes as the same.
    func matches(_ other: JSONObject, by areSame: (JSON, JSON) -> Bool) -> Bool {
        guard members.count == other.members.count else { return false }
        for position in members.indices {
            let member = members[position]
            guard let counterpart = other.value(of: member.key, near: position), areSame(member.value, counterpart) else { return false }
        }
        return true
    }
}
