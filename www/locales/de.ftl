# Deutsch. Die Leserin wird geduzt. Begriffe, überall gleich:
#   concurrency Nebenläufigkeit · parallelism Parallelität · thread Thread · process Prozess · worker Worker
#   task Aufgabe · core Kern · lane Spur · slice Abschnitt · trace Trace (der) · track Spur · flow Pfeil
#   event loop Event-Loop (der) · lock Sperre · GIL (der) · run Lauf · workload Arbeit · makespan Gesamtdauer
#   speedup Speedup · efficiency Effizienz · utilisation Auslastung · critical path kritischer Pfad
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
frame-program = Programme
frame-trace = Trace
frame-share = Teilen
frame-language = Sprache
frame-large = Große Schrift, für den Beamer
frame-theme = { $choice ->
    [light] Farben: hell
    [dark] Farben: dunkel
   *[auto] Farben: wie im System
  }

### What the document says before anything is loaded

first-failed = Die Seite ist nicht gestartet. Neu laden, um es noch einmal zu versuchen.

### Ein näherer Blick

closer-open = Näher ansehen
closer-back = Zurück zu den Abbildungen
closer-hint = Zoomen, suchen, Pfeilen folgen und messen, auch während es läuft; Strg und das Mausrad über einer Abbildung führen ebenfalls hierher.

### Zahlen und Aufzählungen

shared-in-unit = { $unit ->
    [ns] { $value }{ "\u00A0" }ns
    [us] { $value }{ "\u00A0" }µs
    [ms] { $value }{ "\u00A0" }ms
   *[s] { $value }{ "\u00A0" }s
  }
shared-percent = { $value }{ "\u00A0" }%
shared-times = { $ratio }×
shared-comma = { ", " }
shared-space = { " " }

### Zustände eines Threads

shared-state = { $state ->
    [idle] untätig
    [new] neu
    [runnable] bereit
    [running] rechnet
    [waiting] wartet
   *[overhead] Mehraufwand
  }

### Das Labor: Modelle und Arbeiten

model-title = { $model ->
    [sequential] Sequenziell
    [event-loop] Event-Loop
    [gil] Threads unter einem GIL
    [threads] Freie Threads
   *[processes] Prozesse
  }
model-about = { $model ->
    [sequential] 1 Worker, der Reihe nach
    [event-loop] 1 Worker, abwechselnd
    [gil] immer nur einer rechnet
    [threads] alle rechnen zugleich
   *[processes] eigener Speicher, Kopien
  }
model-run = { $model ->
    [sequential] Sequenziell
    [event-loop] Event-Loop
    [gil] Threads unter einem GIL
    [threads] Freie Threads
   *[processes] Prozesse
  }, { $workers ->
    [one] { NUMBER($workers) } Worker
   *[other] { NUMBER($workers) } Worker
  }
workload-title = { $workload ->
    [downloads] Downloads
    [kitchen] Die Küche
    [mandelbrot] Mandelbrot-Menge
    [matmul] Matrixmultiplikation
    [nbody] N-Körper-Gravitation
    [pi] Pi nach Monte Carlo
    [primes] Primzahlen zählen
    [sha256] SHA-256
    [sort] Mergesort
   *[wordcount] Wörter zählen
  }
workload-summary = { $workload ->
    [downloads] Wartet auf eine Verbindung, dann auf die Teile einer Datei, und addiert die Zahlen darin.
    [kitchen] Bereitet Gerichte zu: schneidet, wartet, während sie garen, und rührt um.
    [mandelbrot] Berechnet ein Bild der Mandelbrot-Menge; Kacheln im Inneren der Menge dauern am längsten.
    [matmul] Multipliziert zwei quadratische Matrizen; jede Aufgabe berechnet einige Zeilen des Produkts.
    [nbody] Bewegt Körper unter ihrer eigenen Schwerkraft; jeder Zeitschritt wartet auf den vorigen.
    [pi] Wirft zufällige Punkte auf ein Quadrat und zählt die im Kreis.
    [primes] Zählt die Primzahlen unterhalb einer Grenze durch Probedivision.
    [sha256] Hasht Blöcke von einer Million Bytes, jeden so oft, wie seine Aufgabe groß ist.
    [sort] Sortiert Zahlen: Aufgaben sortieren Blöcke davon und mischen dann Paare, bis zu einem letzten Mischen.
   *[wordcount] Zählt, wie oft jedes Wort in einem Text vorkommt; die Tabellen der Teile werden am Ende vereinigt.
  }
workload-task = { $workload ->
    [downloads] Download
    [kitchen] Gericht
    [mandelbrot] Kachel
    [matmul] Band
    [nbody] Gruppe
    [pi] Strom
    [primes] Bereich
    [sha256] Block
    [sort] Block
   *[wordcount] Teil
  } { NUMBER($number) }
workload-nature = { $nature ->
    [computing] CPU-gebunden: rechnet ständig
    [waiting] E/A-gebunden: wartet meistens
   *[mixed] Gemischt: rechnet und wartet
  }
workload-bound = { $nature ->
    [computing] CPU-gebunden
    [waiting] E/A-gebunden
   *[mixed] gemischt
  }

### Das Labor: das Ergebnis

headline-nothing = Dieselben Aufgaben, zweimal auf deinem Rechner ausgeführt.
headline-unfinished = Nicht jeder Lauf kam zu seinem Ende.
headline-running = { $tasks ->
    [one] Eine Aufgabe läuft
   *[other] { WORDS($tasks, case: "capital") } Aufgaben laufen
  } { $unit ->
    [process] { $workers ->
        [one] in einem Prozess
       *[other] in { WORDS($workers) } Prozessen
      }
   *[worker] { $workers ->
        [one] auf einem Worker
       *[other] auf { WORDS($workers) } Workern
      }
  } …
headline-one-task = Eine Aufgabe beschäftigt einen Worker: <b>mehr sind nicht schneller</b>.
headline-who = { $who ->
    [sequential] Eine Aufgabe nach der anderen
    [event-loop] Der Event-Loop
    [gil] Threads unter einem GIL
    [threads] Freie Threads
    [processes] Prozesse
    [counted-processes] { $who-count ->
        [one] Ein Prozess
       *[other] { WORDS($who-count, case: "capital") } Prozesse
      }
    [counted-gil] { $who-count ->
        [one] Ein Worker
       *[other] { WORDS($who-count, case: "capital") } Worker unter einem GIL
      }
   *[counted-workers] { $who-count ->
        [one] Ein Worker
       *[other] { WORDS($who-count, case: "capital") } Worker
      }
  }
headline-who-inside = { $who ->
    [sequential] eine Aufgabe nach der anderen
    [event-loop] der Event-Loop
    [gil] Threads unter einem GIL
    [threads] freie Threads
    [processes] Prozesse
    [counted-processes] { $who-count ->
        [one] ein Prozess
       *[other] { WORDS($who-count) } Prozesse
      }
    [counted-gil] { $who-count ->
        [one] ein Worker
       *[other] { WORDS($who-count) } Worker unter einem GIL
      }
   *[counted-workers] { $who-count ->
        [one] ein Worker
       *[other] { WORDS($who-count) } Worker
      }
  }
headline-whom = { $whom ->
    [sequential] eine Aufgabe nach der anderen
    [event-loop] der Event-Loop
    [gil] Threads unter einem GIL
    [threads] freie Threads
    [processes] Prozesse
    [counted-processes] { $whom-count ->
        [one] ein Prozess
       *[other] { WORDS($whom-count) } Prozesse
      }
    [counted-gil] { $whom-count ->
        [one] ein Worker
       *[other] { WORDS($whom-count) } Worker unter einem GIL
      }
   *[counted-workers] { $whom-count ->
        [one] ein Worker
       *[other] { WORDS($whom-count) } Worker
      }
  }
headline-faster = { headline-who } { $who-count ->
    [one] war
   *[other] waren
  } <b>{ $ratio }-mal so schnell</b> wie { headline-whom }.
headline-faster-waiting = Bei dieser wartenden Arbeit { $who-count ->
    [one] war
   *[other] waren
  } { headline-who-inside } <b>{ $ratio }-mal so schnell</b> wie { headline-whom }.
headline-even = { headline-who } { $who-count ->
    [one] war
   *[other] waren
  } <b>etwa so schnell</b> wie { headline-whom }.
headline-even-waiting = Bei dieser wartenden Arbeit { $who-count ->
    [one] war
   *[other] waren
  } { headline-who-inside } <b>etwa so schnell</b> wie { headline-whom }.
headline-slower = { headline-who } { $who-count ->
    [one] brauchte
   *[other] brauchten
  } <b>{ $ratio }-mal so lange</b> wie { headline-whom }.

explain-runs = { $runs ->
    [2] Beide Läufe erledigen
   *[other] Alle { WORDS($runs) } Läufe erledigen
  } { $tasks ->
    [one] dieselbe Aufgabe.
   *[other] dieselben { WORDS($tasks) } Aufgaben.
  }
explain-sequential = { $nature ->
    [computing] Der Reihe nach wartet jede Aufgabe auf die vorige.
   *[waiting] Der Reihe nach sitzt der Worker jede Wartezeit ab.
  }
explain-event-loop = { $nature ->
    [computing] Der eine Worker des Event-Loops wechselt ab: alle Aufgaben sind begonnen, in jedem Augenblick wird eine ausgeführt.
   *[waiting] Der eine Worker des Event-Loops macht mit einer anderen Aufgabe weiter, sobald eine wartet.
  }
explain-gil = { $nature ->
    [computing] Unter einem GIL rechnet nur der Thread, der die Sperre hält; die anderen stehen bereit.
   *[waiting] Unter einem GIL lässt ein wartender Thread den nächsten rechnen.
  }
explain-threads = { $workers ->
    [1] Ein freier Thread erledigt sie eine nach der anderen.
   *[other] { $nature ->
        [computing] { WORDS($workers, case: "capital") } freie Threads führen bis zu { WORDS($most) } im selben Augenblick aus.
       *[waiting] { WORDS($workers, case: "capital") } freie Threads warten auf bis zu { WORDS($most) } zugleich.
      }
  }
explain-processes = { $workers ->
    [1] Ein Prozess bekommt Kopien seiner Argumente und schickt seine Ergebnisse zurück.
   *[other] { WORDS($workers, case: "capital") } Prozesse arbeiten nebeneinander, nachdem sie gestartet sind und ihre Argumente kopiert haben.
  }
explain-others = Außerdem gemessen: { $models }.
explain-turns = { $cores ->
    [one] Hier gibt es { NUMBER($cores) } Kern
   *[other] Hier gibt es { NUMBER($cores) } Kerne
  }: höchstens { NUMBER($cores) } von { NUMBER($workers) } Workern rechnen wirklich im selben Augenblick. Mit den übrigen wechselt das Betriebssystem ab, was keine Aufzeichnung sehen kann.

detail-run = { $model ->
    [sequential] 1 Worker, eine Aufgabe nach der anderen
    [event-loop] 1 Worker: Nebenläufigkeit
    [gil] { $workers ->
        [one] { NUMBER($workers) } Worker
       *[other] { NUMBER($workers) } Worker: Nebenläufigkeit, eine Sperre
      }
    [threads] { $workers ->
        [one] { NUMBER($workers) } Worker
       *[other] { NUMBER($workers) } Worker: Parallelität
      }
   *[processes] { $workers ->
        [one] { NUMBER($workers) } Prozess
       *[other] { NUMBER($workers) } Prozesse: Parallelität
      }
  }
detail-turns = { $unit ->
    [process] { NUMBER($workers) } Prozesse
   *[worker] { NUMBER($workers) } Worker
  } wechseln sich auf { $cores ->
    [one] einem Kern
   *[other] { WORDS($cores) } Kernen
  } ab

### Das Labor: was sich einstellen lässt

lab-workers = Worker
lab-cores-here = { $cores ->
    [one] { NUMBER($cores) } Kern hier
   *[other] { NUMBER($cores) } Kerne hier
  }
lab-cancel = Abbrechen
lab-run-again = Noch einmal
lab-workload = Arbeit
lab-tasks = Aufgaben
lab-size = Größe
lab-unevenness = Ungleichheit
lab-latency-mean = Latenz, im Mittel
lab-latency-distribution = Latenz, Verteilung
lab-distribution = { $distribution ->
    [constant] Konstant
    [exponential] Exponentiell
    [long-tail] Mit langem Schwanz
   *[uniform] Gleichverteilt
  }
lab-compare = Vergleichen
lab-compare-least = Mindestens zwei werden verglichen.
lab-share = Aufteilung bei freien Threads
lab-sharing = { $sharing ->
    [dynamic] Dynamisch
    [static] Statisch
   *[work-stealing] Work-Stealing
  }

### Das Labor: was man wissen muss

lab-stopped = Die Maschine ist stehen geblieben.
lab-stopped-kept = Deine Einstellungen und das Gemessene sind noch da.
lab-restart = Neu starten
lab-not-isolated = Diese Seite ist nicht isoliert, ihre Worker teilen sich daher keinen Speicher: Threads, mit und ohne GIL, laufen auf einem einzigen Thread. Prozesse laufen weiterhin parallel.
lab-repaired = Dieser Link war teilweise nicht zu verstehen: { $what }.
lab-repaired-view = eine Ansicht „{ $name }“ gibt es noch nicht
lab-repaired-value = { $key ->
    [v] die Version des Links
    [w] die Arbeit
    [m] die Modelle
    [n] die Zahl der Worker
    [t] die Zahl der Aufgaben
    [s] die Größe
    [u] die Ungleichheit
    [l] die Latenz
    [d] die Verteilung der Wartezeiten
    [unpacked] der gepackte Teil
   *[h] die Aufteilung der Aufgaben
  }: „{ $value }“ ist nicht möglich
lab-repaired-length = er hat { NUMBER($length) } Zeichen, und höchstens { NUMBER($most) } werden gelesen
lab-repaired-between = { "; " }
lab-received = Beim Absender des Links gemessen: { $what }.
lab-received-run = { $model } { $duration }

### Das Labor: Zeitachsen

figure-label = { $title }, { $detail }. { $duration } Die Pfeiltasten gehen von Abschnitt zu Abschnitt.
figure-role = Zeitachse
figure-waits-turn = wartet, bis er dran ist
figure-cancelled = abgebrochen
figure-refused = ließ sich nicht ausführen
figure-done = fertig, { $duration } vor dem langsamsten
figure-in-progress = begonnen
figure-at-once = zugleich
figure-waits = Warten
figure-no-worker = Wartezeiten, auf keinem Worker
figure-slice = { $what } · { $state }
figure-times = { $duration }, von { $start } bis { $end }
figure-task = { $task }, { $doing }
figure-spoken = { $slice }. { $place }. { $times }
figure-lane = { $kind ->
    [worker] Worker { NUMBER($number) }
    [process] Prozess { NUMBER($number) }
   *[parent] Elternproz.
  }
figure-doing = { $key ->
    [arguments] Argumente
    [connect] verbinden
    [copy-arguments] Argumente kopieren
    [copy-result] Ergebnis kopieren
    [count] zählen
    [cut] schneiden
    [hash] hashen
    [heat] erhitzen
    [merge] mischen
    [multiply] multiplizieren
    [parse] auswerten
    [pull] anziehen
    [range] Bereich
    [receive] empfangen
    [result] Ergebnis
    [sort] sortieren
    [start] starten
    [stir] umrühren
    [stolen] gestohlen
    [throw] werfen
    [tile] Kachel
    [waits-for-the-GIL] wartet auf den GIL
    [waits-for-the-other-workers] wartet auf die anderen Worker
   *[other] { $name }
  }
key-running = rechnet, in der Farbe der Aufgabe
key-waiting = wartet
key-others = wartet auf die anderen
key-runnable = bereit: wartet auf den GIL
key-new = neu: startet
key-overhead = Mehraufwand: kopiert
key-message = Nachricht
key-message-or-stolen = Nachricht oder gestohlene Aufgabe
key-stolen = gestohlene Aufgabe
apart-button = Diese Zeitachsen zerlegen
apart-note = Zoomen, suchen, Pfeilen folgen und messen, in der Trace-Ansicht.
picture-note = Das Bild, wie es die Aufgaben malen. Jede Kachel trägt Farbe und Nummer des Workers, der sie berechnet.
picture-label = Die Mandelbrot-Menge, gemalt von: { $model }

table-summary = Als Tabelle
table-later = Die Tabelle kommt, wenn der Lauf zu Ende ist.
table-tasks = Aufgaben
table-tasks-of = Aufgaben von { $title }
table-task = Aufgabe
table-first-start = Erster Beginn
table-last-end = Letztes Ende
table-running = Rechnet
table-runnable = Bereit
table-waiting = Wartet
table-slices = Abschnitte
table-slices-of = Abschnitte von { $title }
table-lane = Spur
table-state = Zustand
table-what = Was
table-start = Beginn
table-duration = Dauer
table-first-of = Die ersten { NUMBER($shown) } von { NUMBER($total) } Abschnitten.

### Das Labor: was gemessen wurde

measured-title = Gemessen
measured-model = Modell
measured-workers = Worker
measured-makespan = Gesamtdauer
measured-speedup = Speedup
measured-efficiency = Effizienz
measured-utilisation = Auslastung
measured-in-progress = Begonnen
measured-at-once = Zugleich
measured-answer = Ergebnis
measured-wrong = falsch:
measured-running = läuft
measured-note = Der Speedup ist gegen „{ $model }“ gerechnet. „Begonnen“ und „Zugleich“ sind Mittelwerte über den Lauf.
measured-turns = Ein Worker, der wartet, bis er dran ist, zählt hier wie einer, der rechnet.
measured-dropped = { $records ->
    [one] { NUMBER($records) } Eintrag passte nicht mehr hinein und wurde verworfen
   *[other] { NUMBER($records) } Einträge passten nicht mehr hinein und wurden verworfen
  }: sie fehlen in den Zeitachsen.

lab-answer = { $workload ->
    [downloads] { $a } Dateien, { $b } Byte, Summe der Zahlen darin: { $c }
    [kitchen] { $a } Gerichte, Geschmack { $b }
    [mandelbrot] { $a } × { $b } Pixel; Fläche der Menge { $c }, bekannt ist { $d }
    [matmul] Produkt zweier { $a } × { $b }-Matrizen; Summe der Einträge: { $c }
    [nbody] { $a } Körper, { $b } Schritte: Energie auf { $c } von { $d } erhalten
    [pi] Pi ist etwa { $a } nach { $b } Punkten, { $c } Standardabweichungen daneben
    [primes] { $a } Primzahlen unter { $b }
    [sha256] { $a } von { $b } Hashes von einer Million mal „a“ sind { $c }
    [sort] { $a } Zahlen geordnet, die mittlere ist { $b }
   *[wordcount] { $a } Wörter, { $b } verschiedene; am häufigsten „{ $c }“, { $d }-mal
  }

matrix-title = Welches Modell für welche Arbeit
matrix-work = Arbeit
matrix-fill = Tabelle füllen
matrix-none = keine
matrix-note = Je zwölf gleich große Aufgaben, Modelle mit mehreren Workern auf { NUMBER($workers) }: der Median von drei Läufen. Der Balken ist die Zeit gegenüber der längsten der Zeile; was weniger als ein Zehntel vom Besten entfernt ist, gilt als gleich.
progress-runs = { NUMBER($done) } von { $total ->
    [one] { NUMBER($total) } Lauf
   *[other] { NUMBER($total) } Läufen
  }
progress-label = Beendete Läufe

sweep-title = Speedup nach Zahl der Worker
sweep-run = Von 1 bis { NUMBER($most) } durchmessen
sweep-of = { $model }, { $workload }, { $tasks ->
    [one] { NUMBER($tasks) } Aufgabe
   *[other] { NUMBER($tasks) } Aufgaben
  }
sweep-of-former = Mit den Einstellungen vor deiner Änderung: { sweep-of }
sweep-measured = gemessen, Median von drei
sweep-ideal = ideal
sweep-amdahl = Amdahl: serieller Anteil { $serial }, um { $error } daneben
sweep-universal = Universelles Skalierungsgesetz: Konkurrenz { NUMBER($contention, minimumFractionDigits: 3) }, Kohärenz { NUMBER($coherency, minimumFractionDigits: 4) }, um { $error } daneben
sweep-no-law = Kein Gesetz ist angepasst: hier wird nichts parallel ausgeführt.
sweep-one-point = Ein Punkt ist zu wenig für ein Gesetz: { NUMBER($workers) } Worker ergeben einen seriellen Anteil von { $serial } (Karp-Flatt).
sweep-fitted = Angepasst an die { NUMBER($points) } Punkte bis { NUMBER($most) } Worker.
sweep-beyond-cores = Mehr Worker als Kerne wechseln sich ab: gezeigt, nicht angepasst.
sweep-beyond-tasks = Bei mehr Workern als Aufgaben haben einige nichts zu tun: gezeigt, nicht angepasst.
sweep-cores = { $cores ->
    [one] { NUMBER($cores) } Kern
   *[other] { NUMBER($cores) } Kerne
  }
sweep-point = { NUMBER($workers) }: { $value }

### Warum die Maschine stehen blieb oder einen Lauf nicht ausführen konnte

engine-trouble = { $code ->
    [pool-failed] Ein Worker des Pools ist beim Rechnen gescheitert.
    [no-memory] Den Workern ging der Speicher aus: { NUMBER($number) } MiB mehr waren nicht zu bekommen. Versuche eine kleinere Größe.
    [all-silent] Die Worker antworten nicht mehr.
    [worker-silent] Worker { NUMBER($number) } antwortet nicht mehr.
    [process-silent] Prozess { NUMBER($number) } antwortet nicht mehr.
    [not-started] Die Worker sind nicht innerhalb von { NUMBER($number) } s gestartet.
    [no-successor] Die Worker dafür ließen sich nicht starten. { $detail }
    [refused] Der Browser hat es abgelehnt, einen Worker zu starten.
    [no-script] Das Skript der Worker wurde nicht geladen.
    [not-sent] Der Lauf ließ sich nicht an die Worker schicken.
   *[other] { $detail }
  }

### Die eingebettete Form und das Teilen: Texte von Skripten, nur mit einfachen Variablen

embed-try = Ausprobieren
embed-lab-title = Dieselben Aufgaben, auf einem Worker und auf vielen
embed-lab-about = Führt sie in deinem Browser aus und misst sie, auf den Kernen dieses Rechners.
embed-trace-title = Der Trace eines Programms auf einer Zeitachse
embed-trace-about = Öffnet Profile im Trace-Format von Chrome. Sie bleiben auf diesem Rechner.
embed-program-title = Ein Python-Programm auf einem simulierten Rechner
embed-program-about = Läuft in virtueller Zeit, auf Kernen, mit Scheduler und GIL nach Wunsch; Schritt für Schritt vor und zurück.
embed-loading = Lädt…
embed-waiting = Wartet, bis eine andere Demo auf dieser Seite nichts zu tun hat…
embed-failed = Die Demo wurde nicht geladen: { $reason }.
embed-again = Noch einmal versuchen
embed-threads = Threads: Die Worker teilen sich hier den Speicher.
embed-workers = Getrennte Worker: Auf dieser Seite können sie keinen Speicher teilen. Prozesse laufen parallel, Threads auf einem.
embed-resting = Ihre Worker sind beendet; mit dem nächsten Lauf starten sie wieder.
embed-tab = In einem eigenen Tab öffnen
embed-misunderstood = Ihre Optionen waren teilweise nicht zu verstehen: { $list }.
embed-option = { $name }: „{ $value }“ ist nicht möglich
share-title = Teilen
share-close = Schließen
share-where = Wohin es kommt
share-copy = Kopieren
share-copied = Kopiert.
share-copy-failed = Dieser Browser lässt die Seite nicht kopieren: Der Text ist markiert, kopiere ihn selbst.
share-preview = Vorschau
share-impossible = Das lässt sich nicht teilen: { $reason }.
share-long = Der Link hat { $length } Zeichen. Manche Programme schneiden Links ab, die länger als { $most } sind.
share-link-note = Öffnet diese Seite, wie sie jetzt ist. Kein Server erfährt davon.
share-controls = Bedienung
share-controls-min = was man zum Wiederholen braucht
share-controls-full = alles
share-controls-none = nichts
share-theme = Farben
share-theme-auto = wie die Seite ringsum
share-theme-light = hell
share-theme-dark = dunkel
share-start = Lädt
share-start-click = auf „Ausprobieren“
share-start-view = sobald sie zu sehen ist
share-autoplay = Läuft von selbst, sobald sie zu sehen ist
share-readonly = Nichts ist einstellbar
share-note-link = Für Mails, Chats und Lesezeichen.
share-note-iframe = Für jede Seite, die HTML nimmt. Die Höhe bleibt, wie sie dasteht, außer die Seite hört auf lti.frameResize.
share-note-element = Für jede Seite, die Skripte nimmt. So hoch wie die Demo, und in den Farben der Seite.
share-note-mkdocs = In das Markdown einer Seite, zwischen Leerzeilen.
share-note-docusaurus = In die .mdx einer Seite.
share-note-mdbook = In das Markdown eines Kapitels, zwischen Leerzeilen.
share-note-quarto = In die .qmd eines Dokuments; im PDF fehlt es.
share-note-sphinx = In die .rst eines Dokuments; im PDF fehlt es.
share-note-myst = In die .md eines Dokuments, für Sphinx mit MyST und für Jupyter Book.
share-note-jupyter = In eine Zelle eines Notebooks.
share-note-moodle = In den HTML-Quelltext einer Seite, eines Textfelds oder einer Frage („</>“ im Editor).
share-note-canvas = In den HTML-Editor einer Seite („</>“ unter dem Text).

### Die Trace-Ansicht: Anzahlen

trace-slices = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }Abschnitt
   *[other] { NUMBER($n) }{ "\u00A0" }Abschnitte
  }
trace-lanes = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }Spur
   *[other] { NUMBER($n) }{ "\u00A0" }Spuren
  }
trace-flows = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }Pfeil
   *[other] { NUMBER($n) }{ "\u00A0" }Pfeile
  }
trace-counters = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }Zähler
   *[other] { NUMBER($n) }{ "\u00A0" }Zähler
  }
trace-instants = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }Zeitpunkt
   *[other] { NUMBER($n) }{ "\u00A0" }Zeitpunkte
  }
trace-events = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }Ereignis
   *[other] { NUMBER($n) }{ "\u00A0" }Ereignisse
  }
trace-frames = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }Rahmen
   *[other] { NUMBER($n) }{ "\u00A0" }Rahmen
  }
trace-warnings = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }Warnung
   *[other] { NUMBER($n) }{ "\u00A0" }Warnungen
  }
trace-bytes = { $unit ->
    [b] { $size }{ "\u00A0" }Byte
    [kb] { $size }{ "\u00A0" }kB
    [mb] { $size }{ "\u00A0" }MB
   *[gb] { $size }{ "\u00A0" }GB
  }
trace-share-tiny = <{ shared-percent }
trace-rate = { $rate }{ "\u00A0" }MB/s
trace-beside = { " · " }
trace-unnamed = ohne Namen
trace-in-lane = { $name } in { $lane }
trace-with-state = { $name } ({ $state })
trace-moment = { $scope ->
    [process] Zeitpunkt des Prozesses
    [all] Zeitpunkt von allen
   *[thread] Zeitpunkt
  }

### Die Trace-Ansicht: das Ergebnis

trace-empty = Dieser Trace hat keine Abschnitte.
trace-growing = { trace-slices }, die Aufzeichnung läuft.
trace-measuring = { trace-slices }, werden ausgewertet.
trace-no-thread = Nichts darin wird ausgeführt: { trace-slices } laufender Vorgänge.
trace-one-thread = Ein Thread, { $share } der Zeit bei der Arbeit.
trace-threads = { WORDS($threads, case: "capital") } Threads, im Mittel { $busy } zugleich bei der Arbeit.
trace-waited = { $threads ->
    [1] Er wartete { $share } der Zeit.
   *[other] Threads warteten { $share } der Zeit.
  }
trace-waited-in = { $threads ->
    [1] Er wartete { $share } der Zeit, meist in { $name }.
   *[other] Threads warteten { $share } der Zeit, meist in { $name }.
  }
trace-at-most = Höchstens { WORDS($most) } waren im selben Augenblick bei der Arbeit, und im Mittel waren { $mean } Aufgaben begonnen.
trace-threads-bound = { WORDS($threads, case: "capital") } Threads, im Mittel höchstens { $busy } zugleich bei der Arbeit.
trace-python = Ein Profil von Pythons Aufrufen unterscheidet einen Thread, der auf den GIL wartet, nicht von einem, der rechnet: wo es einen GIL gibt, rechnete in jedem Prozess immer nur ein Thread.
trace-never-two = Nie waren zwei von ihnen im selben Augenblick bei der Arbeit: nebenläufig, und nicht parallel.
trace-wall = { $duration } vom ersten bis zum letzten
trace-file-size = Datei von { $size }
trace-memory = { $size } Speicher
trace-several-growing = { WORDS($n, case: "capital") } Traces, die Aufzeichnung läuft.
trace-same = { $n ->
    [2] Beide dauerten gleich lange: { $duration }.
   *[other] Alle dauerten gleich lange: { $duration }.
  }
trace-faster-by = { $n ->
    [2] { $faster } war { $much } schneller als { $slower }.
   *[other] { $faster } war { $much } schneller als { $slower }, der langsamste.
  }
trace-faster-times = { $n ->
    [2] { $faster } war { $ratio }-mal so schnell wie { $slower }.
   *[other] { $faster } war { $ratio }-mal so schnell wie { $slower }, der langsamste.
  }
trace-took = { $name }: { $duration }.
trace-took-at-once = { $name }: { $duration }, im Mittel { $busy } zugleich bei der Arbeit.
trace-too-many = { $places ->
    [0] Von { NUMBER($files) } Dateien wurde keine geöffnet: schließe zuerst einen Trace.
    [1] Von { NUMBER($files) } Dateien wurde die erste geöffnet.
   *[other] Von { NUMBER($files) } Dateien wurden die ersten { WORDS($places) } geöffnet.
  }
trace-read-of = { $read } von { $total }
trace-sorting = { trace-events } werden sortiert

### Die Trace-Ansicht: bevor eine Datei offen ist

trace-question = Wo war dieses Programm nebenläufig, wo parallel, worauf hat es gewartet?
trace-invitation = Öffne ein Profil davon und sieh nach.
trace-drop = Hier einen Trace ablegen
trace-formats = Chrome-Trace-JSON, wie viztracer, Chrome und Perfetto es schreiben, auch gepackt als .gz; mehrere Dateien werden verglichen
trace-choose = Dateien wählen
trace-sample = Beispiel öffnen
trace-private = Nichts verlässt diesen Rechner: Dateien werden in diesem Browser gelesen und nirgendwohin geschickt.
trace-to-make = So entsteht ein Trace
trace-to-make-python = Ein Python-Programm, mit jedem Aufruf darin:
trace-to-make-lab = Ein Lauf des Labors, auf den Kernen dieses Rechners:
trace-sample-about = Das Beispiel ist ein solches Profil: ein kleines Python-Programm mit sechs Threads, einer Sperre, Schlafen und Rechnen.
trace-files = Trace-Dateien
trace-recent = Früher geöffnet
trace-recent-kept = Nur in diesem Browser aufbewahrt.
trace-remove = Entfernen
trace-remove-file = { $name } entfernen
trace-not-isolated = Diese Seite ist nicht isoliert: Dateien werden auf einem Thread gelesen und brauchen länger.
trace-refused = { $name } ließ sich nicht öffnen.
trace-still-open = { $n ->
    [one] { $names } ist weiter offen.
   *[other] { $names } sind weiter offen.
  }
trace-picture = Bild
trace-picture-of = Ein Bild des Gezeigten exportieren
trace-replace = Ersetzen …
trace-replace-file = { $name } ersetzen
trace-not-kept = Diese Adresse handelt von einem Trace, den dieser Browser nicht aufbewahrt. Öffne seine Datei, dann wird gezeigt, was die Adresse davon sagt.
trace-help-touch = Ziehen verschiebt, mit zwei Fingern zoomen, ein Tipp auf einen Abschnitt zeigt seine Einzelheiten, ein Tipp auf einen Namen faltet seine Spur.
trace-opening = { $name } wird geöffnet
trace-cancel = Abbrechen
trace-export = Exportieren
trace-export-file = { $name } exportieren
trace-close = Schließen
trace-close-file = { $name } schließen
trace-compare = Vergleichen mit …
trace-another = Andere Datei öffnen
trace-saved = { $name } wurde gespeichert.
trace-not-saved = Es wurde nicht gespeichert.
trace-not-written = Es wurde nicht geschrieben: { $reason }.
trace-no-sample = Das Beispiel wurde nicht geladen.
trace-no-file = Der Browser hat diese Datei nicht mehr.
trace-stopped = Die Anzeige ist stehen geblieben.
trace-stopped-kept = Deine Dateien sind, wie sie waren.
trace-restart = Neu starten

### Die Trace-Ansicht: die Zeitachse

trace-timeline = Zeitachse
trace-timeline-role = Zeitachse
trace-timeline-label = Zeitachse des Trace. Die Pfeiltasten gehen von Abschnitt zu Abschnitt, W und S zoomen, A und D verschieben.
trace-controls = Bedienung der Zeitachse
trace-zoom-in = Hineinzoomen (W)
trace-zoom-out = Herauszoomen (S)
trace-left = Nach links (A)
trace-right = Nach rechts (D)
trace-fit-all = Alles zeigen (Pos1)
trace-all = Alles
trace-fit-selection = Auswahl einpassen (F)
trace-fit-selection-short = Auswahl einpassen
trace-measure = Auswahl messen (M)
trace-measure-short = Auswahl messen
trace-find = Abschnitte nach Namen suchen
trace-find-short = Namen suchen (/)
trace-previous = Voriger Treffer (Umschalt+N)
trace-next = Nächster Treffer (N)
trace-alignment = Ausrichtung
trace-aligned = Ausgerichtet
trace-align-starts = am Beginn
trace-align-slices = an den jeweils gewählten Abschnitten
trace-hint = Strg und das Mausrad zoomen, oder mit zwei Fingern
trace-help = Ziehen verschiebt, Umschalt und Ziehen misst, Doppelklick passt ein. Tasten: W S zoomen, A D verschieben, Pfeile gehen von Abschnitt zu Abschnitt, Pos1 zeigt alles, F passt ein, M misst, / sucht, C faltet den Prozess, Eingabe geht zu den Einzelheiten und Escape zurück.
trace-from = ab { $start }
trace-to = bis { $end }, { $length } von { $total }
trace-from-to = von { $start } bis { $end }
trace-lasts-from = { $duration }, ab { $start }
trace-at = bei { $start }
trace-longest-of = der längste von { NUMBER($n) } an dieser Stelle
trace-nearest-of = der nächste von { NUMBER($n) } an dieser Stelle
trace-spoken = { $name }, { $state }, in { $lane }, ab { $start }, { $duration } lang.
trace-overhead = rechnet, als Mehraufwand
trace-legend = { $state ->
    [running] wird ausgeführt
    [waiting] wartet
    [runnable] könnte rechnen und wartet, bis es dran ist
    [overhead] Mehraufwand: kopiert, startet, wechselt
    [new] startet
   *[flow] führt zu
  }
trace-level-at-once = { $n } zugleich
trace-level-in-progress = { $n } begonnen
trace-paint-in-progress = begonnen
trace-paint-at-once = zugleich
trace-paint-whole = ganzer Trace
trace-paint-all = alles
trace-paint-band = bei der Arbeit, von { $lanes }

### Die Trace-Ansicht: ein Abschnitt und eine Strecke

trace-state = Zustand
trace-start = Beginn
trace-duration = Dauer
trace-own-time = Eigene Zeit
trace-lane = Spur
trace-task = Aufgabe
trace-of-name = Alle dieses Namens
trace-together = Zusammen
trace-own-together = Eigene Zeit zusammen
trace-longest = Längster
trace-lane-busy = Seine Spur bei der Arbeit
trace-lane-waiting = Seine Spur wartet
trace-and-share = { $duration }, { $share }
trace-go-longest = Zum längsten
trace-let-go = Loslassen
trace-arguments = Argumente
trace-stack = Stapel, { trace-frames }, der äußerste zuerst
trace-comes-from = Kommt von
trace-leads-to = Führt zu
trace-on-the-way = { $duration } unterwegs
trace-flow-name = { $name }:{ " " }
trace-measured = Gemessen: { $duration }
trace-measured-stretch = Gemessene Strecke
trace-trace = Trace
trace-slices-head = Abschnitte
trace-busy = Beschäftigt
trace-at-once = Zugleich
trace-most = Höchstens
trace-in-progress = Begonnen

### Die Trace-Ansicht: was zusammenkommt

trace-by-name = Nach Namen
trace-longest-waits = Längste Wartezeiten
trace-critical-path = Kritischer Pfad
trace-name = Name
trace-total = Gesamt
trace-of-wall = Anteil
trace-wait = Warten
trace-ended-by = Beendet durch
trace-it-seems = { $cause }, wie es scheint
trace-what = Was
trace-path-way = { $name }, unterwegs
trace-path-way-only = unterwegs
trace-path-note = Worauf das Ende warten musste, dauert { $duration }.
trace-path-guessed = { $n ->
    [1] Einmal sagt kein Pfeil, woher es kam: das ist aus den Aufrufen erraten, die zusammengehören.
   *[other] { NUMBER($n) }-mal sagt kein Pfeil, woher es kam: das ist aus den Aufrufen erraten, die zusammengehören.
  }
trace-on-path = Auf dem kritischen Pfad
trace-time = Zeit
trace-of-it = Anteil daran
trace-path-stretches = Seine längsten Strecken, in zeitlicher Folge
trace-show-all = Alle { NUMBER($n) } zeigen
trace-warned = Die Datei ist nicht ganz in Ordnung. Gezeigt wird, was sich daraus verstehen ließ.
trace-warnings-label = Warnungen
trace-at-byte = Bei Byte
trace-and-more = Und { NUMBER($n) } weitere.
trace-warning = { $kind ->
    [not-utf8] ein Text, der kein UTF-8 ist, wird gelesen, soweit er es ist
    [negative-times] einige Zeiten sind negativ: alle werden so verschoben, dass die früheste 0 ist
    [no-event] dies ist kein Ereignis und wird ausgelassen
    [no-phase] ein Ereignis ohne `ph` wird ausgelassen
    [no-time] ein Ereignis ohne `ts` wird ausgelassen
    [wrong-time] ein Ereignis, dessen `ts` keine Zahl ist, wird ausgelassen
    [memory-dump] ein Speicherabbild wird ausgelassen
    [negative-length] ein Abschnitt negativer Länge gilt als leer
    [no-length] ein Abschnitt ohne `dur` gilt als leer
    [wrong-length] ein Abschnitt, dessen `dur` keine Zahl ist, gilt als leer
    [empty-counter] ein Zähler ohne Werte wird ausgelassen
    [wrong-value] ein Wert eines Zählers, der keine Zahl ist, wird ausgelassen
    [arrow-not-arrived] ein Pfeil, der abgeht und nicht ankommt, wird ausgelassen
    [arrow-not-left] ein Pfeil, der ankommt und nicht abgegangen ist, wird ausgelassen
    [lone-end] ein Ende ohne Anfang wird ausgelassen
    [overlap] ein Abschnitt, der einen anderen überlappt, ohne in ihm zu liegen, wird abgeschnitten
    [too-deep] ein Abschnitt innerhalb von 4096 anderen wird ausgelassen
    [lone-operation-end] das Ende eines Vorgangs ohne Anfang wird ausgelassen
    [lone-object-end] das Ende eines Objekts ohne Anfang wird ausgelassen
    [other-operation-end] das Ende eines Vorgangs hat einen anderen Namen als der, den es beendet
    [no-operation-end] ein Vorgang ohne Ende dauert, bis der letzte endet
    [crowded] ein Vorgang neben zu vielen anderen wird ausgelassen
    [open-list] die Liste der Ereignisse hat kein Ende: `{ "]" }` fehlt
    [file-ends] die Datei endet mitten in diesem Ereignis
    [too-long] dieses Ereignis hat innerhalb von 64 MB kein Ende
    [gzip-damaged] die gepackten Daten sind hier beschädigt und werden nicht weiter gelesen
    [gzip-changed] die Prüfsumme der gepackten Daten ist nicht die dieses Textes
    [gzip-followed] was auf die gepackten Daten folgt, wird ausgelassen
   *[gzip-ends] die gepackten Daten enden zu früh
  }
trace-warning-of = { $kind ->
    [unknown-phase] ein Ereignis der Phase `{ $name }`, die niemand kennt, wird ausgelassen
    [no-end] `{ $name }` hat kein Ende und endet mit seinem Thread
    [beside] `{ $name }` neben den Ereignissen wird ausgelassen
   *[runs] diese Datei enthält { $name } Läufe, die alle bei 0 beginnen: die Zahlen nehmen sie für ein Programm, in dem alle zugleich geschahen
  }
trace-warning-other-end = das Ende von `{ $end }` gilt als das von `{ $begin }`, das zuletzt begann
trace-warning-broken = { $kind ->
    [broken-event] ein Ereignis wird ausgelassen: hier { $problem }
   *[searched-on] der Rest der Datei wird nach Ereignissen durchsucht: hier { $problem }
  }
trace-problem = { $problem ->
    [key] fehlt ein Schlüssel in Anführungszeichen
    [colon] fehlt ein Doppelpunkt
    [value] fehlt ein Wert
    [comma] fehlt ein Komma oder eine schließende Klammer
    [depth] sind Listen und Objekte zu tief verschachtelt
   *[end] fehlt das Ende
  }
trace-warning-first = { $said } (das erste von { NUMBER($n) })

### Die Trace-Ansicht: Spuren, und Abschnitte als Tabelle

trace-lanes-head = Spuren
trace-at-work = Bei der Arbeit
trace-waiting = Wartet
trace-utilisation = Auslastung
trace-switches = Wechsel
trace-show = Zeigen
trace-more-lanes = Weitere Spuren zeigen
trace-show-lane = { $name } zeigen
trace-fold = Eine Zeile, mit dem Innersten
trace-fold-lane = { $name } falten
trace-up = Nach oben
trace-up-lane = { $name } nach oben
trace-down = Nach unten
trace-down-lane = { $name } nach unten
trace-as-table = Als Tabelle
trace-all-lanes = alle Spuren
trace-kind = { $kind ->
    [moments] Zeitpunkte
   *[slices] Abschnitte
  }
trace-looking = Wird gesucht
trace-none = { $kind ->
    [moments] Keine Zeitpunkte
   *[slices] Keine Abschnitte
  }
trace-page-of = { $kind ->
    [moments] Zeitpunkte
   *[slices] Abschnitte
  } { NUMBER($first) } bis { NUMBER($last) } von { NUMBER($total) }, nach ihrem Beginn geordnet
trace-name-contains = Name enthält
trace-first = Erste
trace-before = Zurück
trace-next-page = Weiter
trace-last = Letzte

### Die Trace-Ansicht: warum sie stehen blieb

trace-trouble = { $code ->
    [refused] Der Browser hat es abgelehnt, einen Worker zu starten.
    [not-started] Sie ist nicht innerhalb von { NUMBER($seconds) } s gestartet.
    [no-script] Das Skript der Anzeige wurde nicht geladen.
   *[other] { $detail }
  }

### The program view

program-title = Python-Programme auf einem Rechner nach Wunsch
program-intro = Läuft in virtueller Zeit auf einem simulierten Rechner: erst „Ausführen“, dann Schritt für Schritt vor und zurück.
program-come-to = Noch nicht am Ende: der Lauf ist bei { $time }. Von dort geht es Schritt für Schritt weiter, „Ausführen“ beginnt neu.
program-pick = Programm
program-own = eigenes
program-editor = Das Programm
program-editor-leave = Tab rückt ein. Escape und dann Tab führt hinaus.
program-editor-leaves = Tab verlässt den Editor
program-no-gallery = die Liste der Programme ließ sich nicht laden
program-mark = { $name }, { $state }
program-run = Ausführen
program-cancel = Anhalten
program-edited = Das Programm wurde seit dem Lauf geändert: Unten steht, was vorher lief.
program-unpacked = ihr gepackter Teil ist beschädigt
program-stopped = Ein Rechner antwortet nicht.
program-no-memory = Sein Speicher ist voll. Der Text ist erhalten.
program-silent = Er hat seit fünf Sekunden nichts gesagt. Warten oder neu starten: Der Text bleibt.
program-restart = Neu starten
program-no-worker = Der Browser hat keinen Worker gestartet, oder dessen Skript wurde nicht geladen.
program-gil-on = GIL
program-gil-off = ohne GIL
program-machines = Rechner
program-machine = Rechner
program-compare = Vergleichen
program-compare-gil = GIL an und aus
program-compare-cores = 1 Kern und 4
program-add = noch einer
program-remove = diesen entfernen
program-set-cores = Kerne
program-set-gil = GIL
program-set-policy = Scheduler
program-set-quantum = Zeitscheibe
program-set-cost = Kosten eines Wechsels
program-set-interval = Wechselintervall
program-set-points = GIL wird abgegeben
program-set-method = Prozesse starten mit
program-set-seed = Startwert
program-costs = Kosten
program-costs-of = Kosten: { $list }
program-set-cost-of = { $cost ->
    [thread-cost] Thread starten
    [fork-cost] Prozess forken
    [page-cost] Fork, je 4 KiB
    [spawn-cost] Prozess mit spawn
    [forkserver-cost] Vom Fork-Server
    [interpreter-cost] Interpreter starten
    [message-cost] Nachricht senden
   *[kilobyte-cost] Senden, je KiB
  }
program-named-cost-of = { $cost ->
    [thread-cost] Thread { $value }
    [fork-cost] Fork { $value }
    [page-cost] Fork je 4 KiB { $value }
    [spawn-cost] Spawn { $value }
    [forkserver-cost] Fork-Server { $value }
    [interpreter-cost] Interpreter { $value }
    [message-cost] Nachricht { $value }
   *[kilobyte-cost] je gesendetes KiB { $value }
  }
program-on = an
program-off = aus
program-stepping = Schritte
program-backwards = Zurück
program-forwards = Vor
program-first-title = Zum Anfang
program-last-title = Bis wohin es gelaufen ist
program-keys = Haben diese Knöpfe den Fokus: I, L, S und E gehen eine Anweisung, eine Zeile, einen Wechsel oder ein Ereignis weiter, mit Umschalt zurück; Pos1 und Ende gehen an die Enden. Die Abspielmarke der Zeitleiste lässt sich überallhin ziehen.
program-output = Ausgabe
program-no-output = Noch nichts.
program-threads = Threads
program-thread = Thread
program-state = Zustand
program-line = Zeile
program-where = Wo, oder worauf er wartet
program-in-library = in der Bibliothek
program-no-stack = Er hat keine Aufrufe.
program-set = gesetzt
program-not-set = nicht gesetzt
program-requested = angefordert
program-objects = Sperren und Warteschlangen
program-object = Was
program-held-by = Gehalten von
program-waiting = Wartend
program-inside = Inhalt
program-tasks = Tasks der Ereignisschleife
program-task = Task
program-awaits = Worauf er wartet
program-figures = Zahlen
program-save = Lauf speichern
program-save-note = In Chromes Trace-Format, für die Trace-Ansicht, Perfetto und andere.
program-took = Dauer
program-utilisation = Kerne beschäftigt
program-parallelism = Gleichzeitig, im Mittel
program-at-once = Höchstens
program-concurrency = In Arbeit, im Mittel
program-switches = Wechsel
program-instructions = Anweisungen
program-running = Laufend
program-runnable = Bereit
program-waited = Wartend
program-response = Antwortzeit
program-turnaround = Durchlaufzeit
program-stack-of = Aufrufe von { $name }
program-machine-of = Rechner: { $name }
program-named-quantum = Scheiben von { $value }
program-named-cost = Wechsel von { $value }
program-named-interval = Intervall von { $value }
program-named-seed = Startwert { $value }
program-cores = { $n ->
    [one] { NUMBER($n) } Kern
   *[other] { NUMBER($n) } Kerne
  }
program-core = Kern { NUMBER($n) }
program-gil-of = GIL von Prozess { NUMBER($n) }
program-at-line = Zeile { NUMBER($n) }
program-most-machines = mehr als { NUMBER($n) } Rechner
program-more-objects = { $n ->
    [one] Eines mehr ist nicht gezeigt.
   *[other] { NUMBER($n) } mehr sind nicht gezeigt.
  }
program-of = { $count } von { $most }
program-thread-in = { $name } in { $process }
program-left-out = { $bytes } Bytes davor sind nicht gezeigt.
program-not-there = es gibt hier kein Programm „{ $name }“
program-repaired = Das war nicht zu gebrauchen: { $what }.
program-fault-instead = { $message }; { $instead }
program-fault-at = Zeile { NUMBER($line) }, Spalte { NUMBER($column) }: { $message }
program-dead = { $message } Der Text ist erhalten.
program-too-long = Das Programm ist zu lang für die Adresse: { $length } Zeichen, von denen höchstens { $most } gelesen werden. Es geht verloren, wenn die Seite geschlossen wird.
program-now = { $time }, { $instructions } Anweisungen
program-progress = { $millions } Millionen Anweisungen, { $time }
program-ok = Fertig nach { $time }.
program-exit = Endete mit Exit-Code { NUMBER($code) } nach { $time }.
program-exception = { $exception }, nach { $time }.
program-deadlock = Verklemmung nach { $time }: { $circle }.
program-deadlock-open = Nach { $time } kommt niemand weiter: { $all }.
program-waits-join = { $name } (Zeile { NUMBER($line) }) wartet auf das Ende von { $other }
program-waits-nobody = { $name } (Zeile { NUMBER($line) }) wartet auf { $what }
program-waits-holder = { $name } (Zeile { NUMBER($line) }) wartet auf { $what }, gehalten von { $holders }
program-policy = { $policy ->
    [fifo] First in, first out
    [rr] Round Robin
    [sjf] kürzester Auftrag zuerst
    [srtf] kürzeste Restzeit zuerst
    [priority] Priorität
    [mlfq] mehrstufige Rückkopplung
    [lottery] Lotterie
   *[eevdf] früheste virtuelle Frist zuerst
  }
program-thread-state = { $state ->
    [new] neu
    [runnable] bereit
    [running] läuft
    [waiting] wartet
   *[terminated] beendet
  }
program-task-state = { $state ->
    [ready] in der Warteschlange
    [running] läuft
   *[waiting] wartet
  }
program-points = { $points ->
    [every] nach jeder Anweisung
   *[cpython] bei Aufrufen und Schleifenenden
  }
program-unit = { $unit ->
    [instruction] Anweisung
    [line] Zeile
    [switch] Wechsel
   *[event] Ereignis
  }
program-on-title = { $unit ->
    [instruction] Zur nächsten Anweisung
    [line] Zur nächsten Zeile
    [switch] Bis ein anderer Thread einen Kern hat
   *[event] Zum nächsten Ereignis
  }
program-back-title = { $unit ->
    [instruction] Zur Anweisung davor
    [line] Zur Zeile davor
    [switch] Zum Wechsel davor
   *[event] Zum Ereignis davor
  }
program-limit = { $limit ->
    [instructions] Angehalten nach zwei Milliarden Anweisungen und { $time }: Es endet vielleicht nie.
    [memory] Angehalten nach { $time }: Es braucht mehr Speicher als die 128 MB, die ein Programm hier haben darf.
    [processes] Angehalten nach { $time }: Es startet mehr Prozesse und Threads, als ein Lauf haben darf.
   *[time] Angehalten nach einem Jahr virtueller Zeit: Es endet vielleicht nie.
  }
program-waits = { $kind ->
    [gil] das GIL
    [switch] bis ein anderer das GIL hat
    [sleep] schläft
    [io] Ein- oder Ausgabe
    [start] bis der gestartete Thread läuft
    [thread] Ende von { $name }
    [process] Ende des Prozesses { $name }
   *[object] { $held ->
        [yes] { $name }, gehalten von { $holders }
       *[no] { $name }
      }
  }

### Die Programmansicht: was der Editor selbst sagt

program-editor-find = Suchen
program-editor-next = weiter
program-editor-previous = zurück
program-editor-all = alle
program-editor-match-case = Groß- und Kleinschreibung
program-editor-regexp = regulärer Ausdruck
program-editor-by-word = ganze Wörter
program-editor-replace = Ersetzen durch
program-editor-replace-one = ersetzen
program-editor-replace-all = alle ersetzen
program-editor-close = schließen
program-editor-current-match = gegenwärtiger Treffer
program-editor-on-line = in Zeile
program-editor-replaced-one = Treffer in Zeile $ ersetzt
program-editor-replaced-all = $ Treffer ersetzt
program-editor-control = Steuerzeichen
program-editor-deleted = Auswahl gelöscht

### Die Programmansicht: Zustände von Threads

program-states-title = Zustände
program-states-move = { $kind ->
    [admit] zulassen
    [dispatch] zuteilen
    [preempt] verdrängen
    [yield] abgeben
    [block] blockieren
    [wake] wecken
   *[exit] enden
  }
program-states-said = { $name } ist { $state }.
program-states-last = Letzter Übergang: { $kind }.
program-states-in = { $state }: { $names }.

### Die Programmansicht: wer auf wen wartet

program-graph-title = Wer auf wen wartet
program-graph-none = Niemand wartet auf einen anderen.
program-graph-circle = Ein Kreis, in dem niemand weiterkann: { $names }.
program-graph-count = { $n ->
    [one] Ein Thread wartet auf einen anderen.
   *[other] { NUMBER($n) } Threads warten auf andere.
  }
program-graph-more = { $n ->
    [one] Noch ein wartender Thread steht nur in der Tabelle.
   *[other] Noch { NUMBER($n) } wartende Threads stehen nur in der Tabelle.
  }
program-graph-crowd = { $n ->
    [one] Ein Thread
   *[other] { NUMBER($n) } Threads
  }
program-graph-wait = wartet auf
program-graph-held = gehört gerade
program-graph-process = Prozess
program-graph-table = Als Tabelle
program-graph-waits-for = Wartet auf
