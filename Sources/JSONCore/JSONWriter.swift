/// Writes compact JSON text piece by piece, so that a response can be written without building a tree of values.
///
/// Commas are put where they belong; beginning and ending in pairs and one key before each member is the caller's part. Only what
/// RFC 8259, section 7 demands is escaped: quote, backslash and control characters.
package struct JSONWriter: Sendable {
    /// The text written so far.
    package private(set) var bytes: [UInt8]

    /// Whether a value or key written next is separated from what came before.
    private var needsComma = false

    /// A writer with nothing written and room for some bytes.
    package init(capacity: Int = 256) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// A writer that continues after bytes already written, which are taken over as they are.
    package init(appendingTo bytes: consuming [UInt8]) {
        self.bytes = bytes
    }

    /// Begins an object.
    package mutating func beginObject() {
        separate()
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
    }

    /// Ends the object begun last.
    package mutating func endObject() {
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    /// Begins an array.
    package mutating func beginArray() {
        separate()
        bytes.append(UInt8(ascii: "["))
        needsComma = false
    }

    /// Ends the array begun last.
    package mutating func endArray() {
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    /// Writes a member's name known when the program is compiled, copied as it is: it must hold nothing that needs escaping.
    package mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a member's name.
    @_disfavoredOverload
    package mutating func key(_ name: String) {
        separate()
        bytes.appendJSONString(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a string.
    package mutating func string(_ value: String) {
        separate()
        bytes.appendJSONString(value)
    }

    /// Writes a string of at most `capacity` bytes that `body` puts in place and counts; nothing in it may need escaping.
    package mutating func plainString(capacity: Int, _ body: (UnsafeMutableBufferPointer<UInt8>) -> Int) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { buffer in
            let count = body(buffer)
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[..<count]))
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a number with the text it was read with.
    package mutating func number(_ value: JSONNumber) {
        separate()
        bytes.appendJSONNumber(value)
    }

    /// Writes an integer.
    package mutating func number(_ value: Int) {
        separate()
        bytes.appendDecimal(Int64(value))
    }

    /// Writes `true` or `false`.
    package mutating func bool(_ value: Bool) {
        separate()
        bytes.appendASCII(value ? "true" : "false")
    }

    /// Writes `null`.
    package mutating func null() {
        separate()
        bytes.appendASCII("null")
    }

    /// Writes a value with everything in it.
    package mutating func value(_ value: JSON) {
        separate()
        value.serialize(into: &bytes)
    }

    /// Writes one value that is JSON text already, copied as it is.
    package mutating func raw(_ text: some Collection<UInt8>) {
        separate()
        bytes.append(contentsOf: text)
    }

    @inline(__always)
    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }
}
