import JSONCore

@testable import JSONSchema

/// A change of a JSON value at a place drawn at random.
struct ValueMutation {
    /// The values that parts are taken from.
    let donors: [JSON]
    var random: SplitMix

    private static let names: [String] =
        keywords.map { $0.name } + ["op", "path", "from", "value", "a", "b", "foo", "bar", ""]
    private static let values: [JSON] =
        [
            .null, true, false, 0, 1, 2, -1, 1.0, 1.5, -0.5, 100, 0.01, 9_007_199_254_740_993, "", "a", "foo", "é😀", [], [:], ["a"],
            ["a": 1],
            [1, 1.0], "#", "#/$defs/a", "#a", "/", "/a", "/0", "/-", "/a/b", "^a", "[0-9]+$", "(?=a)", "2026-11-21", "192.0.2.1",
        ] + ["null", "boolean", "object", "array", "number", "string", "integer", "add", "remove", "replace", "move", "copy", "test"]
        + formats.map { .string($0.name) }

    /// The value with one part of it changed.
    mutating func changed(_ value: JSON) -> JSON {
        var place = below(value.valueCount(toDepth: .max))
        return changed(value, at: &place)
    }

    /// Counts down to the place, in the order of the text.
    private mutating func changed(_ value: JSON, at place: inout Int) -> JSON {
        if place == 0 {
            place -= 1
            return replacement(for: value)
        }
        place -= 1
        switch value {
        case .array(var elements):
            for position in elements.indices where place >= 0 { elements[position] = changed(elements[position], at: &place) }
            return .array(elements)
        case .object(var object):
            for (key, member) in object where place >= 0 { object[key] = changed(member, at: &place) }
            return .object(object)
        default:
            return value
        }
    }

    private mutating func replacement(for value: JSON) -> JSON {
        switch (below(4), value) {
        case (0, _): part()
        case (1, _): below(2) == 0 ? .array([value]) : .object([name(): value])
        case (_, .array(let elements)): .array(changed(elements))
        case (_, .object(let object)): .object(changed(object))
        case (_, .number(let number)): number.intValue.map { .number(JSONNumber($0 &+ [-1, 1, -2 &* $0][below(3)])) } ?? part()
        default: part()
        }
    }

    private mutating func changed(_ elements: [JSON]) -> [JSON] {
        var elements = elements
        switch below(3) {
        case 0 where !elements.isEmpty: elements.remove(at: below(elements.count))
        case 1: elements.shuffle(using: &random)
        default: elements.insert(part(), at: below(elements.count + 1))
        }
        return elements
    }

    private mutating func changed(_ object: JSONObject) -> JSONObject {
        var object = object
        let member = object.isEmpty ? nil : object[below(object.count)]
        switch (below(3), member) {
        case (0, let member?): object[member.key] = nil
        case (1, let member?):
            object[member.key] = nil
            object[name()] = member.value
        default: object[name()] = part()
        }
        return object
    }

    /// A value to put somewhere: one that is known to matter, or a part of what there is.
    private mutating func part() -> JSON {
        if below(2) == 0 { return Self.values[below(Self.values.count)] }
        var part = donors[below(donors.count)]
        while below(4) > 0 {
            switch part {
            case .array(let elements) where !elements.isEmpty: part = elements[below(elements.count)]
            case .object(let object) where !object.isEmpty: part = object[below(object.count)].value
            default: return part
            }
        }
        return part
    }

    private mutating func name() -> String {
        Self.names[below(Self.names.count)]
    }

    private mutating func below(_ bound: Int) -> Int {
        Int.random(in: 0..<bound, using: &random)
    }
}
