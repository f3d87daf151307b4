import JSONCore

extension Kare {
    /// The pattern that every email of Kare's pages has to match.
    static let emailPattern = #"^(?!\.)(?!.*\.\.)([A-Za-z0-9_'+\-\.]*)[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}$"#

    /// JSON Schema of a text. Kare counts lengths as JavaScript does, in UTF-16 code units.
    static func textSchema(_ description: String, atMost limit: Int, orNull: Bool = false, example: JSON) -> JSON {
        [
            "type": orNull ? ["string", "null"] : "string", "maxLength": .number(JSONNumber(limit)), "x-length-unit": "utf-16",
            "description": .string(description), "examples": [example],
        ]
    }

    /// JSON Schema of an email.
    static func emailSchema(_ description: String, orNull: Bool = false) -> JSON {
        [
            "type": orNull ? ["string", "null"] : "string", "format": "email", "maxLength": 250, "x-length-unit": "utf-16",
            "pattern": .string(emailPattern), "description": .string(description), "examples": ["example@email.com"],
        ]
    }

    /// JSON Schema of a list of phones: up to five texts of up to fifty characters, in any form.
    static func phonesSchema(_ description: String) -> JSON {
        [
            "type": "array", "items": ["type": "string", "maxLength": 50, "x-length-unit": "utf-16"], "maxItems": 5,
            "description": .string(description), "examples": [["phone1", "phone2"]],
        ]
    }
}
