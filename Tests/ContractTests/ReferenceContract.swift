import JSONCore
import Records
import Testing

/// References are held by the database, not by a look before the write.
@Suite struct ReferenceContract {
    @Test(arguments: Engine.allCases) func aReferenceNeedsItsTarget(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let other = try await shelf.neighbour()
            let foreign = try await other.insert(.company)
            let person = try await shelf.insert(.contact)
            let missing = [
                RecordReference(field: "/company", targetType: .company, target: .id(RecordID(at: Shelf.now))),
                // Another organisation's record, and one of another type, are as missing as any.
                RecordReference(field: "/company", targetType: .company, target: .id(foreign.id)),
                RecordReference(field: "/company", targetType: .company, target: .id(person.id)),
                RecordReference(field: "/data/shop", targetType: .company, target: .externalID("none")),
            ]
            for reference in missing {
                let record = shelf.new(.contact)
                await #expect(throws: StoreError.missingTarget(reference)) {
                    try await shelf.commit(shelf.insertion(record, references: [reference]))
                }
                #expect(try await shelf.record(record) == nil)
            }
        }
    }

    @Test(arguments: Engine.allCases) func aTargetStaysWhileARecordRefersToIt(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let company = try await shelf.insert(.company, externalID: "acme")
            let byID = try await shelf.insert(.contact, references: [.to(company, in: "/company")])
            let byName = try await shelf.insert(
                .conversation, references: [RecordReference(field: "/shop", targetType: .company, target: .externalID("acme"))])
            await #expect(throws: StoreError.self) { try await shelf.commit(shelf.deletion(company)) }
            try await shelf.commit(shelf.deletion(byID))
            await #expect(throws: StoreError.referenced(by: .conversation)) { try await shelf.commit(shelf.deletion(company)) }
            #expect(try await shelf.record(company) == company)
            try await shelf.change(byName, ["status": "closed"], references: [])
            try await shelf.commit(shelf.deletion(company))
            #expect(try await shelf.record(company) == nil)
        }
    }

    @Test(arguments: Engine.allCases) func anUpdateThatNamesNoReferencesKeepsThem(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let company = try await shelf.insert(.company)
            let person = try await shelf.insert(.contact, references: [.to(company, in: "/company")])
            try await shelf.change(person, ["name": "Ann"])
            await #expect(throws: StoreError.referenced(by: .contact)) { try await shelf.commit(shelf.deletion(company)) }
        }
    }

    @Test(arguments: Engine.allCases) func referencesCountAsTheyAreAfterTheWholeCommit(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let company = shelf.new(.company)
            let person = shelf.new(.contact)
            // The person comes before the company it refers to, and they go in either order together.
            let stored = try await shelf.commit(
                shelf.insertion(person, references: [.to(company, in: "/company")]), shelf.insertion(company))
            try await shelf.commit(shelf.deletion(stored[1].record), shelf.deletion(stored[0].record))
            #expect(try await shelf.record(company) == nil)
            #expect(try await shelf.record(person) == nil)
        }
    }

    @Test(arguments: Engine.allCases) func aRecordMayReferToItself(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let record = shelf.new(.contact)
            let stored = try await shelf.commit(shelf.insertion(record, references: [.to(record, in: "/manager")]))
            try await shelf.commit(shelf.deletion(stored[0].record))
            #expect(try await shelf.record(record) == nil)
        }
    }

    @Test(arguments: Engine.allCases) func oneFieldMayNameATargetTwice(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let tag = try await shelf.insert(.tag, ["name": "vip"])
            let person = try await shelf.insert(.contact, references: [.to(tag, in: "/tags"), .to(tag, in: "/tags")])
            await #expect(throws: StoreError.referenced(by: .contact)) { try await shelf.commit(shelf.deletion(tag)) }
            try await shelf.change(person, [:], references: [])
            try await shelf.commit(shelf.deletion(tag))
        }
    }

    @Test(arguments: Engine.allCases) func aRecordThatOthersReferToKeepsItsType(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let (one, two) = (TypeID(definition: RecordID(at: Shelf.now)), TypeID(definition: RecordID(at: Shelf.now)))
            let target = try await shelf.insert(one, ["data": [:]])
            let source = try await shelf.insert(one, ["data": [:]], references: [.to(target, in: "/data/parent")])
            await #expect(throws: StoreError.referenced(by: one)) {
                try await shelf.commit(shelf.update(target, ["data": [:]], type: two, references: []))
            }
            // The one that refers may move and takes its references along.
            try await shelf.change(source, ["data": [:]], type: two)
            await #expect(throws: StoreError.referenced(by: two)) { try await shelf.commit(shelf.deletion(target)) }
        }
    }
}
