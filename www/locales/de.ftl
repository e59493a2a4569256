# Deutsch. Die Leserin wird geduzt. Begriffe, überall gleich:
#   concurrency Nebenläufigkeit · parallelism Parallelität · thread Thread · process Prozess · worker Worker
#   task Aufgabe · core Kern · lane Spur · slice Abschnitt · trace Trace (der) · track Spur · flow Pfeil
#   event loop Event-Loop (der) · lock Sperre · GIL (der) · run Lauf · workload Arbeit · makespan Gesamtdauer
#   speedup Beschleunigung · efficiency Effizienz · utilisation Auslastung · critical path kritischer Pfad
#   running rechnet · waiting wartet · runnable bereit · overhead Mehraufwand · work-stealing Work-Stealing

language-name = Deutsch

### In allen Ansichten

shared-in-words = { $n ->
    [0] keine
    [1] eine
    [2] zwei
    [3] drei
    [4] vier
    [5] fünf
    [6] sechs
    [7] sieben
    [8] acht
    [9] neun
    [10] zehn
    [11] elf
    [12] zwölf
   *[other] { NUMBER($n) }
  }

### Die Sprache selbst

language-not-loaded = { $name } konnte nicht geladen werden; die Seite ist auf Englisch.
language-unknown = Eine Sprache „{ $tag }“ gibt es hier nicht.

### Der Rahmen um jede Ansicht

frame-title = Interleave: Nebenläufigkeit und Parallelität auf deinem eigenen Rechner
frame-views = Ansichten
frame-lab = Labor
frame-trace = Trace
frame-language = Sprache
frame-theme = { $choice ->
    [light] Farben: hell
    [dark] Farben: dunkel
   *[auto] Farben: wie im System
  }

### Ein näherer Blick

closer-open = Näher ansehen
closer-back = Zurück zu den Abbildungen
closer-hint = Zoomen, suchen, Pfeilen folgen und messen, auch während es läuft; Strg und das Mausrad über einer Abbildung führen ebenfalls hierher.
