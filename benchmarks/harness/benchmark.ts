/** One timed round of a candidate: how much it did, and what came out. */
export interface RoundOutcome {
  /** Units of work done, such as rows or updates. */
  readonly operations: number;
  /** Every candidate of a case must give the same text, or nothing is timed. */
  readonly checksum: string;
  /** Further figures of the candidate, by name; their medians are reported. */
  readonly figures?: Readonly<Record<string, number>>;
}

/** The part of a round that is timed. */
export type Round = () => RoundOutcome | Promise<RoundOutcome>;

/** What a candidate's module exports. Everything before the returned function runs is not timed. */
export interface CandidateModule<Input = never> {
  readonly prepare: (input: Input) => Round | Promise<Round>;
}

/** A candidate: a module, run in a process of its own so that no other one shapes its code. */
export interface Candidate {
  readonly label: string;
  /** Module relative to the benchmarks folder. */
  readonly module: string;
  /** Handed to `prepare`; plain JSON. */
  readonly input: unknown;
  /** Options for the candidate's Node.js. */
  readonly nodeOptions?: readonly string[];
  /** True where the outcome cannot be compared with the others. */
  readonly isUnchecked?: boolean;
}

/** Candidates that are measured against each other, in rounds that take turns. */
export interface Case {
  readonly title: string;
  /** Plural name of an operation. */
  readonly unit: string;
  /** The first one is what the others are compared with. */
  readonly candidates: readonly Candidate[];
  /** True for a long run that is measured once, its own first round. */
  readonly isRunOnce?: boolean;
  /** What the title does not say. */
  readonly note?: string;
}

/** What one figure has to reach. A ratio fails the run; a rate depends on the machine. */
export interface Target {
  readonly what: string;
  readonly kind: "ratio" | "rate" | "size" | "time";
  readonly unit: string;
  readonly isHigherBetter: boolean;
  /** First figure to reach, and the one after that. */
  readonly first: number;
  readonly goal: number;
  /** The figure of each round. */
  readonly values: (results: readonly CaseResult[]) => readonly number[];
}

/** A topic with its cases and targets. */
export interface Benchmark {
  readonly name: string;
  readonly title: string;
  /** True when candidates come from `peers/`. */
  readonly needsPeers: boolean;
  readonly cases: (size: Size) => readonly Case[] | Promise<readonly Case[]>;
  readonly targets: readonly Target[];
  /** Removes what `cases` has put on disk. */
  readonly cleanUp?: () => void;
}

/** `quick` proves that everything works; only `full` counts. */
export type Size = "quick" | "full";

/** One timed round as measured. */
export interface RoundResult extends RoundOutcome {
  readonly wallMs: number;
  /** User time of the candidate's whole process: other processes do not count. */
  readonly userMs: number;
  readonly residentMb: number;
}

export interface CandidateResult {
  readonly label: string;
  readonly rounds: readonly RoundResult[];
}

export interface CaseResult {
  readonly case: Case;
  readonly candidates: readonly CandidateResult[];
  /** False when two candidates disagreed; nothing was timed then. */
  readonly agrees: boolean;
  readonly disagreement?: string;
}
