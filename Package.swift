// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "refund-ledger",
    targets: [
        .target(name: "Units"),
        .target(name: "Records", dependencies: ["Units"]),
        .target(name: "RefundDomain", dependencies: ["Records", "Units"]),
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
