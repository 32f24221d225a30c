// swift-tools-version: 6.3
// The dependency direction of the whole project is written here and nowhere else; the build
// enforces it with `--explicit-target-dependency-import-check error` (see `make test`).

import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

func layer(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude,
    swiftSettings: settings)
}

let package = Package(
  name: "swisma",
  products: [
    .executable(name: "swisma", targets: ["swisma"]),
    .library(name: "SwismaClient", targets: ["SwismaClient"]),
    .library(name: "SwismaEmbedded", targets: ["SwismaEmbedded"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    // Pure layers: values in, values out.
    layer("BinaryText"),
    layer("JSON", ["BinaryText"]),
    layer("Diagnostics", ["JSON"]),
    layer("FileSystem", ["Diagnostics"]),
    layer("SchemaSyntax", ["BinaryText", "Diagnostics"]),
    layer("SchemaModel", ["BinaryText", "Diagnostics", "JSON", "SchemaSyntax"]),
    layer("Providers", ["Diagnostics", "SchemaSyntax", "SchemaModel"]),
    layer("DMMF", ["JSON", "SchemaModel"]),
    layer("SQLModel"),

    // Databases.
    layer("DatabaseAccess", ["BinaryText", "Diagnostics"]),
    layer("SQLQuery", ["DatabaseAccess"]),
    layer("BackendInterface", ["DatabaseAccess", "Diagnostics", "SchemaModel"]),
    layer(
      "SQLBackend",
      [
        "BackendInterface", "BinaryText", "DatabaseAccess", "Diagnostics", "JSON", "SchemaModel",
        "SQLModel", "SQLQuery",
      ]
    ),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    layer(
      "SQLiteBackend",
      [
        "BackendInterface", "BinaryText", "CSQLite", "DatabaseAccess", "FileSystem", "JSON",
        "Providers", "SchemaModel", "SQLBackend", "SQLModel", "SQLQuery",
      ]),
    .target(name: "CPostgres"),
    layer(
      "PostgresBackend",
      [
        "BackendInterface", "BinaryText", "CPostgres", "DatabaseAccess", "Providers",
        "SchemaModel", "SQLBackend", "SQLModel", "SQLQuery",
      ]),
    layer("BackendCatalog", ["BackendInterface", "PostgresBackend", "SQLiteBackend"]),

    // What is done with them.
    layer(
      "Migration",
      [
        "BackendInterface", "BinaryText", "DatabaseAccess", "Diagnostics", "FileSystem",
        "SchemaModel", crypto,
      ]),
    layer(
      "QueryEngine",
      [
        "BackendInterface", "BinaryText", "DatabaseAccess", "Diagnostics", "JSON", "SchemaModel",
      ]),
    layer("ClientGenerator", ["BinaryText", "SchemaModel", crypto]),
    layer("SwismaClient", ["DatabaseAccess", "JSON"]),
    layer(
      "SwismaEmbedded",
      [
        "BackendCatalog", "BackendInterface", "DatabaseAccess", "Diagnostics", "JSON", "Providers",
        "QueryEngine", "SchemaModel", "SwismaClient",
      ]),

    // The command line.
    .systemLibrary(name: "CMalloc"),
    layer(
      "Project",
      ["BinaryText", "DatabaseAccess", "Diagnostics", "FileSystem", "JSON", "SchemaModel"]),
    .executableTarget(
      name: "swisma",
      dependencies: [
        argumentParser, "BackendCatalog", "BackendInterface", "CMalloc", "ClientGenerator",
        "DatabaseAccess", "Diagnostics", "DMMF", "FileSystem", "JSON", "Migration", "Project",
        "Providers", "QueryEngine", "SchemaModel", "SchemaSyntax",
      ],
      swiftSettings: settings),

    // Benchmarks, run by hand.
    .executableTarget(
      name: "SchemaBenchmark",
      dependencies: ["Diagnostics", "Providers", "SchemaModel", "SchemaSyntax"],
      path: "Benchmarks/SchemaBenchmark", swiftSettings: settings),

    // Tests.
    .target(
      name: "TestSupport", dependencies: ["DatabaseAccess", "FileSystem"],
      path: "Tests/TestSupport", swiftSettings: settings),
    .target(
      name: "BackendTestSupport",
      dependencies: ["BackendCatalog", "BackendInterface", "DatabaseAccess", "TestSupport"],
      path: "Tests/BackendTestSupport", swiftSettings: settings),
    tests(
      "ProjectTests", ["DatabaseAccess", "Diagnostics", "FileSystem", "Project", "SchemaModel"]),
    tests("EndToEndTests", ["DatabaseAccess", "FileSystem", "SQLiteBackend", "swisma"]),
    tests("DocumentationTests", ["FileSystem", "JSON", "swisma"]),
    tests("DatabaseAccessTests", ["DatabaseAccess"]),
    tests(
      "MigrationTests",
      [
        "BackendInterface", "DatabaseAccess", "Diagnostics", "FileSystem", "Migration", "Providers",
        "SQLBackend", "SQLiteBackend", "SchemaModel",
      ]),
    tests(
      "PostgresBackendTests",
      ["BackendInterface", "DatabaseAccess", "PostgresBackend", "SQLBackend", "SQLModel"]),
    tests(
      "MigrationPropertyTests",
      [
        "BackendInterface", "BackendTestSupport", "DatabaseAccess", "Diagnostics",
        "Providers", "SchemaModel", "SchemaSyntax",
      ]),
    tests(
      "SQLiteBackendTests",
      ["BackendInterface", "DatabaseAccess", "SQLBackend", "SQLModel", "SQLiteBackend"]),
    tests(
      "SchemaPlanTests",
      [
        "BackendCatalog", "BackendInterface", "DatabaseAccess", "Diagnostics", "Migration",
        "Providers", "SchemaModel",
      ]),
    tests(
      "GeneratedClientTests",
      [
        "ClientGenerator", "Diagnostics", "FileSystem", "JSON", "Providers", "SchemaModel",
        "SwismaClient", "SwismaEmbedded",
      ], exclude: ["blog.sql"]),
    tests("JSONTests", ["JSON"]),
    tests(
      "QueryEngineTests",
      [
        "BackendCatalog", "BackendInterface", "BackendTestSupport", "DatabaseAccess", "Diagnostics",
        "JSON", "Providers", "QueryEngine", "SchemaModel",
      ], exclude: ["deliberate-differences.md"]),
    tests(
      "QueryPropertyTests",
      [
        "BackendInterface", "BackendTestSupport", "DatabaseAccess", "Diagnostics",
        "JSON", "Providers", "QueryEngine", "SchemaModel",
      ]),
    tests("QueryProtocolTests", ["Diagnostics", "JSON", "QueryEngine", "SchemaModel"]),
    tests(
      "SQLQueryTests",
      ["BackendInterface", "DatabaseAccess", "PostgresBackend", "SQLQuery", "SQLiteBackend"]),
    tests("DMMFTests", ["DMMF", "Diagnostics", "JSON", "Providers", "SchemaModel"]),
    tests("SchemaSyntaxTests", ["SchemaSyntax", "Diagnostics"]),
    tests(
      "SchemaModelTests", ["Diagnostics", "Providers", "SchemaModel", "SchemaSyntax"],
      exclude: ["deliberate-differences.md"]),
  ]
)
