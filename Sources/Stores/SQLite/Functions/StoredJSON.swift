import Glibc
import JSONCore

/// A value inside JSON text that this store wrote: compact, with the one escape for each character that JSONCore writes.
///
/// Finds places without building a tree, because a filter on a field that has no index reads every record of a type. Anything that is
/// not such text has no places; nothing is read outside the buffer.
struct StoredJSON {
    private let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// A pointer's tokens as JSON strings one after the other, `"data""size"`, so that names can be compared as they are stored.
    static func path(_ pointer: JSONPointer) -> String {
        var path: [UInt8] = []
        for token in pointer.tokens { JSON.string(token).serialize(into: &path) }
        return String(decoding: path, as: UTF8.self)
    }

    /// The text of the value that `path` leads to; nil when there is none.
    func value(at path: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        let steps = StoredJSON(path)
        var step = 0
        var position = 0
        while step < path.count {
            guard let stepEnd = steps.endOfString(from: step) else { return nil }
            let token = UnsafeRawBufferPointer(rebasing: path[step..<stepEnd])
            guard let next = child(token, ofValueAt: position) else { return nil }
            position = next
            step = stepEnd
        }
        guard let end = endOfValue(from: position) else { return nil }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<end])
    }

    /// Whether the array that the text is has an element of this text; nil when it is no array.
    func contains(element text: UnsafeRawBufferPointer) -> Bool? {
        guard byte(0) == UInt8(ascii: "[") else { return nil }
        var position = 1
        while let end = endOfValue(from: position) {
            if isSame(bytes[position..<end], text) { return true }
            guard byte(end) == UInt8(ascii: ",") else { return false }
            position = end + 1
        }
        return false
    }

    // MARK: - Steps

    private func child(_ token: UnsafeRawBufferPointer, ofValueAt position: Int) -> Int? {
        switch byte(position) {
        case UInt8(ascii: "{"): member(token, ofObjectAt: position)
        case UInt8(ascii: "["): Self.arrayPosition(token).flatMap { element($0, ofArrayAt: position) }
        default: nil
        }
    }

    private func member(_ name: UnsafeRawBufferPointer, ofObjectAt start: Int) -> Int? {
        var position = start + 1
        while byte(position) == UInt8(ascii: "\""), let nameEnd = endOfString(from: position) {
            let isMatch = isSame(bytes[position..<nameEnd], name)
            guard byte(nameEnd) == UInt8(ascii: ":") else { return nil }
            if isMatch { return nameEnd + 1 }
            guard let end = endOfValue(from: nameEnd + 1), byte(end) == UInt8(ascii: ",") else { return nil }
            position = end + 1
        }
        return nil
    }

    private func element(_ index: Int, ofArrayAt start: Int) -> Int? {
        var position = start + 1
        guard byte(position) != UInt8(ascii: "]") else { return nil }
        for _ in 0..<index {
            guard let end = endOfValue(from: position), byte(end) == UInt8(ascii: ",") else { return nil }
            position = end + 1
        }
        return position
    }

    /// The position that a quoted token names (RFC 6901, section 4).
    private static func arrayPosition(_ token: UnsafeRawBufferPointer) -> Int? {
        guard token.count > 2 else { return nil }
        return JSONPointer.arrayPosition(String(decoding: token[1..<token.count - 1], as: UTF8.self))
    }

    // MARK: - Ends

    private func endOfValue(from start: Int) -> Int? {
        switch byte(start) {
        case nil: return nil
        case UInt8(ascii: "\""): return endOfString(from: start)
        case UInt8(ascii: "{"), UInt8(ascii: "["): return endOfContainer(from: start)
        default:
            var position = start
            while let byte = byte(position), byte != UInt8(ascii: ","), byte != UInt8(ascii: "}"), byte != UInt8(ascii: "]") {
                position += 1
            }
            return position
        }
    }

    private func endOfContainer(from start: Int) -> Int? {
        var depth = 0
        var position = start
        while let byte = byte(position) {
            switch byte {
            case UInt8(ascii: "\""):
                guard let end = endOfString(from: position) else { return nil }
                position = end
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return position + 1 }
            default: break
            }
            position += 1
        }
        return nil
    }

    /// The position behind the closing quote of the string that begins at `start`.
    private func endOfString(from start: Int) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        var position = start + 1
        while position < bytes.count {
            guard let found = memchr(base + position, Int32(UInt8(ascii: "\"")), bytes.count - position) else { return nil }
            let quote = UnsafeRawPointer(found) - base
            var backslashes = 0
            while quote - backslashes - 1 > start, bytes[quote - backslashes - 1] == UInt8(ascii: "\\") { backslashes += 1 }
            if backslashes.isMultiple(of: 2) { return quote + 1 }
            position = quote + 1
        }
        return nil
    }

    private func byte(_ position: Int) -> UInt8? { position < bytes.count ? bytes[position] : nil }

    private func isSame(_ slice: Slice<UnsafeRawBufferPointer>, _ other: UnsafeRawBufferPointer) -> Bool {
        guard slice.count == other.count else { return false }
        guard let left = UnsafeRawBufferPointer(rebasing: slice).baseAddress, let right = other.baseAddress else { return slice.isEmpty }
        return memcmp(left, right, other.count) == 0
    }
}
