import JSONCore
import Testing

@Suite("JSON Patch, RFC 6902")
struct PatchTests {
    private func apply(_ patch: String, to document: String, limits: JSONLimits = .standard) throws -> JSON {
        try JSONPatch(JSON.parse(patch), limits: limits).apply(to: JSON.parse(document), limits: limits)
    }

    @Test(
        "results",
        arguments: [
            (#"{"a":1.50,"b":2}"#, #"[{"op":"add","path":"/c","value":3}]"#, #"{"a":1.50,"b":2,"c":3}"#),
            (#"{"a":1,"b":2}"#, #"[{"op":"replace","path":"/a","value":{"x":1}}]"#, #"{"a":{"x":1},"b":2}"#),
            (#"{"a":[1,2]}"#, #"[{"op":"add","path":"/a/-","value":3},{"op":"add","path":"/a/0","value":0}]"#, #"{"a":[0,1,2,3]}"#),
            (#"{"a":{"b":1}}"#, #"[{"op":"move","from":"/a/b","path":"/c"}]"#, #"{"a":{},"c":1}"#),
            (#"{"a":{"b":1}}"#, #"[{"op":"move","from":"/a/b","path":"/a"}]"#, #"{"a":1}"#),
            (#"{"a":1,"b":2}"#, #"[{"op":"move","from":"/a","path":"/a"}]"#, #"{"a":1,"b":2}"#),
            (#"[1,2,3]"#, #"[{"op":"move","from":"/0","path":"/-"}]"#, "[2,3,1]"),
            (#"{"a":{"b":[1]}}"#, #"[{"op":"copy","from":"","path":"/c"}]"#, #"{"a":{"b":[1]},"c":{"a":{"b":[1]}}}"#),
            (#"{"a":1.0}"#, #"[{"op":"test","path":"/a","value":1}]"#, #"{"a":1.0}"#),
            (#"{"a":{"x":1,"y":2}}"#, #"[{"op":"test","path":"/a","value":{"y":2,"x":1}}]"#, #"{"a":{"x":1,"y":2}}"#),
            (#"{"a":null}"#, #"[{"op":"test","path":"/a","value":null}]"#, #"{"a":null}"#),
            (#"{"a":1}"#, #"[{"op":"replace","path":"","value":[1]},{"op":"add","path":"/0","value":0,"note":"ignored"}]"#, "[0,1]"),
        ])
    func results(document: String, patch: String, result: String) throws {
        #expect(try apply(patch, to: document).text == result)
    }

    @Test(
        "refused when read",
        arguments: [
            ("{}", JSONPatchError.Kind.notAnArray, nil, ""), ("null", .notAnArray, nil, ""), ("[1]", .notAnObject, 0, "/0"),
            (#"[{"op":"remove","path":"/a"},{}]"#, .missingMember(.op), 1, "/1/op"), (#"[{"op":1}]"#, .notAString(.op), 0, "/0/op"),
            (#"[{"op":"spam","path":""}]"#, .unknownOperation, 0, "/0/op"),
            (#"[{"op":"ADD","path":"","value":1}]"#, .unknownOperation, 0, "/0/op"),
            (#"[{"op":"add","value":1}]"#, .missingMember(.path), 0, "/0/path"),
            (#"[{"op":"add","path":"/a"}]"#, .missingMember(.value), 0, "/0/value"),
            (#"[{"op":"add","path":null,"value":1}]"#, .notAString(.path), 0, "/0/path"),
            (#"[{"op":"add","path":"a","value":1}]"#, .invalidPointer(.path), 0, "/0/path"),
            (#"[{"op":"move","path":"/a"}]"#, .missingMember(.from), 0, "/0/from"),
            (#"[{"op":"copy","from":"/~","path":"/a"}]"#, .invalidPointer(.from), 0, "/0/from"),
            (#"[{"op":"test","path":"/a"}]"#, .missingMember(.value), 0, "/0/value"),
            (#"[{"op":"replace","path":"/a"}]"#, .missingMember(.value), 0, "/0/value"),
        ])
    func refused(patch: String, kind: JSONPatchError.Kind, operation: Int?, place: String) {
        let error = #expect(throws: JSONPatchError.self) { try JSONPatch(JSON.parse(patch)) }
        #expect(error?.kind == kind)
        #expect(error?.operation == operation)
        #expect(error?.pointer.description == place)
    }

    @Test(
        "failures when applied",
        arguments: [
            (#"[{"op":"add","path":"/x/y","value":1}]"#, JSONPatchError.Kind.pathNotFound(.path)),
            (#"[{"op":"add","path":"/s/y","value":1}]"#, .pathNotFound(.path)),
            (#"[{"op":"add","path":"/a/3","value":1}]"#, .invalidPosition(.path)),
            (#"[{"op":"add","path":"/a/01","value":1}]"#, .invalidPosition(.path)),
            (#"[{"op":"add","path":"/a/x","value":1}]"#, .invalidPosition(.path)),
            (#"[{"op":"remove","path":"/x"}]"#, .pathNotFound(.path)),
            (#"[{"op":"remove","path":"/a/2"}]"#, .pathNotFound(.path)), (#"[{"op":"remove","path":"/a/-"}]"#, .invalidPosition(.path)),
            (#"[{"op":"remove","path":""}]"#, .removesDocument), (#"[{"op":"replace","path":"/x","value":1}]"#, .pathNotFound(.path)),
            (#"[{"op":"replace","path":"/a/-","value":1}]"#, .invalidPosition(.path)),
            (#"[{"op":"replace","path":"/a/2","value":1}]"#, .pathNotFound(.path)),
            (#"[{"op":"move","from":"/x","path":"/y"}]"#, .pathNotFound(.from)),
            (#"[{"op":"move","from":"/o","path":"/o/k"}]"#, .moveIntoItself),
            (#"[{"op":"move","from":"","path":"/o"}]"#, .moveIntoItself),
            (#"[{"op":"move","from":"/x","path":"/x"}]"#, .pathNotFound(.from)),
            (#"[{"op":"copy","from":"/a/-","path":"/y"}]"#, .pathNotFound(.from)),
            (#"[{"op":"copy","from":"/s","path":"/x/y"}]"#, .pathNotFound(.path)),
            (#"[{"op":"test","path":"/x","value":null}]"#, .pathNotFound(.path)),
            (#"[{"op":"test","path":"/s","value":"T"}]"#, .testFailed),
            (#"[{"op":"test","path":"/a","value":[2,1]}]"#, .testFailed),
            (#"[{"op":"add","path":"/a/99999999999999999999","value":1}]"#, .invalidPosition(.path)),
        ])
    func failures(patch: String, kind: JSONPatchError.Kind) throws {
        let document = #"{"a":[1,2],"o":{"k":1},"s":"t"}"#
        let error = #expect(throws: JSONPatchError.self) { try apply(patch, to: document) }
        #expect(error?.kind == kind)
        #expect(error?.operation == 0)
    }

    @Test("all or nothing, and the failing operation is named")
    func atomic() throws {
        let document: JSON = ["a": [1, ["b": 2]]]
        let additions = ["b", "c"].map { JSONPatch.Operation.add(path: JSONPointer([$0]), value: 1) }
        let patch = JSONPatch(additions + [.remove(path: JSONPointer(["x"]))])
        let error = #expect(throws: JSONPatchError.self) { try patch.apply(to: document) }
        #expect(error?.operation == 2)
        #expect(error.map(String.init(describing:)) == "operation 2: the place named by path does not exist")
        #expect(document == ["a": [1, ["b": 2]]])
    }

    @Test("100 operations are applied, 101 refused")
    func operations() throws {
        func patch(_ count: Int) -> JSON {
            .array(Array(repeating: ["op": "add", "path": "/-", "value": 0], count: count))
        }
        #expect(try JSONPatch(patch(100)).apply(to: []).asArray?.count == 100)
        let error = #expect(throws: JSONPatchError.self) { try JSONPatch(patch(101)) }
        #expect(error?.kind == .tooManyOperations)
    }

    @Test("a bomb of copies is refused at the operation that passes the size")
    func copyBomb() throws {
        let doubling = JSONPatch(Array(repeating: .copy(from: .root, path: JSONPointer(["a", "-"])), count: 90))
        let error = #expect(throws: JSONPatchError.self) { try doubling.apply(to: ["a": [.string(String(repeating: "x", count: 100))]]) }
        #expect(error?.kind == .tooLarge)
        #expect(error?.operation == 13)
    }

    @Test("size counts what is replaced and removed")
    func sizes() throws {
        let limits = JSONLimits(maximumPatchedSize: 60)
        let long = JSON.string(String(repeating: "x", count: 30))
        let place = JSONPointer(["a"])
        let other = JSONPointer(["b"])
        let kept = JSONPatch([
            .add(path: place, value: long), .replace(path: place, value: long), .add(path: place, value: long),
            .move(from: place, path: other),
            .remove(path: other), .add(path: place, value: long), .replace(path: .root, value: long), .add(path: .root, value: [long]),
            .remove(path: JSONPointer(["0"])), .add(path: JSONPointer(["-"]), value: long),
        ])
        #expect(try kept.apply(to: [:], limits: limits) == [long])
        let passed = JSONPatch([.add(path: place, value: long), .copy(from: place, path: other)])
        let error = #expect(throws: JSONPatchError.self) { try passed.apply(to: [:], limits: limits) }
        #expect(error?.kind == .tooLarge && error?.operation == 1)
    }

    @Test("a document larger than the limit may shrink")
    func shrinking() throws {
        let limits = JSONLimits(maximumPatchedSize: 10)
        let document: JSON = ["a": "twelve bytes", "b": "twelve bytes"]
        #expect(try JSONPatch([.remove(path: JSONPointer(["a"]))]).apply(to: document, limits: limits) == ["b": "twelve bytes"])
    }

    @Test("nesting past the depth limit is refused")
    func depth() throws {
        let nesting = JSONPatch(Array(repeating: .copy(from: JSONPointer(["0"]), path: JSONPointer(["0", "0"])), count: 20))
        let error = #expect(throws: JSONPatchError.self) { try nesting.apply(to: [[]], limits: JSONLimits(maximumDepth: 10)) }
        #expect(error?.kind == .tooDeep)
        #expect(error?.operation == 8)
        let wrapping = JSONPatch([.replace(path: .root, value: [[[]]])])
        #expect(try wrapping.apply(to: 1, limits: JSONLimits(maximumDepth: 3)) == [[[]]])
        #expect(throws: JSONPatchError.self) { try wrapping.apply(to: 1, limits: JSONLimits(maximumDepth: 2)) }
    }
}
