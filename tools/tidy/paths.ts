/** TypeScript or JavaScript that people write. */
export function isHandWrittenCode(path: string): boolean {
  return /\.(?:m?[jt]s)$/.test(path) && !/\.gen\.ts$|(?:^|\/)fixtures\//.test(path);
}

/** A test of any project. */
export function isTest(path: string): boolean {
  return /\.(?:test|test-d)\.ts$/.test(path);
}

/** A test that may start processes and wait for them. */
export function isIntegrationTest(path: string): boolean {
  return path.endsWith(".integration.test.ts");
}

/** Source of a package whose results must depend on its input alone. */
export function isDeterministicSource(path: string): boolean {
  return /^packages\/(?:core|quant|bots\/[^/]+|adapters\/synthetic)\/src\/.*\.ts$/.test(path);
}
