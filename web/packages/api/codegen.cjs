/** `npm run client`: typed endpoints from the committed OpenAPI document. */
module.exports = {
  schemaFile: "../../../schema/openapi.json",
  apiFile: "./src/empty.ts",
  apiImport: "emptyApi",
  outputFile: "./src/generated.gen.ts",
  exportName: "api",
  hooks: { queries: true, lazyQueries: true, mutations: true },
  // They are posted because of their size only; they change nothing.
  endpointOverrides: [{ pattern: ["previewImport", "previewPublication"], type: "query" }],
  tag: true,
};
