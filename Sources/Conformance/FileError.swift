package import JSONCore

/// Why a file or directory cannot be used: which, where in it, and the rule.
package struct FileError: Error, Hashable, Sendable {
    /// Where in a file something is wrong.
    package enum Place: Hashable, Sendable {
        /// The file as a whole.
        case file
        /// A place in its text: line and column from 1, the column counted in bytes.
        case text(line: Int, column: Int)
        /// A place in its JSON value.
        case value(JSONPointer)
    }

    /// The file or directory, as it was named.
    package let path: String
    /// Where in the file.
    package let place: Place
    /// The rule in words: "unexpected character", "must be true or false".
    package let rule: String

    /// Makes an error; without a place it is about the file as a whole.
    package init(path: String, place: Place = .file, rule: String) {
        self.path = path
        self.place = place
        self.rule = rule
    }
}

extension FileError: CustomStringConvertible {
    /// File, place and rule as compilers write them: `contact.json:3:14: unexpected character`.
    package var description: String {
        switch place {
        case .file: "\(path): \(rule)"
        case .text(let line, let column): "\(path):\(line):\(column): \(rule)"
        case .value(let pointer): "\(path): \(pointer.sentence(rule))"
        }
    }
}
