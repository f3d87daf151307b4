extension RecordType {
    /// The declaration of a customer-defined type: Mateo's custom entity definition and Reach's schema definition are both this.
    ///
    /// Names are unique without regard to the case of ASCII letters (Reach demands it), so that a path names one type.
    static let definitionType = declared(
        .definition, plural: "definitions", "The declaration of a customer-defined type.",
        schema: #"""
            {
              "type": "object",
              "properties": {
                "key": {"type": "string", "minLength": 1, "maxLength": 255, "description": "The type's name in paths."},
                "pluralName": {"type": "string", "minLength": 1, "maxLength": 255, "description": "The type's other name in paths."},
                "name": {"type": "string", "maxLength": 255, "description": "The name for people."},
                "description": {"type": "string", "maxLength": 10000},
                "schema": {"type": ["object", "boolean"], "description": "JSON Schema of the records' data."},
                "externalIDField": {"type": "string", "maxLength": 255, "description": "The member of data that is the record's external id."},
                "category": {"enum": ["contacts_schema", "transactions_schema", "custom_schema", "locations_schema"]},
                "assertsFormat": {"type": "boolean", "default": false, "description": "Whether the schema's format keywords are rules."},
                "exposure": {"type": "object", "description": "What a platform shows of the type: fieldsToExpose, exposeNameJsonPath."}
              },
              "required": ["key", "schema"],
              "additionalProperties": false
            }
            """#,
        indexes: [
            FieldIndex("key", isUnique: true, ignoresCase: true), FieldIndex("pluralName", isUnique: true, ignoresCase: true),
        ])
}
