import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import { existsSync, mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "../bootstrap/workspace.mjs";
import type { GateOptions, GateResult } from "./gate.ts";
import { publishablePackages, type PublishablePackage } from "./publishable.ts";

/**
 * Compares each package's compiled declarations with its committed report, `<package>.api.md`, so
 * that a change of the public surface is seen in review. Fixing writes the reports anew.
 */
export async function checkApiReports({ isFixing }: GateOptions): Promise<GateResult> {
  const packages = publishablePackages();
  const findings = packages.flatMap((target) => checkOne(target, isFixing));
  return {
    succeeded: findings.length === 0,
    output: [...findings, "Refresh the reports with: npm run api:update"].join("\n"),
    detail: `${packages.length} reports`,
  };
}

function checkOne(target: PublishablePackage, isFixing: boolean): string[] {
  const report = join(target.folder, `${target.shortName}.api.md`);
  if (!isFixing && !existsSync(report)) return [`${relative(root, report)} is missing`];
  mkdirSync(join(target.folder, "temp"), { recursive: true });
  const findings: string[] = [];
  const result = Extractor.invoke(prepareConfig(target), {
    localBuild: isFixing,
    messageCallback(message) {
      message.handled = true;
      if (message.logLevel === ExtractorLogLevel.Error)
        findings.push(`${target.name}: ${message.text}`);
    },
  });
  if (result.apiReportChanged && !isFixing)
    findings.push(`${target.name}: the public surface differs from ${relative(root, report)}`);
  return findings;
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
        reportTempFolder: join(folder, "temp"),
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
