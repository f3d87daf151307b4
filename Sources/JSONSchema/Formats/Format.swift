/// A named form of strings, JSON Schema 2020-12 validation, section 7.3.
///
/// One file in this folder and one line in ``formats`` make a format. Those that draft-07 did not yet know are judged there too.
protocol Format: SendableMetatype {
    /// The format as schemas name it.
    static var name: String { get }

    /// Whether the text is of the format.
    static func matches(_ text: String) -> Bool

    /// The steps that judging a text of so many bytes takes from a validation's budget; in one some 50 nanoseconds' work is done.
    static func steps(forBytes count: Int) -> Int
}

extension Format {
    static func steps(forBytes count: Int) -> Int { count / 4 }
}
