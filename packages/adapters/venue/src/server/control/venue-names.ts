import { isRecord } from "../http/route-call.ts";

/** Names that the live venue's interfaces use for what a market's document calls otherwise. */
const OUR_NAMES = new Map(
  Object.entries({
    minimumOrderSize: "minimumOrderShares",
    minOrderSize: "minimumOrderShares",
    orderMinSize: "minimumOrderShares",
    mos: "minimumOrderShares",
    minimumTickSize: "tickSize",
    orderPriceMinTickSize: "tickSize",
    mts: "tickSize",
    marketSlug: "slug",
    clobTokenIds: "tokenIds",
    endDate: "endAt",
    endDateIso: "endAt",
    gameStartTime: "gameStartAt",
    clearBookOnStart: "clearsBookOnStart",
    cbos: "clearsBookOnStart",
    feeSchedule: "fees",
    fd: "fees",
    version: "protocol",
  }),
);

const OUR_FEE_NAMES = new Map(
  Object.entries({
    r: "rate",
    e: "exponent",
    rebateRate: "rebateShare",
  }),
);

/** Takers only pay on every market there is: the field may be given and says nothing. */
const FEE_FIELDS_WITHOUT_MEANING = new Set(["takerOnly", "to"]);

/** A market as somebody would copy it from the venue's answers, in the words of our documents. */
export function withOurNames(market: unknown): unknown {
  if (!isRecord(market)) return market;
  const { fees, ...renamed } = rename(market, OUR_NAMES);
  return fees === undefined ? renamed : { ...renamed, fees: feesOf(fees) };
}

function feesOf(fees: unknown): unknown {
  if (!isRecord(fees)) return fees;
  const entries = Object.entries(rename(fees, OUR_FEE_NAMES));
  return Object.fromEntries(entries.filter(([name]) => !FEE_FIELDS_WITHOUT_MEANING.has(name)));
}

function rename(
  record: Readonly<Record<string, unknown>>,
  names: ReadonlyMap<string, string>,
): Readonly<Record<string, unknown>> {
  const entries = Object.entries(record);
  return Object.fromEntries(entries.map(([name, value]) => [names.get(name) ?? name, value]));
}
