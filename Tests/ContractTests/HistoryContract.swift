import JSONCore
import Records
import Testing

/// The log of changes: one, whole, and in order.
@Suite struct HistoryContract {
    @Test(arguments: Engine.allCases) func aChangeReadsBackAsItWasWritten(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let record = try await shelf.insert(.contact, ["name": "Ann", "email": nil])
            let written = try await shelf.commit(shelf.update(record, ["name": "Anna", "vip": true]))[0].change
            let read = try #require(try await shelf.history(record.id).first)
            #expect(read == written)
            #expect(read.author == Shelf.author)
            #expect(
                read.edits == [
                    FieldEdit(path: JSONPointer(["fields", "name"]), old: "Ann", new: "Anna"),
                    FieldEdit(path: JSONPointer(["fields", "email"]), old: .null, new: nil),
                    FieldEdit(path: JSONPointer(["fields", "vip"]), old: nil, new: true),
                ])
        }
    }

    @Test(arguments: Engine.allCases) func historyIsNewestFirstAndPagedByVersion(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            var record = try await shelf.insert(.contact, ["n": 0])
            try await shelf.insert(.contact)
            for n in 1..<10 { record = try await shelf.change(record, ["n": JSON.number(JSONNumber(n))]) }
            #expect(try await shelf.history(record.id).map(\.version) == Array((1...10).reversed()))
            #expect(try await shelf.history(record.id, limit: 3).map(\.version) == [10, 9, 8])
            #expect(try await shelf.history(record.id, before: 8, limit: 3).map(\.version) == [7, 6, 5])
            #expect(try await shelf.history(record.id, before: 1).isEmpty)
            #expect(try await shelf.history(RecordID(at: Shelf.now)).isEmpty)
            #expect(try await shelf.history(record.id, limit: 0).isEmpty)
        }
    }

    @Test(arguments: Engine.allCases) func aDeletedRecordKeepsItsHistory(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let first = try await shelf.insert(.contact, ["name": "Ann"])
            let second = try await shelf.change(first, ["name": "Anna"])
            try await shelf.commit(shelf.deletion(second))
            let history = try await shelf.history(first.id)
            #expect(history.map(\.kind) == [.deleted, .updated, .created])
            #expect(history.map(\.version) == [3, 2, 1])
            #expect(history[0].edits == [FieldEdit(path: JSONPointer(["fields", "name"]), old: "Anna", new: nil)])
        }
    }

    @Test(arguments: Engine.allCases) func eventsComeInOrderAfterASequence(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let other = try await shelf.neighbour()
            for _ in 0..<5 {
                try await shelf.insert(.contact)
                try await other.insert(.company)
            }
            #expect(try await shelf.events().map(\.sequence) == [1, 2, 3, 4, 5])
            #expect(try await shelf.events(after: 2, limit: 2).map(\.sequence) == [3, 4])
            #expect(try await shelf.events(after: 5).isEmpty)
            #expect(try await shelf.events(after: 0, limit: 0).isEmpty)
            #expect(try await other.events().allSatisfy { $0.organisation == other.organisation && $0.type == .company })
        }
    }

    @Test(arguments: Engine.allCases) func sequencesHaveNoGapUnderManyWriters(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let other = try await shelf.neighbour()
            let rival = try await shelf.insert(.tag, ["name": "taken"])
            let records = try await withThrowingTaskGroup(of: Record.self) { group in
                for _ in 0..<64 { group.addTask { try await shelf.insert(.contact, ["n": 0]) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (index, record) in records.enumerated() {
                    group.addTask {
                        var record = record
                        for n in 1...20 {
                            record = try await shelf.change(record, ["n": JSON.number(JSONNumber(n))])
                            if n.isMultiple(of: 5) { try await other.insert(.contact) }
                            guard n.isMultiple(of: 7) else { continue }
                            // Refused commits between the others leave no gap.
                            await #expect(throws: StoreError.duplicate("/name")) {
                                try await shelf.commit(shelf.insertion(shelf.new(.contact)), shelf.insertion(shelf.new(.tag, rival.fields)))
                            }
                        }
                        #expect(record.version == 21, "writer \(index)")
                    }
                }
                try await group.waitForAll()
            }
            let total = 1 + 64 + 64 * 20
            #expect(try await shelf.events().map(\.sequence) == Array(1...Int64(total)))
            #expect(try await other.events().map(\.sequence) == Array(1...Int64(64 * 4)))
            #expect(Set(records.map(\.number)) == Set(1...64))
            for record in records {
                #expect(try await shelf.history(record.id).map(\.version) == Array((1...21).reversed()))
                #expect(try await shelf.record(record)?.version == 21)
            }
        }
    }

    @Test(arguments: Engine.allCases) func ofManyWritersOnOneVersionExactlyOneWins(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            var record = try await shelf.insert(.contact, ["winner": -1])
            for round in 0..<10 {
                let base = record
                let winners: [Int] = try await withThrowingTaskGroup(of: Int?.self) { group in
                    for writer in 0..<16 {
                        group.addTask {
                            do throws(StoreError) {
                                try await shelf.commit(
                                    shelf.update(
                                        base, ["winner": JSON.number(JSONNumber(writer)), "round": JSON.number(JSONNumber(round))]))
                                return writer
                            } catch {
                                #expect(error == .moved)
                                return nil
                            }
                        }
                    }
                    return try await group.reduce(into: []) { if let writer = $1 { $0.append(writer) } }
                }
                #expect(winners.count == 1)
                record = try #require(try await shelf.record(base))
                #expect(record["winner"]?.asInt == winners.first)
            }
        }
    }
}
