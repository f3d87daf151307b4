import JSONCore
import Records
import Testing

/// What ``RecordStore/commit(_:in:)`` promises.
@Suite struct CommitContract {
    @Test(arguments: Engine.allCases) func insertedRecordReadsBackByEveryKey(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let inserted = try await shelf.insert(.contact, ["name": "Ann", "age": 41], externalID: "crm-1")
            #expect(inserted.number == 1)
            #expect(inserted.version == 1)
            for key in [RecordKey.id(.contact, inserted.id), .number(.contact, 1), .externalID(.contact, "crm-1")] {
                #expect(try await shelf.record(key) == inserted)
            }
            #expect(try await shelf.record(.id(.company, inserted.id)) == nil)
            #expect(try await shelf.record(.number(.contact, 2)) == nil)
            #expect(try await shelf.record(.externalID(.contact, "CRM-1")) == nil)
        }
    }

    @Test(arguments: Engine.allCases) func updateReplacesTheRecordAndKeepsItsNumber(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let first = try await shelf.insert(.contact, ["name": "Ann", "email": "ann@example.com"], externalID: "crm-1")
            let second = try await shelf.change(first, ["name": "Anna"], externalID: .some(nil))
            #expect(second.version == 2)
            #expect(second.number == first.number)
            #expect(second.createdAt == first.createdAt)
            #expect(try await shelf.record(first) == second)
            #expect(try await shelf.record(.externalID(.contact, "crm-1")) == nil)
        }
    }

    @Test(arguments: Engine.allCases) func anUpdateOnAnOldVersionIsRefusedAndWritesNothing(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let first = try await shelf.insert(.contact, ["name": "Ann"])
            let second = try await shelf.change(first, ["name": "Anna"])
            await #expect(throws: StoreError.moved) { try await shelf.commit(shelf.update(first, ["name": "Lost"])) }
            await #expect(throws: StoreError.moved) { try await shelf.commit(shelf.deletion(first)) }
            #expect(try await shelf.record(first) == second)
            #expect(try await shelf.events().map(\.sequence) == [1, 2])
        }
    }

    @Test(arguments: Engine.allCases) func aRecordThatIsGoneHasMoved(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let record = try await shelf.insert(.contact, ["name": "Ann"])
            try await shelf.commit(shelf.deletion(record))
            #expect(try await shelf.record(record) == nil)
            await #expect(throws: StoreError.moved) { try await shelf.commit(shelf.update(record, ["name": "Lost"])) }
            await #expect(throws: StoreError.moved) { try await shelf.commit(shelf.deletion(record)) }
        }
    }

    @Test(arguments: Engine.allCases) func aCommitIsWrittenWholeOrNotAtAll(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let first = try await shelf.insert(.contact, ["name": "Ann"], externalID: "a")
            let fresh = shelf.new(.contact, ["name": "Ben"])
            let rival = shelf.new(.contact, ["name": "Cyd"], externalID: "a")
            await #expect(throws: StoreError.duplicate("externalID")) {
                try await shelf.commit(shelf.update(first, ["name": "Changed"]), shelf.insertion(fresh), shelf.insertion(rival))
            }
            #expect(try await shelf.record(first) == first)
            #expect(try await shelf.record(fresh) == nil)
            #expect(try await shelf.history(first.id).count == 1)
            // The numbers and sequences of the refused commit were never given.
            let next = try await shelf.commit(shelf.insertion(fresh), shelf.update(first, ["name": "Changed"]))
            #expect(next.map(\.record.number) == [2, 1])
            #expect(next.map(\.change.sequence) == [2, 3])
        }
    }

    @Test(arguments: Engine.allCases) func numbersCountPerOrganisationAndTypeAndAreNotGivenTwice(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let other = try await shelf.neighbour()
            #expect(try await shelf.insert(.contact).number == 1)
            let second = try await shelf.insert(.contact)
            #expect(second.number == 2)
            #expect(try await shelf.insert(.company).number == 1)
            #expect(try await other.insert(.contact).number == 1)
            try await shelf.commit(shelf.deletion(second))
            #expect(try await shelf.insert(.contact).number == 3)
        }
    }

    @Test(arguments: Engine.allCases) func ofTwoTakenValuesTheExternalIDIsNamed(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            try await shelf.insert(.tag, ["name": "new"], externalID: "t-1")
            let other = try await shelf.insert(.tag, ["name": "old"], externalID: "t-2")
            await #expect(throws: StoreError.duplicate("externalID")) {
                try await shelf.commit(shelf.insertion(shelf.new(.tag, ["name": "new"], externalID: "t-1")))
            }
            await #expect(throws: StoreError.duplicate("/name")) {
                try await shelf.commit(shelf.insertion(shelf.new(.tag, ["name": "new"], externalID: "t-3")))
            }
            await #expect(throws: StoreError.duplicate("/name")) { try await shelf.commit(shelf.update(other, ["name": "new"])) }
        }
    }

    @Test(arguments: Engine.allCases) func anExternalIDIsUniquePerOrganisationAndType(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let other = try await shelf.neighbour()
            try await shelf.insert(.contact, externalID: "x")
            let second = try await shelf.insert(.contact, externalID: "y")
            try await shelf.insert(.company, externalID: "x")
            try await other.insert(.contact, externalID: "x")
            try await shelf.insert(.contact, externalID: "X")
            await #expect(throws: StoreError.duplicate("externalID")) {
                try await shelf.commit(shelf.insertion(shelf.new(.contact, externalID: "x")))
            }
            await #expect(throws: StoreError.duplicate("externalID")) {
                try await shelf.commit(shelf.update(second, [:], externalID: "x"))
            }
            // Two spellings of one text that compare equal as Swift strings are two external ids.
            try await shelf.insert(.contact, externalID: "caf\u{E9}")
            try await shelf.insert(.contact, externalID: "cafe\u{301}")
        }
    }

    @Test(arguments: Engine.allCases) func anIDIsUniquePerOrganisationAndNeverUsedAgain(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let other = try await shelf.neighbour()
            let record = try await shelf.insert(.contact, ["name": "Ann"])
            for type in [TypeID.contact, .company] {
                await #expect(throws: StoreError.duplicate("id")) {
                    try await shelf.commit(shelf.insertion(shelf.new(type, id: record.id)))
                }
            }
            try await other.insert(.contact, id: record.id)
            try await shelf.commit(shelf.deletion(record))
            await #expect(throws: StoreError.duplicate("id")) {
                try await shelf.commit(shelf.insertion(shelf.new(.contact, id: record.id)))
            }
        }
    }

    @Test(arguments: Engine.allCases) func aRestoredRecordGoesOnWhereItEnded(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let record = try await shelf.insert(.contact, ["name": "Ann"])
            try await shelf.commit(shelf.deletion(record))
            var restored = record
            restored.version = 3
            try await shelf.commit(shelf.insertion(restored, kind: .restored))
            #expect(try await shelf.record(record)?.version == 3)
            #expect(try await shelf.history(record.id).map(\.kind) == [.restored, .deleted, .created])
            #expect(try await shelf.history(record.id).map(\.version) == [3, 2, 1])
        }
    }

    @Test(arguments: Engine.allCases) func uniqueFieldsAreUniqueAsTheirTypeDeclares(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let other = try await shelf.neighbour()
            let tag = try await shelf.insert(.tag, ["name": "vip"])
            try await shelf.insert(.tag, ["name": "VIP"])
            try await other.insert(.tag, ["name": "vip"])
            await #expect(throws: StoreError.duplicate("/name")) {
                try await shelf.commit(shelf.insertion(shelf.new(.tag, ["name": "vip"])))
            }
            try await shelf.insert(.definition, ["key": "Orders", "pluralName": "all orders", "schema": true])
            await #expect(throws: StoreError.duplicate("/key")) {
                try await shelf.commit(shelf.insertion(shelf.new(.definition, ["key": "orderS", "schema": true])))
            }
            let second = try await shelf.insert(.definition, ["key": "Sales", "schema": true])
            await #expect(throws: StoreError.duplicate("/pluralName")) {
                try await shelf.commit(shelf.update(second, ["key": "Sales", "schema": true, "pluralName": "ALL orders"]))
            }
            // A value that its record gives up is free.
            try await shelf.change(tag, ["name": "gold"])
            try await shelf.insert(.tag, ["name": "vip"])
            #expect(try await shelf.record(tag)?["name"] == "gold")
        }
    }

    @Test(arguments: Engine.allCases) func aRecordThatMovesToAnotherTypeGetsANumberThere(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let (one, two) = (TypeID(definition: RecordID(at: Shelf.now)), TypeID(definition: RecordID(at: Shelf.now)))
            try await shelf.insert(two, ["data": [:]])
            let record = try await shelf.insert(one, ["data": ["a": 1]], externalID: "e")
            let moved = try await shelf.change(record, ["data": ["a": 1]], type: two, references: [])
            #expect(moved.number == 2)
            #expect(moved.type == two)
            #expect(try await shelf.record(.id(one, record.id)) == nil)
            #expect(try await shelf.record(.externalID(two, "e")) == moved)
            #expect(try await shelf.history(record.id).map(\.type) == [two, one])
            await #expect(throws: StoreError.moved) { try await shelf.commit(shelf.update(record, ["data": [:]])) }
        }
    }

    @Test(arguments: Engine.allCases) func anotherOrganisationsRecordDoesNotExist(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let other = try await shelf.neighbour()
            let record = try await shelf.insert(.contact, ["name": "Ann"], externalID: "e")
            #expect(try await other.record(.id(.contact, record.id)) == nil)
            #expect(try await other.record(.number(.contact, record.number)) == nil)
            #expect(try await other.record(.externalID(.contact, "e")) == nil)
            #expect(try await other.page(Query(types: [.contact], limit: 10)).records.isEmpty)
            #expect(try await other.history(record.id).isEmpty)
            #expect(try await other.events().isEmpty)
            await #expect(throws: StoreError.self) {
                try await other.store.commit(Commit([shelf.update(record, ["name": "Stolen"])]), in: other.organisation)
            }
            #expect(try await shelf.record(record) == record)
        }
    }

    @Test(arguments: Engine.allCases) func fieldsComeBackByteForByte(_ engine: Engine) async throws {
        let text = #"""
            {"z":1.0,"a":1e0,"n":-0,"big":123456789012345678901234567890.5,"tiny":1E-300,"s":"\"\\/\u0001\té😀","nested":{"":[[],{},null,true]}}
            """#
        try await withStore(engine) { shelf in
            let parsed = try JSON.parse(text)
            let fields = try #require(parsed.asObject)
            let record = try await shelf.insert(.contact, fields)
            let read = try #require(try await shelf.record(record))
            #expect(JSON.object(read.fields).text == parsed.text)
            let change = try #require(try await shelf.history(record.id).first)
            #expect(change.edits.first { $0.path == JSONPointer(["fields", "big"]) }?.new?.text == "123456789012345678901234567890.5")
        }
    }

    @Test(arguments: Engine.allCases) func namesThatDifferOnlyInNormalisationAreTwoMembers(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
            let record = try await shelf.insert(.contact, ["name": "Ann", composed: "one", decomposed: "two"])
            let read = try #require(try await shelf.record(record))
            #expect(read.fields.count == 3)
            #expect(read[composed] == "one")
            #expect(read[decomposed] == "two")
            for (name, value) in [(composed, "one"), (decomposed, "two")] {
                let matches = Filter.compare(.field(JSONPointer([name])), .equal, .text(value))
                #expect(try await shelf.names(matches) == ["Ann"])
                #expect(try await shelf.names(.not(matches)) == [])
            }
        }
    }

    @Test(arguments: Engine.allCases) func fieldsAsDeepAsARequestAllowsReadBack(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            var value = JSON.object([:])
            for _ in 1..<128 { value = ["a": value] }
            let record = try await shelf.insert(.contact, ["data": value])
            #expect(try await shelf.record(record)?["data"] == value)
            #expect(try await shelf.history(record.id).first?.edits.first?.new == value)
        }
    }
}
