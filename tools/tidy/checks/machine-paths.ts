import { findInLines, type Check } from "../check.ts";

const personalFolders = ["work", "home", "Users", "root"].join("|");
const machinePath = new RegExp(
  `(?:^|[\\s"'\`(=:,])(?:file://)?(?:/(?:${personalFolders})/|[A-Z]:\\\\Users\\\\)`,
);

/** A path that exists on one person's machine only. */
export const machinePaths: Check = {
  name: "machine-paths",
  appliesTo: () => true,
  find: ({ lines }) => findInLines(lines, machinePath, "path of one machine"),
};
