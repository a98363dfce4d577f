// Compares each package's compiled declarations with its committed report, `<package>.api.md`, so
// that a change of the public surface is seen in review. `--fix` writes the reports anew.
// A program of its own, because the extractor is synchronous and would hold up the other gates.
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import { existsSync, mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "../bootstrap/workspace.mjs";
import { publishablePackages, type PublishablePackage } from "./publishable.ts";

/** The bundled TypeScript 6 reads the declarations as a consumer would, without source conditions. */
const compilerOptions = {
  compilerOptions: {
    target: "ES2022",
    lib: ["ESNext"],
    module: "NodeNext",
    moduleResolution: "NodeNext",
    allowImportingTsExtensions: true,
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    types: ["node"],
  },
  include: ["dist/**/*.d.ts"],
};

const temporaryFolder = join(root, "node_modules/.cache/api-extractor");
const isFixing = process.argv.includes("--fix");
const findings = publishablePackages().flatMap(checkOne);

for (const finding of findings) process.stdout.write(`${finding}\n`);
if (findings.length > 0) {
  process.stdout.write("Refresh the reports with: npm run api:update\n");
  process.exitCode = 1;
}

function checkOne(target: PublishablePackage): string[] {
  const report = join(target.folder, `${target.shortName}.api.md`);
  if (!isFixing && !existsSync(report)) return [`${relative(root, report)} is missing`];
  mkdirSync(temporaryFolder, { recursive: true });
  const faults: string[] = [];
  const result = Extractor.invoke(prepareConfig(target), {
    localBuild: isFixing,
    messageCallback(message) {
      message.handled = true;
      if (message.logLevel === ExtractorLogLevel.Error)
        faults.push(`${target.name}: ${message.text}`);
    },
  });
  if (result.apiReportChanged && !isFixing)
    faults.push(`${target.name}: the public surface differs from ${relative(root, report)}`);
  return faults;
}

function prepareConfig({ folder, shortName }: PublishablePackage): ExtractorConfig {
  const silent = { logLevel: ExtractorLogLevel.None };
  return ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, "package.json"),
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, "dist/index.d.ts"),
      newlineKind: "lf",
      compiler: { overrideTsconfig: compilerOptions },
      apiReport: {
        enabled: true,
        reportFileName: `${shortName}.api.md`,
        reportFolder: folder,
        reportTempFolder: temporaryFolder,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        // Release tags are not used: everything that the index exports is public.
        extractorMessageReporting: { default: silent },
        tsdocMessageReporting: { default: silent },
      },
    },
  });
}
