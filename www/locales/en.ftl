# The page's texts in English, from which all other languages are translated. www/build.rs makes a function of each
# message; docs/architecture.md says how to add a text and a language.
#
# Names begin with the part of the page that they belong to: `shared-` texts are in every part, `trace-` in the trace
# view, all others in the frame and the lab. Numbers stand in NUMBER(), or in WORDS() where a small one is written as a
# word; what is chosen by a word has the same words in every language, and the default variant comes last.

language-name = English

### Shared by all views

shared-in-words = { $n ->
    [0] no
    [1] one
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
    [7] seven
    [8] eight
    [9] nine
    [10] ten
    [11] eleven
    [12] twelve
   *[other] { NUMBER($n) }
  }

### The language itself

# Where the file of a language cannot be had: $name is the language in itself.
language-not-loaded = { $name } could not be loaded; the page is in English.
# Where the address asks for a language that there is not: $tag is what it says.
language-unknown = There is no language “{ $tag }” here.

### The frame around every view

frame-title = Interleave: concurrency and parallelism on your own machine
frame-views = Views
frame-lab = Lab
frame-program = Programs
frame-trace = Trace
frame-share = Share
frame-language = Language
frame-large = Large type, for a projector
# $choice: what the theme button is set to.
frame-theme = { $choice ->
    [light] Theme: light
    [dark] Theme: dark
   *[auto] Theme: as the system
  }

### What the document says before anything is loaded

first-failed = The page did not start. Reload it to try again.

### A closer look

closer-open = Look closer
closer-back = Back to the figures
closer-hint = Zoom, search, follow arrows and measure, also while it runs; Ctrl and the wheel over a figure lead here too.

### Numbers and lists

# A number with its unit; a no-break space between them.
shared-in-unit = { $unit ->
    [ns] { $value }{ "\u00A0" }ns
    [us] { $value }{ "\u00A0" }µs
    [ms] { $value }{ "\u00A0" }ms
   *[s] { $value }{ "\u00A0" }s
  }
shared-percent = { $value }%
# A ratio: 3.7×
shared-times = { $ratio }×
# Between the parts of a list, and between two sentences.
shared-comma = { ", " }
shared-space = { " " }

### States of a thread, as a slice shows them

shared-state = { $state ->
    [idle] idle
    [new] new
    [runnable] runnable
    [running] running
    [waiting] waiting
   *[overhead] overhead
  }

### The lab: models and workloads

model-title = { $model ->
    [sequential] Sequential
    [event-loop] Event loop
    [gil] Threads under a GIL
    [threads] Free threads
   *[processes] Processes
  }
model-about = { $model ->
    [sequential] 1 worker, in order
    [event-loop] 1 worker, taking turns
    [gil] one computes at a time
    [threads] all compute at once
   *[processes] own memory, copies
  }
# What a run is called in the trace view.
model-run = { $model ->
    [sequential] Sequential
    [event-loop] Event loop
    [gil] Threads under a GIL
    [threads] Free threads
   *[processes] Processes
  } on { $workers ->
    [one] { NUMBER($workers) } worker
   *[other] { NUMBER($workers) } workers
  }
workload-title = { $workload ->
    [downloads] Downloads
    [kitchen] The kitchen
    [mandelbrot] Mandelbrot set
    [matmul] Matrix multiplication
    [nbody] N-body gravity
    [pi] Monte Carlo pi
    [primes] Prime counting
    [sha256] SHA-256
    [sort] Merge sort
   *[wordcount] Word count
  }
workload-summary = { $workload ->
    [downloads] Waits for a connection, then for the pieces of a file, and adds up the numbers in them.
    [kitchen] Prepares dishes: cuts, waits while they heat, and stirs.
    [mandelbrot] Computes a picture of the Mandelbrot set; tiles inside the set take longest.
    [matmul] Multiplies two square matrices; each task computes some rows of the product.
    [nbody] Moves bodies under their own gravity; every step in time waits for the one before.
    [pi] Throws random points at a square and counts those inside the circle.
    [primes] Counts the primes below a limit by trial division.
    [sha256] Hashes chunks of a million bytes, each as many times as its task is large.
    [sort] Sorts numbers: tasks sort blocks of them and then merge pairs, down to one last merge.
   *[wordcount] Counts how often each word occurs in a text; the tables of its parts are merged at the end.
  }
# A task of a workload with its number, as its slice is called.
workload-task = { $workload ->
    [downloads] download
    [kitchen] dish
    [mandelbrot] tile
    [matmul] band
    [nbody] group
    [pi] stream
    [primes] range
    [sha256] chunk
    [sort] block
   *[wordcount] part
  } { NUMBER($number) }
workload-nature = { $nature ->
    [computing] CPU-bound: always computing
    [waiting] I/O-bound: mostly waiting
   *[mixed] Mixed: computes and waits
  }
workload-bound = { $nature ->
    [computing] CPU-bound
    [waiting] I/O-bound
   *[mixed] mixed
  }

### The lab: the result

# What stands between <b> and </b> is set apart.
headline-nothing = The same tasks, run twice on your machine.
headline-unfinished = Not every run came to its end.
headline-running = Running { $tasks ->
    [one] one task
   *[other] { WORDS($tasks) } tasks
  } { $unit ->
    [process] { $workers ->
        [one] in one process
       *[other] in { WORDS($workers) } processes
      }
   *[worker] { $workers ->
        [one] on one worker
       *[other] on { WORDS($workers) } workers
      }
  }…
headline-one-task = One task occupies one worker: <b>more are no faster</b>.
# Who ran: one of the models, or so many (counted) workers. $who-count is 1 for one, and for a model that is one.
headline-who = { $who ->
    [sequential] One task after another
    [event-loop] The event loop
    [gil] Threads under a GIL
    [threads] Free threads
    [processes] Processes
    [counted-processes] { $who-count ->
        [one] One process
       *[other] { WORDS($who-count, case: "capital") } processes
      }
    [counted-gil] { $who-count ->
        [one] One worker
       *[other] { WORDS($who-count, case: "capital") } workers under a GIL
      }
   *[counted-workers] { $who-count ->
        [one] One worker
       *[other] { WORDS($who-count, case: "capital") } workers
      }
  }
headline-who-inside = { $who ->
    [sequential] one task after another
    [event-loop] the event loop
    [gil] threads under a GIL
    [threads] free threads
    [processes] processes
    [counted-processes] { $who-count ->
        [one] one process
       *[other] { WORDS($who-count) } processes
      }
    [counted-gil] { $who-count ->
        [one] one worker
       *[other] { WORDS($who-count) } workers under a GIL
      }
   *[counted-workers] { $who-count ->
        [one] one worker
       *[other] { WORDS($who-count) } workers
      }
  }
# Whom the result is compared with.
headline-whom = { $whom ->
    [sequential] one task after another
    [event-loop] the event loop
    [gil] threads under a GIL
    [threads] free threads
    [processes] processes
    [counted-processes] { $whom-count ->
        [one] one process
       *[other] { WORDS($whom-count) } processes
      }
    [counted-gil] { $whom-count ->
        [one] one worker
       *[other] { WORDS($whom-count) } workers under a GIL
      }
   *[counted-workers] { $whom-count ->
        [one] one worker
       *[other] { WORDS($whom-count) } workers
      }
  }
headline-faster = { headline-who } { $who-count ->
    [one] was
   *[other] were
  } <b>{ $ratio } times faster</b> than { headline-whom }.
headline-faster-waiting = For this waiting work { headline-who-inside } { $who-count ->
    [one] was
   *[other] were
  } <b>{ $ratio } times faster</b> than { headline-whom }.
headline-even = { headline-who } { $who-count ->
    [one] was
   *[other] were
  } <b>about as fast</b> as { headline-whom }.
headline-even-waiting = For this waiting work { headline-who-inside } { $who-count ->
    [one] was
   *[other] were
  } <b>about as fast</b> as { headline-whom }.
headline-slower = { headline-who } took <b>{ $ratio } times as long</b> as { headline-whom }.

explain-runs = { $runs ->
    [2] Both runs do
   *[other] All { WORDS($runs) } runs do
  } { $tasks ->
    [one] the same task.
   *[other] the same { WORDS($tasks) } tasks.
  }
explain-sequential = { $nature ->
    [computing] In sequence, each task waits for the one before.
   *[waiting] In sequence, the worker sits through every wait.
  }
explain-event-loop = { $nature ->
    [computing] The event loop’s one worker takes turns: all are in progress, one executes at any instant.
   *[waiting] The event loop’s one worker goes on with another task whenever one waits.
  }
explain-gil = { $nature ->
    [computing] Under a GIL only the thread that holds the lock computes; the others stand ready.
   *[waiting] Under a GIL a thread that waits lets the next one compute.
  }
explain-threads = { $workers ->
    [1] One free thread does them one after another.
   *[other] { $nature ->
        [computing] { WORDS($workers, case: "capital") } free threads execute up to { WORDS($most) } at the same instant.
       *[waiting] { WORDS($workers, case: "capital") } free threads wait for up to { WORDS($most) } at a time.
      }
  }
explain-processes = { $workers ->
    [1] One process gets copies of its arguments and sends its results back.
   *[other] { WORDS($workers, case: "capital") } processes work side by side, after starting up and copying their arguments.
  }
explain-others = Also measured: { $models }.
explain-turns = { $cores ->
    [one] { NUMBER($cores) } core here
   *[other] { NUMBER($cores) } cores here
  }: at most { NUMBER($cores) } of { NUMBER($workers) } workers truly execute at an instant. The operating system takes turns with the rest, which no recording can see.

# Beside a timeline's title.
detail-run = { $model ->
    [sequential] 1 worker, one task after another
    [event-loop] 1 worker: concurrency
    [gil] { $workers ->
        [one] { NUMBER($workers) } worker
       *[other] { NUMBER($workers) } workers: concurrency, one lock
      }
    [threads] { $workers ->
        [one] { NUMBER($workers) } worker
       *[other] { NUMBER($workers) } workers: parallelism
      }
   *[processes] { $workers ->
        [one] { NUMBER($workers) } process
       *[other] { NUMBER($workers) } processes: parallelism
      }
  }
# More workers than cores.
detail-turns = { $unit ->
    [process] { NUMBER($workers) } processes
   *[worker] { NUMBER($workers) } workers
  } taking turns on { $cores ->
    [one] { WORDS($cores) } core
   *[other] { WORDS($cores) } cores
  }

### The lab: what the reader sets

lab-workers = Workers
lab-cores-here = { $cores ->
    [one] { NUMBER($cores) } core here
   *[other] { NUMBER($cores) } cores here
  }
lab-cancel = Cancel
lab-run-again = Run again
lab-workload = Workload
lab-tasks = Tasks
lab-size = Size
lab-unevenness = Unevenness
lab-latency-mean = Latency, mean
lab-latency-distribution = Latency, distribution
lab-distribution = { $distribution ->
    [constant] Constant
    [exponential] Exponential
    [long-tail] Long-tail
   *[uniform] Uniform
  }
lab-compare = Compare
lab-compare-least = At least two are compared.
lab-share = Free threads share tasks
lab-sharing = { $sharing ->
    [dynamic] Dynamic
    [static] Static
   *[work-stealing] Work-stealing
  }

### The lab: what the reader has to know

lab-stopped = The engine stopped.
lab-stopped-kept = Your settings and what was measured are still here.
lab-restart = Start it again
lab-not-isolated = This page is not isolated, so its workers share no memory: threads, with and without a GIL, run on one thread. Processes still run in parallel.
lab-repaired = This link was partly not understood: { $what }.
lab-repaired-view = there is no view “{ $name }” yet
# A part of a link that was put right: $key is the part, $value what stands there.
lab-repaired-value = { $key ->
    [v] the link’s version
    [w] the workload
    [m] the models
    [n] the number of workers
    [t] the number of tasks
    [s] the size
    [u] the unevenness
    [l] the latency
    [d] the distribution of waits
    [unpacked] its packed part
   *[h] the sharing of tasks
  } cannot be “{ $value }”
lab-repaired-length = it has { NUMBER($length) } characters, and at most { NUMBER($most) } are read
# Between the parts that were not understood.
lab-repaired-between = { "; " }
lab-received = The link’s sender measured: { $what }.
# A model and how long it took.
lab-received-run = { $model } { $duration }

### The lab: timelines

figure-label = { $title }, { $detail }. { $duration } Arrow keys go from slice to slice.
figure-role = timeline
figure-waits-turn = waits its turn
figure-cancelled = cancelled
figure-refused = could not run
figure-done = done, { $duration } before the slowest
figure-in-progress = in progress
figure-at-once = at once
figure-waits = waits
figure-no-worker = waits, on no worker
# A slice: what it is and its state; its times; a task and what it does.
figure-slice = { $what } · { $state }
figure-times = { $duration }, from { $start } to { $end }
figure-task = { $task }, { $doing }
# As it is spoken.
figure-spoken = { $slice }. { $place }. { $times }
figure-lane = { $kind ->
    [worker] Worker { NUMBER($number) }
    [process] Process { NUMBER($number) }
   *[parent] Parent
  }
# What a slice is busy with; $name is how the recording calls what has no translation.
figure-doing = { $key ->
    [arguments] arguments
    [connect] connect
    [copy-arguments] copy arguments
    [copy-result] copy result
    [count] count
    [cut] cut
    [hash] hash
    [heat] heat
    [merge] merge
    [multiply] multiply
    [parse] parse
    [pull] pull
    [range] range
    [receive] receive
    [result] result
    [sort] sort
    [start] start
    [stir] stir
    [stolen] stolen
    [throw] throw
    [tile] tile
    [waits-for-the-GIL] waits for the GIL
    [waits-for-the-other-workers] waits for the other workers
   *[other] { $name }
  }
key-running = running, in the task’s colour
key-waiting = waiting
key-others = waiting for the others
key-runnable = runnable: waits for the GIL
key-new = new: starting up
key-overhead = overhead: copying
key-message = message
key-message-or-stolen = message, or stolen task
key-stolen = stolen task
apart-button = Take these timelines apart
apart-note = Zoom, search, follow arrows and measure, in the trace view.
picture-note = The picture as the tasks paint it. Each tile has the colour and the number of the worker that computes it.
picture-label = The Mandelbrot set as painted by: { $model }

table-summary = As a table
table-later = The table is here when the run is over.
table-tasks = Tasks
table-tasks-of = Tasks of { $title }
table-task = Task
table-first-start = First start
table-last-end = Last end
table-running = Running
table-runnable = Runnable
table-waiting = Waiting
table-slices = Slices
table-slices-of = Slices of { $title }
table-lane = Lane
table-state = State
table-what = What
table-start = Start
table-duration = Duration
table-first-of = The first { NUMBER($shown) } of { NUMBER($total) } slices.

### The lab: what was measured

measured-title = Measured
measured-model = Model
measured-workers = Workers
measured-makespan = Makespan
measured-speedup = Speedup
measured-efficiency = Efficiency
measured-utilisation = Utilisation
measured-in-progress = In progress
measured-at-once = At once
measured-answer = Answer
measured-wrong = wrong:
measured-running = running
measured-note = Speedup is against { $model }. In progress and at once are means over the run.
measured-turns = A worker that waits for its turn counts here as one that executes.
measured-dropped = { $records ->
    [one] { NUMBER($records) } record did not fit and was dropped
   *[other] { NUMBER($records) } records did not fit and were dropped
  }: the timelines lack them.

# A workload's right answer: numbers, hashes and words, as the workload's own text has them in order.
lab-answer = { $workload ->
    [downloads] { $a } files, { $b } bytes, the numbers in them sum to { $c }
    [kitchen] { $a } dishes, whose taste is { $b }
    [mandelbrot] { $a } × { $b } pixels; area of the set { $c }, known to be { $d }
    [matmul] product of two { $a } × { $b } matrices; its entries sum to { $c }
    [nbody] { $a } bodies, { $b } steps: energy kept to { $c } of { $d }
    [pi] pi is about { $a } after { $b } points, { $c } standard deviations off
    [primes] { $a } primes below { $b }
    [sha256] { $a } of { $b } hashes of a million times 'a' are { $c }
    [sort] { $a } numbers in order, the middle one { $b }
   *[wordcount] { $a } words, { $b } different; the most frequent is '{ $c }', { $d } times
  }

matrix-title = Which model for which work
matrix-work = Work
matrix-fill = Fill the table
matrix-none = none
matrix-note = { $workers ->
    [one] Twelve even tasks each, models of several workers on one
   *[other] Twelve even tasks each, models of several workers on { NUMBER($workers) }
  }: the median of three runs. The bar is the time against the row’s longest; what is less than a tenth from the best counts as equal.
progress-runs = { NUMBER($done) } of { $total ->
    [one] { NUMBER($total) } run
   *[other] { NUMBER($total) } runs
  }
progress-label = Runs that are over

sweep-title = Speedup by workers
sweep-run = Sweep from 1 to { NUMBER($most) }
sweep-of = { $model }, { $workload }, { $tasks ->
    [one] { NUMBER($tasks) } task
   *[other] { NUMBER($tasks) } tasks
  }
sweep-of-former = Of the settings before your change: { sweep-of }
sweep-measured = measured, median of three
sweep-ideal = ideal
sweep-amdahl = Amdahl: serial fraction { $serial }, off by { $error }
sweep-universal = universal scalability: contention { NUMBER($contention, minimumFractionDigits: 3) }, coherency { NUMBER($coherency, minimumFractionDigits: 4) }, off by { $error }
sweep-no-law = No law is fitted: nothing here executes in parallel.
sweep-one-point = One point is too few for a law: { NUMBER($workers) } workers come to a serial fraction of { $serial } (Karp-Flatt).
sweep-fitted = Fitted to the { NUMBER($points) } points up to { NUMBER($most) } workers.
sweep-beyond-cores = With more workers than cores they take turns: shown, not fitted.
sweep-beyond-tasks = With more workers than tasks some have nothing to do: shown, not fitted.
sweep-cores = { $cores ->
    [one] { NUMBER($cores) } core
   *[other] { NUMBER($cores) } cores
  }
# A point of the chart, as it is spoken: so many workers, and what they come to.
sweep-point = { NUMBER($workers) }: { $value }

### Why the engine stopped, or could not carry a run out

# $detail is what the browser or the engine says of it.
engine-trouble = { $code ->
    [pool-failed] A worker of the pool failed while it computed.
    [no-memory] The workers ran out of memory: { NUMBER($number) } MiB more could not be had. Try a smaller size.
    [all-silent] The workers stopped answering.
    [worker-silent] Worker { NUMBER($number) } stopped answering.
    [process-silent] Process { NUMBER($number) } stopped answering.
    [not-started] The workers did not start within { NUMBER($number) } s.
    [no-successor] The workers for it could not be started. { $detail }
    [refused] The browser refused to start a worker.
    [no-script] The workers’ script did not load.
    [not-sent] The run could not be sent to the workers.
   *[other] { $detail }
  }

### The embed form and the Share panel: texts of scripts, with plain variables only

embed-try = Try it
embed-lab-title = The same tasks, on one worker and on many
embed-lab-about = Runs and measures them in your browser, on the cores of this machine.
embed-trace-title = A timeline of a program’s own trace
embed-trace-about = Opens profiles in Chrome’s trace format. They stay on this machine.
embed-program-title = A Python program on a simulated computer
embed-program-about = Runs in virtual time, on cores, a scheduler and a GIL that you set; step forwards and backwards.
embed-loading = Loading…
embed-waiting = Waits until another demo on this page has nothing to do…
embed-failed = The demo did not load: { $reason }.
embed-again = Try again
embed-threads = Threads: the workers here share memory.
embed-workers = Isolated workers: this page lets them share no memory. Processes run in parallel, threads on one.
embed-resting = Its workers are ended; they start again with the next run.
embed-tab = Open in a tab of its own
embed-misunderstood = Its options were partly not understood: { $list }.
embed-option = { $name } cannot be “{ $value }”
share-title = Share
share-close = Close
share-where = Where it goes
share-copy = Copy
share-copied = Copied.
share-copy-failed = This browser does not let the page copy: the text is selected, copy it yourself.
share-preview = Preview
share-impossible = This cannot be shared: { $reason }.
share-long = The link has { $length } characters. Some programs cut links longer than { $most }.
share-link-note = Opens this page as it stands now. No server learns of it.
share-controls = Controls
share-controls-min = what is needed to run again
share-controls-full = all
share-controls-none = none
share-theme = Theme
share-theme-auto = as the page around it
share-theme-light = light
share-theme-dark = dark
share-start = Loads
share-start-click = when “Try it” is pressed
share-start-view = when it is seen
share-autoplay = Runs by itself when it is seen
share-readonly = Nothing can be set
share-note-link = For mails, chats and bookmarks.
share-note-iframe = For any page that takes HTML. Its height stays as it is written, unless the page listens to lti.frameResize.
share-note-element = For any page that takes scripts. It is as high as the demo, and follows the theme of the page.
share-note-mkdocs = Into a page’s Markdown, between blank lines.
share-note-docusaurus = Into a page’s .mdx.
share-note-mdbook = Into a chapter’s Markdown, between blank lines.
share-note-quarto = Into a document’s .qmd; it is left out of PDF.
share-note-sphinx = Into a document’s .rst; it is left out of PDF.
share-note-myst = Into a document’s .md, for Sphinx with the MyST parser and for Jupyter Book.
share-note-jupyter = Into a notebook’s cell.
share-note-moodle = Into the HTML source of a page, label or question (the editor’s “</>”).
share-note-canvas = Into the HTML editor of a page (“</>” below the text).

### The trace view: numbers of things

trace-slices = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }slice
   *[other] { NUMBER($n) }{ "\u00A0" }slices
  }
trace-lanes = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }lane
   *[other] { NUMBER($n) }{ "\u00A0" }lanes
  }
trace-flows = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }flow
   *[other] { NUMBER($n) }{ "\u00A0" }flows
  }
trace-counters = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }counter
   *[other] { NUMBER($n) }{ "\u00A0" }counters
  }
trace-instants = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }instant
   *[other] { NUMBER($n) }{ "\u00A0" }instants
  }
trace-events = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }event
   *[other] { NUMBER($n) }{ "\u00A0" }events
  }
trace-frames = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }frame
   *[other] { NUMBER($n) }{ "\u00A0" }frames
  }
trace-warnings = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }warning
   *[other] { NUMBER($n) }{ "\u00A0" }warnings
  }
trace-bytes = { $unit ->
    [b] { $size }{ "\u00A0" }bytes
    [kb] { $size }{ "\u00A0" }kB
    [mb] { $size }{ "\u00A0" }MB
   *[gb] { $size }{ "\u00A0" }GB
  }
trace-share-tiny = <{ shared-percent }
trace-rate = { $rate }{ "\u00A0" }MB/s
trace-beside = { " · " }
trace-unnamed = without a name
trace-in-lane = { $name } in { $lane }
trace-with-state = { $name } ({ $state })
trace-moment = { $scope ->
    [process] moment of the process
    [all] moment of all
   *[thread] moment
  }

### The trace view: the result

trace-empty = This trace has no slices.
trace-growing = { trace-slices }, being recorded.
trace-measuring = { trace-slices }, being measured.
trace-no-thread = Nothing in it executes: { trace-slices } of operations in flight.
trace-one-thread = One thread, at work { $share } of the time.
trace-threads = { WORDS($threads, case: "capital") } threads, { $busy } at work at once on average.
trace-waited = { $threads ->
    [1] It waited { $share } of the time.
   *[other] Threads waited { $share } of the time.
  }
trace-waited-in = { $threads ->
    [1] It waited { $share } of the time, mostly in { $name }.
   *[other] Threads waited { $share } of the time, mostly in { $name }.
  }
trace-at-most = At most { WORDS($most) } were at work at the same instant, and { $mean } tasks in progress on average.
trace-threads-bound = { WORDS($threads, case: "capital") } threads, at most { $busy } at work at once on average.
trace-python = A profile of Python’s calls does not tell a thread that waits for the GIL from one that executes: where there is a GIL, one thread of each process did at a time.
trace-never-two = Never were two of them at work at the same instant: concurrent, and not parallel.
trace-wall = { $duration } from first to last
trace-file-size = { $size } file
trace-memory = { $size } of memory
trace-several-growing = { WORDS($n, case: "capital") } traces, being recorded.
trace-same = { $n ->
    [2] Both took as long: { $duration }.
   *[other] All took as long: { $duration }.
  }
trace-faster-by = { $n ->
    [2] { $faster } was { $much } faster than { $slower }.
   *[other] { $faster } was { $much } faster than { $slower }, the slowest.
  }
trace-faster-times = { $n ->
    [2] { $faster } was { $ratio } times faster than { $slower }.
   *[other] { $faster } was { $ratio } times faster than { $slower }, the slowest.
  }
trace-took = { $name }: { $duration }.
trace-took-at-once = { $name }: { $duration }, { $busy } at work at once on average.
trace-too-many = { $places ->
    [0] Of { NUMBER($files) } files, none was opened: close a trace first.
    [1] Of { NUMBER($files) } files, the first one was opened.
   *[other] Of { NUMBER($files) } files, the first { WORDS($places) } were opened.
  }
trace-read-of = { $read } of { $total }
trace-sorting = Sorting { trace-events }

### The trace view: before a file is open

trace-question = Where was this program concurrent, where was it parallel, what did it wait for?
trace-invitation = Open a profile of it, and see.
trace-drop = Drop a trace here
trace-formats = Chrome trace JSON, as viztracer, Chrome and Perfetto write it, also packed as .gz; several files are compared
trace-choose = Choose files
trace-sample = Open the sample
trace-private = Nothing leaves this machine: files are read in this browser, and sent nowhere.
trace-to-make = To make a trace
trace-to-make-python = A Python program, with every call in it:
trace-to-make-lab = A run of the lab, on this machine’s cores:
trace-sample-about = The sample is such a profile: a small Python program with six threads, a lock, sleeping and computing.
trace-files = Trace files
trace-recent = Opened before
trace-recent-kept = Kept in this browser only.
trace-remove = Remove
trace-remove-file = Remove { $name }
trace-not-isolated = This page is not isolated: files are read on one thread, and take longer.
trace-refused = { $name } could not be opened.
trace-still-open = { $n ->
    [one] { $names } is open.
   *[other] { $names } are open.
  }
trace-picture = Picture
trace-picture-of = Export a picture of what is shown
trace-replace = Replace…
trace-replace-file = Replace { $name }
trace-not-kept = This address is about a trace that this browser does not keep. Open its file, and what the address says of it is shown.
trace-help-touch = Drag to move, pinch to zoom, tap a slice for its details, tap a name to fold its lane.
trace-opening = Opening { $name }
trace-cancel = Cancel
trace-export = Export
trace-export-file = Export { $name }
trace-close = Close
trace-close-file = Close { $name }
trace-compare = Compare with…
trace-another = Open another file
trace-saved = { $name } was saved.
trace-not-saved = It was not saved.
trace-not-written = It was not written: { $reason }.
trace-no-sample = The sample did not load.
trace-no-file = The browser no longer has that file.
trace-stopped = The viewer stopped.
trace-stopped-kept = Your files are as they were.
trace-restart = Start it again

### The trace view: the timeline

trace-timeline = Timeline
trace-timeline-role = timeline
trace-timeline-label = Timeline of the trace. Arrow keys go from slice to slice, W and S zoom, A and D move.
trace-controls = Timeline controls
trace-zoom-in = Zoom in (W)
trace-zoom-out = Zoom out (S)
trace-left = Move left (A)
trace-right = Move right (D)
trace-fit-all = Show all (Home)
trace-all = All
trace-fit-selection = Fit the selection (F)
trace-fit-selection-short = Fit selection
trace-measure = Measure the selection (M)
trace-measure-short = Measure selection
trace-find = Find slices by name
trace-find-short = Find a name (/)
trace-previous = Previous match (Shift+N)
trace-next = Next match (N)
trace-alignment = Alignment
trace-aligned = Aligned
trace-align-starts = at their starts
trace-align-slices = at the slices selected in each
trace-hint = Ctrl and the wheel zoom, or pinch
trace-help = Drag to move, Shift-drag to measure, double click to fit. Keys: W S zoom, A D move, arrows go from slice to slice, Home shows all, F fits, M measures, / finds, C folds the process, Enter goes to the details and Escape back.
trace-from = from { $start }
trace-to = to { $end }, { $length } of { $total }
trace-from-to = from { $start } to { $end }
trace-lasts-from = { $duration }, from { $start }
trace-at = at { $start }
trace-longest-of = the longest of { NUMBER($n) } that share this place
trace-nearest-of = the nearest of { NUMBER($n) } that share this place
trace-spoken = { $name }, { $state }, in { $lane }, from { $start } for { $duration }.
trace-overhead = running, as overhead
trace-legend = { $state ->
    [running] is executed
    [waiting] waits
    [runnable] could run, and waits for its turn
    [overhead] overhead: copies, starts, switches
    [new] starts
   *[flow] leads to
  }
trace-level-at-once = { $n } at once
trace-level-in-progress = { $n } in progress
trace-paint-in-progress = in progress
trace-paint-at-once = at once
trace-paint-whole = whole trace
trace-paint-all = all
trace-paint-band = at work, of { $lanes }

### The trace view: a slice, and a stretch

trace-state = State
trace-start = Start
trace-duration = Duration
trace-own-time = Own time
trace-lane = Lane
trace-task = Task
trace-of-name = All of this name
trace-together = Together
trace-own-together = Own time together
trace-longest = Longest
trace-lane-busy = Its lane at work
trace-lane-waiting = Its lane waiting
trace-and-share = { $duration }, { $share }
trace-go-longest = Go to the longest
trace-let-go = Let go
trace-arguments = Arguments
trace-stack = Stack, { trace-frames }, the outermost first
trace-comes-from = Comes from
trace-leads-to = Leads to
trace-on-the-way = { $duration } on the way
trace-flow-name = { $name }:{ " " }
trace-measured = Measured: { $duration }
trace-measured-stretch = Measured stretch
trace-trace = Trace
trace-slices-head = Slices
trace-busy = Busy
trace-at-once = At once
trace-most = At most
trace-in-progress = In progress

### The trace view: what it adds up to

trace-by-name = By name
trace-longest-waits = Longest waits
trace-critical-path = Critical path
trace-name = Name
trace-total = Total
trace-of-wall = Of wall time
trace-wait = Wait
trace-ended-by = Ended by
trace-it-seems = { $cause }, as it seems
trace-what = What
trace-path-way = { $name }, on the way
trace-path-way-only = on the way
trace-path-note = What the end had to wait for takes { $duration }.
trace-path-guessed = { $n ->
    [1] Once no arrow says where it came from: that is guessed by the calls that go together.
   *[other] { WORDS($n, case: "capital") } times no arrow says where it came from: that is guessed by the calls that go together.
  }
trace-on-path = On the critical path
trace-time = Time
trace-of-it = Of it
trace-path-stretches = Its longest stretches, in order of time
trace-show-all = Show all { NUMBER($n) }
trace-warned = The file is not quite in order. What made sense of it is shown.
trace-warnings-label = Warnings
trace-at-byte = At byte
trace-and-more = And { NUMBER($n) } more.
trace-warning = { $kind ->
    [not-utf8] a text that is not UTF-8 is read as far as it is
    [negative-times] some times are negative: all are shifted so that the earliest is 0
    [no-event] this is no event and is left out
    [no-phase] an event without `ph` is left out
    [no-time] an event without `ts` is left out
    [wrong-time] an event whose `ts` is no number is left out
    [memory-dump] a dump of memory is left out
    [negative-length] a slice of negative length is taken to be empty
    [no-length] a slice without `dur` is taken to be empty
    [wrong-length] a slice whose `dur` is no number is taken to be empty
    [empty-counter] a counter without values is left out
    [wrong-value] a value of a counter that is no number is left out
    [arrow-not-arrived] an arrow that leaves and does not arrive is left out
    [arrow-not-left] an arrow that arrives and has not left is left out
    [lone-end] an end without a beginning is left out
    [overlap] a slice that overlaps another one without lying in it is cut
    [too-deep] a slice within 4096 others is left out
    [lone-operation-end] the end of an operation without a beginning is left out
    [lone-object-end] the end of an object without a beginning is left out
    [other-operation-end] the end of an operation has another name than the one it ends
    [no-operation-end] an operation without an end lasts until the last one ends
    [crowded] an operation beside too many others is left out
    [open-list] the list of events has no end: `{ "]" }` is missing
    [file-ends] the file ends within this event
    [too-long] this event has no end within 64 MB
    [gzip-damaged] the compressed data is damaged here and is not read on
    [gzip-changed] the checksum of the compressed data is not that of this text
    [gzip-followed] what follows the compressed data is left out
   *[gzip-ends] the compressed data ends too early
  }
trace-warning-of = { $kind ->
    [unknown-phase] an event of phase `{ $name }`, which nobody knows, is left out
    [no-end] `{ $name }` has no end, and ends with its thread
    [beside] `{ $name }` beside the events is left out
   *[runs] this file holds { $name } runs, each of which starts at 0: figures take them for one program, in which all happened at once
  }
trace-warning-other-end = the end of `{ $end }` is taken for that of `{ $begin }`, which began last
trace-warning-broken = { $kind ->
    [broken-event] an event is left out: { $problem } here
   *[searched-on] the rest of the file is searched for events: { $problem } here
  }
trace-problem = { $problem ->
    [key] a key in quotes is missing
    [colon] a colon is missing
    [value] a value is missing
    [comma] a comma or a closing bracket is missing
    [depth] its lists and objects are nested too deeply
   *[end] it does not end
  }
trace-warning-first = { $said } (the first of { NUMBER($n) })

### The trace view: lanes, and slices as a table

trace-lanes-head = Lanes
trace-at-work = At work
trace-waiting = Waiting
trace-utilisation = Utilisation
trace-switches = Switches
trace-show = Show
trace-more-lanes = Show more lanes
trace-show-lane = Show { $name }
trace-fold = One row, with what is innermost
trace-fold-lane = Fold { $name }
trace-up = Move up
trace-up-lane = Move up { $name }
trace-down = Move down
trace-down-lane = Move down { $name }
trace-as-table = As a table
trace-all-lanes = all lanes
trace-kind = { $kind ->
    [moments] moments
   *[slices] slices
  }
trace-looking = Looking
trace-none = { $kind ->
    [moments] No moments
   *[slices] No slices
  }
trace-page-of = { $kind ->
    [moments] Moments
   *[slices] Slices
  } { NUMBER($first) } to { NUMBER($last) } of { NUMBER($total) }, in order of their start
trace-name-contains = Name contains
trace-first = First
trace-before = Before
trace-next-page = Next
trace-last = Last

### The trace view: why it stopped

trace-trouble = { $code ->
    [refused] The browser refused to start a worker.
    [not-started] It did not start within { NUMBER($seconds) } s.
    [no-script] The viewer’s script did not load.
   *[other] { $detail }
  }

### The program view

program-title = Python programs on a machine you control
program-intro = Runs in virtual time, on a simulated computer: press Run, then step both ways.
program-come-to = Not at its end: the run has come to { $time }. Step on from there, or run it anew.
program-pick = Program
program-own = your own
program-editor = The program
program-editor-leave = Tab indents. Press Escape, then Tab, to leave.
program-editor-leaves = Tab leaves the editor
program-no-gallery = the list of programs could not be loaded
program-mark = { $name }, { $state }
program-run = Run
program-cancel = Stop
program-edited = The program was changed since it ran: what is below is of the program as it was.
program-unpacked = its packed part is damaged
program-stopped = A machine does not answer.
program-no-memory = It ran out of memory. The text is as it was.
program-silent = It has said nothing for five seconds. Wait, or start it again: the text stays.
program-restart = Start again
program-no-worker = The browser started no worker, or its script did not load.
program-gil-on = GIL
program-gil-off = no GIL
program-machines = Machines
program-machine = Machine
program-compare = Compare
program-compare-gil = GIL on and off
program-compare-cores = 1 core and 4
program-add = one more
program-remove = remove this one
program-set-cores = Cores
program-set-gil = GIL
program-set-policy = Scheduler
program-set-quantum = Time slice
program-set-cost = Switch cost
program-set-interval = Switch interval
program-set-points = GIL given up
program-set-method = Processes start by
program-set-seed = Seed
program-costs = Costs
program-costs-of = Costs: { $list }
program-set-cost-of = { $cost ->
    [thread-cost] Start a thread
    [fork-cost] Fork a process
    [page-cost] Fork, each 4 KiB
    [spawn-cost] Spawn a process
    [forkserver-cost] From fork server
    [interpreter-cost] Start interpreter
    [message-cost] Send a message
   *[kilobyte-cost] Send, each KiB
  }
program-named-cost-of = { $cost ->
    [thread-cost] a thread { $value }
    [fork-cost] a fork { $value }
    [page-cost] { $value } for 4 KiB forked
    [spawn-cost] a spawn { $value }
    [forkserver-cost] fork server { $value }
    [interpreter-cost] an interpreter { $value }
    [message-cost] a message { $value }
   *[kilobyte-cost] { $value } for a KiB sent
  }
program-on = on
program-off = off
program-stepping = Stepping
program-backwards = Backwards
program-forwards = Forwards
program-first-title = To the beginning
program-last-title = To as far as it has run
program-keys = With these buttons in focus: I, L, S and E go an instruction, a line, a switch or an event further, with Shift back; Home and End go to the ends. Drag the playhead in the timeline to any moment.
program-output = Output
program-no-output = Nothing so far.
program-threads = Threads
program-thread = Thread
program-state = State
program-line = Line
program-where = Where, or what it waits for
program-in-library = in the library
program-no-stack = It has no frames.
program-set = set
program-not-set = not set
program-requested = asked for
program-objects = Locks and queues
program-object = What
program-held-by = Held by
program-waiting = Waiting
program-inside = Inside
program-tasks = Tasks of the event loop
program-task = Task
program-awaits = What it awaits
program-figures = Figures
program-save = Save the run
program-save-note = In Chrome’s trace format, for the trace view, Perfetto and others.
program-took = Took
program-utilisation = Cores busy
program-parallelism = At once, on average
program-at-once = At most
program-concurrency = In progress, on average
program-switches = Switches
program-instructions = Instructions
program-running = Running
program-runnable = Runnable
program-waited = Waiting
program-response = Response
program-turnaround = Turnaround
program-stack-of = Stack of { $name }
program-machine-of = Machine: { $name }
program-named-quantum = slices of { $value }
program-named-cost = switches of { $value }
program-named-interval = interval of { $value }
program-named-seed = seed { $value }
program-cores = { $n ->
    [one] { NUMBER($n) } core
   *[other] { NUMBER($n) } cores
  }
program-core = core { NUMBER($n) }
program-gil-of = GIL of process { NUMBER($n) }
program-at-line = line { NUMBER($n) }
program-most-machines = more than { NUMBER($n) } machines
program-more-objects = { $n ->
    [one] One more is not shown.
   *[other] { NUMBER($n) } more are not shown.
  }
program-of = { $count } of { $most }
program-thread-in = { $name } in { $process }
program-left-out = { $bytes } bytes before this are not shown.
program-not-there = there is no program “{ $name }” here
program-repaired = This could not be used: { $what }.
program-fault-instead = { $message }; { $instead }
program-fault-at = Line { NUMBER($line) }, column { NUMBER($column) }: { $message }
program-dead = { $message } The text is as it was.
program-too-long = The program is too long for the address: { $length } characters, of which at most { $most } are read. It is lost when the page is closed.
program-now = { $time }, { $instructions } instructions
program-progress = { $millions } million instructions, { $time }
program-ok = Done after { $time }.
program-exit = Ended with exit code { NUMBER($code) } after { $time }.
program-exception = { $exception }, after { $time }.
program-deadlock = Deadlock after { $time }: { $circle }.
program-deadlock-open = Nobody can go on after { $time }: { $all }.
program-waits-join = { $name } (line { NUMBER($line) }) waits for { $other } to end
program-waits-nobody = { $name } (line { NUMBER($line) }) waits for { $what }
program-waits-holder = { $name } (line { NUMBER($line) }) waits for { $what }, held by { $holders }
program-policy = { $policy ->
    [fifo] first in, first out
    [rr] round robin
    [sjf] shortest job first
    [srtf] shortest remaining time first
    [priority] priority
    [mlfq] multi-level feedback queue
    [lottery] lottery
   *[eevdf] earliest eligible virtual deadline first
  }
program-thread-state = { $state ->
    [new] new
    [runnable] runnable
    [running] running
    [waiting] waiting
   *[terminated] terminated
  }
program-task-state = { $state ->
    [ready] in the queue
    [running] running
   *[waiting] waiting
  }
program-points = { $points ->
    [every] after any instruction
   *[cpython] at calls and loop ends
  }
program-unit = { $unit ->
    [instruction] instruction
    [line] line
    [switch] switch
   *[event] event
  }
program-on-title = { $unit ->
    [instruction] To the next instruction
    [line] To the next line
    [switch] Until another thread has a core
   *[event] To the next event
  }
program-back-title = { $unit ->
    [instruction] To the instruction before
    [line] To the line before
    [switch] To the switch before
   *[event] To the event before
  }
program-limit = { $limit ->
    [instructions] Stopped after two thousand million instructions and { $time }: it may never end.
    [memory] Stopped after { $time }: it needs more memory than the 128 MB that a program may have here.
    [processes] Stopped after { $time }: it starts more processes and threads than a run may have.
   *[time] Stopped after a year of virtual time: it may never end.
  }
program-waits = { $kind ->
    [gil] the GIL
    [switch] until another has the GIL
    [sleep] sleeps
    [io] input or output
    [start] until the thread it started runs
    [thread] { $name } to end
    [process] process { $name } to end
   *[object] { $held ->
        [yes] { $name }, held by { $holders }
       *[no] { $name }
      }
  }

### The program view: the editor's own words

program-editor-find = Find
program-editor-next = next
program-editor-previous = previous
program-editor-all = all
program-editor-match-case = match case
program-editor-regexp = regular expression
program-editor-by-word = whole words
program-editor-replace = Replace with
program-editor-replace-one = replace
program-editor-replace-all = replace all
program-editor-close = close
program-editor-current-match = current match
program-editor-on-line = on line
program-editor-replaced-one = replaced the match on line $
program-editor-replaced-all = replaced $ matches
program-editor-control = control character
program-editor-deleted = selection deleted

### The program view: states of threads

program-states-title = States
program-states-move = { $kind ->
    [admit] admit
    [dispatch] dispatch
    [preempt] preempt
    [yield] yield
    [block] block
    [wake] wake
   *[exit] exit
  }
program-states-said = { $name } is { $state }.
program-states-last = Its last transition: { $kind }.
program-states-in = { $state }: { $names }.

### The program view: who waits for whom

program-graph-title = Who waits for whom
program-graph-none = Nobody waits for another.
program-graph-circle = A circle, in which nobody can go on: { $names }.
program-graph-count = { $n ->
    [one] One thread waits for another.
   *[other] { NUMBER($n) } threads wait for others.
  }
program-graph-more = { $n ->
    [one] One more thread that waits is only in the table.
   *[other] { NUMBER($n) } more threads that wait are only in the table.
  }
program-graph-crowd = { $n ->
    [one] One thread
   *[other] { NUMBER($n) } threads
  }
program-graph-wait = waits for
program-graph-held = is held by
program-graph-process = process
program-graph-table = As a table
program-graph-waits-for = Waits for
