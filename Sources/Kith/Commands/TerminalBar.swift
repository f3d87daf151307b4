import Foundation

/// A bar on standard error that says how far something is; nothing where that is no terminal.
final class TerminalBar {
    static let width: Int64 = 40
    /// Whether standard error is a terminal.
    static var isTerminal: Bool { isatty(FileHandle.standardError.fileDescriptor) == 1 }

    private let isShown = TerminalBar.isTerminal
    private var drawnAt: ContinuousClock.Instant?

    /// The bar as text: `importing [####......]`, without line end.
    static func text(_ label: String, step: Int64) -> String {
        let step = min(max(step, 0), width)
        return "\r\(label) [\(String(repeating: "#", count: Int(step)))\(String(repeating: ".", count: Int(width - step)))]"
    }

    /// Draws the bar, ten times a second at most, with what `more` says behind it.
    func show(_ label: String, done: Int64, of total: Int64, more: () -> String) {
        let now = ContinuousClock.now
        guard isShown, drawnAt.map({ $0.duration(to: now) >= .milliseconds(100) }) ?? true else { return }
        drawnAt = now
        let step = total > 0 ? min(done, total) * Self.width / total : Self.width
        StandardError.write(Self.text(label, step: step) + " \(more())\u{1B}[K")
    }

    /// Takes the bar away, so that a line can be written.
    func clear() {
        guard drawnAt != nil else { return }
        drawnAt = nil
        StandardError.write("\r\u{1B}[K")
    }
}
