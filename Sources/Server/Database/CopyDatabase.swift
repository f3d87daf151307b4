import Records
package import Relational

/// Copies one store whole into another, empty one, and proves that both hold the same.
///
/// Rows go over in batches, table by table and organisation by organisation, each batch in one transaction that also says how far the copy
/// is. So a copy that is broken off, however, goes on where it ended when it is begun again.
package struct CopyDatabase {
    private let source: any CopySource
    private let target: any CopyTarget
    private let report: (CopyProgress) throws -> Void

    /// `report` hears of every batch; what it throws breaks the copy off.
    package init(from source: any CopySource, to target: any CopyTarget, report: @escaping (CopyProgress) throws -> Void = { _ in }) {
        self.source = source
        self.target = target
        self.report = report
    }

    /// Copies what is not there yet, compares the two sides and says that the copy is whole. Blocks until then. Throws ``CopyError``.
    package func run() throws -> CopyReport {
        let organisations = try organisationsInOrder()
        let units = CopyUnit.all(of: organisations.compactMap { $0.identifier(0).map { OrganisationID($0) } })
        let place = try target.begin(source: try fingerprint(organisations))
        let counts = try units.map { try source.count(of: $0.table, in: $0.organisation) }
        var progress = CopyProgress(phase: .copying, total: counts.reduce(0, +), isResumed: place != CopyPlace(unit: 0))
        for (number, unit) in zip(Int64(0)..., units) {
            if number > place.unit || number == place.unit && place.key == nil {
                try copy(unit, number, organisations, after: nil, &progress)
            } else if number == place.unit {
                progress.done += try target.count(of: unit.table, in: unit.organisation)
                try copy(unit, number, organisations, after: place.key, &progress)
            } else {
                progress.done += counts[Int(number)]
            }
        }
        let copied = try compare(units, progress.total)
        try target.finish()
        return copied
    }

    private func copy(
        _ unit: CopyUnit, _ number: Int64, _ organisations: [StoredRow], after: [StoredValue]?, _ progress: inout CopyProgress
    ) throws {
        try report(progress)
        // Their order is not that of their keys, so they go over together or not at all.
        if unit.table == .organisation {
            try target.write(organisations, to: .organisation, of: nil, upTo: CopyPlace(unit: number + 1))
            progress.done += Int64(organisations.count)
            return
        }
        try source.forEachBatch(of: unit.table, in: unit.organisation, after: after) { rows in
            try target.write(
                rows, to: unit.table, of: unit.organisation, upTo: CopyPlace(unit: number, key: rows.last?.key(in: unit.table)))
            progress.done += Int64(rows.count)
            try report(progress)
        }
    }

    /// All organisations' rows, a platform's before those of the organisations under it.
    private func organisationsInOrder() throws -> [StoredRow] {
        var waiting: [StoredRow] = []
        try source.forEachBatch(of: .organisation, in: nil) { waiting += $0 }
        var ordered: [StoredRow] = []
        var known: Set<Identifier> = []
        while !waiting.isEmpty {
            let ready = waiting.filter { row in row.identifier(2).map { known.contains($0) } ?? true }
            // A platform that is missing is the target's to refuse.
            guard !ready.isEmpty else { return ordered + waiting }
            waiting.removeAll { row in row.identifier(2).map { known.contains($0) } ?? true }
            ordered += ready
            known.formUnion(ready.compactMap { $0.identifier(0) })
        }
        return ordered
    }

    /// What a source is known by again: its organisations and its secrets.
    private func fingerprint(_ organisations: [StoredRow]) throws -> String {
        var digest = TableDigest()
        for row in organisations { digest.add(row) }
        try source.forEachBatch(of: .secret, in: nil) { rows in for row in rows { digest.add(row) } }
        return digest.hexadecimal
    }

    // MARK: - Proof

    /// Reads both sides in the order of the keys and sees that they hold the same rows.
    private func compare(_ units: [CopyUnit], _ total: Int64) throws -> CopyReport {
        var progress = CopyProgress(phase: .comparing, total: total)
        var copied = CopyReport()
        try report(progress)
        for unit in units {
            var (rows, found) = (TableDigest(), TableDigest())
            try target.forEachBatch(of: unit.table, in: unit.organisation) { for row in $0 { found.add(row) } }
            try source.forEachBatch(of: unit.table, in: unit.organisation) {
                for row in $0 { rows.add(row) }
                progress.done += Int64($0.count)
                try report(progress)
            }
            guard rows.count == found.count, rows.hexadecimal == found.hexadecimal else {
                throw CopyError.differs(unit.table, of: unit.organisation, source: rows.count, target: found.count)
            }
            copied.rows[unit.table, default: 0] += rows.count
        }
        return copied
    }
}

/// A table of one organisation, or of the directory: what is copied and compared as a whole.
struct CopyUnit {
    let table: StoredTable
    let organisation: OrganisationID?

    /// Every unit, in the order in which they are copied.
    static func all(of organisations: [OrganisationID]) -> [CopyUnit] {
        [CopyUnit(table: .organisation, organisation: nil), CopyUnit(table: .secret, organisation: nil)]
            + organisations.flatMap { organisation in
                StoredTable.ofOrganisations.map { CopyUnit(table: $0, organisation: organisation) }
            }
    }
}

extension CopySource {
    /// Reads a table to its end, in batches of up to some thousand rows and some megabytes.
    func forEachBatch(
        of table: StoredTable, in organisation: OrganisationID?, after: [StoredValue]? = nil, _ body: ([StoredRow]) throws -> Void
    ) throws {
        var after = after
        // Rows can be of a megabyte; how long they are shows only when they are read.
        var limit = 64
        while true {
            let rows = try rows(of: table, in: organisation, after: after, limit: limit)
            guard let last = rows.last else { return }
            try body(rows)
            if rows.count < limit { return }
            after = last.key(in: table)
            let bytes = rows.reduce(0) { $0 + $1.size }
            limit = max(1, min(2000, 8 << 20 / max(1, bytes / rows.count)))
        }
    }
}

extension StoredRow {
    /// About how many bytes the row takes.
    fileprivate var size: Int {
        values.reduce(0) { sum, value in
            if case .bytes(let bytes) = value { sum + bytes.count } else { sum + 8 }
        }
    }
}
