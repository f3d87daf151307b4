import JSONCore
import Testing

@Suite("JSON Merge Patch, RFC 7396")
struct MergePatchTests {
    @Test(
        "appendix A",
        arguments: [
            (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
            (#"{"a":"b"}"#, #"{"a":null}"#, "{}"),
            (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#), (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
            (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#), (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
            (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#), (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
            (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#),
            (#"{"a":"foo"}"#, "null", "null"), (#"{"a":"foo"}"#, #""bar""#, #""bar""#), (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#),
            ("[1,2]", #"{"a":"b","c":null}"#, #"{"a":"b"}"#), ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
        ])
    func table(target: String, patch: String, result: String) throws {
        #expect(try JSON.parse(target).merged(with: JSON.parse(patch)).text == result)
    }

    @Test("section 3")
    func example() throws {
        let target: JSON = [
            "title": "Goodbye!", "author": ["givenName": "John", "familyName": "Doe"], "tags": ["example", "sample"],
            "content": "This will be unchanged",
        ]
        let patch: JSON = ["title": "Hello!", "phoneNumber": "+01-123-456-7890", "author": ["familyName": nil], "tags": ["example"]]
        let expected: JSON = [
            "title": "Hello!", "author": ["givenName": "John"], "tags": ["example"], "content": "This will be unchanged",
            "phoneNumber": "+01-123-456-7890",
        ]
        #expect(target.merged(with: patch).text == expected.text)
    }

    @Test("order and number text stay; nulls inside arrays are values")
    func kept() throws {
        let target = try JSON.parse(#"{"z":1.00,"a":{"y":1e2,"x":2}}"#)
        #expect(
            target.merged(with: ["a": ["x": 3, "w": [nil, ["v": nil]]]]).text == #"{"z":1.00,"a":{"y":1e2,"x":3,"w":[null,{"v":null}]}}"#)
        #expect(target.merged(with: [:]).isIdentical(to: target))
    }

    @Test("10,000 members are merged and removed")
    func large() {
        let target = JSONObject(uniqueMembers: (0..<10_000).map { ("k\($0)", .number(JSONNumber($0))) })
        let removal = JSONObject(uniqueMembers: (0..<10_000).map { ("k\($0)", .null) })
        #expect(JSON.object(target).merged(with: .object(removal)) == [:])
        #expect(JSON.object([:]).merged(with: .object(target)) == .object(target))
    }
}
