import Foundation
import Server
import Synchronization

/// Shows on standard error how far a copy is: a bar on a terminal, else a line for each tenth.
final class ProgressDisplay: Sendable {
    private struct Shown {
        var phase: CopyProgress.Phase?
        var step: Int64 = -1
    }

    private static let width: Int64 = 40
    private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1
    private let shown = Mutex(Shown())

    func show(_ progress: CopyProgress) {
        let steps = isTerminal ? Self.width : 10
        let step = progress.total > 0 ? min(steps, progress.done * steps / progress.total) : steps
        shown.withLock { shown in
            let isNewPhase = shown.phase != progress.phase
            guard isNewPhase || shown.step != step else { return }
            if isNewPhase, progress.isResumed { write("goes on where an earlier run ended\n") }
            if isTerminal, isNewPhase, shown.phase != nil { write("\n") }
            shown = Shown(phase: progress.phase, step: step)
            write(isTerminal ? bar(progress, step) : line(progress))
        }
    }

    private func bar(_ progress: CopyProgress, _ step: Int64) -> String {
        let filled = String(repeating: "#", count: Int(step)) + String(repeating: ".", count: Int(Self.width - step))
        let end = progress.phase == .comparing && step == Self.width ? "\n" : ""
        return "\r\(progress.phase.rawValue) [\(filled)] \(progress.done) of \(progress.total) rows" + end
    }

    private func line(_ progress: CopyProgress) -> String { "\(progress.phase.rawValue) \(progress.done) of \(progress.total) rows\n" }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
