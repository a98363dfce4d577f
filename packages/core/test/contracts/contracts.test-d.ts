import { expectTypeOf, test } from "vitest";
import type {
  ApprovedCancelRecord,
  ApprovedOrderRecord,
  BookDelta,
  BotHealth,
  CancelRequest,
  ContractName,
  ContractOf,
  ExecutionPlan,
  FillEvent,
  MarketSnapshot,
  MarketStatus,
  OperatorCommand,
  OrderBookSnapshot,
  OrderIntent,
  OrderPlacement,
  OrderUpdate,
  PositionUpdate,
  ReportEnvelope,
  RiskDecision,
  RiskVote,
  SignalEnvelope,
  TradeTick,
  VenueReport,
  VoteDecision,
} from "../../src/index.ts";

/** `true` when two types are the same, modifiers included. */
type IsSame<A, B> =
  (<U>() => U extends A ? U : 2) extends <U>() => U extends B ? U : 2 ? true : false;

/** `true` when nothing in `T` can be written, at any depth. */
type IsReadonly<T> = T extends readonly unknown[]
  ? T extends unknown[]
    ? false
    : true
  : T extends object
    ? IsSame<{ [K in keyof T]: T[K] }, { readonly [K in keyof T]: T[K] }> extends true
      ? false extends { [K in keyof T]-?: IsReadonly<Exclude<T[K], undefined>> }[keyof T]
        ? false
        : true
      : false
    : true;

test("the check itself tells readonly types from writable ones", () => {
  expectTypeOf<IsReadonly<{ a: 1 }>>().toEqualTypeOf<false>();
  expectTypeOf<IsReadonly<{ readonly a: { b: 1 } }>>().toEqualTypeOf<false>();
  expectTypeOf<IsReadonly<{ readonly a: number[] }>>().toEqualTypeOf<false>();
  expectTypeOf<IsReadonly<{ readonly a: readonly number[] }>>().toEqualTypeOf<true>();
});

/** The types as they are exported, by contract. */
interface Exported {
  ApprovedCancel: ApprovedCancelRecord;
  ApprovedOrder: ApprovedOrderRecord;
  BookDelta: BookDelta;
  BotHealth: BotHealth;
  CancelRequest: CancelRequest;
  ExecutionPlan: ExecutionPlan;
  FillEvent: FillEvent;
  MarketSnapshot: MarketSnapshot;
  MarketStatus: MarketStatus;
  OperatorCommand: OperatorCommand;
  OrderBookSnapshot: OrderBookSnapshot;
  OrderIntent: OrderIntent;
  OrderPlacement: OrderPlacement;
  OrderUpdate: OrderUpdate;
  PositionUpdate: PositionUpdate;
  ReportEnvelope: ReportEnvelope;
  RiskDecision: RiskDecision;
  RiskVote: RiskVote;
  SignalEnvelope: SignalEnvelope;
  TradeTick: TradeTick;
  VenueReport: VenueReport;
}
test("nothing of a contract can be written", () => {
  type Writable = { [N in ContractName]: IsReadonly<Exported[N]> extends true ? never : N };
  expectTypeOf<Writable[ContractName]>().toEqualTypeOf<never>();
  expectTypeOf<Exported>().toExtend<{ [N in ContractName]: ContractOf<N> }>();
});

test("fields are as narrow as the schemas say", () => {
  expectTypeOf<BookDelta["changes"]>().toExtend<readonly { readonly price: number }[]>();
  expectTypeOf<BookDelta["changes"]>().not.toExtend<unknown[]>();
  expectTypeOf<ExecutionPlan["steps"]>().not.toExtend<unknown[]>();
  expectTypeOf<MarketSnapshot["tokenIds"]>().toEqualTypeOf<readonly [string, string]>();
  expectTypeOf<ReportEnvelope["payload"]>().toEqualTypeOf<Readonly<Record<string, unknown>>>();
  expectTypeOf<ReportEnvelope["decision"]>().toEqualTypeOf<VoteDecision["vote"] | null>();
  expectTypeOf<OrderIntent["slippageBpsMax"]>().toEqualTypeOf<number | undefined>();

  expectTypeOf<
    SignalEnvelope<"decay", { rate: number }>["payload"]["rate"]
  >().toEqualTypeOf<number>();
  expectTypeOf<SignalEnvelope<"decay">["kind"]>().toEqualTypeOf<"decay">();
  expectTypeOf<Extract<OperatorCommand, { command: "set_mode" }>>().toHaveProperty("mode");
  expectTypeOf<Extract<OperatorCommand, { command: "pause" }>>().not.toHaveProperty("mode");
});
