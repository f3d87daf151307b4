/// The case of ASCII letters, which is all the case that keys and patterns know.
package enum ASCII {
    /// The byte, in lower case where it is an ASCII letter.
    @inlinable
    package static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    /// The text with its ASCII letters in lower case, all else as it is.
    package static func lowercased(_ text: String) -> String { String(decoding: text.utf8.map { lowercased($0) }, as: UTF8.self) }
}
