import JSONCore

/// The JSON Schemas and examples that the resource endpoints declare.
enum ResourceDocuments {
    /// The body of a change of one customer: the members of the vendor's page, none of them required, null to delete.
    static let customerChange = customerBody(
        "Only the fields given here change; each replaces what was there, null deletes it.",
        key: "Must equal the external id in the path; cannot be null.", required: "Required: cannot be null.")

    /// The body of a customer to be stored. What is required depends on whether the customer is there already.
    static let customerUpload = customerBody(
        "A new customer; or changes of the stored one, where null deletes.", key: "The external id; cannot be null.",
        required: "Required of a new customer, cannot be null.")

    private static func customerBody(_ summary: String, key: String, required: String) -> JSON {
        let key = described(["type": ["string", "null"], "minLength": 1, "maxLength": 255], key)
        let name = described(["type": ["string", "null"], "maxLength": 255], required)
        let flag: JSON = ["type": ["boolean", "null"]]
        let createdAt = described(
            [
                "type": ["string", "null"], "format": "date-time",
                "pattern": #"^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$"#,
            ], "RFC 3339. " + required)
        let properties: JSON = [
            "customerId": key, "email": ["type": ["string", "null"], "maxLength": 255],
            "phone": ["type": ["string", "null"], "maxLength": 50],
            "firstName": name, "lastName": name, "emailOptOut": flag, "smsOptOut": flag,
            "customerDetailUrl": ["type": ["string", "null"], "maxLength": 8192], "createdAt": createdAt,
        ]
        let data = described(["type": "object", "properties": properties], summary)
        return ["type": "object", "properties": ["data": data], "required": ["data"]]
    }

    private static func described(_ schema: JSONObject, _ summary: String) -> JSON {
        var schema = schema
        schema["description"] = .string(summary)
        return .object(schema)
    }

    static let customerChangeExample = JSON.declared(
        #"""
        {
          "data": {
            "email": "ada@example.com",
            "phone": "+14155551234",
            "firstName": "Ada",
            "lastName": "Lovelace",
            "emailOptOut": true,
            "smsOptOut": true,
            "customerDetailUrl": "https://app.example.com/customers/1815",
            "createdAt": "2023-11-07T05:31:56Z"
          }
        }
        """#)

    static let customerUploadExample = JSON.declared(
        #"""
        {
          "data": {
            "customerId": "customer-1815",
            "email": "ada@example.com",
            "phone": "+14155551234",
            "firstName": "Ada",
            "lastName": "Lovelace",
            "emailOptOut": false,
            "smsOptOut": false,
            "customerDetailUrl": "https://app.example.com/customers/1815",
            "createdAt": "2023-11-07T05:31:56Z"
          }
        }
        """#)

    /// The body of a resource of any schema: the schema itself judges `data`.
    static let anyResource = JSON.declared(
        #"""
        {
          "type": "object",
          "properties": {"data": {"type": "object", "description": "Fields of the schema."}},
          "required": ["data"]
        }
        """#)

    /// A resource as every answer holds it.
    static let resource = JSON.declared(
        #"""
        {
          "type": "object",
          "properties": {
            "id": {"type": "string", "format": "uuid"},
            "schema_definition_id": {"type": "string", "format": "uuid"},
            "schemaDefinitionId": {"type": "string", "format": "uuid"},
            "platform_id": {"type": "string", "format": "uuid"},
            "platformId": {"type": "string", "format": "uuid"},
            "business_id": {"type": "string", "format": "uuid"},
            "businessId": {"type": "string", "format": "uuid"},
            "resource_external_id": {"type": "string"},
            "resourceExternalId": {"type": "string"},
            "created_at": {"type": "string", "format": "date-time"},
            "createdAt": {"type": "string", "format": "date-time"},
            "updated_at": {"type": "string", "format": "date-time"},
            "updatedAt": {"type": "string", "format": "date-time"},
            "data": {"type": "object", "description": "The platform's own fields."}
          },
          "required": [
            "id", "schema_definition_id", "schemaDefinitionId", "platform_id", "platformId", "business_id", "businessId",
            "resource_external_id", "resourceExternalId", "created_at", "createdAt", "updated_at", "updatedAt", "data"
          ],
          "additionalProperties": false
        }
        """#)

    static let resourceExample = JSON.declared(
        #"""
        {
          "id": "3c90c3cc-0d44-4b50-8888-8dd25736052a",
          "schema_definition_id": "b4714940-d613-5dee-91df-f432bdf8683c",
          "schemaDefinitionId": "b4714940-d613-5dee-91df-f432bdf8683c",
          "platform_id": "0190b7a2-1c00-7000-8000-000000000001",
          "platformId": "0190b7a2-1c00-7000-8000-000000000001",
          "business_id": "0190b7a2-1c00-7000-8000-000000000002",
          "businessId": "0190b7a2-1c00-7000-8000-000000000002",
          "resource_external_id": "customer-1815",
          "resourceExternalId": "customer-1815",
          "created_at": "2024-12-05T14:56:23.000Z",
          "createdAt": "2024-12-05T14:56:23.000Z",
          "updated_at": "2024-12-05T14:56:23.000Z",
          "updatedAt": "2024-12-05T14:56:23.000Z",
          "data": {
            "customerId": "customer-1815",
            "firstName": "Ada",
            "lastName": "Lovelace",
            "createdAt": "2023-11-07T05:31:56Z",
            "email": "ada@example.com",
            "phone": "+14155551234",
            "emailOptOut": true,
            "smsOptOut": true,
            "customerDetailUrl": "https://app.example.com/customers/1815"
          }
        }
        """#)

    private static let resourceList: JSON = ["type": "array", "items": resource]

    /// `data: {result, included}`.
    static let one = Envelope.schema(["result": resource, "included": resourceList])
    static let oneExample = Envelope.example(["result": resourceExample, "included": []])

    /// `data: {results, included, pagination}`.
    static let page = Envelope.schema(["results": resourceList, "included": resourceList, "pagination": pagination])
    static let pageExample = Envelope.example([
        "results": [resourceExample], "included": [], "pagination": ["hasNextPage": false, "total": 1],
    ])

    /// `data` is the resource.
    static let bare = Envelope.schema(of: resource)
    static let bareExample = Envelope.example(resourceExample)

    private static let pagination: JSON = [
        "type": "object",
        "properties": [
            "hasNextPage": ["type": "boolean"],
            "total": ["type": "integer", "minimum": 0, "description": "All resources that the filters leave."],
            "cursor": ["type": "string", "description": "What `cursor` asks the next page by; absent on the last page."],
        ],
        "required": ["hasNextPage", "total"],
        "additionalProperties": false,
    ]
}

/// The frame of every body that the vendor answers with.
enum Envelope {
    /// The schema of a success whose `data` has these members, all of them.
    static func schema(_ members: JSONObject) -> JSON {
        schema(of: [
            "type": "object", "properties": .object(members), "required": .array(members.keys.map(JSON.string)),
            "additionalProperties": false,
        ])
    }

    /// The schema of a success whose `data` obeys `data`; nil for one without `data`.
    static func schema(of data: JSON?) -> JSON {
        var properties: JSONObject = ["success": ["const": true], "message": ["type": "string"]]
        properties["data"] = data
        let required: [JSON] = data == nil ? ["success"] : ["success", "data"]
        return ["type": "object", "properties": .object(properties), "required": .array(required), "additionalProperties": false]
    }

    static func example(_ data: JSON?) -> JSON {
        var members: JSONObject = ["success": true, "message": "The request was carried out."]
        members["data"] = data
        return .object(members)
    }

    /// Every refusal.
    static let refusal = JSON.declared(
        #"""
        {
          "type": "object",
          "properties": {
            "success": {"const": false},
            "message": {"type": "string"},
            "errors": {
              "type": "array",
              "description": "Each rule that was broken, and where.",
              "items": {
                "type": "object",
                "properties": {
                  "path": {"type": "string", "description": "JSON Pointer into the body, or the name of a parameter."},
                  "message": {"type": "string"}
                },
                "required": ["path", "message"],
                "additionalProperties": false
              }
            }
          },
          "required": ["success", "message"],
          "additionalProperties": false
        }
        """#)
}
