/// `hostname`: RFC 1123, section 2.1, with the A-labels of RFC 5890, section 2.3.2.3.
enum HostnameFormat: Format {
    static let name = "hostname"

    static func matches(_ text: String) -> Bool {
        DomainName.isHostname(text)
    }

    static func steps(forBytes count: Int) -> Int { DomainName.steps(forBytes: count) }
}
