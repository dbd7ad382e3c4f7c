// importer.html begins here: the importer without a hub.

import { createRoot } from 'react-dom/client';
import { Page } from './kit/index.ts';
import { StaticFrame } from './static/static-frame.tsx';
import { IMPORTER_LEAD, Importer } from './views/import/importer.tsx';

const place = document.getElementById('root');
if (place) {
  createRoot(place).render(
    <StaticFrame page="importer">
      <Page title="mi32cfg importer and editor" lead={IMPORTER_LEAD}>
        <Importer />
      </Page>
    </StaticFrame>,
  );
}
