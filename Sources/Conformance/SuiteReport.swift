package import JSONSchema

/// What came of running files of tests.
package struct SuiteReport: Sendable {
    /// How many tests got the answer they expect.
    package private(set) var passed = 0
    /// The tests that got another, in the order of the files.
    package private(set) var failures: [SuiteFailure] = []

    /// Runs every test of the files. A group's schema is compiled with the options once for its tests.
    package init(running files: [SuiteFile], options: SchemaOptions) {
        for file in files {
            for group in file.groups {
                let schema = Result { () throws(SchemaError) in try Schema.compile(group.schema, options: options) }
                for test in group.tests {
                    let answer = SuiteAnswer(of: schema, on: test.data)
                    if answer.isValid == test.isValid {
                        passed += 1
                    } else {
                        failures.append(
                            SuiteFailure(
                                file: file.name, group: group.description, test: test.description, expectsValid: test.isValid,
                                answer: answer))
                    }
                }
            }
        }
    }
}

/// A test that got another answer than it expects.
package struct SuiteFailure: Sendable, Hashable {
    /// The name of the file.
    package let file: String
    /// The group in words.
    package let group: String
    /// The test in words.
    package let test: String
    /// Whether the instance should satisfy the schema.
    package let expectsValid: Bool
    /// What came.
    package let answer: SuiteAnswer

    /// File, group and test in words.
    package var name: String {
        "\(file): \(group): \(test)"
    }
}

extension SuiteFailure: CustomStringConvertible {
    /// The name, what was expected and what came.
    package var description: String {
        "\(name): expected \(expectsValid ? "valid" : "invalid"), came \(answer.name)\(answer.detail.map { ": \($0)" } ?? "")"
    }
}
