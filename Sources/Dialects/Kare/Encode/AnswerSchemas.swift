import JSONCore

/// What answers look like. Lengths and patterns belong to what is sent through Kare: another API may have written a longer name, and it is
/// shown as it is.
extension Kare {
    typealias Member = (name: String, schema: JSON)

    /// The pattern that every date of Kare's pages matches: a day of the calendar and a time, in UTC.
    private static let datePattern =
        #"^(?:(?:\d\d[2468][048]|\d\d[13579][26]|\d\d0[48]|[02468][048]00|[13579][26]00)-02-29|"#
        + #"\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|(?:02)-(?:0[1-9]|1\d|2[0-8])))"#
        + #"T(?:(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z))$"#

    /// JSON Schema of a date.
    static func answerDate(_ description: String, orNull: Bool = false) -> JSON {
        [
            "type": orNull ? ["string", "null"] : "string", "pattern": .string(datePattern), "description": .string(description),
            "examples": ["2024-12-05T14:56:23.000Z"],
        ]
    }

    /// JSON Schema of a text.
    static func answerText(_ description: String, orNull: Bool = false) -> JSON {
        ["type": orNull ? ["string", "null"] : "string", "description": .string(description)]
    }

    /// JSON Schema of a list of phones.
    static func answerPhones(_ description: String) -> JSON {
        ["type": "array", "items": ["type": "string"], "description": .string(description)]
    }

    /// JSON Schema of a list of things that Kith does not keep.
    static func answerNone(_ description: String) -> JSON {
        ["type": "array", "maxItems": 0, "description": .string(description)]
    }

    static let answerFlag: JSON = ["type": "boolean"]

    /// JSON Schema of an object that has each of `members`, and of the optional ones some.
    static func answerObject(_ members: [Member], optional: [Member] = []) -> JSON {
        [
            "type": "object",
            "properties": .object(JSONObject(uniqueMembers: (members + optional).map { (key: $0.name, value: $0.schema) })),
            "required": .array(members.map { .string($0.name) }),
            "additionalProperties": false,
        ]
    }

    static let actionsSchema = answerObject([("canBeUpdated", answerFlag), ("canBeDeleted", answerFlag)])

    /// JSON Schema of a list.
    static func answerList(of item: JSON) -> JSON {
        answerObject(
            [
                ("data", ["type": "array", "items": item]),
                ("pagination", answerObject([("page", ["type": "integer"]), ("pageSize", ["type": "integer"])])),
            ],
            optional: [
                ("totalCount", ["type": "integer", "minimum": 0, "description": "Items in the whole list, when includeCount asks."])
            ])
    }
}
