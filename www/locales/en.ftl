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
frame-trace = Trace
frame-language = Language
# $choice: what the theme button is set to.
frame-theme = { $choice ->
    [light] Theme: light
    [dark] Theme: dark
   *[auto] Theme: as the system
  }

### A closer look

closer-open = Look closer
closer-back = Back to the figures
closer-hint = Zoom, search, follow arrows and measure, also while it runs; Ctrl and the wheel over a figure lead here too.
