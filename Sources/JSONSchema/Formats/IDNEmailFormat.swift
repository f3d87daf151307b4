/// `idn-email`: `Mailbox` of RFC 5321 as RFC 6531, section 3.3 extends it.
enum IDNEmailFormat: Format {
    static let name = "idn-email"

    static func matches(_ text: String) -> Bool {
        Mailbox.isValid(text, isInternational: true)
    }

    static func steps(forBytes count: Int) -> Int { count / 2 }
}
