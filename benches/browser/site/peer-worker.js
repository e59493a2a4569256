// A worker of npm's workerpool that has nothing to do.
importScripts('workerpool.js');
workerpool.worker({ nothing: () => 0 });
