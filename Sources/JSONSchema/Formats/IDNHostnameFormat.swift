/// `idn-hostname`: a `hostname` or one with the U-labels of RFC 5890, section 2.3.2.3.
enum IDNHostnameFormat: Format {
    static let name = "idn-hostname"

    static func matches(_ text: String) -> Bool {
        DomainName.isInternational(text)
    }

    static func steps(forBytes count: Int) -> Int { DomainName.steps(forBytes: count) }
}
