// As little as a module worker can be.
postMessage('ready');
