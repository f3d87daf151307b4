// swift-tools-version: 6.2
import PackageDescription

/// The laws of our own code, held by the compiler: Swift 6 language mode, no warning left standing, explicit
/// existentials, and imports that say at the top of a file what the file exposes.
let laws: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// In tests a member may come from a module that the file does not import: what a test reads is what the server shows.
let testLaws: [SwiftSetting] = [
    .treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A library target of ours.
func module(_ name: String, in path: String? = nil, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/" + (path ?? name), swiftSettings: laws)
}

/// The tests of one target, or of several together.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, path: "Tests/" + name, swiftSettings: testLaws)
}

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let dialects: [Target.Dependency] = ["Native", "Mateo", "Nateq", "Reach", "Kare"]

let package = Package(
    name: "kith",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "kith", targets: ["Kith"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: ["FullFoundation"]),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration.git", from: "1.4.0", traits: ["JSON"]),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-system.git", from: "1.8.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ],
    targets: [
        // Read from the bottom of the page upwards, arrows go up only (ARCHITECTURE.md draws them).
        .executableTarget(
            name: "Kith",
            dependencies: [
                "Server", "Import", "Access", "Records", "Conformance", "JSONSchema", "JSONCore", logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
            ],
            swiftSettings: laws),
        module(
            "Server",
            dialects + [
                "SQLiteStore", "PostgresStore", "Relational", "Access", "Endpoints", "Records", "JSONCore", crypto, httpTypes, logging,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),

        module("Import", ["Native", "Records", "JSONSchema", "JSONCore", crypto]),

        module("Native", in: "Dialects/Native", ["Endpoints", "Access", "Records", "JSONSchema", "JSONCore", httpTypes]),
        module("Mateo", in: "Dialects/Mateo", ["Endpoints", "Access", "Records", "JSONSchema", "JSONCore", httpTypes]),
        module("Nateq", in: "Dialects/Nateq", ["Endpoints", "Access", "Records", "JSONSchema", "JSONCore", httpTypes]),
        module("Reach", in: "Dialects/Reach", ["Endpoints", "Access", "Records", "JSONSchema", "JSONCore", httpTypes]),
        module("Kare", in: "Dialects/Kare", ["Endpoints", "Access", "Records", "JSONSchema", "JSONCore", httpTypes]),

        module(
            "PostgresStore", in: "Stores/Postgres",
            ["Relational", "Access", "Records", "JSONCore", "CLibPQ", logging]),
        module(
            "SQLiteStore", in: "Stores/SQLite",
            [
                "Relational", "Access", "Records", "JSONCore", "CSQLite", logging,
                .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),

        module("Relational", in: "Stores/Relational", ["Records", "JSONCore"]),

        module("Endpoints", ["Access", "Records", "JSONSchema", "JSONCore", httpTypes]),
        module(
            "Access",
            [
                "Records", "JSONCore", crypto, .product(name: "CryptoExtras", package: "swift-crypto"),
            ]),
        module("Records", ["JSONSchema", "JSONCore"]),
        module("Conformance", ["JSONSchema", "JSONCore"]),
        module("JSONSchema", ["JSONCore", "CPCRE2"]),
        module("JSONCore"),
        .systemLibrary(
            name: "CLibPQ", path: "Sources/System/CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(
            name: "CSQLite", path: "Sources/System/CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(
            name: "CPCRE2", path: "Sources/System/CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),

        .target(
            name: "TestSupport",
            dependencies: [
                "Server", "PostgresStore", "Access", "Records", "JSONCore", "CLibPQ", httpTypes, logging,
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ],
            path: "Tests/Support", swiftSettings: laws),
        tests("JSONCoreTests", ["JSONCore"]),
        tests("JSONSchemaTests", ["Conformance", "JSONSchema", "JSONCore"]),
        tests("ConformanceTests", ["TestSupport", "Kith", "Conformance", "JSONSchema", "JSONCore"]),
        tests("ImportTests", ["TestSupport", "Kith", "Server", "Import", "Access", "Records", "JSONCore", crypto]),
        tests("RecordsTests", ["Records", "JSONSchema", "JSONCore"]),
        tests("AccessTests", ["Access", "SQLiteStore", "Records", "JSONCore", crypto]),
        tests(
            "SQLiteStoreTests",
            ["SQLiteStore", "Relational", "Access", "Records", "JSONCore", .product(name: "GRDB", package: "GRDB.swift"), logging]),
        tests("RelationalTests", ["Relational", "Records", "JSONCore"]),
        tests("ContractTests", ["TestSupport", "SQLiteStore", "PostgresStore", "Server", "Access", "Records", "JSONCore"]),
        tests("PostgresStoreTests", ["TestSupport", "Server", "PostgresStore", "Relational", "Access", "Records", "JSONCore"]),
        tests("CopyTests", ["TestSupport", "Server", "Relational", "Access", "Records", "JSONCore", logging]),
        tests("DifferentialTests", ["TestSupport", "Server", "Access", "Records", "JSONCore"]),
        tests("EndpointsTests", ["TestSupport", "Server", "Endpoints", "Access", "Records", "JSONSchema", "JSONCore", httpTypes]),
        tests("ServerTests", ["TestSupport", "Server", .product(name: "NIOCore", package: "swift-nio")]),
        tests("NativeTests", ["TestSupport", "Server", "Access", "Records", "JSONCore"]),
        tests("MateoTests", ["TestSupport", "Server", "Access", "Records", "JSONCore"]),
        tests("NateqTests", ["TestSupport", "Server", "Access", "Records", "JSONCore"]),
        tests("ReachTests", ["TestSupport", "Server", "Access", "Records", "JSONCore"]),
        tests("KareTests", ["TestSupport", "Server", "Access", "Records", "JSONCore"]),
        tests("DoorsTests", ["TestSupport", "Server", "Access", "Records", "JSONCore"]),
    ],
    swiftLanguageModes: [.v6]
)
