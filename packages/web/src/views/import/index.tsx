// The importer in the dashboard: beside the list, what the hub would take of it.

import type { ImportDone, ImportPreview } from '@bluebell/hub/api';
import { api } from '../../app/index.ts';
import { Page } from '../../kit/index.ts';
import { useReady } from '../use-ready.ts';
import type { HubImport } from './hub-card.tsx';
import { IMPORTER_LEAD, Importer } from './importer.tsx';

const HUB: HubImport = {
  preview: (text) => api.post<ImportPreview>('import/preview', { text, format: 'auto' }),
  apply: (text, choices) => api.post<ImportDone>('import', { text, format: 'auto', choices }),
};

/** The view `#/import`. */
export default function ImportView() {
  useReady(true);
  return (
    <Page title="Import" lead={IMPORTER_LEAD}>
      <Importer hub={HUB} />
    </Page>
  );
}
