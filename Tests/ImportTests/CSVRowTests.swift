import JSONCore
import Records
import Testing

@testable import Import

@Suite("Cells of CSV rows, and what they stand for")
struct CSVRowTests {
    @Test(
        "Cells as RFC 4180 has them",
        arguments: [
            ("a,b,c", ["a", "b", "c"]), ("", [""]), (",", ["", ""]), ("a,", ["a", ""]), (",a", ["", "a"]),
            ("\"a,b\",c", ["a,b", "c"]), ("\"a\"\"b\"", ["a\"b"]), ("\"\"", [""]), ("\"\"\"\"", ["\""]),
            ("\"a\nb\r\nc\",d", ["a\nb\r\nc", "d"]),
            (" a , b ", [" a ", " b "]), ("ä,😀", ["ä", "😀"]),
        ])
    func cells(row: String, expected: [String]) throws {
        #expect(try CSVRow.cells(Array(row.utf8)[...]) == expected)
    }

    @Test("What a cell may not hold is refused with its rule")
    func refused() {
        #expect(throws: CSVRow.Malformed(rule: "must be valid UTF-8")) { try CSVRow.cells([0x61, 0xFF][...]) }
        #expect(throws: CSVRow.Malformed(rule: "must be valid UTF-8")) { try CSVRow.cells([0x22, 0xC3, 0x22][...]) }
        #expect(throws: CSVRow.Malformed(rule: "the character U+0000 is not allowed")) { try CSVRow.cells([0x61, 0][...]) }
        #expect(throws: CSVRow.Malformed(rule: "a cell with a carriage return must be in quotes")) {
            try CSVRow.cells(Array("a\rb".utf8)[...])
        }
        #expect(throws: CSVRow.Malformed(rule: "must have at most 1000 cells")) {
            try CSVRow.cells(Array(repeating: UInt8(ascii: ","), count: 1_000_000)[...])
        }
    }

    @Test(
        "The apostrophe before a formula goes, any other stays",
        arguments: [
            ("'=1+1", "=1+1"), ("'+49", "+49"), ("'-1", "-1"), ("'@a", "@a"), ("'\t", "\t"), ("'\r", "\r"), ("''=1", "'=1"),
            ("'''@", "''@"),
            ("=1+1", "=1+1"), ("+49", "+49"), ("'tis", "'tis"), ("'", "'"), ("''", "''"), ("", ""), ("a'=", "a'="),
        ])
    func formulas(cell: String, expected: String) {
        #expect(FormulaPrefix.removed(from: cell) == expected)
    }

    @Test("A cell is what the type's schema says of its field; what it cannot be stays a text for the schema to refuse")
    func values() throws {
        let columns = try columns("externalID,name,phones,doNotContact,kind,/custom/tier,/custom/a~1b")
        let form = try columns.form(["c-1", "Ada", "+44 1", "true", "guest", "7", "x"])
        #expect(form.externalID == "c-1")
        #expect(
            form.steps == [
                .set(JSONPointer(["name"]), "Ada"), .set(JSONPointer(["phones"]), ["+44 1"]), .set(JSONPointer(["doNotContact"]), true),
                .set(JSONPointer(["kind"]), "guest"), .set(JSONPointer(["custom", "tier"]), "7"),
                .set(JSONPointer(["custom", "a/b"]), "x"),
            ])
        let other = try columns.form(["", "", "[\"1\",\"2\"]", "yes", "", "", ""])
        #expect(other.externalID == nil)
        #expect(other.steps == [.set(JSONPointer(["phones"]), ["1", "2"]), .set(JSONPointer(["doNotContact"]), "yes")])
        #expect(try columns.form(["", "", "[1", "", "", "", ""]).steps == [.set(JSONPointer(["phones"]), "[1")])
        #expect(throws: CSVRow.Malformed(rule: "must have 7 cells, as the header")) { try columns.form(["c-1"]) }
    }

    @Test("Numbers keep their text, also behind references in the schema")
    func numbers() throws {
        let columns = try self.columns("kind", of: .company)
        #expect(try columns.form(["1"]).steps == [.set(JSONPointer(["kind"]), 1)])
        let document: JSON = [
            "$defs": ["amount": ["type": "number"]],
            "properties": [
                "price": ["$ref": "#/$defs/amount"], "flag": ["enum": [true, false]], "loop": ["$ref": "#/properties/loop"],
                "either": ["type": ["integer", "string"]], "box": ["type": "object"],
            ],
            "additionalProperties": false,
        ]
        let schema = FieldSchema(document)
        #expect(schema.member("price")?.value(of: "1.50") == .number(try #require(JSONNumber(text: "1.50"))))
        #expect(schema.member("price")?.value(of: "1,5") == "1,5")
        #expect(schema.member("flag")?.value(of: "false") == false)
        #expect(schema.member("loop")?.value(of: "1") == "1")
        #expect(schema.member("either")?.value(of: "1") == "1")
        #expect(schema.member("box")?.value(of: "{\"a\":[1]}") == ["a": [1]])
        #expect(schema.member("box")?.value(of: "{\"a\"") == "{\"a\"")
        #expect(schema.member("other") == nil)
    }

    @Test(
        "A header that does not name fields is refused with its column",
        arguments: [
            ("name,nmae", "column 2 is no field of contact; GET /v1/types shows them, and commas part columns"),
            ("name;email", "column 1 is no field of contact; GET /v1/types shows them, and commas part columns"),
            ("name,", "column 2 has no name"), ("/name,name", "column 2 is the same field as another column, or part of it"),
            ("custom,/custom/a", "column 2 is the same field as another column, or part of it"),
            ("externalID,externalID", "the column externalID may stand there only once"), ("/a~2", "column 1 is not a JSON Pointer"),
            ("/externalID", "column 1 is no field of contact; GET /v1/types shows them, and commas part columns"),
        ])
    func header(text: String, rule: String) {
        #expect(throws: ImportError.header(rule: rule)) { try columns(text) }
    }

    private func columns(_ header: String, of id: TypeID = .contact) throws -> CSVColumns {
        let type = try #require(RecordType.builtIn.first { $0.id == id })
        return try CSVColumns(header: try CSVRow.cells(Array(header.utf8)[...]), of: type)
    }
}
