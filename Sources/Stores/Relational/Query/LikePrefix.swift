/// How texts that match a pattern of SQL's LIKE begin: `%` any run, `_` any one character, `\` takes the next character as it is.
enum LikePrefix {
    /// The text that every match begins with.
    static func prefix(of pattern: String) -> String {
        var scalars = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in pattern.unicodeScalars {
            if !isEscaped {
                if scalar == "%" || scalar == "_" { break }
                if scalar == "\\" {
                    isEscaped = true
                    continue
                }
            }
            isEscaped = false
            scalars.append(scalar)
        }
        return String(scalars)
    }

    /// The least text, by code points, above every text with the prefix; nil where the last character has no next one.
    static func end(of prefix: String) -> String? {
        guard let last = prefix.unicodeScalars.last, let next = Unicode.Scalar(last.value + 1) else { return nil }
        var scalars = prefix.unicodeScalars
        scalars.removeLast()
        scalars.append(next)
        return String(scalars)
    }
}
