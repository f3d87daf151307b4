import JSONCore
import JSONSchema

// Long texts that are read again and again, and short ones that are read very often.

extension BombTests {
    private static func text(_ piece: String, bytes: Int) -> String {
        String(repeating: piece, count: bytes / piece.utf8.count)
    }

    private static func times(_ count: Int, _ schema: JSON) -> JSON {
        .array(Array(repeating: schema, count: count))
    }

    /// A schema below a member with a name of 30 MB: whatever reads the name for each subschema reads 50 GB.
    private static func below(_ schema: JSON) -> JSON {
        ["properties": object(count: 1) { _ in (text("n", bytes: 30_000_000), schema) }]
    }

    static let texts: [Bomb] = [
        Bomb(name: "1,900 subschemas below a name of 30 MB", schema: below(["allOf": times(1_900, ["minLength": 1])]), outcome: .valid),
        Bomb(
            name: "1,800 references below a name of 30 MB",
            schema: below(["$id": "https://bombs.example/a", "$defs": ["b": true], "allOf": times(1_800, ["$ref": "#/$defs/b"])]),
            outcome: .valid),
        Bomb(
            name: "anchors below a name of 30 MB in a large object",
            schema: [
                "properties": object(count: 41) { $0 < 40 ? ("p\($0)", true) : (text("n", bytes: 30_000_000), anchors(900)) },
                "allOf": .array((0..<900).map { ["$ref": .string("#a\($0)")] }),
            ],
            outcome: .valid),
        Bomb(
            name: "an $id of 400 KB that others are resolved against",
            schema: [
                "$id": .string("https://bombs.example/" + text("a/", bytes: 400_000)),
                "$defs": object(count: 1_900) { ("d\($0)", ["$id": .string("u\($0)")]) },
            ],
            outcome: .refused(.tooLarge)),
        Bomb(
            name: "1,900 counts of a text of 1 MB", schema: ["allOf": times(1_900, ["minLength": 1_000_000])],
            instance: .string(text("a", bytes: 1_000_000)), outcome: .overBudget),
        Bomb(
            name: "a text of 1 MB compared as an element by 1,900 uniqueItems", schema: ["allOf": times(1_900, ["uniqueItems": true])],
            instance: .array([.string(text("a", bytes: 1_000_000))] + (0..<10).map { .number(JSONNumber($0)) }), outcome: .overBudget),
        Bomb(
            name: "a name of 1 MB compared by 900 enums", schema: ["allOf": times(900, ["not": ["enum": [["b": 1]]]])],
            instance: object(count: 1) { _ in (text("a", bytes: 1_000_000), 1) }, outcome: .overBudget),
        Bomb(
            name: "a URI template of 1 MB", schema: ["allOf": times(1_900, ["format": "uri-template"])],
            instance: .string(text("{a}", bytes: 1_000_000)), assertsFormat: true, outcome: .overBudget),
        Bomb(
            name: "a regular expression of 1 MB as a value", schema: ["allOf": times(1_900, ["format": "regex"])],
            instance: .string(text("a", bytes: 1_000_000)), assertsFormat: true, outcome: .overBudget),
    ]

    private static func anchors(_ count: Int) -> JSON {
        ["allOf": .array((0..<count).map { ["$anchor": .string("a\($0)")] })]
    }
}

extension BombTests {
    private static let digits = String(repeating: "7", count: 90)

    static let repetitions: [Bomb] = [
        Bomb(
            name: "300 patternProperties on 20,000 short names",
            schema: ["patternProperties": object(count: 300) { ("^\($0)$", false) }],
            instance: object(count: 20_000) { ("a\($0)", 1) }, outcome: .overBudget),
        Bomb(
            name: "a pattern with look-arounds on 20,000 letters, 100 times",
            schema: ["items": ["allOf": times(100, ["pattern": "(?=a)(?<=^)a(?!b)"])]],
            instance: .array(Array(repeating: "a", count: 20_000)), outcome: .overBudget),
        Bomb(
            name: "a pattern with a back-reference on 20,000 letters, 100 times",
            schema: ["items": ["allOf": times(100, ["pattern": "(a)?\\1(?!b)"])]],
            instance: .array(Array(repeating: "a", count: 20_000)), outcome: .overBudget),
        Bomb(
            name: "100 international host names on 10,000 elements", schema: ["items": ["allOf": times(100, ["format": "idn-hostname"])]],
            instance: .array(Array(repeating: "xn--nxasmq6b", count: 10_000)), assertsFormat: true, outcome: .overBudget),
        Bomb(
            name: "150,000 numbers held against a divisor that is 616 powers of ten smaller",
            schema: ["items": ["not": ["multipleOf": number("7e-308")]]],
            instance: .array(Array(repeating: number("1e308"), count: 150_000)), outcome: .valid),
        Bomb(
            name: "numbers of 90 digits held against 900 limits",
            schema: ["items": ["allOf": times(900, ["maximum": number("8\(digits)")])]],
            instance: .array(Array(repeating: number("7\(digits)"), count: 500)), outcome: .overBudget),
        Bomb(
            name: "numbers of 90 digits compared by 900 enums", schema: ["allOf": times(900, ["not": ["enum": [[1]]]])],
            instance: .array(Array(repeating: number("7\(digits)"), count: 1_000)), outcome: .overBudget),
    ]
}
