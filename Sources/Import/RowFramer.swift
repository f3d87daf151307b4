/// Finds the rows in a stream of bytes, without looking into them more than it must.
///
/// Memory is bounded: of a row over ``ImportLimits/rowBytes`` nothing is kept.
struct RowFramer {
    /// One row, or why the bytes where one should be are none.
    enum Row: Equatable {
        /// The bytes between two row ends.
        case bytes(Range<Int>, line: Int)
        case refused(RowRefusal)
    }

    private let format: ImportFormat
    /// Bytes from the beginning of the row under way.
    private(set) var buffer: [UInt8] = []
    private var start = 0
    private var position = 0
    private var isAtEnd = false
    /// The line in which the row under way begins, and the one that has been reached.
    private var rowLine = 1
    private var line = 1
    private var place = Place.cellStart
    /// Why the row under way is refused when its end comes.
    private var refusal: RowRefusal?
    private var isSkipping = false

    /// Where in a CSV row the next byte stands.
    private enum Place {
        case cellStart, bare, quoted, afterQuote
        /// After what RFC 4180 does not allow: only the line's end counts.
        case malformed
    }

    init(_ format: ImportFormat) { self.format = format }

    /// Adds bytes to the end; of those before, only the row under way is kept.
    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        buffer.removeFirst(start)
        position -= start
        start = 0
        buffer.append(contentsOf: bytes)
    }

    /// Says that no more bytes come.
    mutating func finish() { isAtEnd = true }

    /// Skips the byte order mark with which some programs begin a UTF-8 file. For the beginning of the stream alone.
    mutating func skipByteOrderMark() {
        guard buffer.starts(with: [0xEF, 0xBB, 0xBF]) else { return }
        start = 3
        position = 3
    }

    /// The next row that is not blank; nil when more bytes are needed, or when there are none.
    mutating func next() throws(ImportError) -> Row? {
        while true {
            let end = format == .csv ? csvEnd() : lineEnd()
            guard let end else {
                try boundRow()
                guard isAtEnd, start < buffer.count || refusal != nil else { return nil }
                if place == .quoted { throw .openQuote(line: rowLine) }
                if let row = take(upTo: buffer.count, next: buffer.count) { return row }
                return nil
            }
            if let row = take(upTo: end, next: end + 1) { return row }
        }
    }

    /// The row that ends before `end`; nil when it is blank.
    private mutating func take(upTo end: Int, next: Int) -> Row? {
        defer {
            start = next
            position = next
            rowLine = line
            place = .cellStart
            refusal = nil
            isSkipping = false
        }
        if let refusal { return .refused(refusal) }
        let end = end > start && buffer[end - 1] == UInt8(ascii: "\r") ? end - 1 : end
        guard end > start else { return nil }
        if end - start > ImportLimits.rowBytes { return .refused(.rowTooLong(line: rowLine)) }
        if format == .ndjson, buffer[start..<end].allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) { return nil }
        return .bytes(start..<end, line: rowLine)
    }

    /// Lets go of a row that has become too long; the rest of its line is skipped.
    private mutating func boundRow() throws(ImportError) {
        guard position - start > ImportLimits.rowBytes + 1 || isSkipping else { return }
        if place == .quoted { throw .openQuote(line: rowLine) }
        if refusal == nil { refusal = .rowTooLong(line: rowLine) }
        isSkipping = true
        start = position
    }

    // MARK: - Row ends

    private mutating func lineEnd() -> Int? {
        guard let end = buffer[position...].firstIndex(of: UInt8(ascii: "\n")) else {
            position = buffer.count
            return nil
        }
        line += 1
        return end
    }

    /// The end of the CSV row under way. A row that breaks RFC 4180 ends with its line.
    private mutating func csvEnd() -> Int? {
        // The row's state in variables of its own: this loop sees every byte of the file.
        let bytes = buffer
        var (position, place) = (position, place)
        defer { (self.position, self.place) = (position, place) }
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\n") {
                line += 1
                if place != .quoted { return position }
            } else if let rule = Self.step(&place, byte), refusal == nil {
                refusal = RowRefusal(line: rowLine, code: .csvMalformed, rule: rule)
            }
            position += 1
        }
        return nil
    }

    /// What a byte that ends no line makes of the place; a rule where it may not stand there.
    @inline(__always)
    private static func step(_ place: inout Place, _ byte: UInt8) -> String? {
        switch place {
        case .malformed: break
        case .quoted: if byte == UInt8(ascii: "\"") { place = .afterQuote }
        case .cellStart, .bare:
            switch byte {
            case UInt8(ascii: ","): place = .cellStart
            case UInt8(ascii: "\"") where place == .cellStart: place = .quoted
            case UInt8(ascii: "\""):
                place = .malformed
                return "a cell that holds a quote must be in quotes, the quote in it doubled"
            default: place = .bare
            }
        case .afterQuote:
            switch byte {
            case UInt8(ascii: ","): place = .cellStart
            case UInt8(ascii: "\""): place = .quoted
            case UInt8(ascii: "\r"): break
            default:
                place = .malformed
                return "nothing may stand between the quote that closes a cell and the next comma"
            }
        }
        return nil
    }
}
