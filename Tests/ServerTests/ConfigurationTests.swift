import Foundation
import Server
import Testing

/// Flag, environment, file, default: in this order. A bad value refuses to start and names its key.
@Suite("Configuration")
struct ConfigurationTests {
    private func configuration(
        flags: [String: String] = [:], environment: [String: String] = [:], file: String? = nil
    ) async throws -> ServerConfiguration {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("kith-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: path) }
        if let file { try Data(file.utf8).write(to: path) }
        return try ServerConfiguration(
            try await ConfigurationSources.reader(flags: flags, environment: environment, file: file == nil ? nil : path.path))
    }

    @Test("a flag wins over the environment, the environment over the file, the file over the default")
    func order() async throws {
        #expect(try await configuration().port == 8080)
        #expect(try await configuration(file: #"{"port": 1}"#).port == 1)
        #expect(try await configuration(file: #"{"port": "2"}"#).port == 2)
        #expect(try await configuration(environment: ["KITH_PORT": "3"], file: #"{"port": 1}"#).port == 3)
        #expect(try await configuration(flags: ["port": "4"], environment: ["KITH_PORT": "3"], file: #"{"port": 1}"#).port == 4)
        #expect(try await configuration(environment: ["KITH_REQUESTS_PER_MINUTE": "7"]).access.requestsPerMinute == 7)
        #expect(try await configuration(environment: ["KITH_DATABASE": "sqlite:/x/y.db"]).database == .sqlite(path: "/x/y.db"))
    }

    @Test(
        "a bad value names its key",
        arguments: [
            ("port", "abc"), ("port", "65536"), ("port", "-1"), ("port", ""), ("host", ""), ("database", "kith.db"),
            ("database", "sqlite:"),
            ("database", "mysql:x"), ("log-level", "loud"), ("idle-seconds", "0"), ("body-seconds", "1.5"), ("drain-seconds", "x"),
            ("requests-per-minute", "0"), ("connections", "0"), ("requests-at-once", "0"), ("head-seconds", "0"), ("stall-seconds", "x"),
        ])
    func refuses(_ key: String, _ value: String) async throws {
        await #expect {
            _ = try await configuration(flags: [key: value])
        } throws: { error in
            (error as? ConfigurationError)?.key == key && "\(error)".contains("--\(key)")
        }
    }

    @Test(
        "a file with a key that is no setting, with a value that is no text or integer, or that is no JSON is refused",
        arguments: [(#"{"databse": "x"}"#, "databse"), (#"{"port": [1]}"#, "port"), (#"{"port": }"#, "config"), ("", "config")])
    func refusesFile(_ text: String, _ key: String) async throws {
        await #expect {
            _ = try await configuration(file: text)
        } throws: { error in
            (error as? ConfigurationError)?.key == key
        }
    }
}
