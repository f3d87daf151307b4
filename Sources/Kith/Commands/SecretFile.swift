import ArgumentParser
import Foundation

/// Secrets come from files, never from flags, which other users of the machine can see.
enum SecretFile {
    /// The bytes of the file without a line end behind them.
    static func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else { throw ValidationError("cannot read the file \(path)") }
        var bytes = [UInt8](data)
        while bytes.last == UInt8(ascii: "\n") || bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        return bytes
    }
}
