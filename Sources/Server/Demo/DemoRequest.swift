package import JSONCore
import Records

/// One of the five requests, ready to be sent to a server with the demo organisation.
package struct DemoRequest: Sendable {
    package let name: String
    /// What it shows, for people.
    package let summary: String
    package let method: String
    /// The path with its query.
    package let path: String
    /// In the order they are printed.
    package let headers: [(name: String, value: String)]
    package let body: JSON

    /// The five documented updates, in the order of DESIGN section 6.
    static func five(_ records: DemoRecords, _ tokens: DemoTokens) -> [DemoRequest] {
        [
            DemoRequest(
                name: "mateo-custom-entity", summary: "Mateo: a voucher is redeemed", method: "PATCH",
                path: "/api/v1/custom_entity?id=eq.\(records.entity.id.text)", headers: bearer(tokens.mateo),
                body: ["data": ["voucher_id": "VOUCH-12345", "status": "redeemed", "code": 102_938_405]]),
            DemoRequest(
                name: "mateo-conversation", summary: "Mateo: a conversation moves to another inbox and is assigned", method: "PATCH",
                path: "/api/v1/conversation?id=eq.\(records.conversation.id.text)", headers: bearer(tokens.mateo),
                body: [
                    "inbox_id": .string(records.otherInbox.id.text), "assignee_id": .string(records.employee.id.text), "status": "open",
                ]),
            DemoRequest(
                name: "kare-contact", summary: "Kare: the person gets a new email and a reminder", method: "PATCH",
                path: "/companies/v2/rs/\(records.company.number)/contacts/\(records.contact.number)",
                headers: bearer(tokens.kareAccess) + [("x-session-token", tokens.kareSession)],
                body: ["notify": true, "email": "ada.lovelace@engines.example", "comment": "Prefers email now."]),
            DemoRequest(
                name: "reach-customer", summary: "Reach: the same person opts out of text messages", method: "PATCH",
                path: "/api/resources/customers/\(records.contact.externalID ?? "")", headers: bearer(tokens.reachTenant),
                body: ["data": ["smsOptOut": true, "phone": "+442079460000"]]),
            DemoRequest(
                name: "nateq-contact", summary: "Nateq: the same person changes position; the answer tells all of the above", method: "PUT",
                path: "/api/v1/contacts/\(records.contact.id.text)", headers: bearer(tokens.nateq),
                body: ["position": "Chief Analyst", "language": "en"]),
        ]
    }

    private static func bearer(_ token: String) -> [(name: String, value: String)] {
        [("Authorization", "Bearer \(token)"), ("Content-Type", "application/json")]
    }
}
