import "reflect-metadata";
import { container, type DependencyContainer, type InjectionToken } from "tsyringe";

/**
 * A typed name for a dependency. Made through {@link token} so that the type survives: annotating a
 * constant with tsyringe's own union narrows it away.
 */
export interface Token<T> {
  readonly key: InjectionToken<T>;
  readonly name: string;
}

/** Declares a token. */
export function token<T>(name: string): Token<T> {
  return { key: Symbol(name), name };
}

/** A container that can only be used through typed tokens. This file is the one importer of tsyringe. */
export class Container {
  readonly #inner: DependencyContainer;

  constructor(inner: DependencyContainer = container.createChildContainer()) {
    this.#inner = inner;
  }

  /** A container that sees this one's registrations and hides its own. */
  child(): Container {
    return new Container(this.#inner.createChildContainer());
  }

  register<T>(name: Token<T>, value: T): this {
    this.#inner.register(name.key, { useValue: value });
    return this;
  }

  /** Registers a factory that is called once, when first asked for. */
  registerFactory<T>(name: Token<T>, create: (scope: Container) => T): this {
    let made: { readonly value: T } | undefined;
    this.#inner.register(name.key, { useFactory: () => (made ??= { value: create(this) }).value });
    return this;
  }

  has(name: Token<unknown>): boolean {
    return this.#inner.isRegistered(name.key, true);
  }

  resolve<T>(name: Token<T>): T {
    return this.#inner.resolve(name.key);
  }
}
