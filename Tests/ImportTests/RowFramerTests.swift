import Testing

@testable import Import

@Suite("Rows in a stream of bytes")
struct RowFramerTests {
    @Test("NDJSON: a row a line, whatever ends it; blank lines count as lines and are no rows")
    func lines() throws {
        let text = "{\"a\":1}\n{\"b\":2}\r\n\n \t\n{\"c\":3}"
        for chunk in 1...text.utf8.count {
            #expect(try rows(text, .ndjson, chunk: chunk) == ["1 {\"a\":1}", "2 {\"b\":2}", "5 {\"c\":3}"])
        }
    }

    @Test(
        "CSV: a row ends where RFC 4180 has it end",
        arguments: [
            ("a,b\nc,d\n", ["1 a,b", "2 c,d"]),
            ("a,b\r\nc,d", ["1 a,b", "2 c,d"]),
            ("\"a\nb\",c\r\nd,e\r\n", ["1 \"a\nb\",c", "3 d,e"]),
            ("\"a\r\nb\"\r\nc\n", ["1 \"a\r\nb\"", "3 c"]),
            ("\"a\"\"\n\"\"b\",c\nd\n", ["1 \"a\"\"\n\"\"b\",c", "3 d"]),
            ("a\n\n\nb\n", ["1 a", "4 b"]),
            ("\"\"\n\"\"\"\"\n", ["1 \"\"", "2 \"\"\"\""]),
            (",\n,,\n", ["1 ,", "2 ,,"]),
            ("", []),
        ])
    func csv(text: String, expected: [String]) throws {
        for chunk in 1...max(1, text.utf8.count) { #expect(try rows(text, .csv, chunk: chunk) == expected) }
    }

    @Test(
        "A row that breaks RFC 4180 is refused and ends with its line",
        arguments: [
            ("a\"b,c\nd\n", ["1 csv-malformed", "2 d"]),
            ("\"a\"b,\"c\nd\n", ["1 csv-malformed", "2 d"]),
            ("\"a\nb\"c\nd\n", ["1 csv-malformed", "3 d"]),
            ("a\" ", ["1 csv-malformed"]),
        ])
    func malformed(text: String, expected: [String]) throws {
        for chunk in 1...text.utf8.count { #expect(try rows(text, .csv, chunk: chunk) == expected) }
    }

    @Test("A quote that is never closed ends the reading with its line, since no later row can be told")
    func openQuote() throws {
        #expect(throws: ImportError.openQuote(line: 2)) { try rows("a\n\"b\nc\nd\n", .csv, chunk: 3) }
        let long = "a\n\"" + String(repeating: "b\n", count: ImportLimits.rowBytes)
        #expect(throws: ImportError.openQuote(line: 2)) { try rows(long, .csv, chunk: 1 << 16) }
    }

    @Test("A row over the limit is refused and not kept; the next one counts", arguments: [ImportFormat.ndjson, .csv])
    func tooLong(format: ImportFormat) throws {
        let most = String(repeating: "x", count: ImportLimits.rowBytes)
        #expect(try rows("\(most)\r\ny\n", format, chunk: 1 << 16).map(\.utf8.count) == [ImportLimits.rowBytes + 2, 3])
        #expect(try rows("\(most)x\ny\n", format, chunk: 1 << 16) == ["1 row-too-long", "2 y"])
        #expect(try rows("a\n\(most)\(most)\(most)", format, chunk: 1 << 16) == ["1 a", "2 row-too-long"])
        var framer = RowFramer(format)
        let piece = Array(most.utf8.prefix(1 << 16))
        for _ in 0..<100 {
            piece.withUnsafeBytes { framer.append($0) }
            #expect(try framer.next() == nil)
            #expect(framer.buffer.count <= ImportLimits.rowBytes + 2 * piece.count)
        }
    }

    @Test("A byte order mark at the beginning is no part of the first row", arguments: [ImportFormat.ndjson, .csv])
    func byteOrderMark(format: ImportFormat) throws {
        #expect(try rows("\u{FEFF}a\nb", format, chunk: 16) == ["1 a", "2 b"])
    }

    /// The rows as `LINE TEXT`, or `LINE CODE` where one is refused, with the bytes coming `chunk` at a time.
    private func rows(_ text: String, _ format: ImportFormat, chunk: Int) throws -> [String] {
        var framer = RowFramer(format)
        var rest = Array(text.utf8)[...]
        var rows: [String] = []
        var isFirst = true
        repeat {
            Array(rest.prefix(chunk)).withUnsafeBytes { framer.append($0) }
            rest = rest.dropFirst(chunk)
            if isFirst { framer.skipByteOrderMark() }
            isFirst = false
            if rest.isEmpty { framer.finish() }
            while let row = try framer.next() {
                switch row {
                case .bytes(let range, let line): rows.append("\(line) \(String(decoding: framer.buffer[range], as: UTF8.self))")
                case .refused(let refusal): rows.append("\(refusal.line) \(refusal.code)")
                }
            }
        } while !rest.isEmpty
        return rows
    }
}
