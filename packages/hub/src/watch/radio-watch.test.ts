import { UsageError, VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { TestRadio, thermometer } from '../air.contract.ts';
import { ReadableLog } from '../sinks/readable-log.contract.ts';
import { BEACON_EVERY_MS, onDeafStage, type Trouble } from './deaf-controller.contract.ts';
import { RadioWatch } from './radio-watch.ts';

const MINUTE_MS = 60_000;

describe('RadioWatch', () => {
  it('says so where there is no radio at all', () => {
    const watch = new RadioWatch({ clock: new VirtualClock(), log: new ReadableLog() });
    expect(watch.health()).toMatchObject([{ name: 'radios', status: 'degraded', sinceMs: 0 }]);
    watch.add(new TestRadio('hci:0'));
    expect(watch.health()).toMatchObject([{ name: 'radio:hci:0', status: 'ok' }]);
    watch.close();
  });

  it('counts what a radio hears, without getting in the way', () =>
    onDeafStage(async (stage) => {
      await stage.beacon();
      await stage.watched('attic');
      await stage.clock.advance(10 * MINUTE_MS);
      const facts = stage.facts('attic');
      expect(facts).toMatchObject({ kind: 'controller', stage: 'running', isDeaf: false });
      expect(facts.advertsPerMinute).toBeCloseTo(MINUTE_MS / BEACON_EVERY_MS, -1);
      expect(facts.adverts).toBeGreaterThan(100);
      expect(stage.clock.now() - (facts.heardMs ?? 0)).toBeLessThan(2 * BEACON_EVERY_MS);
      expect(facts.recoveries).toEqual({ restartScan: 0, reset: 0, reopen: 0 });
      expect(stage.watch.health()).toMatchObject([{ name: 'radio:attic', status: 'ok' }]);
    }));

  it.each([
    ['deafUntilScanRestarts', { restartScan: 1, reset: 0, reopen: 0 }, 1],
    ['deafUntilReset', { restartScan: 1, reset: 1, reopen: 0 }, 2],
    ['deafUntilReopened', { restartScan: 1, reset: 1, reopen: 1 }, 3],
  ] satisfies readonly [Trouble, object, number][])(
    'makes one hear again that is %s, by the mildest step that helps',
    (trouble, recoveries, minutes) => {
      const log = new ReadableLog();
      return onDeafStage(
        async (stage) => {
          await stage.beacon();
          const { fail } = await stage.watched('attic');
          await stage.clock.advance(MINUTE_MS);
          fail(trouble);
          await stage.clock.advance((minutes + 1) * MINUTE_MS);
          expect(stage.facts('attic')).toMatchObject({ recoveries, isDeaf: false });
          expect(log.codes().at(-1)).toBe('RADIO_HEARS');
          await stage.clock.advance(10 * MINUTE_MS);
          expect(stage.facts('attic').recoveries).toEqual(recoveries);
        },
        { log },
      );
    },
  );

  it('reports one that nothing helps, seldom, and goes on trying seldom for ever', () => {
    const log = new ReadableLog();
    return onDeafStage(
      async (stage) => {
        await stage.beacon();
        const { fail } = await stage.watched('attic');
        await stage.clock.advance(MINUTE_MS);
        fail('deafForEver');
        await stage.clock.advance(6 * MINUTE_MS);
        expect(log.codes()).toEqual(['RADIO_DEAF', 'RADIO_DEAF', 'RADIO_DEAF', 'RADIO_STAYS_DEAF']);
        expect(stage.watch.health()).toMatchObject([
          { status: 'degraded', nextStep: expect.stringContaining('Unplug it') },
        ]);
        await stage.clock.advance(6 * 60 * MINUTE_MS);
        const { reset, reopen } = stage.facts('attic').recoveries;
        expect(reset).toBe(1);
        expect(reopen).toBeGreaterThan(7);
        expect(reopen).toBeLessThan(11);
        expect(log.count('RADIO_STAYS_DEAF')).toBe(1);
        fail('none');
        await stage.clock.advance(2 * BEACON_EVERY_MS);
        expect(stage.watch.health()).toMatchObject([{ status: 'ok' }]);
      },
      { log },
    );
  });

  it('leaves one that is away to its keeper, and says that it is', () =>
    onDeafStage(async (stage) => {
      await stage.beacon();
      const { fail } = await stage.watched('attic');
      await stage.clock.advance(MINUTE_MS);
      fail('answersNothing');
      await stage.clock.advance(20 * MINUTE_MS);
      // The scan that was to be restarted was not answered: the keeper knows from then on.
      expect(stage.facts('attic')).toMatchObject({
        stage: 'failed',
        recoveries: { restartScan: 1, reset: 0, reopen: 0 },
      });
      expect(stage.watch.health()).toMatchObject([{ name: 'radio:attic', status: 'down' }]);
      fail('none');
      await stage.clock.advance(MINUTE_MS);
      expect(stage.facts('attic')).toMatchObject({ stage: 'running', isDeaf: false });
    }));

  it('gives one that was unplugged its time when it is back', () =>
    onDeafStage(async (stage) => {
      const beacon = await stage.beacon();
      const { fail } = await stage.watched('attic');
      await stage.clock.advance(MINUTE_MS);
      fail('unplugged');
      await stage.clock.advance(30 * MINUTE_MS);
      expect(stage.facts('attic').stage).toBe('failed');
      await stage.clock.run(beacon.stop());
      fail('none');
      await stage.clock.advance(50_000);
      expect(stage.facts('attic')).toMatchObject({
        stage: 'running',
        recoveries: { restartScan: 0 },
      });
    }));

  it('is more patient where all radios are silent at the same time', () =>
    onDeafStage(async (stage) => {
      const beacon = await stage.beacon();
      await stage.watched('attic');
      await stage.watched('cellar');
      await stage.clock.advance(MINUTE_MS);
      await stage.clock.run(beacon.stop());
      await stage.clock.advance(1.5 * MINUTE_MS);
      expect(stage.facts('attic').recoveries.restartScan).toBe(0);
      await stage.clock.advance(MINUTE_MS);
      expect(stage.facts('attic').recoveries.restartScan).toBe(1);
    }));

  it('suspects one that never heard anything soon where others hear, late where it is alone', () =>
    onDeafStage(async (stage) => {
      const alone = await stage.watched('alone');
      await stage.clock.advance(9 * MINUTE_MS);
      expect(alone.fault.resets).toBe(1);
      expect(stage.facts('alone').recoveries.restartScan).toBe(0);
      await stage.clock.advance(2 * MINUTE_MS);
      expect(stage.facts('alone').recoveries.restartScan).toBe(1);
      await stage.beacon();
      const { fail } = await stage.watched('deaf');
      fail('deafForEver');
      await stage.clock.advance(1.5 * MINUTE_MS);
      expect(stage.facts('deaf').recoveries.restartScan).toBe(1);
    }));

  it('does what somebody asks for, and names the radios there are', () =>
    onDeafStage(async (stage) => {
      await stage.beacon();
      const { fault } = await stage.watched('attic');
      const before = { resets: fault.resets, openings: fault.openings };
      await stage.watch.recover('attic');
      await stage.clock.advance(1_000);
      expect(fault.resets).toBe(before.resets + 1);
      await stage.watch.recover('attic', 'reopen');
      await stage.clock.advance(1_000);
      expect(fault.openings).toBe(before.openings + 1);
      expect(stage.facts('attic').recoveries).toEqual({ restartScan: 0, reset: 1, reopen: 1 });
      await expect(stage.watch.recover('barn')).rejects.toThrow(UsageError);
      await expect(stage.watch.recover('barn')).rejects.toThrow('there are attic');
    }));

  it('only reports a gateway, which nobody here can start anew', () => {
    const log = new ReadableLog();
    return onDeafStage(
      async (stage) => {
        let problem: string | undefined;
        stage.hear(new TestRadio('gateway'), { kind: 'gateway', problem: () => problem });
        await stage.clock.advance(9 * MINUTE_MS);
        expect(stage.watch.health()).toMatchObject([{ name: 'radio:gateway', status: 'ok' }]);
        problem = 'the receiver attic is missing';
        expect(stage.watch.health()).toMatchObject([{ status: 'degraded', detail: problem }]);
        problem = undefined;
        await stage.clock.advance(30 * MINUTE_MS);
        expect(stage.watch.health()).toMatchObject([
          { status: 'degraded', detail: expect.stringContaining('heard nothing') },
        ]);
        expect(log.codes()).toEqual(['RADIO_STAYS_DEAF']);
        await expect(stage.watch.recover('gateway')).rejects.toThrow(UsageError);
      },
      { log },
    );
  });

  it('leaves a recording alone, silent or at its end', () =>
    onDeafStage(async (stage) => {
      const recording = new TestRadio('replay:kitchen.btsnoop');
      stage.hear(recording, { kind: 'recording' });
      recording.hear(thermometer());
      await stage.clock.advance(60 * MINUTE_MS);
      expect(stage.facts(recording.name)).toMatchObject({
        stage: 'running',
        isDeaf: false,
        adverts: 1,
      });
      await recording.close();
      await stage.clock.advance(1);
      expect(stage.facts(recording.name).stage).toBe('closed');
      expect(stage.watch.health()).toMatchObject([{ status: 'ok' }]);
    }));

  it('tells whoever asks when one that was deaf or away hears again', () =>
    onDeafStage(async (stage) => {
      await stage.beacon();
      const { fail } = await stage.watched('attic');
      const toldMs: number[] = [];
      stage.watch.onHeardAgain = () => toldMs.push(stage.clock.now());
      await stage.clock.advance(5 * MINUTE_MS);
      expect(toldMs).toEqual([]);
      fail('deafUntilScanRestarts');
      await stage.clock.advance(2 * MINUTE_MS);
      expect(toldMs).toHaveLength(1);
      fail('unplugged');
      await stage.clock.advance(MINUTE_MS);
      fail('none');
      await stage.clock.advance(MINUTE_MS);
      expect(toldMs).toHaveLength(2);
    }));

  it('never helps where it is told so', () =>
    onDeafStage(
      async (stage) => {
        await stage.watched('attic');
        await stage.clock.advance(60 * MINUTE_MS);
        expect(stage.facts('attic')).toMatchObject({
          isDeaf: false,
          recoveries: { restartScan: 0 },
        });
      },
      { watchdogMs: 0 },
    ));

  it('helps after another time where that is changed', () =>
    onDeafStage(
      async (stage) => {
        await stage.watched('attic');
        await stage.clock.advance(60 * MINUTE_MS);
        stage.watch.watchdogMs = 2 * MINUTE_MS;
        expect(stage.facts('attic')).toMatchObject({ watchdogMs: 2 * MINUTE_MS });
        await stage.clock.advance(MINUTE_MS);
        expect(stage.facts('attic')?.recoveries.restartScan).toBe(1);
        stage.watch.watchdogMs = 0;
        await stage.clock.advance(60 * MINUTE_MS);
        expect(stage.facts('attic')?.recoveries.restartScan).toBe(1);
      },
      { watchdogMs: 0 },
    ));

  it('does not take a jump of the wall clock for silence', () =>
    onDeafStage(async (stage) => {
      await stage.beacon();
      await stage.watched('attic');
      await stage.clock.advance(MINUTE_MS);
      for (const jumpMs of [3_600_000, -7_200_000, -stage.clock.now()]) {
        stage.clock.jump(jumpMs);
        await stage.clock.advance(30_000);
        const { isDeaf, recoveries, heardMs = 0, sinceMs } = stage.facts('attic');
        expect({ isDeaf, recoveries }).toEqual({
          isDeaf: false,
          recoveries: { restartScan: 0, reset: 0, reopen: 0 },
        });
        expect(stage.clock.now() - heardMs).toBeLessThan(10_000);
        expect(stage.clock.now() - heardMs).toBeGreaterThanOrEqual(0);
        expect(stage.clock.now() - sinceMs).toBeGreaterThanOrEqual(90_000);
      }
    }));
});
