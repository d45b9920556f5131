import { mount } from 'svelte';
import App from './App.svelte';
import { takeToken } from './model/fetch.svelte';
import './styles/tokens.css';
import './styles/base.css';

takeToken();
mount(App, { target: document.getElementById('app')! });
