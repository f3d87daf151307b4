import JSONCore
import JSONSchema
import Testing

/// Examples from the RFCs that define the formats; the public suite's optional tests go further.
@Suite("Formats")
struct FormatTests {
    @Test(
        "take what their definition takes",
        arguments: [
            ("date-time", ["1985-04-12T23:20:50.52Z", "1990-12-31T15:59:60-08:00"], ["1985-04-12 23:20:50Z", "1990-12-31T15:59:60Z"]),
            ("date", ["2000-02-29"], ["1900-02-29", "2000-2-29", "2000-13-01"]),
            ("time", ["12:00:27.87+00:20", "23:59:60z"], ["24:00:00Z", "12:00:27", "12:00:27.Z"]),
            ("duration", ["P3Y6M4DT12H30M5S", "P2W", "PT1H"], ["P", "PT", "P1Y2D", "P1W1D", "P1DT"]),
            (
                "email", ["Jo.Doe+x@example.org", "\"a b\"@[192.0.2.1]", "x@[IPv6:2001:db8::1]"],
                ["a@", "@a", "a b@c", "a@-b.c", "\u{E9}@b.c"]
            ),
            ("idn-email", ["\u{E9}@\u{E9}.fr"], ["\u{E9}"]),
            ("hostname", ["example.com", "3com", "xn--bcher-kva.example"], ["", "a_b", "-a", "a.", "xn--a", "b\u{FC}cher.example"]),
            ("idn-hostname", ["b\u{FC}cher.example", "\u{5D0}\u{5D1}"], ["a\u{5D0}", "\u{300}a", "B\u{DC}CHER"]),
            ("ipv4", ["192.0.2.235"], ["192.0.2", "192.0.2.256", "192.0.02.1"]),
            (
                "ipv6", ["2001:DB8:0:0:8:800:200C:417A", "::", "::FFFF:129.144.52.38"],
                ["1::2::3", "1:2:3:4:5:6:7:8:9", "fe80::1%eth0", ":::"]
            ),
            (
                "uri", ["ftp://ftp.is.co.za/rfc/rfc1808.txt", "urn:example:a", "ldap://[2001:db8::7]/c=GB?o?one"],
                ["/a", "http://a b", "http://[::1", "http://a/%zz"]
            ),
            ("uri-reference", ["../a?b#c", ""], ["a b", "1:a"]),
            ("iri", ["http://r\u{E9}sum\u{E9}.example.org/\u{E9}"], ["r\u{E9}sum\u{E9}", "http://a/\u{E000}"]),
            ("iri-reference", ["\u{E9}/\u{E9}"], ["\\\u{E9}"]),
            ("uri-template", ["http://example.com/{?q*,lang:3}", "{+path}/here"], ["{", "}", "{a b}", "{a:0}"]),
            (
                "uuid", ["f81d4fae-7dec-11d0-a765-00a0c91e6bf6"],
                ["f81d4fae7dec11d0a76500a0c91e6bf6", "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"]
            ),
            ("json-pointer", ["", "/a~1b/~0", "/"], ["a", "/~", "/~2", "#/a"]),
            ("relative-json-pointer", ["0", "1/a", "2#"], ["/a", "01", "1#a", "-1"]),
            ("regex", ["^a{1,2}$", "(?<=a)b"], ["(", "\\Z", "a**"]),
            ("unknown", ["anything"], []),
        ] as [(String, [String], [String])])
    func assertion(format: String, valid: [String], invalid: [String]) throws {
        let schema = try Schema.compile(["format": .string(format)], options: SchemaOptions(assertsFormat: true))
        for text in valid { #expect(schema.isValid(.string(text)), "\(text)") }
        for text in invalid { #expect(schema.validate(.string(text)).map(\.message) == ["must be of the format \(format)"], "\(text)") }
        #expect(schema.isValid(1))
        // An annotation, unless asked.
        let annotation = try Schema.compile(["format": .string(format)])
        for text in invalid { #expect(annotation.isValid(.string(text))) }
    }
}
