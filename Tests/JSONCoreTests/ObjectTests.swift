import JSONCore
import Testing

@Suite("Objects and accessors")
struct ObjectTests {
    @Test("setting keeps the place, appends or removes")
    func members() {
        var object: JSONObject = ["a": 1, "b": 2, "c": 3]
        object["b"] = "two"
        object["d"] = JSON.null
        object["a"] = nil
        object["missing"] = nil
        #expect(JSON.object(object).text == #"{"b":"two","c":3,"d":null}"#)
        #expect(object.removeValue(forKey: "c") == 3)
        #expect(object.removeValue(forKey: "c") == nil)
        #expect(Array(object.keys) == ["b", "d"])
        #expect(Array(object.values) == ["two", .null])
        #expect(object.contains("d") && !object.contains("a"))
        #expect(object.count == 2 && !object.isEmpty && JSONObject().isEmpty)
    }

    @Test("names are compared byte for byte")
    func names() throws {
        var object: JSONObject = ["\u{E9}": 1]
        object["e\u{301}"] = 2
        #expect(object.count == 2)
        #expect(object["\u{E9}"] == 1)
        #expect(object["e\u{301}"] == 2)
        #expect(object["E"] == nil)
    }

    @Test("growing past the size where the index begins and shrinking below it", arguments: [1, 31, 32, 33, 34, 64, 65, 300])
    func sizes(count: Int) {
        var object = JSONObject()
        for number in 0..<count { object["a name of some length \(number)"] = .number(JSONNumber(number)) }
        for number in 0..<count { #expect(object["a name of some length \(number)"] == .number(JSONNumber(number))) }
        #expect(object["a name of some length \(count)"] == nil)
        for number in 0..<count where number.isMultiple(of: 3) { object["a name of some length \(number)"] = nil }
        for number in 0..<count {
            #expect(object.contains("a name of some length \(number)") == !number.isMultiple(of: 3))
        }
        #expect(object == JSONObject(uniqueMembers: object.reversed()))
    }

    @Test("a copy is a value of its own")
    func values() {
        let first: JSONObject = ["a": 1]
        var second = first
        second["a"] = 2
        second["b"] = 3
        #expect(first == ["a": 1])
        #expect(second == ["a": 2, "b": 3])
    }

    @Test("literals and accessors")
    func accessors() {
        let value: JSON = ["n": nil, "b": true, "i": 1, "d": 1.5, "s": "x", "a": [1, "2"], "o": ["k": [:]], "i": 2]
        #expect(value.text == #"{"n":null,"b":true,"i":2,"d":1.5,"s":"x","a":[1,"2"],"o":{"k":{}}}"#)
        #expect(value["n"]?.isNull == true && value["b"]?.isNull == false)
        #expect(value["b"]?.asBool == true && value["i"]?.asBool == nil)
        #expect(value["i"]?.asInt == 2 && value["d"]?.asInt == nil && value["s"]?.asInt == nil)
        #expect(value["d"]?.asNumber?.text == "1.5" && value["s"]?.asNumber == nil)
        #expect(value["s"]?.asString == "x" && value["n"]?.asString == nil)
        #expect(value["a"]?.asArray?.count == 2 && value["o"]?.asArray == nil)
        #expect(value["o"]?.asObject?.count == 1 && value["a"]?.asObject == nil)
        #expect(value["a"]?[1] == "2" && value["a"]?[2] == nil && value["a"]?[-1] == nil && value[0] == nil)
        #expect(value["missing"] == nil && value["s"]?["x"] == nil)
    }

    @Test(
        "kinds and their names",
        arguments: [
            ("null", "null"), ("true", "boolean"), ("1", "number"), ("\"\"", "string"), ("[]", "array"), ("{}", "object"),
        ])
    func kinds(text: String, name: String) throws {
        #expect(try JSON.parse(text).kind.name == name)
    }
}
