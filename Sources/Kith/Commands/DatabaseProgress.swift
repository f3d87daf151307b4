import Foundation
import Server
import Synchronization

/// Shows on standard error how far a copy is: a bar on a terminal, else a line for each tenth.
final class ProgressDisplay: Sendable {
    private struct Shown {
        var phase: CopyProgress.Phase?
        var step: Int64 = -1
    }

    private let isTerminal = TerminalBar.isTerminal
    private let shown = Mutex(Shown())

    func show(_ progress: CopyProgress) {
        let steps = isTerminal ? TerminalBar.width : 10
        let step = progress.total > 0 ? min(steps, progress.done * steps / progress.total) : steps
        shown.withLock { shown in
            let isNewPhase = shown.phase != progress.phase
            guard isNewPhase || shown.step != step else { return }
            if isNewPhase, progress.isResumed { StandardError.write("goes on where an earlier run ended\n") }
            if isTerminal, isNewPhase, shown.phase != nil { StandardError.write("\n") }
            shown = Shown(phase: progress.phase, step: step)
            StandardError.write(isTerminal ? bar(progress, step) : line(progress))
        }
    }

    private func bar(_ progress: CopyProgress, _ step: Int64) -> String {
        let end = progress.phase == .comparing && step == TerminalBar.width ? "\n" : ""
        return TerminalBar.text(progress.phase.rawValue, step: step) + " \(progress.done) of \(progress.total) rows" + end
    }

    private func line(_ progress: CopyProgress) -> String { "\(progress.phase.rawValue) \(progress.done) of \(progress.total) rows\n" }
}
