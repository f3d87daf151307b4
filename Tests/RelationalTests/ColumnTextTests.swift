import JSONCore
import Records
import Relational
import Testing

/// What is written into a column is read back from it, to the byte.
@Suite struct ColumnTextTests {
    private static let value: JSON = [
        "b": ["\"\\\n", "é", "e\u{301}", "😀"], "a": ["": .null, "n": .number(JSONNumber(text: "1.50e-7") ?? 0)], "big": 1,
    ]

    @Test func fieldsComeBackAsTheyWere() throws {
        let fields = try #require(Self.value.asObject)
        let bytes = RecordColumns.bytes(fields)
        let back = try #require(bytes.withUnsafeBytes(RecordColumns.fields))
        #expect(RecordColumns.bytes(back) == bytes)
        #expect(back == fields)
    }

    @Test func editsComeBackAsTheyWere() throws {
        let edits = [
            FieldEdit(path: JSONPointer(["fields", "a/b", ""]), old: nil, new: Self.value),
            FieldEdit(path: JSONPointer(["externalID"]), old: "x", new: nil),
            // A null that was there is not the same as nothing.
            FieldEdit(path: .root, old: .null, new: .null),
        ]
        #expect(try #require(ChangeColumns.bytes(edits).withUnsafeBytes(ChangeColumns.edits)) == edits)
    }

    @Test(arguments: ["", "[]", "1", "{", "{\"a\":1", "null"]) func damagedFieldsAreKnown(_ text: String) {
        #expect(Array(text.utf8).withUnsafeBytes(RecordColumns.fields) == nil)
    }

    @Test(arguments: ["", "{}", "[{}]", "[1]", "[{\"path\":1}]"]) func damagedEditsAreKnown(_ text: String) {
        #expect(Array(text.utf8).withUnsafeBytes(ChangeColumns.edits) == nil)
    }
}
