import JSONCore

/// The customers schema of a platform that has defined none of its own.
enum DefaultCustomers {
    /// The name, plural at once, that a path and a definition call customers by.
    static let name = "customers"
    /// The member of `data` that is the external id.
    static let externalIDField = "customerId"
    /// Stands in for a definition's id: the version 5 UUID (RFC 9562) of `reach:schemas/customers` in the URL namespace.
    static let definitionID = "b4714940-d613-5dee-91df-f432bdf8683c"

    /// Members that a customer always has. The vendor's page does not mark them; its samples list the required ones first.
    static let required = ["customerId", "firstName", "lastName", "createdAt"]

    /// The JSON Schema of `data`. The limits are those of the shared contact, the vendor prints none.
    static let schema = JSON.declared(
        #"""
        {
          "type": "object",
          "properties": {
            "customerId": {"type": "string", "minLength": 1, "maxLength": 255, "description": "The platform's own id of the customer: the external id."},
            "firstName": {"type": "string", "maxLength": 255},
            "lastName": {"type": "string", "maxLength": 255},
            "createdAt": {"type": "string", "format": "date-time", "description": "When the platform's customer came to be, RFC 3339."},
            "email": {"type": "string", "maxLength": 255},
            "phone": {"type": "string", "maxLength": 50},
            "emailOptOut": {"type": "boolean", "description": "Absent means opted in."},
            "smsOptOut": {"type": "boolean", "description": "Absent means opted out."},
            "customerDetailUrl": {"type": "string", "maxLength": 8192}
          },
          "required": ["customerId", "firstName", "lastName", "createdAt"],
          "additionalProperties": false
        }
        """#)
}
