package import Configuration
import Foundation
import JSONCore
import SystemPackage

/// Where configuration comes from: flags first, then the environment, then a JSON file.
package enum ConfigurationSources {
    /// A reader over the flags given, the environment's `KITH_…` variables and, when named, a JSON file.
    ///
    /// Refuses a file that is missing or is not JSON with an error that names it.
    package static func reader(
        flags: [String: String], environment: [String: String], file: String?
    ) async throws(ConfigurationError) -> ConfigReader {
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        for (name, value) in flags { values[AbsoluteConfigKey([name])] = ConfigValue(.string(value), isSecret: false) }
        var own: [String: String] = [:]
        for (name, value) in environment where name.hasPrefix("KITH_") { own[String(name.dropFirst("KITH_".count))] = value }
        var providers: [any ConfigProvider] = [
            InMemoryProvider(name: "flags", values: values), EnvironmentVariablesProvider(environmentVariables: own),
        ]
        if let file {
            try checkKeys(of: file)
            do {
                providers.append(try await FileProvider<JSONSnapshot>(filePath: FilePath(file)))
            } catch {
                throw ConfigurationError(key: "config", rule: "must name a readable JSON file")
            }
        }
        return ConfigReader(providers: providers)
    }

    /// Refuses a key that is no setting: a misspelt one would be silently without effect.
    private static func checkKeys(of file: String) throws(ConfigurationError) {
        guard let text = FileManager.default.contents(atPath: file), let settings = try? JSON.parse(Array(text)).asObject else {
            throw ConfigurationError(key: "config", rule: "must name a readable JSON file")
        }
        for (key, value) in settings {
            guard ServerConfiguration.keys.contains(key) else { throw ConfigurationError(key: key, rule: "is no setting") }
            guard value.asString != nil || value.asInt != nil else {
                throw ConfigurationError(key: key, rule: "must be a text or an integer")
            }
        }
    }
}
