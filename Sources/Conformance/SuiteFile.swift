package import JSONCore

/// A file of tests in the format of the public suite, <https://github.com/json-schema-org/JSON-Schema-Test-Suite>: an array of groups
/// `{"description", "schema", "tests"}`, each test `{"description", "data", "valid"}`. Other members are comments.
package struct SuiteFile: Sendable {
    /// Tests of one schema.
    package struct Group: Sendable {
        /// The group in words.
        package let description: String
        /// The schema that the tests are judged by.
        package let schema: JSON
        /// The tests in order.
        package let tests: [Test]
    }

    /// One instance and the answer that it must get.
    package struct Test: Sendable {
        /// The test in words.
        package let description: String
        /// The instance.
        package let data: JSON
        /// Whether it satisfies the schema.
        package let isValid: Bool
    }

    /// The file's name without its directories.
    package let name: String
    /// The groups in order.
    package let groups: [Group]

    /// Reads the groups of a file. Throws ``FileError`` with the place where it is not JSON or not a file of tests.
    ///
    /// All that RFC 8259's grammar allows is read: the public suite itself has tests with U+0000.
    package init(name: String, _ file: JSONFile) throws(FileError) {
        self.name = name
        let reader = SuiteReader(path: file.name)
        let document = try file.value(limits: .grammar)
        groups = try reader.elements(of: document, at: .root) { value, place throws(FileError) in
            Group(
                description: reader.description(of: value, at: place), schema: try reader.member("schema", of: value, at: place),
                tests: try reader.elements(of: reader.member("tests", of: value, at: place), at: place.appending("tests")) {
                    test, place throws(FileError) in
                    Test(
                        description: reader.description(of: test, at: place), data: try reader.member("data", of: test, at: place),
                        isValid: try reader.answer(of: test, at: place))
                })
        }
    }
}

/// Reads the parts of a file of tests; what is missing or of another kind is an error with its place.
private struct SuiteReader {
    let path: String

    /// What each element of an array reads as.
    func elements<Element>(
        of value: JSON, at place: JSONPointer, _ read: (JSON, JSONPointer) throws(FileError) -> Element
    ) throws(FileError) -> [Element] {
        guard let array = value.asArray else { throw error(at: place, "must be an array, as in the public JSON Schema suite") }
        var elements: [Element] = []
        for (position, value) in array.enumerated() { elements.append(try read(value, place.appending(position))) }
        return elements
    }

    /// The value of a member that must be there.
    func member(_ name: String, of value: JSON, at place: JSONPointer) throws(FileError) -> JSON {
        guard let object = value.asObject else { throw error(at: place, "must be an object") }
        guard let member = object[name] else { throw error(at: place, "must have the member \(name)") }
        return member
    }

    /// The group or test in words; its place in the file when it has none.
    func description(of value: JSON, at place: JSONPointer) -> String {
        value["description"]?.asString ?? place.description
    }

    /// The answer that a test must get.
    func answer(of test: JSON, at place: JSONPointer) throws(FileError) -> Bool {
        guard let isValid = try member("valid", of: test, at: place).asBool else {
            throw error(at: place.appending("valid"), "must be true or false")
        }
        return isValid
    }

    private func error(at place: JSONPointer, _ rule: String) -> FileError {
        FileError(path: path, place: .value(place), rule: rule)
    }
}
