import JSONCore

/// The JSON Schemas and examples that the endpoints of schema definitions declare.
enum DefinitionDocuments {
    private static let name: JSON = ["type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[a-zA-Z0-9_-]+$"]

    /// What creation and change have in common.
    private static let members = JSON.declared(
        #"""
        {
          "description": {"type": "string", "minLength": 1, "maxLength": 10000},
          "category": {"enum": ["contacts_schema", "transactions_schema", "custom_schema", "locations_schema"], "default": "custom_schema"},
          "externalIdField": {"type": "string", "minLength": 1, "maxLength": 255, "description": "The field of data that is the external id."},
          "external_id_field": {"type": "string", "minLength": 1, "maxLength": 255, "description": "Older spelling of externalIdField."},
          "schema": {
            "type": "object",
            "description": "JSON Schema, draft 2020-12 or draft-07, of at most 256 KiB. A field of {\"$ref\": \"reach:schemas/NAME\"} holds the external id of a resource of that schema."
          },
          "assertsFormat": {
            "type": "boolean",
            "description": "Kith's own member: whether the schema's format keywords are rules. False for a new definition that does not ask."
          },
          "fieldsToExpose": {
            "type": "array",
            "items": {
              "type": "object",
              "properties": {
                "name": {"type": "string"},
                "jsonPath": {"type": "string"},
                "exposure": {"type": "array", "items": {"type": "string"}},
                "description": {"type": "string"}
              },
              "required": ["name", "jsonPath", "exposure"]
            }
          },
          "exposeNameJsonPath": {"type": "string"}
        }
        """#)

    private static func body(_ names: JSONObject, required: JSON) -> JSON {
        var properties = names
        for (name, schema) in members.asObject ?? [:] { properties[name] = schema }
        return ["type": "object", "properties": .object(properties), "required": required, "additionalProperties": false]
    }

    /// The names cannot change later.
    static let creation = body(["name": name, "pluralName": name, "plural_name": name], required: ["name", "schema"])
    static let change = body(["name": name, "pluralName": name, "plural_name": name], required: [])

    static let creationExample = JSON.declared(
        #"""
        {
          "name": "vehicle",
          "pluralName": "vehicles",
          "description": "A customer's car.",
          "category": "custom_schema",
          "externalIdField": "vehicleId",
          "schema": {
            "type": "object",
            "properties": {
              "vehicleId": {"type": "string"},
              "model": {"type": "string", "maxLength": 100},
              "owner": {"$ref": "reach:schemas/customers"}
            },
            "required": ["vehicleId"]
          }
        }
        """#)

    static let changeExample: JSON = ["description": "A car that a customer has or had."]

    /// A definition as every answer holds it.
    static let definition = JSON.declared(
        #"""
        {
          "type": "object",
          "properties": {
            "id": {"type": "string", "format": "uuid"},
            "platform_id": {"type": "string", "format": "uuid"},
            "platformId": {"type": "string", "format": "uuid"},
            "name": {"type": "string"},
            "plural_name": {"type": "string"},
            "pluralName": {"type": "string"},
            "description": {"type": "string"},
            "category": {"type": "string"},
            "version_number": {"type": "integer", "minimum": 1},
            "versionNumber": {"type": "integer", "minimum": 1},
            "reference_schemas": {"type": "array", "items": {"type": "string"}},
            "referenceSchemas": {"type": "array", "items": {"type": "string"}},
            "schema": {"type": ["object", "boolean"]},
            "assertsFormat": {"type": "boolean", "description": "Kith's own member: whether the schema's format keywords are rules."},
            "external_id_field": {"type": "string"},
            "externalIdField": {"type": "string"},
            "created_at": {"type": "string", "format": "date-time"},
            "createdAt": {"type": "string", "format": "date-time"},
            "updated_at": {"type": "string", "format": "date-time"},
            "updatedAt": {"type": "string", "format": "date-time"},
            "fieldsToExpose": {"type": "array"},
            "exposeNameJsonPath": {"type": "string"}
          },
          "required": [
            "id", "platform_id", "platformId", "name", "plural_name", "pluralName", "category", "version_number", "versionNumber",
            "reference_schemas", "referenceSchemas", "schema", "assertsFormat", "created_at", "createdAt", "updated_at", "updatedAt",
            "fieldsToExpose"
          ],
          "additionalProperties": false
        }
        """#)

    private static let definitionExample = JSON.declared(
        #"""
        {
          "id": "0190b7a2-1c00-7000-8000-000000000003",
          "platform_id": "0190b7a2-1c00-7000-8000-000000000001",
          "platformId": "0190b7a2-1c00-7000-8000-000000000001",
          "name": "vehicle",
          "plural_name": "vehicles",
          "pluralName": "vehicles",
          "description": "A customer's car.",
          "category": "custom_schema",
          "version_number": 1,
          "versionNumber": 1,
          "reference_schemas": ["customers"],
          "referenceSchemas": ["customers"],
          "schema": {"type": "object", "properties": {"vehicleId": {"type": "string"}, "owner": {"$ref": "reach:schemas/customers"}}},
          "assertsFormat": false,
          "external_id_field": "vehicleId",
          "externalIdField": "vehicleId",
          "created_at": "2024-12-05T14:56:23.000Z",
          "createdAt": "2024-12-05T14:56:23.000Z",
          "updated_at": "2024-12-05T14:56:23.000Z",
          "updatedAt": "2024-12-05T14:56:23.000Z",
          "fieldsToExpose": []
        }
        """#)

    static let one = Envelope.schema(of: definition)
    static let oneExample = Envelope.example(definitionExample)
    static let list = Envelope.schema(of: ["type": "array", "items": definition])
    static let listExample = Envelope.example([definitionExample])
}
