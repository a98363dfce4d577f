import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { staleFiles } from "../../scripts/generated-file.ts";
import { schemaFiles } from "../../scripts/write-json-schemas.ts";

// When this fails: node --conditions=@polytraders/source packages/core/scripts/write-json-schemas.ts
it("finds the published schemas as the contracts generate them, no more and no fewer", () => {
  const files = schemaFiles();
  expect(staleFiles(files)).toEqual([]);
  const folder = fileURLToPath(new URL("../../schemas/", import.meta.url));
  expect(readdirSync(folder).toSorted()).toEqual(
    files.map(({ path }) => path.slice(folder.length)).toSorted(),
  );
});

it("notices a schema that differs and one that is absent", () => {
  const [first] = schemaFiles();
  if (first === undefined) throw new Error("no schemas");
  expect(staleFiles([{ ...first, text: `${first.text} ` }])).toEqual([first.path]);
  expect(staleFiles([{ ...first, path: `${first.path}.absent` }])).toHaveLength(1);
});
