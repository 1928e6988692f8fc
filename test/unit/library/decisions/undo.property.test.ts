import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDecisionService } from '../../../../src/library/decisions/decision-service.ts';
import { make, openScene, someDecision, takeSnapshot, type Scene, type SomeDecision } from './decision-scene.ts';

type Step = SomeDecision | 'undo' | 'redo' | 'restart';
const someStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: someDecision },
  { weight: 1, arbitrary: fc.constantFrom('undo', 'redo', 'restart') },
);

/** Another process: what it knows of the past is the log. */
const restart = (scene: Scene): Scene => ({
  ...scene,
  decisions: createDecisionService({ catalog: scene.catalog, onDecided: () => undefined }),
});

describe('undo and redo', () => {
  it('of everything give the start and the end, whatever was decided, undone and redone in between', () => {
    fc.assert(
      fc.property(fc.array(someStep, { maxLength: 12 }), (steps) => {
        let scene = openScene();
        const start = takeSnapshot(scene);
        for (const step of steps) {
          if (step === 'restart') scene = restart(scene);
          else if (step === 'undo' || step === 'redo') scene.decisions[step]();
          else make(scene, step);
        }
        const end = takeSnapshot(scene);
        let undone = 0;
        while (scene.decisions.undo() !== null) undone += 1;
        expect(takeSnapshot(scene)).toEqual(start);
        expect(scene.catalog.checkIntegrity()).toEqual([]);
        scene = restart(scene);
        expect(scene.decisions.getUndoState().undo).toBeNull();
        for (let redone = 0; redone < undone; redone += 1) expect(scene.decisions.redo()).not.toBeNull();
        expect(takeSnapshot(scene)).toEqual(end);
        expect(scene.catalog.checkIntegrity()).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('take back exactly the last decision', () => {
    fc.assert(
      fc.property(fc.array(someDecision, { maxLength: 6 }), someDecision, (earlier, last) => {
        const scene = openScene();
        for (const decision of earlier) make(scene, decision);
        const before = takeSnapshot(scene);
        const count = scene.catalog.decisions.count();
        if (!make(scene, last) || JSON.stringify(takeSnapshot(scene)) === JSON.stringify(before)) return;
        scene.decisions.undo();
        expect(takeSnapshot(scene)).toEqual(before);
        // The log keeps both.
        expect(scene.catalog.decisions.count()).toBe(count + 2);
      }),
      { numRuns: 25 },
    );
  });

  it('let a new decision end what could be redone', () => {
    const scene = openScene();
    scene.decisions.rename(1, 'Castle');
    scene.decisions.undo();
    expect(scene.decisions.getUndoState()).toEqual({ undo: null, redo: 'rename' });
    scene.decisions.hide(2);
    expect(scene.decisions.getUndoState()).toEqual({ undo: 'hide', redo: null });
    expect(scene.decisions.redo()).toBeNull();
    expect(scene.catalog.albums.get(1)).toMatchObject({ name: 'One', isNamedByPerson: false });
  });

  it('leave what Cairn suggested meanwhile', () => {
    const scene = openScene();
    const [photo = 0, , , , , , , , , , , lonely = 0] = scene.photos;
    scene.decisions.confirm(1, [photo]);
    scene.catalog.memberships.setSuggested(1, lonely, 0.9);
    scene.decisions.undo();
    expect(scene.catalog.memberships.get(1, photo)).toMatchObject({ state: 'suggested', confidence: 0.5 });
    expect(scene.catalog.memberships.get(1, lonely)).toMatchObject({ state: 'suggested', confidence: 0.9 });
  });
});
