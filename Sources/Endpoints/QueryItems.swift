/// The query of a request target: names and values in the order sent, percent-decoded, `+` read as a space.
package struct QueryItems: Sendable, Hashable {
    package struct Item: Sendable, Hashable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package let items: [Item]

    package init(items: [Item]) { self.items = items }

    /// Reads the part of a request target behind `?`. Nil when an escape is broken or the bytes are not UTF-8.
    package init?(parsing text: Substring) {
        guard !text.isEmpty else {
            self.init(items: [])
            return
        }
        var text = text
        guard let items = text.withUTF8(Self.items) else { return nil }
        self.init(items: items)
    }

    private static func items(_ bytes: UnsafeBufferPointer<UInt8>) -> [Item]? {
        var items: [Item] = []
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            guard let name = PercentCoding.decode(pair[..<equals], plusIsSpace: true),
                let value = PercentCoding.decode(pair[equals...].dropFirst(), plusIsSpace: true)
            else { return nil }
            items.append(Item(name: name, value: value))
        }
        return items
    }

    /// The first value with this name.
    package subscript(_ name: String) -> String? { items.first { $0.name == name }?.value }

    /// Every value with this name, in order.
    package func values(_ name: String) -> [String] { items.lazy.filter { $0.name == name }.map(\.value) }

    package var isEmpty: Bool { items.isEmpty }
}

/// Percent-encoding of URIs (RFC 3986 section 2.1).
package enum PercentCoding {
    /// The decoded text; nil for a broken escape, for NUL, and for bytes that are not UTF-8.
    package static func decode(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, plusIsSpace: Bool = false) -> String? {
        let bytes = UnsafeBufferPointer(rebasing: bytes)
        // Most texts stand for themselves.
        guard bytes.contains(where: { isSpecial($0, plusIsSpace) }) else { return String(validating: bytes, as: UTF8.self) }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else { return nil }
                decoded.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: decoded.append(UInt8(ascii: " "))
            default: decoded.append(byte)
            }
        }
        guard !decoded.contains(0) else { return nil }
        return String(validating: decoded, as: UTF8.self)
    }

    private static func isSpecial(_ byte: UInt8, _ plusIsSpace: Bool) -> Bool {
        byte == UInt8(ascii: "%") || byte == 0 || (plusIsSpace && byte == UInt8(ascii: "+"))
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
