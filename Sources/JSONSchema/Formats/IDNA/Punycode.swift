/// Writes and reads labels in ASCII, RFC 3492.
enum Punycode {
    private static let base: UInt32 = 36
    private static let minimumThreshold: UInt32 = 1
    private static let maximumThreshold: UInt32 = 26
    private static let initialBias: UInt32 = 72
    private static let initialScalar: UInt32 = 0x80

    /// The label that the text, without its `xn--`, encodes; nil when it encodes none. Section 6.2.
    static func decoded(_ text: some StringProtocol) -> [Unicode.Scalar]? {
        var output: [Unicode.Scalar] = []
        var rest = Array(text.utf8)[...]
        if let hyphen = rest.lastIndex(of: UInt8(ascii: "-")) {
            for byte in rest[..<hyphen] {
                guard byte < 0x80 else { return nil }
                output.append(Unicode.Scalar(byte))
            }
            rest = rest[(hyphen + 1)...]
        }
        var value = initialScalar
        var index: UInt32 = 0
        var bias = initialBias
        while !rest.isEmpty {
            let old = index
            var weight: UInt32 = 1
            var position = base
            while true {
                guard let digit = rest.popFirst().flatMap(digitValue) else { return nil }
                let (product, productOverflows) = digit.multipliedReportingOverflow(by: weight)
                let (sum, sumOverflows) = index.addingReportingOverflow(product)
                if productOverflows || sumOverflows { return nil }
                index = sum
                let threshold = threshold(at: position, bias: bias)
                if digit < threshold { break }
                let (next, overflows) = weight.multipliedReportingOverflow(by: base - threshold)
                if overflows { return nil }
                weight = next
                position += base
            }
            let count = UInt32(output.count) + 1
            bias = adapted(index - old, count: count, isFirst: old == 0)
            let (next, overflows) = value.addingReportingOverflow(index / count)
            guard !overflows, let scalar = Unicode.Scalar(next) else { return nil }
            value = next
            index %= count
            output.insert(scalar, at: Int(index))
            index += 1
        }
        return output
    }

    /// The text, without `xn--`, that encodes a label; nil for a label too long to be one. Section 6.3.
    static func encoded(_ label: [Unicode.Scalar]) -> String? {
        // Longer ones are no labels, and the numbers below stay small.
        guard label.count <= 256 else { return nil }
        var output = String(String.UnicodeScalarView(label.filter(\.isASCII)))
        var handled = UInt32(output.utf8.count)
        let basic = handled
        if basic > 0 { output.append("-") }
        var value = initialScalar
        var delta: UInt32 = 0
        var bias = initialBias
        while handled < label.count {
            guard let next = label.lazy.map(\.value).filter({ $0 >= value }).min() else { return nil }
            delta += (next - value) * (handled + 1)
            value = next
            for scalar in label {
                if scalar.value < value { delta += 1 }
                guard scalar.value == value else { continue }
                append(delta, bias: bias, to: &output)
                bias = adapted(delta, count: handled + 1, isFirst: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            value += 1
        }
        return output
    }

    private static func append(_ delta: UInt32, bias: UInt32, to output: inout String) {
        var rest = delta
        var position = base
        while true {
            let threshold = threshold(at: position, bias: bias)
            if rest < threshold { break }
            output.unicodeScalars.append(digit(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
            position += base
        }
        output.unicodeScalars.append(digit(rest))
    }

    private static func threshold(at position: UInt32, bias: UInt32) -> UInt32 {
        position <= bias ? minimumThreshold : min(position - bias, maximumThreshold)
    }

    /// Section 6.1.
    private static func adapted(_ delta: UInt32, count: UInt32, isFirst: Bool) -> UInt32 {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var position: UInt32 = 0
        while delta > (base - minimumThreshold) * maximumThreshold / 2 {
            delta /= base - minimumThreshold
            position += base
        }
        return position + (base - minimumThreshold + 1) * delta / (delta + 38)
    }

    private static func digitValue(_ byte: UInt8) -> UInt32? {
        if ASCII.isLetter(byte) { return UInt32(byte | 0x20) - 0x61 }
        return ASCII.isDigit(byte) ? UInt32(byte) - 0x30 + 26 : nil
    }

    private static func digit(_ value: UInt32) -> Unicode.Scalar {
        Unicode.Scalar(UInt8(truncatingIfNeeded: value < 26 ? value + 0x61 : value - 26 + 0x30))
    }
}
