import JSONCore

/// What answers look like. Lengths belong to what is sent through Nateq: another API may have written a longer name, and it is shown as it
/// is.
extension Nateq {
    private static let text: JSON = ["type": "string"]

    /// JSON Schema of an object of these texts, of which the `required` ones are always there.
    private static func texts(_ names: [String], required: [String]) -> JSONObject {
        [
            "type": "object", "properties": .object(JSONObject(uniqueMembers: names.map { (key: $0, value: text) })),
            "required": .array(required.map(JSON.string)), "additionalProperties": false,
        ]
    }

    private static let company = texts(["id", "name", "domain"], required: ["id", "name"])

    private static let tag = texts(
        ["id", "name", "displayName", "color", "organizationId", "createdAt", "updatedAt"],
        required: ["id", "name", "organizationId", "createdAt", "updatedAt"])

    private static let activity = texts(
        [
            "id", "contactId", "actorId", "actorName", "actorType", "description", "oldValue", "newValue", "metadata", "createdAt",
            "updatedAt",
        ],
        required: ["id", "contactId", "actorId", "actorName", "actorType", "description", "metadata", "createdAt", "updatedAt"])

    /// JSON Schema of a contact, with `activities` where one contact is answered.
    static func contactSchema(withActivities: Bool) -> JSON {
        var properties: JSONObject = ["id": text, "organizationId": text]
        var required = ["id", "organizationId", "tags", "createdAt", "updatedAt"]
        for field in ContactField.all {
            var schema: JSONObject = ["type": "string"]
            if case .flag = field.shape {
                schema["type"] = "boolean"
                required.append(field.name)
            }
            if case .choice(let words) = field.shape { schema["enum"] = .array(words.map(JSON.string)) }
            schema["description"] = .string(field.summary)
            properties[field.name] = .object(schema)
        }
        properties["companyName"] = text
        properties["company"] = .object(company)
        properties["tags"] = ["type": "array", "items": .object(tag)]
        properties["createdAt"] = text
        properties["updatedAt"] = text
        if withActivities {
            properties["activities"] = [
                "type": "array", "items": .object(activity), "maxItems": .number(JSONNumber(Activities.limit)),
                "description": "The latest changes of the contact through any API, newest first, one for each field that changed.",
            ]
            required.append("activities")
        }
        return [
            "type": "object", "properties": .object(properties), "required": .array(required.map(JSON.string)),
            "additionalProperties": false,
        ]
    }
}
