import type { Ports } from "../bot/grants.ts";
import { GRANTS, type Authority, type PortName } from "../bot/vocabulary.ts";
import { type Container, token, type Token } from "../di.ts";

/** The typed token of each port. */
export const PORT_TOKENS: { readonly [K in PortName]: Token<Ports[K]> } = {
  clock: token<Ports["clock"]>("clock"),
  random: token<Ports["random"]>("random"),
  log: token<Ports["log"]>("log"),
  timers: token<Ports["timers"]>("timers"),
  ownOrders: token<Ports["ownOrders"]>("ownOrders"),
  intents: token<Ports["intents"]>("intents"),
  ledger: token<Ports["ledger"]>("ledger"),
  openOrders: token<Ports["openOrders"]>("openOrders"),
  marketFacts: token<Ports["marketFacts"]>("marketFacts"),
  venueHealth: token<Ports["venueHealth"]>("venueHealth"),
  killSwitch: token<Ports["killSwitch"]>("killSwitch"),
  orderCare: token<Ports["orderCare"]>("orderCare"),
};

/**
 * A child container for one bot that holds exactly the ports its authority grants: what is not
 * registered here cannot be resolved, whatever the bot's code tries.
 */
export function createBotContainer(host: Container, authority: Authority, ports: Ports): Container {
  const container = host.child();
  for (const name of GRANTS[authority]) registerPort(container, name, ports);
  return container;
}

/** The granted ports as one frozen object, the form in which an author's factory takes them. */
export function grantsFrom(container: Container, authority: Authority): Partial<Ports> {
  const granted: MutablePorts = {};
  for (const name of GRANTS[authority]) grantPort(granted, name, container);
  return Object.freeze(granted);
}

type MutablePorts = { -readonly [K in PortName]?: Ports[K] };

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- K ties the token to its port
function grantPort<K extends PortName>(granted: MutablePorts, name: K, container: Container): void {
  granted[name] = container.resolve<Ports[K]>(PORT_TOKENS[name]);
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- K ties the token to its port
function registerPort<K extends PortName>(container: Container, name: K, ports: Ports): void {
  container.register<Ports[K]>(PORT_TOKENS[name], ports[name]);
}
