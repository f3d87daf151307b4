import JSONCore
import Testing

@Suite("JSON Pointer, RFC 6901")
struct PointerTests {
    private let document = #"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}"#

    @Test(
        "section 5 and 6",
        arguments: [
            ("", "#", nil), ("/foo", "#/foo", #"["bar","baz"]"#), ("/foo/0", "#/foo/0", #""bar""#), ("/", "#/", "0"),
            ("/a~1b", "#/a~1b", "1"),
            ("/c%d", "#/c%25d", "2"), ("/e^f", "#/e%5Ef", "3"), ("/g|h", "#/g%7Ch", "4"), (#"/i\j"#, "#/i%5Cj", "5"),
            ("/k\"l", "#/k%22l", "6"),
            ("/ ", "#/%20", "7"), ("/m~0n", "#/m~0n", "8"),
        ])
    func table(text: String, fragment: String, value: String?) throws {
        let document = try JSON.parse(document)
        let pointer = try JSONPointer(parsing: text)
        #expect(document.value(at: pointer) == (try value.map { try JSON.parse($0) } ?? document))
        #expect(pointer.description == text)
        #expect(pointer.uriFragment.lowercased() == fragment.lowercased())
        #expect(try JSONPointer(uriFragment: fragment) == pointer)
    }

    @Test(
        "nothing there",
        arguments: [
            "/bar", "/foo/2", "/foo/-", "/foo/00", "/foo/01", "/foo/+0", "/foo/-1", "/foo/ 0", "/foo/", "/foo/0/x",
            "/foo/99999999999999999999",
            "/foo/\u{661}", "//", "/a", "/foo/1e0", "/foo/0x0",
        ])
    func missing(text: String) throws {
        #expect(try JSON.parse(document).value(at: JSONPointer(parsing: text)) == nil)
    }

    @Test(
        "refused",
        arguments: [
            ("a", JSONPointerError.Kind.missingSlash, 0), (" /a", .missingSlash, 0), ("/~", .invalidEscape, 1), ("/~2", .invalidEscape, 1),
            ("/a~", .invalidEscape, 2), ("/a/b~c", .invalidEscape, 4), ("/~0~", .invalidEscape, 3), ("#/a", .missingSlash, 0),
        ])
    func refused(text: String, kind: JSONPointerError.Kind, offset: Int) {
        let error = #expect(throws: JSONPointerError.self) { try JSONPointer(parsing: text) }
        #expect(error?.kind == kind)
        #expect(error?.offset == offset)
    }

    @Test(
        "refused as a fragment",
        arguments: [
            ("", JSONPointerError.Kind.missingHash), ("/a", .missingHash), ("#a", .missingSlash), ("#/%", .invalidPercentEncoding),
            ("#/%2", .invalidPercentEncoding), ("#/%GG", .invalidPercentEncoding), ("#/%FF", .invalidPercentEncoding),
            ("#/%7E2", .invalidEscape),
        ])
    func refusedFragments(text: String, kind: JSONPointerError.Kind) {
        let error = #expect(throws: JSONPointerError.self) { try JSONPointer(uriFragment: text) }
        #expect(error?.kind == kind)
    }

    @Test("~01 is read as ~1, not as a slash")
    func escapeOrder() throws {
        #expect(try JSONPointer(parsing: "/~01").tokens == ["~1"])
        #expect(JSONPointer(["~1"]).description == "/~01")
    }

    @Test("building and comparing")
    func building() throws {
        let pointer = JSONPointer.root.appending("a b").appending(0).appending("~/é")
        #expect(pointer.description == "/a b/0/~0~1é")
        #expect(pointer.uriFragment == "#/a%20b/0/~0~1%c3%a9")
        #expect(try JSONPointer(parsing: pointer.description) == pointer)
        #expect(try JSONPointer(uriFragment: pointer.uriFragment) == pointer)
        #expect(JSONPointer(["\u{E9}"]) != JSONPointer(["e\u{301}"]))
        #expect(JSONPointer(["a"]).isPrefix(of: JSONPointer(["a", "b"])))
        #expect(JSONPointer(["a"]).isPrefix(of: JSONPointer(["a"])))
        #expect(!JSONPointer(["a"]).isPrefix(of: JSONPointer(["ab"])))
        #expect(Set([pointer, pointer, .root]).count == 2)
    }
}
