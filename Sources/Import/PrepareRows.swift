import Records

/// The first half of an import's way: rows are read, made drafts of and decided, a batch ahead of what is being written.
actor PrepareRows {
    /// Rows with what is known of them before they are written.
    struct Batch: Sendable {
        var rows: [Row] = []
        /// What goes to the store, a commit each: an external id stands in each only once, so that a row finds what the one before it made.
        var waves: [Wave] = []
        var position: Int64 = 0
    }

    struct Row: Sendable {
        let line: Int
        /// Nil until it is written.
        var fate: Fate?
    }

    enum Fate: Sendable {
        case effect(BulkWrite.Effect)
        case refused(RowRefusal)
    }

    struct Wave: Sendable {
        /// Positions in the batch's rows.
        let rows: [Int]
        let decided: BulkWrite.Decided
    }

    private var reader: RowReader
    private let decoder: RowDecoder
    private let bulk: BulkWrite
    /// Whether rows may have been written by an earlier run. From the first batch on of which none was, none is expected any more; one
    /// that is nevertheless is noticed when it is written.
    private var isCatchingUp: Bool
    private let present: Present

    /// The ids that are there already, of those that follow `after`, in their order and at most `limit`.
    typealias Present = @Sendable (_ after: RecordID, _ limit: Int) async throws -> [RecordID]

    private let identity: ImportIdentity?

    /// Rows of a batch: so many that a commit's sync costs each little, so few that two batches are no matter of memory.
    static let rows = 2_000
    /// Bytes of rows after which a batch is closed.
    private static let bytes = 2 << 20

    /// With `identity`, rows have ids by which `present` finds what an earlier run has written.
    init(
        _ reader: sending RowReader, _ decoder: RowDecoder, _ bulk: BulkWrite, identity: ImportIdentity?, present: @escaping Present
    ) {
        self.reader = reader
        self.decoder = decoder
        self.bulk = bulk
        self.identity = identity
        self.present = present
        isCatchingUp = identity != nil
    }

    /// The next batch, decided; nil after the last row.
    func next() async throws -> Batch? {
        guard let read = try reader.next(limit: Self.rows, bytes: Self.bytes) else { return nil }
        var batch = Batch(position: read.position)
        batch.rows.reserveCapacity(read.rows.count)
        var drafts: [(row: Int, draft: Draft)] = []
        drafts.reserveCapacity(read.rows.count)
        for row in read.rows {
            switch row {
            case .refused(let refusal): batch.rows.append(Row(line: refusal.line, fate: .refused(refusal)))
            case .bytes(let range, let line):
                do throws(RowRefusal) {
                    let draft = try decoder.draft(read.bytes[range], line: line)
                    drafts.append((batch.rows.count, draft))
                    batch.rows.append(Row(line: line))
                } catch { batch.rows.append(Row(line: line, fate: .refused(error))) }
            }
        }
        if isCatchingUp { try await catchUp(&drafts, &batch) }
        for wave in Self.waves(drafts) {
            batch.waves.append(Wave(rows: wave.map(\.row), decided: try await bulk.decide(wave.map(\.draft))))
        }
        return batch
    }

    /// Takes out what an earlier run has written.
    private func catchUp(_ drafts: inout [(row: Int, draft: Draft)], _ batch: inout Batch) async throws {
        guard let identity, let first = batch.rows.first else { return }
        let known = Set(try await present(identity.id(line: first.line - 1), batch.rows.count))
        let missing = drafts.filter { entry in entry.draft.id.map { !known.contains($0) } ?? true }
        for (row, draft) in drafts where draft.id.map(known.contains) == true { batch.rows[row].fate = .effect(.present) }
        isCatchingUp = drafts.isEmpty || missing.count < drafts.count
        drafts = missing
    }

    /// The drafts in their order, parted where an external id comes again.
    private static func waves(_ drafts: [(row: Int, draft: Draft)]) -> [ArraySlice<(row: Int, draft: Draft)>] {
        var waves: [ArraySlice<(row: Int, draft: Draft)>] = []
        var start = 0
        var known: Set<[UInt8]> = []
        for (position, entry) in drafts.enumerated() {
            guard let externalID = entry.draft.externalID, !known.insert(Array(externalID.utf8)).inserted else { continue }
            waves.append(drafts[start..<position])
            start = position
            known = [Array(externalID.utf8)]
        }
        if start < drafts.count { waves.append(drafts[start...]) }
        return waves
    }
}
