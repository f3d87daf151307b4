import JSONCore
package import Records

/// The records of the demo organisation.
package struct DemoRecords: Sendable {
    package let company: Record
    package let tag: Record
    /// The person that the Kare contact, the Reach customer and the Nateq contact are.
    package let contact: Record
    package let definition: Record
    package let entity: Record
    package let channel: Record
    package let inbox: Record
    package let otherInbox: Record
    package let employee: Record
    package let conversation: Record

    /// Makes the records, or puts those that are there back to what they were at first.
    static func make(_ session: RecordSession) async throws(RecordError) -> DemoRecords {
        let company = try await put(
            .company, DemoIDs.company, ["name": "Analytical Engines Ltd", "domain": "engines.example", "kind": 1], session)
        let tag = try await put(.tag, DemoIDs.tag, ["name": "vip", "displayName": "VIP", "color": "#c0392b"], session)
        let contact = try await put(
            .contact, DemoIDs.contact, externalID: "cust-1001",
            [
                "name": "Ada Lovelace", "firstName": "Ada", "lastName": "Lovelace", "email": "ada@engines.example",
                "phones": ["+442071234567", "+447700900123"], "company": .string(company.id.text), "comment": "Prefers letters.",
                "country": "GB", "language": "en", "position": "Analyst", "source": "demo", "kind": "customer",
                "customerSince": "2024-01-15T08:45:00Z", "detailUrl": "https://crm.engines.example/customers/cust-1001",
                "tags": [.string(tag.id.text)],
            ], session)
        let definition = try await put(
            .definition, DemoIDs.definition,
            [
                "key": "voucher", "name": "Voucher", "externalIDField": "voucher_id",
                "schema": [
                    "type": "object",
                    "properties": ["voucher_id": ["type": "string"], "status": ["type": "string"], "code": ["type": "number"]],
                    "required": ["voucher_id", "status"],
                ],
            ], session)
        let entity = try await put(
            TypeID(definition: definition.id), DemoIDs.entity, externalID: "VOUCH-12345",
            [
                "contact": .string(contact.id.text), "data": ["voucher_id": "VOUCH-12345", "status": "sent", "code": 102_938_405],
            ], session)
        let channel = try await put(
            .channel, DemoIDs.channel, ["type": "email", "name": "Mail", "handle": "hello@demo.example", "status": "active"], session)
        let inbox = try await put(.inbox, DemoIDs.inbox, ["name": "Support"], session)
        let otherInbox = try await put(.inbox, DemoIDs.otherInbox, ["name": "Sales"], session)
        let employee = try await put(
            .employee, DemoIDs.employee,
            ["fullName": "Grace Hopper", "displayName": "Grace", "email": "grace@demo.example", "isAdmin": true],
            session)
        let conversation = try await put(
            .conversation, DemoIDs.conversation,
            [
                "subject": "An engine that weaves numbers", "status": "open", "channel": .string(channel.id.text), "channelType": "email",
                "contact": .string(contact.id.text), "inbox": .string(inbox.id.text), "unread": true, "isSpam": false,
            ], session)
        return DemoRecords(
            company: company, tag: tag, contact: contact, definition: definition, entity: entity, channel: channel, inbox: inbox,
            otherInbox: otherInbox, employee: employee, conversation: conversation)
    }

    private static func put(
        _ type: TypeID, _ id: RecordID, externalID: String? = nil, _ fields: JSONObject, _ session: RecordSession
    ) async throws(RecordError) -> Record {
        guard let present = try await session.find(.id(type, id)) else {
            let draft = Draft(type: type, id: id, externalID: externalID, edit: Edit([.merge(.root, fields)]))
            let hasBeen = try await !session.history(of: id, limit: 1).isEmpty
            return try await session.performOne(hasBeen ? .restore(draft) : .create(draft)).record
        }
        var steps = present.fields.keys.filter { !fields.contains($0) }.map { Edit.Step.remove(JSONPointer([$0])) }
        steps += fields.map { .set(JSONPointer([$0.key]), $0.value) }
        return try await session.performOne(.update(.id(type, id), Edit(steps, externalID: .set(externalID)), nil)).record
    }
}
