/** @file Entry of the window's page. */
import { mount } from 'svelte';
import './styles/tokens.css';
import './styles/base.css';
import App from './App.svelte';
import { direction, language } from './strings/language.ts';

const target = document.getElementById('app');
if (target === null) throw new Error('The page has no #app element.');
document.documentElement.lang = language;
document.documentElement.dir = direction;
mount(App, { target });
