import Dispatch

extension PostgresStore {
    /// Spreads the tables over the nodes of a Citus cluster, as the owner: the directory on every node, the rest of an organisation on one.
    ///
    /// What is done already stays as it is. Refuses with ``DistributeError`` or ``PostgresOpenError``.
    package static func distribute(_ configuration: PostgresConfiguration) async throws -> DistributedTables {
        try await open(configuration).close()
        let result = await withCheckedContinuation { (done: CheckedContinuation<Result<DistributedTables, DistributeError>, Never>) in
            DispatchQueue.global().async {
                done.resume(returning: Result { () throws(DistributeError) in try DistributeTables.run(configuration) })
            }
        }
        return try result.get()
    }
}

/// What ``PostgresStore/distribute(_:)`` has come to.
package struct DistributedTables: Sendable, Hashable {
    /// The version of Citus.
    package let version: String
    /// The tables, those of the directory first.
    package let tables: [String]
    /// Whether there was anything left to do.
    package let isChanged: Bool
}

/// The turning of plain tables into Citus's.
///
/// All of it is one transaction. Foreign keys are taken away first and put back at the end: Citus takes none between a table that is
/// distributed already and one that is not yet, whichever comes first.
enum DistributeTables {
    /// What every node has a copy of.
    static let reference = ["organisation", "token", "person", "secret", "migration", "indexed_field"]
    /// What lies with its organisation. The others lie where the first one's rows do.
    static let distributed = ["change_sequence", "counter", "change", "record", "reference"]

    private static let time = Duration.seconds(24 * 3600)
    private static let oldest = 11

    static func run(_ configuration: PostgresConfiguration) throws(DistributeError) -> DistributedTables {
        let owner = Connection(SessionSettings(owning: configuration), label: "kith.postgres.distribute")
        defer { owner.close() }
        let result: Result<DistributedTables, DistributeError>
        do throws(PostgresFailure) {
            result = try run(on: owner)
        } catch {
            throw error.code == SQLState.insufficientPrivilege ? .notOwner(reason: error.message) : .failed(reason: error.message)
        }
        return try result.get()
    }

    private static func run(on owner: Connection) throws(PostgresFailure) -> Result<DistributedTables, DistributeError> {
        let extensions = try rows(DistributeStatements.extensions, owner).first
        guard let version = extensions?.optionalText(0) else {
            return .failure(extensions?.bool(1) == true ? .notCreated : .noCitus)
        }
        guard let major = version.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Int($0) }), major >= oldest else {
            return .failure(.oldCitus(version: version))
        }
        let present = try kinds(owner)
        let missing = reference.filter { present[$0] != .reference } + distributed.filter { present[$0] != .distributed }
        let canSignIn = try rows(DistributeStatements.canSignIn, owner).first?.bool(0) ?? false
        if !missing.isEmpty || !canSignIn { try distribute(Set(missing), canSignIn: canSignIn, owner) }
        // Citus leaves what a plain table held where it was, unseen: records of people do not stay behind like that.
        for table in reference + distributed { _ = try rows(DistributeStatements.emptyPlainTable(table), owner) }
        return .success(
            DistributedTables(version: version, tables: reference + distributed, isChanged: !missing.isEmpty || !canSignIn))
    }

    private static func distribute(_ missing: Set<String>, canSignIn: Bool, _ owner: Connection) throws(PostgresFailure) {
        try owner.execute("BEGIN;\n\(DistributeStatements.start)", within: time)
        if !canSignIn { try owner.execute(DistributeStatements.letServerSignIn, within: time) }
        _ = try rows(DistributeStatements.functions, owner)
        let keys = try foreignKeys(of: missing, owner)
        for key in keys { try owner.execute("ALTER TABLE \(key.table) DROP CONSTRAINT \(key.name)", within: time) }
        for table in Fences.tables where missing.contains(table.name) {
            try owner.execute("DROP POLICY tenant ON \(table.name);\n\(Fences.distributable(table.name, table.besides))", within: time)
        }
        for table in reference where missing.contains(table) { _ = try rows(DistributeStatements.toEveryNode(table), owner) }
        for table in distributed where missing.contains(table) {
            _ = try rows(DistributeStatements.byOrganisation(table, with: table == distributed[0] ? nil : distributed[0]), owner)
        }
        for key in keys {
            try owner.execute("ALTER TABLE \(key.table) ADD CONSTRAINT \(key.name) \(key.definition)", within: time)
        }
        try owner.execute("COMMIT", within: time)
    }

    // MARK: - What there is

    private enum Kind { case reference, distributed, other }

    private static func kinds(_ owner: Connection) throws(PostgresFailure) -> [String: Kind] {
        let found = try rows(DistributeStatements.kinds, owner)
        var kinds: [String: Kind] = [:]
        for index in 0..<found.count {
            let row = found[index]
            // https://docs.citusdata.com/en/stable/develop/api_metadata.html, partition table: `h` by hash, `n` and `t` on every node.
            switch (row.text(1), row.text(2)) {
            case ("h", _): kinds[row.text(0)] = .distributed
            case ("n", "t"): kinds[row.text(0)] = .reference
            default: kinds[row.text(0)] = .other
            }
        }
        return kinds
    }

    private struct ForeignKey {
        let table: String
        let name: String
        let definition: String
    }

    /// The foreign keys that tables to be turned have, or that lead to one.
    private static func foreignKeys(of missing: Set<String>, _ owner: Connection) throws(PostgresFailure) -> [ForeignKey] {
        let found = try rows(DistributeStatements.foreignKeys, owner)
        return (0..<found.count).compactMap { index in
            let row = found[index]
            guard missing.contains(row.text(0)) || missing.contains(row.text(1)) else { return nil }
            // Citus takes no such action where the key has the distribution column: rows would have to move to another node.
            return ForeignKey(table: row.text(0), name: row.text(2), definition: row.text(3).replacing(" ON UPDATE CASCADE", with: ""))
        }
    }

    private static func rows(_ text: String, _ owner: Connection) throws(PostgresFailure) -> Rows {
        try owner.exchange([Statement(text)], within: time)[0]
    }
}

extension Fences {
    /// Makes a fence as Citus takes it: without subqueries, which keep a function from being called for each row elsewhere.
    static func distributable(_ table: String, _ besides: String?) -> String {
        ["current_organisation()", "presented()", "decode(presented(), 'hex')"].reduce(fence(table, besides)) { text, call in
            text.replacing("(SELECT \(call))", with: call)
        }
    }
}
