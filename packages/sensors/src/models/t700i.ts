import { defineSensor } from '../sensor-model.ts';

export default defineSensor({
  id: 'T700i',
  title: 'Mijia electric toothbrush T700i',
  maker: 'Xiaomi',
  miBeacon: [0x1790],
  exposes: ['toothbrush', 'score', 'battery'],
  key: 16,
  remarks: 'Tells the start and the end of brushing, and a score for it.',
  examples: [
    {
      source: 'written from the MiBeacon format, version 5, not encrypted',
      serviceData: { fe95: '5050 9017 01 01901738c1a4 0330 06 0100f153655a 0350 01 5c' },
      gives: { toothbrush: false, score: 90, battery: 92 },
    },
  ],
});
