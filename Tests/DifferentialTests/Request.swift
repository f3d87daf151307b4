/// A request in words that mean the same on both servers: `⟨17⟩` is the seventeenth identifier that a server has named, `⟨nateq⟩` its
/// credential for Nateq. Each server puts its own texts in their place.
struct Request: Sendable, CustomStringConvertible {
    enum Body: Sendable {
        case text(String)
        /// What is no text at all.
        case bytes([UInt8])
    }

    /// The dialect, for the count of what was asked.
    var dialect: Dialect
    var method: String
    var path: String
    var headers: [String: String] = [:]
    var body: Body?
    /// What the request makes, when it makes something.
    var makes: Kind?

    enum Dialect: String, CaseIterable, Sendable { case native, mateo, nateq, reach, kare }

    /// Records that requests name later.
    enum Kind: Sendable { case contact, company, tag, inbox, employee, conversation, definition, entity }

    var description: String {
        var lines = ["\(method) \(path)"]
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) { lines.append("\(name): \(value)") }
        switch body {
        case .text(let text): lines.append(text)
        case .bytes(let bytes): lines.append("\(bytes)")
        case nil: break
        }
        return lines.joined(separator: "\n")
    }
}

/// What a server answered, in words that mean the same on both.
struct Answer: Sendable, Equatable, CustomStringConvertible {
    var status: Int
    /// Those headers that tell of the store's state.
    var headers: [String: String]
    var body: String

    static let comparedHeaders = ["etag", "location", "content-range", "content-type", "preference-applied", "www-authenticate", "allow"]

    var isSuccess: Bool { (200..<300).contains(status) }

    var description: String {
        var lines = ["\(status)"]
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) { lines.append("\(name): \(value)") }
        return (lines + [body]).joined(separator: "\n")
    }
}
