import JSONCore
import Records
import Server
import TestSupport
import Testing

/// `/api/v1/conversation`, the vendor's page "Update Conversation".
@Suite("Conversations")
struct ConversationTests {
    @Test("an update answers every column of the page, in its order")
    func answer() async throws {
        try await withServer { server in
            let records = server.demo.records
            let body: JSON = [
                "inbox_id": .string(records.otherInbox.id.text), "assignee_id": .string(records.employee.id.text), "status": "closed",
            ]
            let response = try await server.mateo("PATCH", server.conversationPath, body)
            #expect(response.status == 200)
            let stored = try await server.conversation()
            let row: JSON = [
                "id": .string(records.conversation.id.text), "created_at": stored.printedCreation, "updated_at": stored.printedUpdate,
                "organisation_id": .string(server.demo.organisation.text), "subject": "An engine that weaves numbers", "status": "closed",
                "assignee_id": .string(records.employee.id.text), "unread": true, "channel_id": .string(records.channel.id.text),
                "channel_type": "email", "contact_id": .string(server.contactID), "external_id": nil, "tags": nil, "is_spam": false,
                "inbox_id": .string(records.otherInbox.id.text), "latest_message_id": nil, "latest_inbound_message_id": nil,
                "latest_message_created_at": nil, "latest_inbound_message_created_at": nil,
            ]
            #expect(response.text == row.text)
            #expect(try await server.mateo("PATCH", server.conversationPath, ["assignee_id": nil]).json["assignee_id"] == .null)
            #expect(try await server.conversation()["assignee"] == nil)
        }
    }

    @Test("every transition between the three states is recorded")
    func transitions() async throws {
        try await withServer { server in
            for status: JSON in ["closed", "open", "archived", "closed", "archived", "open"] {
                let response = try await server.mateo("PATCH", server.conversationPath, ["status": status])
                #expect(response.status == 200)
                #expect(try response.json["status"] == status)
            }
            let before = try await server.conversation()
            #expect(try await server.mateo("PATCH", server.conversationPath, ["status": "open"]).status == 200)
            #expect(try await server.conversation() == before)
            let changes = try await server.session().history(of: before.id, limit: 10)
            #expect(
                changes.map { $0.edits.first?.new } == [
                    "open", "archived", "closed", "archived", "open", "closed", changes.last?.edits.first?.new,
                ])
            #expect(changes.dropLast().allSatisfy { $0.edits.map(\.path.description) == ["/fields/status"] && $0.author.source == .mateo })
        }
    }

    @Test("id is required, by whatever operator")
    func identity() async throws {
        try await withServer { server in
            let before = try await server.conversation()
            for query in ["", "?status=eq.open", "?or=(id.eq.\(before.id.text))", "?select=id"] {
                let response = try await server.mateo("PATCH", "/api/v1/conversation\(query)", ["status": "closed"])
                #expect(response.status == 400, "\(query)")
                #expect(try response.refusal() == "21000", "\(query)")
            }
            #expect(try await server.conversation() == before)
            for query in ["id=\(before.id.text)", "id=in.(\(before.id.text))", "id=eq.\(before.id.text)&status=eq.closed"] {
                let response = try await server.mateo("PATCH", "/api/v1/conversation?\(query)", ["status": "closed"])
                #expect(response.status == 200, "\(query): \(response.text)")
            }
            let stranger = try await server.stranger()
            let foreign = try await server.mateo("PATCH", server.conversationPath, ["status": "open"], token: stranger.token)
            #expect(foreign.status == 404)
            #expect(try foreign.refusal() == "PGRST116")
        }
    }

    /// Bodies that are refused: status and code.
    static let refused: [(JSON, Int, String)] = [
        (["subject": "x"], 400, "PGRST204"), (["id": "019b7600-0000-7000-8000-000000000013"], 400, "PGRST204"),
        (["unread": false], 400, "PGRST204"),
        (["nothing": 1], 400, "PGRST204"), (["status": "pending"], 400, "22P02"), (["status": "OPEN"], 400, "22P02"),
        (["status": nil], 400, "23502"), (["status": 1], 400, "22P02"), (["inbox_id": nil], 400, "23502"),
        (["inbox_id": "1"], 400, "22P02"),
        (["inbox_id": 1], 400, "22P02"), (["assignee_id": "x"], 400, "22P02"), (["assignee_id": false], 400, "22P02"),
        (["inbox_id": "019b7600-0000-7000-8000-0000000000ff"], 409, "23503"),
        (["assignee_id": "019b7600-0000-7000-8000-0000000000ff"], 409, "23503"),
        (["inbox_id": "019b7600-0000-7000-8000-000000000012"], 409, "23503"), ([["status": "open"]], 400, "PGRST102"),
        ("open", 400, "PGRST102"),
    ]

    @Test("refuses other columns, wrong values and unknown targets")
    func refusals() async throws {
        try await withServer { server in
            let before = try await server.conversation()
            for (body, status, code) in Self.refused {
                let response = try await server.mateo("PATCH", server.conversationPath, body)
                #expect(response.status == status, "\(body.text): \(response.text)")
                #expect(try response.refusal() == code, "\(body.text)")
            }
            #expect(try await server.conversation() == before)
        }
    }

    @Test("are found by their columns")
    func reading() async throws {
        try await withServer { server in
            let tag = server.demo.records.tag.id.text
            let steps: [Edit.Step] = [
                .set(JSONPointer(["tags"]), [.string(tag)]), .set(JSONPointer(["latestMessageAt"]), "2026-03-01T10:00:00Z"),
            ]
            _ = try await server.session().performOne(.update(.id(.conversation, server.demo.records.conversation.id), Edit(steps), nil))
            let found = [
                "status=open", "status=gte.open", "status=lt.closed", "status=in.(open,closed)", "is_spam=is.false", "is_spam=eq.false",
                "is_spam=not.is.true", "is_spam=in.(true,f)", "unread=is.true", "unread=eq.t", "unread=neq.false", "assignee_id=is.null",
                "channel_type=eq.email", "channel_type=neq.sms", "contact_id=eq.\(server.contactID)",
                "tags=cs.{\(tag)}", "tags=cs.[%22\(tag)%22]", "tags->>0=eq.\(tag)",
                "latest_message_created_at=eq.2026-03-01T11:00:00%2B01:00",
                "latest_message_created_at=gt.2026-01-01", "subject=ilike.*ENGINE*",
            ]
            for query in found {
                let rows = try await server.mateo("GET", "/api/v1/conversation?\(query)").json.asArray
                #expect(rows?.count == 1, "\(query)")
                #expect(rows?.first?["tags"] == [.string(tag)])
                #expect(rows?.first?["latest_message_created_at"] == "2026-03-01T10:00:00.000000+00:00")
            }
            let missed = [
                "status=gt.open", "status=neq.open", "is_spam=is.true", "is_spam=neq.false", "is_spam=is.null", "unread=is.unknown",
                "tags=cs.{x}",
            ]
            for query in missed { #expect(try await server.mateo("GET", "/api/v1/conversation?\(query)").json == [], "\(query)") }
            for (query, code) in [
                ("status=eq.pending", "22P02"), ("unread=eq.maybe", "22P02"), ("unread=gt.true", "42883"), ("order=status", "PGRST100"),
            ] {
                #expect(try await server.mateo("GET", "/api/v1/conversation?\(query)").refusal() == code, "\(query)")
            }
            #expect(try await server.mateo("GET", "/api/v1/conversation?order=latest_message_created_at.desc,subject").status == 200)
        }
    }

    @Test("neither come into being nor go here")
    func methods() async throws {
        try await withServer { server in
            for method in ["POST", "DELETE", "PUT"] {
                let response = try await server.mateo(method, server.conversationPath, method == "DELETE" ? nil : ["status": "open"])
                #expect(response.status == 405)
                #expect(try response.refusal() == "PGRST117")
                #expect(response.headers["allow"] == "GET, PATCH")
            }
        }
    }
}
