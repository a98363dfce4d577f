/* oxlint-disable vitest/expect-expect -- the compiler is what asserts here */
import { describe, expectTypeOf, test } from "vitest";
import type {
  ApprovedCancel,
  ApprovedCancelRecord,
  ApprovedOrder,
  ApprovedOrderRecord,
  ExecutionPort,
  OrderIntent,
  Ports,
} from "../../src/index.ts";
import * as core from "../../src/index.ts";

declare const execution: ExecutionPort;
declare const record: ApprovedOrderRecord;
declare const cancelRecord: ApprovedCancelRecord;
declare const intent: OrderIntent;
declare const order: ApprovedOrder;
declare const cancel: ApprovedCancel;

describe("the execution port takes nothing but approvals", () => {
  test("of the right kind", () => {
    execution.submit(order);
    execution.cancel(cancel);
    // @ts-expect-error -- a cancellation is no order
    execution.submit(cancel);
    // @ts-expect-error -- an order is no cancellation
    execution.cancel(order);
  });

  test("no intent, no record read back, no literal, no copy", () => {
    // @ts-expect-error -- nobody has voted on it
    execution.submit(intent);
    // @ts-expect-error -- a record of an approval is not the approval
    execution.submit(record);
    // @ts-expect-error -- a look-alike has no seal
    execution.submit({ record });
    // @ts-expect-error -- a copy has no seal
    execution.submit(structuredClone<object>(order));
    // @ts-expect-error -- neither does a parsed contract
    execution.submit(core.approvedOrderSchema.parse({}));
    // @ts-expect-error -- the same holds for cancellations
    execution.cancel(cancelRecord);
    // @ts-expect-error -- a look-alike has no seal
    execution.cancel({ record: cancelRecord });
  });
});

describe("nobody outside can make one", () => {
  test("the package exports the type and no value", () => {
    // @ts-expect-error -- ApprovedOrder is a type only
    const made: unknown = core.ApprovedOrder;
    expectTypeOf(made).toEqualTypeOf<unknown>();
    expectTypeOf<typeof core>().not.toHaveProperty("approveOrder");
    expectTypeOf<typeof core>().not.toHaveProperty("approveCancel");
    expectTypeOf<typeof core.isApprovedOrder>().guards.toEqualTypeOf<ApprovedOrder>();
  });

  test("no port hands one to a bot", () => {
    expectTypeOf<Ports>().not.toHaveProperty("execution");
    expectTypeOf<ReturnType<Ports["intents"]["propose"]>>().not.toExtend<ApprovedOrder>();
  });
});
