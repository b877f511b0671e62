const source = "^(packages|services|infra|e2e)/";
const test = "\\.test\\.tsx?$|/tests/";

/** What may import what. `npm test` runs it; ARCHITECTURE.md says why. */
export default {
  forbidden: [
    {
      name: "no-cycle",
      comment: "Modules that import each other can only be understood, and changed, together.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "package-imports-no-service",
      comment: "A package is for any service; it knows none.",
      severity: "error",
      from: { path: "^packages/" },
      to: { path: "^(services|infra|e2e)/" },
    },
    {
      name: "service-imports-no-service",
      comment: "Services ask each other by messages and HTTP; the contracts are what they share.",
      severity: "error",
      from: { path: "^services/([^/]+)/" },
      to: { path: "^(services|infra|e2e)/", pathNot: "^services/$1/" },
    },
    {
      name: "only-the-local-start-composes-services",
      comment: "infra/local holds several services in one process; nothing else does.",
      severity: "error",
      from: { path: "^(infra|e2e)/", pathNot: "^infra/local/" },
      to: { path: "^services/" },
    },
    {
      name: "contracts-import-zod-alone",
      comment: "Contracts run in browsers and are everybody's: no I/O, nothing but zod.",
      severity: "error",
      from: { path: "^packages/contracts/src/", pathNot: test },
      to: { pathNot: "^packages/contracts/src/|/node_modules/zod/" },
    },
    {
      name: "test-code-stays-in-tests",
      comment: "The test kit is no part of the product.",
      severity: "error",
      from: { path: "^(packages|services)/[^/]+/(src|app)/", pathNot: `${test}|^packages/testkit/` },
      to: { path: "^packages/testkit/" },
    },
    {
      name: "no-common-place",
      comment: "A module that is called common or utils says nothing, and everything ends in it.",
      severity: "error",
      from: {},
      to: { path: `${source}.*(^|/)(common|utils?|helpers?|misc)(/|\\.[a-z]+$)` },
    },
    {
      name: "resolvable",
      comment: "The import leads nowhere: a typing error, or a dependency that package.json does not name.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "/(dist|node_modules/\\.cache)/" },
    // Imports of types count as well.
    tsPreCompilationDeps: true,
    detectJSDocImports: false,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
