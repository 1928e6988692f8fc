/** @file A component that is loaded when it is first shown, or before, when there is time. */

/** What `import()` of a component gives. */
interface ComponentModule<Component> {
  readonly default: Component;
}

export class LazyComponent<Component> {
  /** Null until it is loaded. */
  current = $state.raw<Component | null>(null);
  /** Why it could not be loaded: a file of the program is not there. */
  problem = $state.raw<string | null>(null);

  readonly #load: () => Promise<ComponentModule<Component>>;
  #loading: Promise<void> | null = null;

  constructor(load: () => Promise<ComponentModule<Component>>) {
    this.#load = load;
  }

  /** Loads it unless that was done; after a failure, once more. */
  prepare(): Promise<void> {
    this.#loading ??= this.#fetch();
    return this.#loading;
  }

  async #fetch(): Promise<void> {
    try {
      const { default: component } = await this.#load();
      this.current = component;
      this.problem = null;
    } catch (error) {
      this.#loading = null;
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }
}
