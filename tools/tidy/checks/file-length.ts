import type { Check, Finding } from "../check.ts";
import { isHandWrittenCode, isTest } from "../paths.ts";

const linesMax = 400;
const testLinesMax = 600;

/** Hand-written files stay short enough to read in one go; blank lines do not count. */
export const fileLength: Check = {
  name: "file-length",
  appliesTo: (path) => isHandWrittenCode(path) || /\.(?:css|html)$/.test(path),
  find({ path, lines }): Finding[] {
    const max = isTest(path) ? testLinesMax : linesMax;
    const count = lines.filter((line) => line.trim() !== "").length;
    return count > max ? [{ message: `${count} lines, at most ${max}: split it by concept` }] : [];
  },
};
