import ArgumentParser
import Foundation
import Import
import JSONCore
import Records

/// What `kith import` says: refused rows and counts, as text or JSON, and on a terminal how far it is.
final class ImportOutput {
    private let json: Bool
    private let isDryRun: Bool
    private let bar = TerminalBar()
    private let start = ContinuousClock.now
    private var counts = ImportCounts()
    private var resumedAt: Int?

    init(json: Bool, isDryRun: Bool) {
        self.json = json
        self.isDryRun = isDryRun
    }

    /// Tells of one event.
    func show(_ event: ImportEvent) {
        switch event {
        case .refused(let refusal):
            bar.clear()
            if json { print(refusal.json.text) } else { StandardError.line(refusal.text) }
        case .resumed(let line):
            resumedAt = line
            bar.clear()
            StandardError.line(
                "resumed at line \(line): an earlier run imported the \(counts.earlier) rows before it that were not refused")
        case .progress(let counts, let position, let size):
            self.counts = counts
            // What has been told is not lost with the process.
            fflush(nil)
            bar.show("importing", done: position, of: size) { self.pace(position, size) }
        }
    }

    /// Prints the counts, and why the import ended early where it did; whether every row is done.
    func end(_ failure: String?) -> Bool {
        bar.clear()
        if json {
            print(summary(failure).text)
        } else {
            print(sentence)
        }
        if let failure { StandardError.line("Error: \(failure)") }
        return failure == nil && counts.refused == 0
    }

    /// Says why the import cannot begin; the exit code to end with.
    static func usage(_ error: ImportError) -> ExitCode {
        StandardError.line("Error: \(error)")
        return ExitCode(2)
    }

    /// Why an import ended early and what to do, for people.
    static func sentence(_ error: any Error) -> String {
        let reason: String
        switch error {
        case let error as ImportError: return error.description
        case let error as RecordError: reason = sentence(error)
        case let error as StoreError: reason = sentence(RecordError(error))
        default: reason = "the import ended early"
        }
        return reason + ". What was counted is stored; run the same command again and it goes on from there"
    }

    private static func sentence(_ error: RecordError) -> String {
        switch error {
        case .full: "the disk is full"
        case .unavailable: "the database does not answer"
        case .outcomeUnknown: "the connection to the database broke"
        default: "the database refused: \(error.code)"
        }
    }

    // MARK: - Texts

    private var seconds: Double {
        let passed = start.duration(to: .now)
        return Double(passed.components.seconds) + Double(passed.components.attoseconds) / 1e18
    }

    private var rowsPerSecond: Int { seconds > 0 ? Int(Double(counts.read) / seconds) : 0 }

    private func pace(_ position: Int64, _ size: Int64) -> String {
        let left = position > 0 ? Int(seconds * Double(size - position) / Double(position)) : 0
        return "\(counts.read) rows, \(rowsPerSecond)/s, \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left"
    }

    private var sentence: String {
        var parts = ["\(counts.created) created", "\(counts.updated) updated", "\(counts.unchanged) unchanged"]
        if counts.earlier > 0 { parts.append("\(counts.earlier) imported by an earlier run") }
        parts.append("\(counts.refused) refused")
        let tail = isDryRun ? " Nothing was written: this was a dry run." : ""
        return "\(counts.read) rows read: \(parts.joined(separator: ", ")).\(tail)"
    }

    private func summary(_ failure: String?) -> JSON {
        var object = JSONObject()
        for (name, count) in [
            ("read", counts.read), ("created", counts.created), ("updated", counts.updated), ("unchanged", counts.unchanged),
            ("earlier", counts.earlier), ("refused", counts.refused),
        ] { object[name] = .number(JSONNumber(count)) }
        object["resumedAtLine"] = resumedAt.map { .number(JSONNumber($0)) }
        object["rowsPerSecond"] = .number(JSONNumber(rowsPerSecond))
        object["dryRun"] = .bool(isDryRun)
        object["complete"] = .bool(failure == nil)
        object["error"] = failure.map(JSON.string)
        return ["summary": .object(object)]
    }
}
