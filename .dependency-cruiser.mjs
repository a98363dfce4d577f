// Who may import whom. The reasons are in docs/style.md; tools/gates/test proves that each rule fires.

/** Modules that reach the network or start processes. Bots decide; they do not communicate. */
const network = [
  "(^|/)node_modules/(ws|undici|axios|got|node-fetch|ethers|viem|fastify|nats)/",
  "^(node:)?(child_process|cluster|dgram|dns|http|http2|https|net|tls|worker_threads)(/|$)",
];

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    rule("no-cycles", "A cycle has no first file to read.", {}, { circular: true }),
    rule(
      "nothing-unresolvable",
      "An import that does not resolve hides the edge from every other rule.",
      {},
      { couldNotResolve: true },
    ),
    rule(
      "quant-imports-nothing-of-ours",
      "Formulas must be usable and checkable alone.",
      { path: "^packages/quant/src/" },
      { path: "^(packages/(?!quant/)|examples/|tools/)" },
    ),
    rule(
      "core-imports-only-quant",
      "The core knows no venue, no store and no bot.",
      { path: "^packages/core/src/" },
      { path: "^(packages/(?!core/|quant/)|examples/|tools/)" },
    ),
    rule(
      "spec-tools-imports-only-core",
      "Specs are read without a runtime.",
      { path: "^packages/spec-tools/src/" },
      { path: "^(packages/(?!core/|quant/|spec-tools/)|examples/|tools/)" },
    ),
    rule(
      "testkit-imports-only-core",
      "Conformance suites must not favour one implementation.",
      { path: "^packages/testkit/src/" },
      { path: "^(packages/(?!core/|quant/|testkit/)|examples/|tools/)" },
    ),
    rule(
      "bots-import-only-core-and-quant",
      "A bot gets everything else through the ports that its authority grants.",
      { path: "^packages/bots/([^/]+)/src/" },
      { path: "^(packages/|examples/|tools/)", pathNot: "^packages/(core|quant|bots/$1)/" },
    ),
    rule(
      "bots-have-no-network",
      "A bot that communicates cannot be replayed.",
      { path: "^packages/bots/[^/]+/src/" },
      { path: network },
    ),
    rule(
      "adapters-import-only-core",
      "Adapters are exchangeable one by one.",
      { path: "^packages/adapters/([^/]+)/src/" },
      { path: "^(packages/|examples/|tools/)", pathNot: "^packages/(core|quant|adapters/$1)/" },
    ),
    rule(
      "testkit-never-from-src",
      "Test code must not be shipped.",
      { path: "^packages/(?!testkit/).*src/" },
      { path: "^packages/testkit/" },
    ),
    rule(
      "only-di-imports-the-container",
      "One file knows the container; everything else uses typed tokens.",
      { path: "^(packages|examples)/", pathNot: "^packages/core/src/di\\.ts$" },
      { path: ["(^|/)node_modules/(tsyringe|reflect-metadata)/", "^(tsyringe|reflect-metadata)$"] },
    ),
    rule(
      "only-risk-makes-approvals",
      "An order that nobody voted on must not exist; everything else may know the type alone.",
      { path: "^(packages|examples|tools)/", pathNot: "^packages/core/src/risk/" },
      { path: "^packages/core/src/risk/approval\\.ts$", dependencyTypesNot: ["type-only"] },
    ),
    rule(
      "no-compiled-output-across-packages",
      "Packages import each other by name, so that one build order holds.",
      { path: "^(packages|examples)/" },
      { path: "^packages/.*/dist/" },
    ),
  ],
  options: {
    // Only source and test folders are given to the checker; what else they reach is seen, not followed.
    doNotFollow: { path: "(^|/)(node_modules|dist)/" },
    combinedDependencies: false,
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@polytraders/source", "import", "node", "default", "types"],
      extensions: [".ts", ".mjs", ".js", ".json", ".d.ts"],
    },
  },
};

/**
 * @param {string} name
 * @param {string} comment
 * @param {object} from
 * @param {object} to
 */
function rule(name, comment, from, to) {
  return { name, comment, severity: /** @type {const} */ ("error"), from, to };
}
