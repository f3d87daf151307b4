import Foundation
import JSONCore
import Testing

/// The public suite github.com/json-patch/json-patch-tests, read from the directory that `KITH_SUITES` names or from beside the package.
@Suite("JSON Patch public suite")
struct PatchSuiteTests {
    /// The records of a file, each as its own text: two of them write a member twice, which no strict parser reads.
    private func records(_ file: String) throws -> [ArraySlice<UInt8>] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let suites =
            ProcessInfo.processInfo.environment["KITH_SUITES"].map { URL(filePath: $0) } ?? root.appending(path: "../shared/suites")
        let bytes = Array(try Data(contentsOf: suites.appending(path: "json-patch").appending(path: file)))
        var records: [ArraySlice<UInt8>] = []
        var (depth, start, isInString, isEscaped) = (0, 0, false, false)
        for (position, byte) in bytes.enumerated() {
            switch byte {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\") where isInString: isEscaped = true
            case UInt8(ascii: "\""): isInString.toggle()
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                if isInString { break }
                if depth == 1 { start = position }
                depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if isInString { break }
                depth -= 1
                if depth == 1 { records.append(bytes[start...position]) }
            default: break
            }
        }
        return records
    }

    @Test("every record, the disabled ones too", arguments: [("tests.json", 95), ("spec_tests.json", 17)])
    func suite(file: String, minimum: Int) throws {
        let records = try records(file)
        #expect(records.count >= minimum)
        var duplicates = 0
        for bytes in records {
            let record: JSON
            do {
                record = try JSON.parse(bytes)
            } catch {
                #expect(error.kind == .duplicateMember)
                #expect(String(decoding: bytes, as: UTF8.self).contains(" two 'op' members"))
                duplicates += 1
                continue
            }
            guard let patch = record["patch"], let document = record["doc"] else { continue }
            let comment = Comment(rawValue: record["comment"]?.asString ?? record["error"]?.asString ?? "")
            let result = Result { try JSONPatch(patch).apply(to: document) }
            if let expected = record["expected"] {
                #expect(throws: Never.self, comment) { try result.get() }
                #expect(try result.get() == expected, comment)
            } else if record["error"] != nil {
                #expect(throws: JSONPatchError.self, comment) { try result.get() }
            } else {
                #expect(throws: Never.self, comment) { try result.get() }
            }
        }
        #expect(duplicates == 1)
    }
}
