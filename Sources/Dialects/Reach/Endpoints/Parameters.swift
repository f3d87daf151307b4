import Endpoints

extension Reach {
    static let schemaName = PathText(
        "schema", "Name, plural name or id of a schema definition, ASCII letters in either case.", example: "voucher")
    static let externalID = PathText("externalId", "The external id of the resource: the platform's own id.", example: "VOUCH-12345")
    static let customerID = PathText("externalId", "The external ID of the customer resource.", example: "cust-1001")
    static let ignoreUnknownFields = QueryFlag(
        "ignoreUnknownFields",
        "Whether to allow extra fields that are not defined in the schema. If true, extra fields will be accepted but not saved. If false, "
            + "requests with extra fields will be rejected.")
    static let include = QueryText(
        "include", "Reference fields, separated by commas, whose resources `included` holds.")
    static let tenantNote =
        "If using a platform scoped JWT, the header `reach-tenant-id` names the tenant, by id or external id, to impersonate."
}
