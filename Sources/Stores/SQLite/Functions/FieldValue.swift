import JSONCore
import Records
import Relational

/// The JSON text of one value inside `fields`, read as the kind that a query asks for; nil where it is of another.
struct FieldValue {
    let bytes: UnsafeRawBufferPointer

    var isNull: Bool { bytes.first == UInt8(ascii: "n") }

    var bool: Bool? {
        switch bytes.first {
        case UInt8(ascii: "t"): true
        case UInt8(ascii: "f"): false
        default: nil
        }
    }

    /// The bytes of a string without escapes, which need not be copied.
    var plainText: UnsafeRawBufferPointer? {
        guard bytes.count >= 2, bytes.first == UInt8(ascii: "\"") else { return nil }
        let inside = UnsafeRawBufferPointer(rebasing: bytes[1..<bytes.count - 1])
        return inside.contains(UInt8(ascii: "\\")) ? nil : inside
    }

    var text: String? {
        if let plainText { return String(decoding: plainText, as: UTF8.self) }
        return bytes.first == UInt8(ascii: "\"") ? json?.asString : nil
    }

    /// The moment that a date or date-time stands for.
    var moment: Timestamp? { text.flatMap { Timestamp($0) } }

    var number: JSONNumber? {
        guard let first = bytes.first, first == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return nil
        }
        return json?.asNumber
    }

    /// What the value is sorted by; nil for one that has no order.
    var orderKey: [UInt8]? {
        if let plainText { return OrderKey.text(plainText) }
        if let bool { return OrderKey.bool(bool) }
        guard bytes.first == UInt8(ascii: "\"") else { return OrderKey.number(bytes) }
        return text.map { Array($0.utf8).withUnsafeBytes(OrderKey.text) }
    }

    var json: JSON? { try? JSON.parse(bytes, limits: .stored) }
}
