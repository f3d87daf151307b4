import ArgumentParser

/// How the `schema` commands speak: results as lines on standard output, what keeps them from one on standard error.
enum SchemaOutput {
    /// The argument that stands for standard input.
    static let standardInput = "-"

    /// What an argument that names a file is called in lines for people.
    static func name(of path: String) -> String {
        path == standardInput ? "stdin" : path
    }

    /// Prints a line of a result.
    static func line(_ text: String) {
        print(printable(text))
    }

    /// Says why there is no result; the exit code to end the command with.
    static func end(_ reason: some CustomStringConvertible) -> ExitCode {
        StandardError.line("Error: \(printable(reason.description))")
        return ExitCode(2)
    }

    /// The text on one line: file names, member names and test names may hold line ends and what terminals take for commands.
    private static func printable(_ text: String) -> String {
        var printable = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator:
                printable.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            default:
                printable.append(scalar)
            }
        }
        return String(printable)
    }
}
