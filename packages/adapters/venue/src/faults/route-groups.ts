const ORDERS: readonly string[] = ["POST /order", "POST /orders"];
const CANCELS: readonly string[] = [
  "DELETE /order",
  "DELETE /orders",
  "DELETE /cancel-all",
  "DELETE /cancel-market-orders",
];

/** Routes on which heartbeats come. */
export const HEARTBEAT_ROUTES: ReadonlySet<string> = new Set([
  "POST /v1/heartbeats",
  "POST /heartbeats",
]);

/** Names for the routes that belong together; `all` is every route there is. */
export const ROUTE_GROUPS = {
  orders: ORDERS,
  cancels: CANCELS,
  trading: [...ORDERS, ...CANCELS],
  all: null,
} as const satisfies Readonly<Record<string, readonly string[] | null>>;

/** True when a route (verb and path pattern) is among groups and routes of a plan. */
export function isRouteAmong(route: string, among: readonly string[]): boolean {
  return among.some((name) => {
    if (!isGroup(name)) return name === route;
    const routes = ROUTE_GROUPS[name];
    return routes === null || routes.includes(route);
  });
}

function isGroup(name: string): name is keyof typeof ROUTE_GROUPS {
  return name in ROUTE_GROUPS;
}
