// swift-tools-version: 6.2

import PackageDescription

// Apart from the program's own manifest, so that whoever builds the program does not build this.
let ledger = "refund-ledger"

let package = Package(
    name: "microbenchmarks",
    dependencies: [
        .package(name: ledger, path: "../.."),
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    ],
    targets: [
        .executableTarget(
            name: "Stages",
            dependencies: [
                .product(name: "Benchmark", package: "benchmark"),
                .product(name: "EventLog", package: ledger),
                .product(name: "EventLogSQLite", package: ledger),
                .product(name: "MerkleTree", package: ledger),
                .product(name: "RefundDomain", package: ledger),
                .product(name: "RefundLedger", package: ledger),
                .product(name: "ShopHistory", package: ledger),
                .product(name: "Units", package: ledger),
                .product(name: "Zstd", package: ledger),
            ],
            path: "Benchmarks/Stages",
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ]
}
