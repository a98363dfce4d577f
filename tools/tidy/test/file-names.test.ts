import { expect, it } from "vitest";
import { fileNames } from "../checks/file-names.ts";
import { sourceFile } from "../source-file.ts";

const faults = (path: string): number =>
  fileNames.find(sourceFile(path, ""), { has: () => false, read: () => undefined }).length;

it.each([
  "src/utils.ts",
  "src/helpers/a.ts",
  "src/common/a.ts",
  "src/test-helper.ts",
  "src/OrderBook.ts",
  "src/order_book.ts",
])("refuses %s", (path) => {
  expect(faults(path)).toBe(1);
});

it.each([
  "src/order-book.ts",
  "src/book.test-d.ts",
  "src/contract.gen.ts",
  "tools/.dependency-cruiser.mjs",
])("accepts %s", (path) => {
  expect(faults(path)).toBe(0);
});
