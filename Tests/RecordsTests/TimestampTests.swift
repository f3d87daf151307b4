import Records
import Testing

@Suite("Moments and their texts")
struct TimestampTests {
    /// RFC 3339 section 5.8 and neighbours, each with its microseconds since 1970.
    @Test(
        "RFC 3339 date-times are read",
        arguments: [
            ("1970-01-01T00:00:00Z", 0),
            ("1985-04-12T23:20:50.52Z", 482_196_050_520_000),
            ("1996-12-19T16:39:57-08:00", 851_042_397_000_000),
            ("2024-02-29T00:00:00.000001Z", 1_709_164_800_000_001),
            ("2024-12-05 14:56:23+00:00", 1_733_410_583_000_000),
            ("2024-12-05T14:56:23", 1_733_410_583_000_000),
            ("2024-12-05", 1_733_356_800_000_000),
            ("1969-12-31T23:59:59.999999Z", -1),
            ("2024-12-05T14:56:23.1234567Z", 1_733_410_583_123_456),
            ("2024-12-05T14:56:23+01", 1_733_406_983_000_000),
        ] as [(String, Int64)])
    func reads(_ text: String, _ microseconds: Int64) {
        #expect(Timestamp(text)?.microseconds == microseconds)
    }

    @Test(
        "what is no moment is refused",
        arguments: [
            "", "now()", "2023-02-29T00:00:00Z", "2024-13-01T00:00:00Z", "2024-00-01", "2024-04-31T00:00:00Z", "2024-12-05T24:00:00Z",
            "2024-12-05T14:60:00Z", "2024-12-05T14:56:60Z", "2024-12-05T14:56:23.Z", "2024-12-05T14:56:23ZZ", "2024-12-05T14Z",
            "24-12-05T14:56:23Z", "2024-12-05T14:56:23+24:00", "１２３４-12-05T14:56:23Z",
        ])
    func refuses(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test("each style writes UTC in its own form")
    func writes() {
        let moment = Timestamp(microseconds: 1_733_410_583_123_456)
        #expect(moment.text(.milliseconds) == "2024-12-05T14:56:23.123Z")
        #expect(moment.text(.microseconds) == "2024-12-05T14:56:23.123456Z")
        #expect(moment.text(.postgreSQL) == "2024-12-05T14:56:23.123456+00:00")
    }

    @Test("writing and reading agree from 1600 to 2399")
    func roundTrip() {
        var moment = Int64(-11_676_096_000_000_000)
        while moment < 13_569_465_600_000_000 {
            #expect(Timestamp(Timestamp(microseconds: moment).text(.microseconds))?.microseconds == moment)
            moment += 86_400_000_000 * 97 + 3_723_000_017
        }
    }
}
