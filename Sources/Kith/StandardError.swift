import Foundation

/// Standard error: what a command says beside its result.
enum StandardError {
    static func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

    /// Writes the text and a line end.
    static func line(_ text: String) { write(text + "\n") }
}
