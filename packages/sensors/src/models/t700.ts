import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'T700',
  title: 'Mijia electric toothbrush T700',
  maker: 'Xiaomi',
  miBeacon: [0x0806],
  exposes: ['toothbrush', 'score', 'battery'],
  key: 16,
  remarks: 'Tells the start and the end of brushing, and a score for it.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 0608 01 01060838c1a4 0330 06 0100f153655a 0350 01 5c' },
      gives: { toothbrush: false, score: 90, battery: 92 },
    },
  ],
});
