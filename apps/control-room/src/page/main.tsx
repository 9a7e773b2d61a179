import { createRoot } from 'react-dom/client';
import '@evenkeel/design/tokens.css';
import './styles/base.css';
import './styles/room.css';
import './styles/map.css';
import { App } from './app.tsx';

const root = document.getElementById('root');
const { protected: shop = '', naive = '' } = document.body.dataset;
if (root) createRoot(root).render(<App shops={{ protected: shop, naive }} />);
