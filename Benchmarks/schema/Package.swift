// swift-tools-version: 6.2
import PackageDescription

/// Apart from Kith's own package, so that its builds do not pay for it. JSONCore and JSONSchema are links to Kith's sources, compiled with
/// the same settings.
let laws: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
    name: "schema-benchmark",
    platforms: [.macOS(.v15)],
    targets: [
        .executableTarget(name: "SchemaBenchmark", dependencies: ["JSONSchema", "JSONCore"], swiftSettings: laws),
        .target(name: "JSONSchema", dependencies: ["JSONCore", "CPCRE2"], swiftSettings: laws),
        .target(name: "JSONCore", swiftSettings: laws),
        .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    ],
    swiftLanguageModes: [.v6]
)
