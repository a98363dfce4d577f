import type { Check, Finding } from "../check.ts";
import { isHandWrittenCode } from "../paths.ts";

const emptyWords = /^(?:utils?|common|helpers?|misc|shared|stuff)$/;
const kebabCase = /^\.?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)*$/;

/** Names that say what a file is for: kebab-case, and never a drawer for everything. */
export const fileNames: Check = {
  name: "file-names",
  appliesTo: isHandWrittenCode,
  find({ path }): Finding[] {
    const segments = path.split("/");
    const drawer = segments.find((segment) =>
      segment.split(/[.-]/).some((word) => emptyWords.test(word)),
    );
    if (drawer) return [{ message: `"${drawer}" says nothing, name it after its main export` }];
    const name = segments.at(-1) ?? "";
    return kebabCase.test(name) ? [] : [{ message: `"${name}" is not kebab-case` }];
  },
};
