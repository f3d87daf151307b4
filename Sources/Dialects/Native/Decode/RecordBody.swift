package import JSONCore
package import Records

/// The bodies of creation and merge patch: `{"externalID": …, "fields": {…}}`. A creation's is also a row of an import.
package enum RecordBody {
    /// What a new record is made of.
    package static let creation: JSON = .declared(
        #"""
        {
          "type": "object",
          "properties": {
            "externalID": {"type": ["string", "null"], "minLength": 1, "maxLength": 255, "description": "Your own name for the record, unique per type."},
            "fields": {"type": "object", "description": "As the type's schema describes (GET /v1/types)."}
          },
          "required": ["fields"],
          "additionalProperties": false
        }
        """#)

    /// A merge patch (RFC 7396) for the members that a caller may write.
    static let patch: JSON = .declared(
        #"""
        {
          "type": "object",
          "properties": {
            "externalID": {"type": ["string", "null"], "minLength": 1, "maxLength": 255},
            "fields": {"type": "object", "description": "Members to set; null removes one."}
          },
          "additionalProperties": false
        }
        """#)

    /// The draft that a creation's body, which obeys ``creation``, asks for.
    package static func draft(_ body: JSON, of type: TypeID) -> Draft {
        Draft(type: type, externalID: body["externalID"]?.asString, edit: Edit([.merge(.root, body["fields"]?.asObject ?? [:])]))
    }

    /// The edit that a patch's body asks for.
    static func edit(_ body: JSON) -> Edit {
        var edit = Edit()
        if let fields = body["fields"]?.asObject { edit.steps.append(.merge(.root, fields)) }
        if let externalID = body["externalID"] { edit.externalID = .set(externalID.asString) }
        return edit
    }
}
