package import Records

/// The import of one file into one type of one organisation.
///
/// Rows are read and decided a batch ahead of what is being written, and written in the file's order.
package struct ImportRun {
    /// What the rows are to become, and how.
    package struct Order: Sendable {
        package var organisation: OrganisationID
        package var type: RecordType
        package var format: ImportFormat
        /// Whether a row updates the record that has its external id.
        package var updatesByExternalID: Bool
        /// Whether nothing is written.
        package var isDryRun: Bool

        package init(
            organisation: OrganisationID, type: RecordType, format: ImportFormat, updatesByExternalID: Bool = false, isDryRun: Bool = false
        ) {
            self.organisation = organisation
            self.type = type
            self.format = format
            self.updatesByExternalID = updatesByExternalID
            self.isDryRun = isDryRun
        }
    }

    private let order: Order
    private let bulk: BulkWrite
    private let preparation: PrepareRows
    private let size: Int64

    /// Reads the file's beginning, and all of it where rows are told by the file they are in. Throws ``ImportError``.
    package init(_ file: sending ImportFile, _ order: Order, engine: RecordEngine) throws(ImportError) {
        self.order = order
        size = file.size
        let author = Author(
            actor: Actor(kind: .system, id: "import", name: "kith import"), source: .commandLine,
            requestID: "import-" + RecordID(at: .now()).text)
        bulk = BulkWrite(engine, in: order.organisation, by: author, meeting: order.updatesByExternalID ? .updates : .refused)
        let (organisation, type) = (order.organisation, order.type.id)
        // Where external ids tell rows apart, a second run finds its records by them.
        let identity = order.updatesByExternalID ? nil : try file.identity(in: organisation, of: type)
        var reader = try RowReader(file, order.format)
        let columns = order.format == .csv ? try reader.columns(of: order.type) : nil
        let decoder = RowDecoder(type, columns: columns, needsExternalID: order.updatesByExternalID, identity: identity)
        let store = engine.store
        preparation = PrepareRows(reader, decoder, bulk, identity: identity) { after, limit in
            try await store.page(Query(types: [type], limit: limit, after: after), in: organisation).records.map(\.id)
        }
    }

    /// Imports every row and returns what became of them, having told each outcome to `report`.
    ///
    /// Throws ``ImportError``, ``RecordError`` or ``StoreError`` when it cannot go on; what was reported until then is done for good.
    package func run(_ report: (ImportEvent) -> Void) async throws -> ImportCounts {
        var counts = ImportCounts()
        var isResumed = false
        var batch = try await preparation.next()
        while let present = batch {
            async let following = preparation.next()
            let rows = try await write(present)
            for row in rows {
                if !isResumed, counts.earlier > 0, row.isNew {
                    report(.resumed(line: row.line))
                    isResumed = true
                }
                counts.add(row, report)
            }
            report(.progress(counts, position: present.position, size: size))
            batch = try await following
        }
        return counts
    }

    /// Writes a batch and returns its rows, each with its fate.
    private func write(_ batch: PrepareRows.Batch) async throws -> [PrepareRows.Row] {
        var rows = batch.rows
        for wave in batch.waves {
            let effects = order.isDryRun ? try await bulk.foresee(wave.decided) : try await bulk.commit(wave.decided)
            for (position, effect) in zip(wave.rows, effects) { rows[position].fate = .effect(effect) }
        }
        return rows
    }
}

extension RowReader {
    /// Reads the header of a CSV file.
    fileprivate mutating func columns(of type: RecordType) throws(ImportError) -> CSVColumns {
        guard let header = try next(limit: 1, bytes: 1), case .bytes(let range, _)? = header.rows.first else {
            throw .header(rule: "the first line must name the columns")
        }
        let names: [String]
        do throws(CSVRow.Malformed) { names = try CSVRow.cells(header.bytes[range]) } catch { throw .header(rule: error.rule) }
        return try CSVColumns(header: names, of: type)
    }
}

extension PrepareRows.Row {
    /// Whether it was not there before.
    fileprivate var isNew: Bool {
        if case .effect(.created)? = fate { true } else { false }
    }
}

extension ImportCounts {
    fileprivate mutating func add(_ row: PrepareRows.Row, _ report: (ImportEvent) -> Void) {
        switch row.fate {
        case nil: return
        case .effect(.created): created += 1
        case .effect(.updated): updated += 1
        case .effect(.unchanged): unchanged += 1
        case .effect(.present): earlier += 1
        case .effect(.refused(let error)):
            refused += 1
            report(.refused(RowRefusal(line: row.line, error)))
        case .refused(let refusal):
            refused += 1
            report(.refused(refusal))
        }
    }
}
