import JSONCore
import JSONSchema
import Testing

@testable import Records

/// The pure heart: what is stored and what is asked make a mutation, a refusal, or nothing.
@Suite("Decide")
struct DecideTests {
    static let organisation = OrganisationID(Identifier(high: 1, low: 1))
    static let stamp = Stamp(
        organisation: organisation,
        author: Author(actor: Actor(kind: .system, id: "test", name: "test"), source: .native, requestID: "r1"),
        now: Timestamp(microseconds: 2_000_000))

    static func contact(_ fields: JSONObject) -> Record {
        Record(
            organisation: organisation, type: .contact, id: RecordID(high: 7, low: 7), number: 1, externalID: "c-1", version: 3,
            createdAt: Timestamp(microseconds: 1_000_000), updatedAt: Timestamp(microseconds: 1_000_000), fields: fields)
    }

    static func contactType() throws -> RecordType { try #require(TypeCatalogue(custom: [])[.contact]) }

    /// The fields after `steps` on `fields`.
    func after(_ fields: JSONObject, _ steps: [Edit.Step]) throws -> JSONObject {
        guard let mutation = try Decide.update(Self.contact(fields), Edit(steps), to: Self.contactType(), Self.stamp) else { return fields }
        guard case .update(let record, 3, .contact) = mutation.action else { throw RecordError.contended }
        #expect(record.version == 4)
        return record.fields
    }

    @Test("writing what is there writes nothing")
    func noOperation() throws {
        let fields: JSONObject = ["name": "Ada Lovelace", "email": "ada@example.com", "phones": ["1", "2"]]
        for steps: [Edit.Step] in [
            [], [.set(JSONPointer(["email"]), "ada@example.com")], [.remove(JSONPointer(["comment"]))],
            [.setFirst(JSONPointer(["phones"]), "1")], [.merge(.root, ["phones": ["1", "2"], "comment": nil])],
            [.set(JSONPointer(["email"]), "x"), .set(JSONPointer(["email"]), "ada@example.com")],
        ] {
            #expect(try Decide.update(Self.contact(fields), Edit(steps), to: Self.contactType(), Self.stamp) == nil, "\(steps)")
        }
    }

    @Test("a change names every place with old and new")
    func edits() throws {
        let mutation = try #require(
            try Decide.update(
                Self.contact(["name": "Ada", "email": "a@b.cd", "custom": ["tier": "gold", "since": 1]]),
                Edit([
                    .set(JSONPointer(["email"]), "x@y.zw"), .set(JSONPointer(["custom", "tier"]), "silver"),
                    .remove(JSONPointer(["custom", "since"])),
                    .set(JSONPointer(["comment"]), "hi"),
                ]), to: Self.contactType(), Self.stamp))
        #expect(mutation.change.version == 4)
        #expect(mutation.change.kind == .updated)
        #expect(
            mutation.change.edits == [
                FieldEdit(path: JSONPointer(["fields", "email"]), old: "a@b.cd", new: "x@y.zw"),
                FieldEdit(path: JSONPointer(["fields", "custom", "tier"]), old: "gold", new: "silver"),
                FieldEdit(path: JSONPointer(["fields", "custom", "since"]), old: 1, new: nil),
                FieldEdit(path: JSONPointer(["fields", "comment"]), old: nil, new: "hi"),
            ])
    }

    @Test("the result is validated, not the request: an invalid result is refused with its place")
    func validatesResult() {
        #expect {
            try Decide.update(
                Self.contact(["name": "Ada"]), Edit([.set(JSONPointer(["email"]), 7)]), to: Self.contactType(), Self.stamp)
        } throws: { error in
            guard case RecordError.invalid(let violations) = error else { return false }
            return violations.map(\.instance) == [JSONPointer(["email"])] && violations.map(\.keyword) == ["type"]
        }
    }

    @Test("another text of the same number is a change: a record server gives back what it was given")
    func numberText() throws {
        let one = try JSON.parse(#"{"n": 1}"#).asObject ?? [:]
        let other = try JSON.parse(#"{"n": 1.0}"#).asObject ?? [:]
        let fields = try after(["custom": .object(one)], [.set(JSONPointer(["custom"]), .object(other))])
        #expect(JSON.object(fields).text == #"{"custom":{"n":1.0}}"#)
    }

    @Test("updatedAt never goes back, even when the clock does")
    func clockJump() throws {
        let stamp = Stamp(organisation: Self.organisation, author: Self.stamp.author, now: Timestamp(microseconds: 5))
        let mutation = try #require(
            try Decide.update(Self.contact([:]), Edit([.set(JSONPointer(["comment"]), "x")]), to: Self.contactType(), stamp))
        guard case .update(let record, _, _) = mutation.action else { return }
        #expect(record.updatedAt == Timestamp(microseconds: 1_000_000))
    }

    @Test("preconditions")
    func preconditions() throws {
        let record = Self.contact(["company": "c"])
        try Decide.check(nil, record)
        try Decide.check(.versionIn([1, 3]), record)
        try Decide.check(.versionNotIn([2]), record)
        try Decide.check(.field(JSONPointer(["company"]), equals: "c"), record)
        #expect(throws: RecordError.preconditionFailed(current: 3)) { try Decide.check(.versionIn([2]), record) }
        #expect(throws: RecordError.preconditionFailed(current: 3)) { try Decide.check(.versionNotIn([3]), record) }
        #expect(throws: RecordError.notFound(.contact)) { try Decide.check(.field(JSONPointer(["company"]), equals: "d"), record) }
    }

    // MARK: - Steps

    @Test("the first phone is replaced, the rest stay")
    func firstPhone() throws {
        #expect(try after(["phones": ["1", "2"]], [.setFirst(JSONPointer(["phones"]), "9")])["phones"] == ["9", "2"])
        #expect(try after([:], [.setFirst(JSONPointer(["phones"]), "9")])["phones"] == ["9"])
        #expect(try after(["phones": ["1", "2"]], [.setFirst(JSONPointer(["phones"]), nil)])["phones"] == ["2"])
        #expect(try after(["phones": ["1"]], [.setFirst(JSONPointer(["phones"]), nil)])["phones"] == nil)
    }

    @Test("a reminder is set to now, kept while it lies ahead, and removed")
    func schedule() throws {
        let place = JSONPointer(["notifyAt"])
        #expect(try after([:], [.schedule(place, true)])["notifyAt"] == "1970-01-01T00:00:02.000000Z")
        #expect(try after(["notifyAt": "2030-01-01T00:00:00Z"], [.schedule(place, true)])["notifyAt"] == "2030-01-01T00:00:00Z")
        #expect(try after(["notifyAt": "1970-01-01T00:00:01Z"], [.schedule(place, true)])["notifyAt"] == "1970-01-01T00:00:02.000000Z")
        #expect(try after(["notifyAt": "2030-01-01T00:00:00Z"], [.schedule(place, false)])["notifyAt"] == nil)
    }

    // MARK: - Names (DESIGN section 2)

    @Test("writing a part sets the name to the join")
    func partsJoin() throws {
        let fields = try after(
            ["name": "Ada Byron", "firstName": "Ada", "lastName": "Byron"], [.set(JSONPointer(["lastName"]), "Lovelace")])
        #expect(fields["name"] == "Ada Lovelace")
    }

    @Test("writing one part of a name that was never split keeps the other")
    func onePartOfWhole() throws {
        let fields = try after(["name": "Ada King Lovelace"], [.set(JSONPointer(["firstName"]), "Augusta")])
        #expect(fields["name"] == "Augusta Lovelace")
        #expect(fields["lastName"] == "Lovelace")
    }

    @Test("writing the name drops parts that no longer join to it, and keeps those that do")
    func nameDropsParts() throws {
        let parts: JSONObject = ["name": "Ada Byron", "firstName": "Ada", "lastName": "Byron"]
        let dropped = try after(parts, [.set(JSONPointer(["name"]), "Ada Lovelace")])
        #expect(dropped["firstName"] == nil && dropped["lastName"] == nil && dropped["name"] == "Ada Lovelace")
        #expect(try after(parts, [.set(JSONPointer(["name"]), "Ada Byron")]) == parts)
    }

    @Test("absent parts are read by splitting the name at its last space")
    func readingParts() {
        #expect(ContactName.parts(of: ["name": "Ada King Lovelace"]) == ("Ada King", "Lovelace"))
        #expect(ContactName.parts(of: ["name": "Ada"]) == ("Ada", nil))
        #expect(ContactName.parts(of: ["name": "A B", "firstName": "C"]) == ("C", nil))
        #expect(ContactName.parts(of: [:]) == (nil, nil))
    }
}

/// Only the references of fields that changed are written anew.
@Suite("References in a decision")
struct ReferenceDecisionTests {
    let company = "019b7600-0000-7000-8000-0000000000aa"
    let other = "019b7600-0000-7000-8000-0000000000bb"

    @Test("a change of one reference leaves the others where they are")
    func oneOfTwo() throws {
        let before: JSONObject = ["company": .string(company), "tags": [.string(company), .string(other)]]
        let mutation = try #require(
            try Decide.update(
                DecideTests.contact(before), Edit([.set(JSONPointer(["company"]), .string(other))]), to: DecideTests.contactType(),
                DecideTests.stamp))
        #expect(mutation.referenceFields == ["/company"])
        #expect(mutation.references?.map(\.field) == ["/company"])
    }

    @Test("one tag less rewrites the tags, a reference that goes leaves none in its field, and no reference changed is none written")
    func others() throws {
        let before: JSONObject = ["company": .string(company), "tags": [.string(company), .string(other)]]
        func decide(_ step: Edit.Step) throws -> Mutation? {
            try Decide.update(DecideTests.contact(before), Edit([step]), to: DecideTests.contactType(), DecideTests.stamp)
        }
        let fewer = try #require(try decide(.set(JSONPointer(["tags"]), [.string(other)])))
        #expect(fewer.referenceFields == ["/tags"])
        #expect(fewer.references?.count == 1)
        let gone = try #require(try decide(.remove(JSONPointer(["company"]))))
        #expect(gone.referenceFields == ["/company"])
        #expect(gone.references?.isEmpty == true)
        #expect(try #require(try decide(.set(JSONPointer(["comment"]), "x"))).references == nil)
    }
}
