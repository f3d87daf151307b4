import Relational

/// SQL's LIKE over code points: `%` any run, `_` any one character, `\` takes the next character as it is.
///
/// SQLite's own LIKE cannot tell upper from lower case without a switch for the whole connection. Here the cost is bounded by the text's
/// length times the pattern's, whatever the pattern: of all the `%` met so far only the last one is ever tried again.
enum LikePattern {
    /// Whether the whole text matches. ASCII letters match in either case when `ignoringCase`.
    static func matches(_ text: UnsafeRawBufferPointer, _ pattern: UnsafeRawBufferPointer, ignoringCase: Bool) -> Bool {
        var (position, step) = (0, 0)
        var (retryPosition, retryStep) = (0, -1)
        while position < text.count {
            if step < pattern.count, pattern[step] == UInt8(ascii: "%") {
                step += 1
                (retryPosition, retryStep) = (position, step)
            } else if step < pattern.count, pattern[step] == UInt8(ascii: "_") {
                step += 1
                position = endOfCharacter(text, from: position)
            } else if let literal = literal(pattern, at: step), isSame(text[position], literal.byte, ignoringCase) {
                step = literal.next
                position += 1
            } else if retryStep >= 0 {
                retryPosition = endOfCharacter(text, from: retryPosition)
                (position, step) = (retryPosition, retryStep)
            } else {
                return false
            }
        }
        while step < pattern.count, pattern[step] == UInt8(ascii: "%") { step += 1 }
        return step >= pattern.count
    }

    /// The byte that the text must have next, and where the pattern goes on. A backslash at the very end stands for itself.
    private static func literal(_ pattern: UnsafeRawBufferPointer, at step: Int) -> (byte: UInt8, next: Int)? {
        guard step < pattern.count else { return nil }
        if pattern[step] == UInt8(ascii: "\\"), step + 1 < pattern.count { return (pattern[step + 1], step + 2) }
        return (pattern[step], step + 1)
    }

    private static func endOfCharacter(_ text: UnsafeRawBufferPointer, from position: Int) -> Int {
        var end = position + 1
        while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }

    private static func isSame(_ left: UInt8, _ right: UInt8, _ ignoringCase: Bool) -> Bool {
        left == right || ignoringCase && ASCII.lowercased(left) == ASCII.lowercased(right)
    }
}
