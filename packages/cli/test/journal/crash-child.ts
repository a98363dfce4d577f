/*
 * Lives a run until the point it is given, and kills itself there. Points are numbered: one before
 * and one behind each call of the journal and of the venue. Without a point it says how many there are.
 */
import { writeSync } from "node:fs";
import { firstLife, type Surround } from "./crash-run.ts";

const [journal = "", venue = "", seed = "1", killAt = ""] = process.argv.slice(2);
let points = 0;

function pass(): void {
  points += 1;
  if (String(points) === killAt) process.kill(process.pid, "SIGKILL");
}

const surround: Surround = (ports) =>
  new Proxy(ports, {
    get(target, name): unknown {
      const port: unknown = Reflect.get(target, name);
      if (typeof port !== "function" || name === "venueOrderIdOf") return port;
      return (...words: unknown[]): unknown => {
        pass();
        const result: unknown = Reflect.apply(port, target, words);
        pass();
        return result;
      };
    },
  });

const end = firstLife({ journal, venue, seed: Number(seed) }, surround);
writeSync(1, JSON.stringify({ ...end, points }));
