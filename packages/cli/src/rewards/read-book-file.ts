import { z } from "zod";
import { PolytradersError } from "@polytraders/core";
import { ConfigDocument } from "../run/config-document.ts";
import type { KnownBook } from "./known-book.ts";

const decimal = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d*\.?\d+$/, "a decimal number")
      .transform(Number),
  ])
  .pipe(z.number().positive());
const price = decimal.pipe(z.number().lt(1));
const level = z.union([
  z.object({ price, size: decimal }),
  z.tuple([price, decimal]).transform(([levelPrice, size]) => ({ price: levelPrice, size })),
]);

/** A book as the venue's `/book` gives it, or with levels as `[price, size]`. */
const bookSchema = z.object({ bids: z.array(level), asks: z.array(level) });

/**
 * Reads the book of a market's YES token from a JSON or YAML file.
 *
 * @throws PolytradersError CONFIG_UNREADABLE, CONFIG_SYNTAX, CONFIG_INVALID
 */
export function readBookFile(file: string): KnownBook {
  const document = new ConfigDocument(file);
  const result = bookSchema.safeParse(document.content);
  if (result.success) return { ...result.data, title: `the book in ${file}` };
  const path = result.error.issues[0]?.path ?? [];
  throw new PolytradersError("CONFIG_INVALID", {
    expected: "`bids` and `asks`, each a list of {price, size} or [price, size]",
    found: `something else at ${path.map(String).join(".") || "the top"}`,
    hint: "Give the answer of the venue's /book for the YES token; prices lie between 0 and 1.",
    place: document.placeOf(path),
  });
}
