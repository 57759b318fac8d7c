// swift-tools-version: 6.2

import PackageDescription

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")

let package = Package(
    name: "refund-ledger",
    // What is useful alone, and what Tools/microbenchmarks measures, besides the program.
    products: [.executable(name: "refund-ledger", targets: ["refund-ledger"])]
        + [
            "CBOR", "EventLog", "EventLogSQLite", "JSONText", "MerkleTree", "RefundDomain",
            "RefundLedger", "ShopHistory", "Units", "Zstd",
        ].map { .library(name: $0, targets: [$0]) },
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        // Pure: no I/O, no clocks, no randomness, no Foundation.
        .target(name: "Units"),
        .target(name: "Records", dependencies: ["Units"]),
        .target(name: "RefundDomain", dependencies: ["Records", "Units"]),

        // What people read, in every language.
        .target(name: "Wording", dependencies: ["Records", "RefundDomain", "Units"]),

        // Formats and proofs; they know nothing of refunds.
        .target(name: "CBOR"),
        .target(name: "JSONText"),
        .target(name: "MerkleTree", dependencies: [crypto]),
        .target(name: "TransparencyLog", dependencies: ["MerkleTree", crypto]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .target(name: "Zstd", dependencies: ["CZstd"]),

        // The keys of personal data, and erasing it.
        .target(name: "Vault", dependencies: ["CBOR", "Units", "Zstd", crypto, grdb]),

        // Histories to try things on.
        .target(name: "ShopHistory", dependencies: ["JSONText"]),

        // The log: a contract, and its home in SQLite.
        .target(name: "EventLog", dependencies: ["CBOR", "MerkleTree", "Units", crypto]),
        .target(
            name: "EventLogSQLite",
            dependencies: ["EventLog", "MerkleTree", "Units", "Zstd", grdb, grdbSQLite]),

        // Views: what their rows are, and how SQLite holds them.
        .target(
            name: "RefundProjections",
            dependencies: ["JSONText", "Records", "RefundDomain", "Units"]),
        .target(
            name: "ViewsSQLite",
            dependencies: [
                "RefundProjections", "Records", "RefundDomain", "Units", grdb, grdbSQLite,
            ]),

        // The shell: loads, decides, appends, answers.
        .target(
            name: "RefundLedger",
            dependencies: [
                "CBOR", "EventLog", "JSONText", "MerkleTree", "Records", "RefundDomain",
                "RefundProjections", "TransparencyLog", "Units", "Vault", crypto,
            ]),
        .executableTarget(
            name: "refund-ledger",
            dependencies: [
                "EventLog", "EventLogSQLite", "JSONText", "MerkleTree", "Records", "RefundDomain",
                "RefundLedger",
                "RefundProjections", "ShopHistory", "TransparencyLog", "Units", "Vault",
                "ViewsSQLite", "Wording", "Zstd", argumentParser,
            ]),

        // What measures; never part of the program.
        .executableTarget(
            name: "ledger-bench",
            dependencies: [
                "EventLog", "EventLogSQLite", "JSONText", "RefundDomain", "RefundLedger",
                "RefundProjections", "TransparencyLog", "Units", "Vault", "ViewsSQLite",
                argumentParser,
            ]),

        // What tries to break a ledger; never part of the program.
        .executableTarget(
            name: "ledger-torture",
            dependencies: [
                "CBOR", "EventLog", "EventLogSQLite", "LedgerTesting", "MerkleTree", "Records",
                "RefundDomain", "RefundLedger", "TransparencyLog", "Units", "Vault", "Zstd",
                argumentParser,
            ]),

        // What tests share; never part of the program.
        .target(
            name: "LedgerTesting",
            dependencies: [
                "CBOR", "EventLog", "MerkleTree", "Records", "RefundDomain", "Units",
            ]),
        .target(
            name: "ViewTesting",
            dependencies: ["Records", "RefundDomain", "RefundProjections", "Units"]),
        .testTarget(name: "CBORTests", dependencies: ["CBOR", "LedgerTesting"]),
        .testTarget(name: "JSONTextTests", dependencies: ["JSONText"]),
        .testTarget(name: "MerkleTreeTests", dependencies: ["LedgerTesting", "MerkleTree"]),
        .testTarget(
            name: "TransparencyLogTests",
            dependencies: ["LedgerTesting", "MerkleTree", "TransparencyLog"]),
        .testTarget(name: "ZstdTests", dependencies: ["LedgerTesting", "Zstd"]),
        .testTarget(
            name: "EventLogTests",
            dependencies: ["CBOR", "EventLog", "LedgerTesting", "MerkleTree", "Units"]),
        .testTarget(
            name: "EventLogSQLiteTests",
            dependencies: [
                "CBOR", "EventLog", "EventLogSQLite", "LedgerTesting", "MerkleTree", "Units",
                "Wording", "Zstd", grdb,
            ]),
        .testTarget(name: "VaultTests", dependencies: ["Units", "Vault", crypto, grdb]),
        .testTarget(name: "ShopHistoryTests", dependencies: ["JSONText", "ShopHistory"]),
        .testTarget(
            name: "RefundDomainTests",
            dependencies: ["LedgerTesting", "Records", "RefundDomain", "Units"]),
        .testTarget(
            name: "RefundProjectionsTests",
            dependencies: ["Records", "RefundDomain", "RefundProjections", "Units", "ViewTesting"]),
        .testTarget(
            name: "ViewsSQLiteTests",
            dependencies: [
                "Records", "RefundDomain", "RefundProjections", "Units", "ViewTesting",
                "ViewsSQLite", grdb, grdbSQLite,
            ], exclude: ["rich-story.txt"]),
        .testTarget(
            name: "RefundLedgerTests",
            dependencies: [
                "CBOR", "EventLog", "EventLogSQLite", "JSONText", "LedgerTesting", "MerkleTree",
                "Records", "RefundDomain", "RefundLedger", "RefundProjections", "ShopHistory",
                "TransparencyLog", "Units", "Vault", "ViewsSQLite", "Wording", grdb,
            ]),
        .testTarget(name: "TidyTests", dependencies: ["LedgerTesting"]),

    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ]
}
