import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { generate, listSpecFiles, validateSpecs } from "../../src/index.ts";

const SPECS = join(import.meta.dirname, "../../../../specs");

// The duration is printed, not asserted: a shared machine would make the test lie.
it("validates and generates 109 complete specs in one call", async () => {
  const root = mkdtempSync(join(tmpdir(), "polytraders-109-"));
  const layer = join(root, "specs", "intelligence");
  mkdirSync(layer, { recursive: true });
  writeFileSync(
    join(root, "specs", "reason-codes.yaml"),
    readFileSync(join(SPECS, "reason-codes.yaml")),
  );
  const source = readFileSync(join(SPECS, "intelligence", "order_flow_analyzer.yaml"), "utf8");
  for (let index = 0; index < 109; index += 1) {
    const text = source
      .replaceAll("intel.orderflowanalyzer", `intel.orderflowanalyzer${index}`)
      .replaceAll("order_flow", `order_flow_n${index}`);
    writeFileSync(join(layer, `order_flow_n${index}.yaml`), text);
  }
  const files = listSpecFiles(join(root, "specs"));
  await generate(files);
  const startedMs = performance.now();
  const validated = validateSpecs(files);
  const validatedMs = performance.now();
  const { problems, fileCount } = await generate(files, { check: true });
  const checkedMs = performance.now();
  expect(validated).toEqual([]);
  expect(problems).toEqual([]);
  expect(fileCount).toBe(109 * 4 + 3);
  process.stderr.write(
    `109 specs: validate ${(validatedMs - startedMs).toFixed(0)} ms, generate ${(checkedMs - validatedMs).toFixed(0)} ms\n`,
  );
  rmSync(root, { recursive: true });
});
