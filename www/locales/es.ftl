# Español. Se trata de tú a quien lee. Términos, siempre los mismos:
#   concurrency concurrencia · parallelism paralelismo · thread hilo · process proceso · worker trabajador
#   task tarea · core núcleo · lane carril · slice intervalo · trace traza · track pista · flow flecha
#   event loop bucle de eventos · lock bloqueo · GIL (el) · run ejecución · workload carga · makespan tiempo total
#   speedup aceleración · efficiency eficiencia · utilisation utilización · critical path camino crítico
#   running en ejecución · waiting en espera · runnable listo · overhead sobrecoste · work-stealing robo de tareas

language-name = Español

### En todas las vistas

shared-in-words = { $n ->
    [0] cero
    [1] un
    [2] dos
    [3] tres
    [4] cuatro
    [5] cinco
    [6] seis
    [7] siete
    [8] ocho
    [9] nueve
    [10] diez
    [11] once
    [12] doce
   *[other] { NUMBER($n) }
  }

### El propio idioma

language-not-loaded = No se pudo cargar { $name }; la página está en inglés.
language-unknown = Aquí no existe el idioma «{ $tag }».

### El marco de todas las vistas

frame-title = Interleave: concurrencia y paralelismo en tu propia máquina
frame-views = Vistas
frame-lab = Laboratorio
frame-program = Programas
frame-trace = Traza
frame-share = Compartir
frame-language = Idioma
frame-large = Letra grande, para el proyector
frame-theme = { $choice ->
    [light] Tema: claro
    [dark] Tema: oscuro
   *[auto] Tema: como el sistema
  }

### What the document says before anything is loaded

first-failed = La página no se ha iniciado. Vuelve a cargarla para intentarlo de nuevo.

### Una mirada más de cerca

closer-open = Mirar de cerca
closer-back = Volver a las figuras
closer-hint = Ampliar, buscar, seguir flechas y medir, también mientras se ejecuta; Ctrl y la rueda sobre una figura llevan aquí también.

### Números y listas

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

### Estados de un hilo

shared-state = { $state ->
    [idle] inactivo
    [new] nuevo
    [runnable] listo
    [running] en ejecución
    [waiting] en espera
   *[overhead] sobrecoste
  }

### El laboratorio: modelos y cargas

model-title = { $model ->
    [sequential] Secuencial
    [event-loop] Bucle de eventos
    [gil] Hilos bajo un GIL
    [threads] Hilos libres
   *[processes] Procesos
  }
model-about = { $model ->
    [sequential] 1 trabajador, en orden
    [event-loop] 1 trabajador, por turnos
    [gil] calcula uno cada vez
    [threads] calculan todos a la vez
   *[processes] memoria propia, copias
  }
model-run = { $model ->
    [sequential] Secuencial
    [event-loop] Bucle de eventos
    [gil] Hilos bajo un GIL
    [threads] Hilos libres
   *[processes] Procesos
  }, { $workers ->
    [one] { NUMBER($workers) } trabajador
   *[other] { NUMBER($workers) } trabajadores
  }
workload-title = { $workload ->
    [downloads] Descargas
    [kitchen] La cocina
    [mandelbrot] Conjunto de Mandelbrot
    [matmul] Producto de matrices
    [nbody] Gravedad de N cuerpos
    [pi] Pi por Montecarlo
    [primes] Contar primos
    [sha256] SHA-256
    [sort] Ordenación por mezcla
   *[wordcount] Contar palabras
  }
workload-summary = { $workload ->
    [downloads] Espera una conexión, luego los trozos de un archivo, y suma los números que contienen.
    [kitchen] Prepara platos: corta, espera mientras se calientan y remueve.
    [mandelbrot] Calcula una imagen del conjunto de Mandelbrot; las teselas del interior son las que más tardan.
    [matmul] Multiplica dos matrices cuadradas; cada tarea calcula algunas filas del producto.
    [nbody] Mueve cuerpos bajo su propia gravedad; cada paso de tiempo espera al anterior.
    [pi] Lanza puntos al azar sobre un cuadrado y cuenta los que caen en el círculo.
    [primes] Cuenta los primos menores que un límite probando divisores.
    [sha256] Calcula el hash de bloques de un millón de bytes, cada uno tantas veces como grande es su tarea.
    [sort] Ordena números: las tareas ordenan bloques y luego mezclan pares, hasta una última mezcla.
   *[wordcount] Cuenta cuántas veces aparece cada palabra en un texto; al final se unen las tablas de las partes.
  }
workload-task = { $workload ->
    [downloads] descarga
    [kitchen] plato
    [mandelbrot] tesela
    [matmul] banda
    [nbody] grupo
    [pi] flujo
    [primes] rango
    [sha256] trozo
    [sort] bloque
   *[wordcount] parte
  } { NUMBER($number) }
workload-nature = { $nature ->
    [computing] Limitada por la CPU: siempre calcula
    [waiting] Limitada por la E/S: casi siempre espera
   *[mixed] Mixta: calcula y espera
  }
workload-bound = { $nature ->
    [computing] limitada por la CPU
    [waiting] limitada por la E/S
   *[mixed] mixta
  }

### El laboratorio: el resultado

headline-nothing = Las mismas tareas, ejecutadas dos veces en tu máquina.
headline-unfinished = No todas las ejecuciones llegaron a su fin.
headline-running = Ejecutando { $tasks ->
    [one] una tarea
   *[other] { WORDS($tasks) } tareas
  } { $unit ->
    [process] { $workers ->
        [one] en un proceso
       *[other] en { WORDS($workers) } procesos
      }
   *[worker] { $workers ->
        [one] en un trabajador
       *[other] en { WORDS($workers) } trabajadores
      }
  }…
headline-one-task = Una tarea ocupa a un trabajador: <b>más no van más rápido</b>.
headline-who = { $who ->
    [sequential] Una tarea tras otra
    [event-loop] El bucle de eventos
    [gil] Los hilos bajo un GIL
    [threads] Los hilos libres
    [processes] Los procesos
    [counted-processes] { $who-count ->
        [one] Un proceso
       *[other] { WORDS($who-count, case: "capital") } procesos
      }
    [counted-gil] { $who-count ->
        [one] Un trabajador
       *[other] { WORDS($who-count, case: "capital") } trabajadores bajo un GIL
      }
   *[counted-workers] { $who-count ->
        [one] Un trabajador
       *[other] { WORDS($who-count, case: "capital") } trabajadores
      }
  }
headline-who-inside = { $who ->
    [sequential] una tarea tras otra
    [event-loop] el bucle de eventos
    [gil] los hilos bajo un GIL
    [threads] los hilos libres
    [processes] los procesos
    [counted-processes] { $who-count ->
        [one] un proceso
       *[other] { WORDS($who-count) } procesos
      }
    [counted-gil] { $who-count ->
        [one] un trabajador
       *[other] { WORDS($who-count) } trabajadores bajo un GIL
      }
   *[counted-workers] { $who-count ->
        [one] un trabajador
       *[other] { WORDS($who-count) } trabajadores
      }
  }
headline-whom = { $whom ->
    [sequential] una tarea tras otra
    [event-loop] el bucle de eventos
    [gil] los hilos bajo un GIL
    [threads] los hilos libres
    [processes] los procesos
    [counted-processes] { $whom-count ->
        [one] un proceso
       *[other] { WORDS($whom-count) } procesos
      }
    [counted-gil] { $whom-count ->
        [one] un trabajador
       *[other] { WORDS($whom-count) } trabajadores bajo un GIL
      }
   *[counted-workers] { $whom-count ->
        [one] un trabajador
       *[other] { WORDS($whom-count) } trabajadores
      }
  }
headline-faster = { headline-who } { $who-count ->
    [one] terminó
   *[other] terminaron
  } <b>{ $ratio } veces más rápido</b> que { headline-whom }.
headline-faster-waiting = En este trabajo de espera { headline-who-inside } { $who-count ->
    [one] terminó
   *[other] terminaron
  } <b>{ $ratio } veces más rápido</b> que { headline-whom }.
headline-even = { headline-who } { $who-count ->
    [one] tardó
   *[other] tardaron
  } <b>más o menos lo mismo</b> que { headline-whom }.
headline-even-waiting = En este trabajo de espera { headline-who-inside } { $who-count ->
    [one] tardó
   *[other] tardaron
  } <b>más o menos lo mismo</b> que { headline-whom }.
headline-slower = { headline-who } { $who-count ->
    [one] tardó
   *[other] tardaron
  } <b>{ $ratio } veces lo que</b> { headline-whom }.

explain-runs = { $runs ->
    [2] Ambas ejecuciones hacen
   *[other] Las { WORDS($runs) } ejecuciones hacen
  } { $tasks ->
    [one] la misma tarea.
   *[other] las mismas { WORDS($tasks) } tareas.
  }
explain-sequential = { $nature ->
    [computing] En secuencia, cada tarea espera a la anterior.
   *[waiting] En secuencia, el trabajador aguarda cada espera de principio a fin.
  }
explain-event-loop = { $nature ->
    [computing] El único trabajador del bucle de eventos se turna: todas están en curso, en cada instante se ejecuta una.
   *[waiting] El único trabajador del bucle de eventos sigue con otra tarea en cuanto una espera.
  }
explain-gil = { $nature ->
    [computing] Bajo un GIL solo calcula el hilo que tiene el bloqueo; los demás están listos y aguardan.
   *[waiting] Bajo un GIL, un hilo que espera deja calcular al siguiente.
  }
explain-threads = { $workers ->
    [1] Un hilo libre las hace una tras otra.
   *[other] { $nature ->
        [computing] { WORDS($workers, case: "capital") } hilos libres ejecutan hasta { WORDS($most) } en el mismo instante.
       *[waiting] { WORDS($workers, case: "capital") } hilos libres esperan por hasta { WORDS($most) } a la vez.
      }
  }
explain-processes = { $workers ->
    [1] Un proceso recibe copias de sus argumentos y devuelve sus resultados.
   *[other] { WORDS($workers, case: "capital") } procesos trabajan en paralelo, tras arrancar y copiar sus argumentos.
  }
explain-others = También se midieron: { $models }.
explain-turns = { $cores ->
    [one] Aquí hay { NUMBER($cores) } núcleo
   *[other] Aquí hay { NUMBER($cores) } núcleos
  }: como mucho { NUMBER($cores) } de { NUMBER($workers) } trabajadores se ejecutan de verdad en un mismo instante. El sistema operativo se turna con el resto, y eso ningún registro puede verlo.

detail-run = { $model ->
    [sequential] 1 trabajador, una tarea tras otra
    [event-loop] 1 trabajador: concurrencia
    [gil] { $workers ->
        [one] { NUMBER($workers) } trabajador
       *[other] { NUMBER($workers) } trabajadores: concurrencia, un bloqueo
      }
    [threads] { $workers ->
        [one] { NUMBER($workers) } trabajador
       *[other] { NUMBER($workers) } trabajadores: paralelismo
      }
   *[processes] { $workers ->
        [one] { NUMBER($workers) } proceso
       *[other] { NUMBER($workers) } procesos: paralelismo
      }
  }
detail-turns = { $unit ->
    [process] { NUMBER($workers) } procesos
   *[worker] { NUMBER($workers) } trabajadores
  } que se turnan en { $cores ->
    [one] un núcleo
   *[other] { WORDS($cores) } núcleos
  }

### El laboratorio: lo que se puede ajustar

lab-workers = Trabajadores
lab-cores-here = { $cores ->
    [one] { NUMBER($cores) } núcleo aquí
   *[other] { NUMBER($cores) } núcleos aquí
  }
lab-cancel = Cancelar
lab-run-again = Ejecutar de nuevo
lab-workload = Carga
lab-tasks = Tareas
lab-size = Tamaño
lab-unevenness = Desigualdad
lab-latency-mean = Latencia, media
lab-latency-distribution = Latencia, distribución
lab-distribution = { $distribution ->
    [constant] Constante
    [exponential] Exponencial
    [long-tail] De cola larga
   *[uniform] Uniforme
  }
lab-compare = Comparar
lab-compare-least = Se comparan al menos dos.
lab-share = Reparto entre hilos libres
lab-sharing = { $sharing ->
    [dynamic] Dinámico
    [static] Estático
   *[work-stealing] Robo de tareas
  }

### El laboratorio: lo que hay que saber

lab-stopped = El motor se ha detenido.
lab-stopped-kept = Tus ajustes y lo que se midió siguen aquí.
lab-restart = Volver a arrancar
lab-not-isolated = Esta página no está aislada, así que sus trabajadores no comparten memoria: los hilos, con GIL o sin él, se ejecutan en un solo hilo. Los procesos siguen ejecutándose en paralelo.
lab-repaired = Este enlace no se entendió del todo: { $what }.
lab-repaired-view = todavía no existe la vista «{ $name }»
lab-repaired-value = { $key ->
    [v] la versión del enlace
    [w] la carga
    [m] los modelos
    [n] el número de trabajadores
    [t] el número de tareas
    [s] el tamaño
    [u] la desigualdad
    [l] la latencia
    [d] la distribución de las esperas
    [unpacked] su parte comprimida
   *[h] el reparto de las tareas
  }: no se admite «{ $value }»
lab-repaired-length = tiene { NUMBER($length) } caracteres y se leen como mucho { NUMBER($most) }
lab-repaired-between = { "; " }
lab-received = Quien envió el enlace midió: { $what }.
lab-received-run = { $model } { $duration }

### El laboratorio: líneas de tiempo

figure-label = { $title }, { $detail }. { $duration } Las flechas van de intervalo en intervalo.
figure-role = línea de tiempo
figure-waits-turn = espera su turno
figure-cancelled = cancelada
figure-refused = no se pudo ejecutar
figure-done = terminado, { $duration } antes que el más lento
figure-in-progress = en curso
figure-at-once = a la vez
figure-waits = esperas
figure-no-worker = esperas, en ningún trabajador
figure-slice = { $what } · { $state }
figure-times = { $duration }, de { $start } a { $end }
figure-task = { $task }, { $doing }
figure-spoken = { $slice }. { $place }. { $times }
figure-lane = { $kind ->
    [worker] Trabajador { NUMBER($number) }
    [process] Proceso { NUMBER($number) }
   *[parent] Proceso padre
  }
figure-doing = { $key ->
    [arguments] argumentos
    [connect] conectar
    [copy-arguments] copiar argumentos
    [copy-result] copiar resultado
    [count] contar
    [cut] cortar
    [hash] calcular hash
    [heat] calentar
    [merge] mezclar
    [multiply] multiplicar
    [parse] analizar
    [pull] atraer
    [range] rango
    [receive] recibir
    [result] resultado
    [sort] ordenar
    [start] arrancar
    [stir] remover
    [stolen] robada
    [throw] lanzar
    [tile] tesela
    [waits-for-the-GIL] espera el GIL
    [waits-for-the-other-workers] espera a los demás trabajadores
   *[other] { $name }
  }
key-running = en ejecución, del color de la tarea
key-waiting = en espera
key-others = espera a los demás
key-runnable = listo: espera el GIL
key-new = nuevo: arrancando
key-overhead = sobrecoste: copiando
key-message = mensaje
key-message-or-stolen = mensaje, o tarea robada
key-stolen = tarea robada
apart-button = Desmontar estas líneas de tiempo
apart-note = Ampliar, buscar, seguir flechas y medir, en la vista de trazas.
picture-note = La imagen tal como la pintan las tareas. Cada tesela lleva el color y el número del trabajador que la calcula.
picture-label = El conjunto de Mandelbrot, pintado por: { $model }

table-summary = Como tabla
table-later = La tabla aparecerá cuando termine la ejecución.
table-tasks = Tareas
table-tasks-of = Tareas de { $title }
table-task = Tarea
table-first-start = Primer inicio
table-last-end = Último final
table-running = En ejecución
table-runnable = Lista
table-waiting = En espera
table-slices = Intervalos
table-slices-of = Intervalos de { $title }
table-lane = Carril
table-state = Estado
table-what = Qué
table-start = Inicio
table-duration = Duración
table-first-of = Los primeros { NUMBER($shown) } de { NUMBER($total) } intervalos.

### El laboratorio: lo medido

measured-title = Medido
measured-model = Modelo
measured-workers = Trabajadores
measured-makespan = Tiempo total
measured-speedup = Aceleración
measured-efficiency = Eficiencia
measured-utilisation = Utilización
measured-in-progress = En curso
measured-at-once = A la vez
measured-answer = Respuesta
measured-wrong = incorrecta:
measured-running = en ejecución
measured-note = La aceleración es respecto a «{ $model }». «En curso» y «A la vez» son medias de toda la ejecución.
measured-turns = Un trabajador que espera su turno cuenta aquí como uno que se ejecuta.
measured-dropped = { $records ->
    [one] { NUMBER($records) } registro no cupo y se descartó
   *[other] { NUMBER($records) } registros no cupieron y se descartaron
  }: faltan en las líneas de tiempo.

lab-answer = { $workload ->
    [downloads] { $a } archivos, { $b } bytes, sus números suman { $c }
    [kitchen] { $a } platos, cuyo sabor es { $b }
    [mandelbrot] { $a } × { $b } píxeles; área del conjunto { $c }, se sabe que es { $d }
    [matmul] producto de dos matrices de { $a } × { $b }; sus elementos suman { $c }
    [nbody] { $a } cuerpos, { $b } pasos: energía conservada con error { $c } de { $d }
    [pi] pi es aproximadamente { $a } tras { $b } puntos, a { $c } desviaciones típicas
    [primes] { $a } primos menores que { $b }
    [sha256] { $a } de { $b } hashes de un millón de «a» son { $c }
    [sort] { $a } números en orden, el central es { $b }
   *[wordcount] { $a } palabras, { $b } distintas; la más frecuente es «{ $c }», { $d } veces
  }

matrix-title = Qué modelo para qué trabajo
matrix-work = Trabajo
matrix-fill = Rellenar la tabla
matrix-none = ninguno
matrix-note = Doce tareas iguales en cada caso, con { NUMBER($workers) } para los modelos de varios trabajadores: la mediana de tres ejecuciones. La barra es el tiempo frente al más largo de la fila; lo que está a menos de una décima parte del mejor cuenta como igual.
progress-runs = { NUMBER($done) } de { $total ->
    [one] { NUMBER($total) } ejecución
   *[other] { NUMBER($total) } ejecuciones
  }
progress-label = Ejecuciones terminadas

sweep-title = Aceleración según los trabajadores
sweep-run = Barrer de 1 a { NUMBER($most) }
sweep-of = { $model }, { $workload }, { $tasks ->
    [one] { NUMBER($tasks) } tarea
   *[other] { NUMBER($tasks) } tareas
  }
sweep-of-former = Con los ajustes anteriores a tu cambio: { sweep-of }
sweep-measured = medido, mediana de tres
sweep-ideal = ideal
sweep-amdahl = Amdahl: fracción en serie { $serial }, se desvía un { $error }
sweep-universal = escalabilidad universal: contención { NUMBER($contention, minimumFractionDigits: 3) }, coherencia { NUMBER($coherency, minimumFractionDigits: 4) }, se desvía un { $error }
sweep-no-law = No se ajusta ninguna ley: aquí nada se ejecuta en paralelo.
sweep-one-point = Un punto es poco para una ley: { NUMBER($workers) } trabajadores dan una fracción en serie de { $serial } (Karp-Flatt).
sweep-fitted = Ajuste a los { NUMBER($points) } puntos hasta { NUMBER($most) } trabajadores.
sweep-beyond-cores = Con más trabajadores que núcleos, se turnan: se muestra, no se ajusta.
sweep-beyond-tasks = Con más trabajadores que tareas, algunos no tienen nada que hacer: se muestra, no se ajusta.
sweep-cores = { $cores ->
    [one] { NUMBER($cores) } núcleo
   *[other] { NUMBER($cores) } núcleos
  }
sweep-point = { NUMBER($workers) }: { $value }

### Por qué se detuvo el motor, o no pudo ejecutar algo

engine-trouble = { $code ->
    [pool-failed] Un trabajador del grupo falló mientras calculaba.
    [no-memory] Los trabajadores se quedaron sin memoria: no se pudieron obtener { NUMBER($number) } MiB más. Prueba con un tamaño menor.
    [all-silent] Los trabajadores dejaron de responder.
    [worker-silent] El trabajador { NUMBER($number) } dejó de responder.
    [process-silent] El proceso { NUMBER($number) } dejó de responder.
    [not-started] Los trabajadores no arrancaron en { NUMBER($number) } s.
    [no-successor] No se pudieron arrancar los trabajadores necesarios. { $detail }
    [refused] El navegador se negó a arrancar un trabajador.
    [no-script] No se cargó el script de los trabajadores.
    [not-sent] No se pudo enviar la ejecución a los trabajadores.
   *[other] { $detail }
  }

### La forma incrustada y el panel Compartir: textos de scripts, solo con variables simples

embed-try = Probar
embed-lab-title = Las mismas tareas, con un trabajador y con muchos
embed-lab-about = Las ejecuta y las mide en tu navegador, en los núcleos de este equipo.
embed-trace-title = La traza de un programa en una línea de tiempo
embed-trace-about = Abre perfiles en el formato de trazas de Chrome. No salen de este equipo.
embed-program-title = Un programa de Python en un ordenador simulado
embed-program-about = Se ejecuta en tiempo virtual, con los núcleos, el planificador y el GIL que elijas; paso a paso, adelante y atrás.
embed-loading = Cargando…
embed-waiting = Espera a que otra demo de esta página no tenga nada que hacer…
embed-failed = La demo no se cargó: { $reason }.
embed-again = Reintentar
embed-threads = Hilos: aquí los trabajadores comparten memoria.
embed-workers = Trabajadores aislados: esta página no les deja compartir memoria. Los procesos van en paralelo; los hilos, en uno solo.
embed-resting = Sus trabajadores han terminado; vuelven a empezar con la próxima ejecución.
embed-tab = Abrir en su propia pestaña
embed-misunderstood = Sus opciones no se entendieron del todo: { $list }.
embed-option = { $name }: no se admite «{ $value }»
share-title = Compartir
share-close = Cerrar
share-where = Dónde va
share-copy = Copiar
share-copied = Copiado.
share-copy-failed = Este navegador no deja copiar a la página: el texto está seleccionado, cópialo tú.
share-preview = Vista previa
share-impossible = Esto no se puede compartir: { $reason }.
share-long = El enlace tiene { $length } caracteres. Algunos programas cortan los de más de { $most }.
share-link-note = Abre esta página tal como está. Ningún servidor se entera.
share-controls = Controles
share-controls-min = lo necesario para repetir
share-controls-full = todos
share-controls-none = ninguno
share-theme = Tema
share-theme-auto = como la página que la rodea
share-theme-light = claro
share-theme-dark = oscuro
share-start = Se carga
share-start-click = al pulsar «Probar»
share-start-view = cuando se ve
share-autoplay = Se ejecuta sola cuando se ve
share-readonly = No se puede ajustar nada
share-note-link = Para correos, chats y marcadores.
share-note-iframe = Para cualquier página que admita HTML. La altura es la escrita, salvo que la página escuche lti.frameResize.
share-note-element = Para cualquier página que admita scripts. Es tan alta como la demo y sigue el tema de la página.
share-note-mkdocs = En el Markdown de una página, entre líneas en blanco.
share-note-docusaurus = En el .mdx de una página.
share-note-mdbook = En el Markdown de un capítulo, entre líneas en blanco.
share-note-quarto = En el .qmd de un documento; no sale en el PDF.
share-note-sphinx = En el .rst de un documento; no sale en el PDF.
share-note-myst = En el .md de un documento, para Sphinx con MyST y para Jupyter Book.
share-note-jupyter = En una celda de un cuaderno.
share-note-moodle = En el código HTML de una página, etiqueta o pregunta («</>» en el editor).
share-note-canvas = En el editor HTML de una página («</>» bajo el texto).

### La vista de trazas: cantidades

trace-slices = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }intervalo
   *[other] { NUMBER($n) }{ "\u00A0" }intervalos
  }
trace-lanes = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }carril
   *[other] { NUMBER($n) }{ "\u00A0" }carriles
  }
trace-flows = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }flecha
   *[other] { NUMBER($n) }{ "\u00A0" }flechas
  }
trace-counters = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }contador
   *[other] { NUMBER($n) }{ "\u00A0" }contadores
  }
trace-instants = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }instante
   *[other] { NUMBER($n) }{ "\u00A0" }instantes
  }
trace-events = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }evento
   *[other] { NUMBER($n) }{ "\u00A0" }eventos
  }
trace-frames = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }marco
   *[other] { NUMBER($n) }{ "\u00A0" }marcos
  }
trace-warnings = { $n ->
    [one] { NUMBER($n) }{ "\u00A0" }aviso
   *[other] { NUMBER($n) }{ "\u00A0" }avisos
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
trace-unnamed = sin nombre
trace-in-lane = { $name } en { $lane }
trace-with-state = { $name } ({ $state })
trace-moment = { $scope ->
    [process] instante del proceso
    [all] instante de todos
   *[thread] instante
  }

### La vista de trazas: el resultado

trace-empty = Esta traza no tiene intervalos.
trace-growing = { trace-slices }, en grabación.
trace-measuring = { trace-slices }, en medición.
trace-no-thread = Nada se ejecuta en ella: { trace-slices } de operaciones en curso.
trace-one-thread = Un hilo, trabajando el { $share } del tiempo.
trace-threads = { WORDS($threads, case: "capital") } hilos, { $busy } trabajando a la vez de media.
trace-waited = { $threads ->
    [1] Esperó el { $share } del tiempo.
   *[other] Los hilos esperaron el { $share } del tiempo.
  }
trace-waited-in = { $threads ->
    [1] Esperó el { $share } del tiempo, sobre todo en { $name }.
   *[other] Los hilos esperaron el { $share } del tiempo, sobre todo en { $name }.
  }
trace-at-most = Como mucho { WORDS($most) } trabajaban en el mismo instante, y había { $mean } tareas en curso de media.
trace-threads-bound = { WORDS($threads, case: "capital") } hilos, como mucho { $busy } trabajando a la vez de media.
trace-python = Un perfil de las llamadas de Python no distingue un hilo que espera el GIL de uno que se ejecuta: donde hay un GIL, se ejecutaba un hilo de cada proceso cada vez.
trace-never-two = Nunca trabajaron dos de ellos en el mismo instante: concurrentes, y no paralelos.
trace-wall = { $duration } del primero al último
trace-file-size = archivo de { $size }
trace-memory = { $size } de memoria
trace-several-growing = { WORDS($n, case: "capital") } trazas, en grabación.
trace-same = { $n ->
    [2] Ambas tardaron lo mismo: { $duration }.
   *[other] Todas tardaron lo mismo: { $duration }.
  }
trace-faster-by = { $n ->
    [2] { $faster } fue un { $much } más rápida que { $slower }.
   *[other] { $faster } fue un { $much } más rápida que { $slower }, la más lenta.
  }
trace-faster-times = { $n ->
    [2] { $faster } fue { $ratio } veces más rápida que { $slower }.
   *[other] { $faster } fue { $ratio } veces más rápida que { $slower }, la más lenta.
  }
trace-took = { $name }: { $duration }.
trace-took-at-once = { $name }: { $duration }, { $busy } trabajando a la vez de media.
trace-too-many = { $places ->
    [0] De { NUMBER($files) } archivos no se abrió ninguno: cierra antes una traza.
    [1] De { NUMBER($files) } archivos se abrió el primero.
   *[other] De { NUMBER($files) } archivos se abrieron los { WORDS($places) } primeros.
  }
trace-read-of = { $read } de { $total }
trace-sorting = Ordenando { trace-events }

### La vista de trazas: antes de abrir un archivo

trace-question = ¿Dónde fue concurrente este programa, dónde paralelo y a qué esperó?
trace-invitation = Abre un perfil suyo y míralo.
trace-drop = Suelta aquí una traza
trace-formats = JSON de trazas de Chrome, como lo escriben viztracer, Chrome y Perfetto, también comprimido en .gz; varios archivos se comparan
trace-choose = Elegir archivos
trace-sample = Abrir el ejemplo
trace-private = Nada sale de esta máquina: los archivos se leen en este navegador y no se envían a ningún sitio.
trace-to-make = Cómo hacer una traza
trace-to-make-python = Un programa de Python, con todas sus llamadas:
trace-to-make-lab = Una ejecución del laboratorio, en los núcleos de esta máquina:
trace-sample-about = El ejemplo es un perfil así: un pequeño programa de Python con seis hilos, un bloqueo, esperas y cálculo.
trace-files = Archivos de traza
trace-recent = Abiertos antes
trace-recent-kept = Se guardan solo en este navegador.
trace-remove = Quitar
trace-remove-file = Quitar { $name }
trace-not-isolated = Esta página no está aislada: los archivos se leen en un solo hilo y tardan más.
trace-refused = No se pudo abrir { $name }.
trace-still-open = { $n ->
    [one] { $names } sigue abierto.
   *[other] { $names } siguen abiertos.
  }
trace-picture = Imagen
trace-picture-of = Exportar una imagen de lo que se muestra
trace-replace = Reemplazar…
trace-replace-file = Reemplazar { $name }
trace-not-kept = Esta dirección trata de una traza que este navegador no guarda. Abre su archivo y se mostrará lo que la dirección dice de ella.
trace-help-touch = Arrastra para mover, pellizca para ampliar, toca un intervalo para ver sus detalles, toca un nombre para plegar su carril.
trace-opening = Abriendo { $name }
trace-cancel = Cancelar
trace-export = Exportar
trace-export-file = Exportar { $name }
trace-close = Cerrar
trace-close-file = Cerrar { $name }
trace-compare = Comparar con…
trace-another = Abrir otro archivo
trace-saved = Se guardó { $name }.
trace-not-saved = No se guardó.
trace-not-written = No se escribió: { $reason }.
trace-no-sample = No se cargó el ejemplo.
trace-no-file = El navegador ya no tiene ese archivo.
trace-stopped = El visor se ha detenido.
trace-stopped-kept = Tus archivos están como estaban.
trace-restart = Volver a arrancar

### La vista de trazas: la línea de tiempo

trace-timeline = Línea de tiempo
trace-timeline-role = línea de tiempo
trace-timeline-label = Línea de tiempo de la traza. Las flechas van de intervalo en intervalo, W y S amplían y reducen, A y D desplazan.
trace-controls = Controles de la línea de tiempo
trace-zoom-in = Ampliar (W)
trace-zoom-out = Reducir (S)
trace-left = Ir a la izquierda (A)
trace-right = Ir a la derecha (D)
trace-fit-all = Mostrar todo (Inicio)
trace-all = Todo
trace-fit-selection = Ajustar a la selección (F)
trace-fit-selection-short = Ajustar selección
trace-measure = Medir la selección (M)
trace-measure-short = Medir selección
trace-find = Buscar intervalos por nombre
trace-find-short = Buscar un nombre (/)
trace-previous = Coincidencia anterior (Mayús+N)
trace-next = Coincidencia siguiente (N)
trace-alignment = Alineación
trace-aligned = Alineadas
trace-align-starts = por el inicio
trace-align-slices = por los intervalos elegidos en cada una
trace-hint = Ctrl y la rueda amplían, o pellizca
trace-help = Arrastra para mover, Mayús y arrastrar para medir, doble clic para ajustar. Teclas: W S amplían y reducen, A D mueven, las flechas van de intervalo en intervalo, Inicio muestra todo, F ajusta, M mide, / busca, C pliega el proceso, Intro va a los detalles y Escape vuelve.
trace-from = desde { $start }
trace-to = hasta { $end }, { $length } de { $total }
trace-from-to = de { $start } a { $end }
trace-lasts-from = { $duration }, desde { $start }
trace-at = en { $start }
trace-longest-of = el más largo de { NUMBER($n) } en este lugar
trace-nearest-of = el más cercano de { NUMBER($n) } en este lugar
trace-spoken = { $name }, { $state }, en { $lane }, desde { $start } durante { $duration }.
trace-overhead = en ejecución, como sobrecarga
trace-legend = { $state ->
    [running] se ejecuta
    [waiting] espera
    [runnable] podría ejecutarse y espera su turno
    [overhead] sobrecarga: copia, arranca, cambia
    [new] arranca
   *[flow] lleva a
  }
trace-level-at-once = { $n } a la vez
trace-level-in-progress = { $n } en curso
trace-paint-in-progress = en curso
trace-paint-at-once = a la vez
trace-paint-whole = traza entera
trace-paint-all = todo
trace-paint-band = trabajando, de { $lanes }

### La vista de trazas: un intervalo y un tramo

trace-state = Estado
trace-start = Inicio
trace-duration = Duración
trace-own-time = Tiempo propio
trace-lane = Carril
trace-task = Tarea
trace-of-name = Todos con este nombre
trace-together = En conjunto
trace-own-together = Tiempo propio en conjunto
trace-longest = El más largo
trace-lane-busy = Su carril trabajando
trace-lane-waiting = Su carril en espera
trace-and-share = { $duration }, { $share }
trace-go-longest = Ir al más largo
trace-let-go = Soltar
trace-arguments = Argumentos
trace-stack = Pila, { trace-frames }, el más externo primero
trace-comes-from = Viene de
trace-leads-to = Lleva a
trace-on-the-way = { $duration } de camino
trace-flow-name = { $name }:{ " " }
trace-measured = Medido: { $duration }
trace-measured-stretch = Tramo medido
trace-trace = Traza
trace-slices-head = Intervalos
trace-busy = Ocupado
trace-at-once = A la vez
trace-most = Como mucho
trace-in-progress = En curso

### La vista de trazas: lo que suma

trace-by-name = Por nombre
trace-longest-waits = Esperas más largas
trace-critical-path = Camino crítico
trace-name = Nombre
trace-total = Total
trace-of-wall = Del tiempo total
trace-wait = Espera
trace-ended-by = Terminada por
trace-it-seems = { $cause }, al parecer
trace-what = Qué
trace-path-way = { $name }, de camino
trace-path-way-only = de camino
trace-path-note = Lo que el final tuvo que esperar dura { $duration }.
trace-path-guessed = { $n ->
    [1] Una vez ninguna flecha dice de dónde vino: se deduce de las llamadas que van juntas.
   *[other] { WORDS($n, case: "capital") } veces ninguna flecha dice de dónde vino: se deduce de las llamadas que van juntas.
  }
trace-on-path = En el camino crítico
trace-time = Tiempo
trace-of-it = Parte de él
trace-path-stretches = Sus tramos más largos, por orden de tiempo
trace-show-all = Mostrar los { NUMBER($n) }
trace-warned = El archivo no está del todo en orden. Se muestra lo que se pudo entender.
trace-warnings-label = Avisos
trace-at-byte = En el byte
trace-and-more = Y { NUMBER($n) } más.
trace-warning = { $kind ->
    [not-utf8] un texto que no es UTF-8 se lee hasta donde lo es
    [negative-times] algunos tiempos son negativos: todos se desplazan para que el primero sea 0
    [no-event] esto no es un evento y se omite
    [no-phase] se omite un evento sin `ph`
    [no-time] se omite un evento sin `ts`
    [wrong-time] se omite un evento cuyo `ts` no es un número
    [memory-dump] se omite un volcado de memoria
    [negative-length] un tramo de duración negativa se toma por vacío
    [no-length] un tramo sin `dur` se toma por vacío
    [wrong-length] un tramo cuyo `dur` no es un número se toma por vacío
    [empty-counter] se omite un contador sin valores
    [wrong-value] se omite un valor de un contador que no es un número
    [arrow-not-arrived] se omite una flecha que sale y no llega
    [arrow-not-left] se omite una flecha que llega y no ha salido
    [lone-end] se omite un final sin comienzo
    [overlap] se recorta un tramo que se solapa con otro sin estar dentro de él
    [too-deep] se omite un tramo dentro de otros 4096
    [lone-operation-end] se omite el final de una operación sin comienzo
    [lone-object-end] se omite el final de un objeto sin comienzo
    [other-operation-end] el final de una operación tiene otro nombre que la que termina
    [no-operation-end] una operación sin final dura hasta que termina la última
    [crowded] se omite una operación junto a demasiadas otras
    [open-list] la lista de eventos no tiene final: falta `{ "]" }`
    [file-ends] el archivo termina dentro de este evento
    [too-long] este evento no termina en 64 MB
    [gzip-damaged] los datos comprimidos están dañados aquí y no se siguen leyendo
    [gzip-changed] la suma de comprobación de los datos comprimidos no es la de este texto
    [gzip-followed] se omite lo que sigue a los datos comprimidos
   *[gzip-ends] los datos comprimidos terminan demasiado pronto
  }
trace-warning-of = { $kind ->
    [unknown-phase] se omite un evento de fase `{ $name }`, que nadie conoce
    [no-end] `{ $name }` no tiene final y termina con su hilo
    [beside] se omite `{ $name }`, que está junto a los eventos
   *[runs] este archivo contiene { $name } ejecuciones, y cada una empieza en 0: las cifras las toman por un solo programa en el que todo ocurrió a la vez
  }
trace-warning-other-end = el final de `{ $end }` se toma por el de `{ $begin }`, que fue el último en empezar
trace-warning-broken = { $kind ->
    [broken-event] se omite un evento: aquí { $problem }
   *[searched-on] se buscan eventos en el resto del archivo: aquí { $problem }
  }
trace-problem = { $problem ->
    [key] falta una clave entre comillas
    [colon] faltan dos puntos
    [value] falta un valor
    [comma] falta una coma o un corchete de cierre
    [depth] sus listas y objetos se anidan demasiado
   *[end] falta el final
  }
trace-warning-first = { $said } (el primero de { NUMBER($n) })

### La vista de trazas: carriles, e intervalos como tabla

trace-lanes-head = Carriles
trace-at-work = Trabajando
trace-waiting = En espera
trace-utilisation = Utilización
trace-switches = Cambios
trace-show = Mostrar
trace-more-lanes = Mostrar más carriles
trace-show-lane = Mostrar { $name }
trace-fold = Una fila, con lo más interno
trace-fold-lane = Plegar { $name }
trace-up = Subir
trace-up-lane = Subir { $name }
trace-down = Bajar
trace-down-lane = Bajar { $name }
trace-as-table = Como tabla
trace-all-lanes = todos los carriles
trace-kind = { $kind ->
    [moments] instantes
   *[slices] intervalos
  }
trace-looking = Buscando
trace-none = { $kind ->
    [moments] Ningún instante
   *[slices] Ningún intervalo
  }
trace-page-of = { $kind ->
    [moments] Instantes
   *[slices] Intervalos
  } { NUMBER($first) } a { NUMBER($last) } de { NUMBER($total) }, por orden de inicio
trace-name-contains = El nombre contiene
trace-first = Primeros
trace-before = Anteriores
trace-next-page = Siguientes
trace-last = Últimos

### La vista de trazas: por qué se detuvo

trace-trouble = { $code ->
    [refused] El navegador se negó a arrancar un trabajador.
    [not-started] No arrancó en { NUMBER($seconds) } s.
    [no-script] No se cargó el script del visor.
   *[other] { $detail }
  }

### The program view

program-title = Programas de Python en una máquina a tu medida
program-intro = Se ejecuta en tiempo virtual, en un ordenador simulado: pulsa Ejecutar y avanza o retrocede paso a paso.
program-come-to = Aún no ha terminado: la ejecución ha llegado a { $time }. Avanza paso a paso desde ahí o ejecútala de nuevo.
program-pick = Programa
program-own = propio
program-editor = El programa
program-editor-leave = Tab sangra. Pulsa Escape y luego Tab para salir.
program-editor-leaves = Tab sale del editor
program-no-gallery = no se pudo cargar la lista de programas
program-mark = { $name }, { $state }
program-run = Ejecutar
program-cancel = Parar
program-edited = El programa ha cambiado desde que se ejecutó: lo de abajo es del programa anterior.
program-unpacked = su parte comprimida está dañada
program-stopped = Una máquina no responde.
program-no-memory = Se quedó sin memoria. El texto se conserva.
program-silent = Lleva cinco segundos sin decir nada. Espera o reiníciala: el texto se conserva.
program-restart = Reiniciar
program-no-worker = El navegador no inició ningún worker, o no se cargó su script.
program-gil-on = GIL
program-gil-off = sin GIL
program-machines = Máquinas
program-machine = Máquina
program-compare = Comparar
program-compare-gil = con y sin GIL
program-compare-cores = 1 núcleo y 4
program-add = una más
program-remove = quitar esta
program-set-cores = Núcleos
program-set-gil = GIL
program-set-policy = Planificador
program-set-quantum = Cuanto
program-set-cost = Coste del cambio
program-set-interval = Intervalo de cambio
program-set-points = El GIL se cede
program-set-method = Los procesos empiezan con
program-set-seed = Semilla
program-costs = Costes
program-costs-of = Costes: { $list }
program-set-cost-of = { $cost ->
    [thread-cost] Iniciar un hilo
    [fork-cost] Proceso con fork
    [page-cost] Fork, cada 4 KiB
    [spawn-cost] Proceso con spawn
    [forkserver-cost] Con forkserver
    [interpreter-cost] Iniciar intérprete
    [message-cost] Enviar un mensaje
   *[kilobyte-cost] Enviar, cada KiB
  }
program-named-cost-of = { $cost ->
    [thread-cost] hilo { $value }
    [fork-cost] fork { $value }
    [page-cost] fork cada 4 KiB { $value }
    [spawn-cost] spawn { $value }
    [forkserver-cost] forkserver { $value }
    [interpreter-cost] intérprete { $value }
    [message-cost] mensaje { $value }
   *[kilobyte-cost] cada KiB enviado { $value }
  }
program-on = activado
program-off = desactivado
program-stepping = Pasos
program-backwards = Hacia atrás
program-forwards = Hacia adelante
program-first-title = Al principio
program-last-title = Hasta donde ha llegado
program-keys = Con el foco en estos botones: I, L, S y E avanzan una instrucción, una línea, un cambio o un suceso, con Mayús retroceden; Inicio y Fin van a los extremos. Arrastra el cursor de la línea de tiempo a cualquier momento.
program-output = Salida
program-no-output = Nada todavía.
program-threads = Hilos
program-thread = Hilo
program-state = Estado
program-line = Línea
program-where = Dónde, o qué espera
program-in-library = en la biblioteca
program-no-stack = No tiene llamadas.
program-set = activado
program-not-set = no activado
program-requested = solicitado
program-objects = Cerrojos y colas
program-object = Qué
program-held-by = En poder de
program-waiting = Esperan
program-inside = Contenido
program-tasks = Tareas del bucle de eventos
program-task = Tarea
program-awaits = Qué espera
program-figures = Cifras
program-save = Guardar la ejecución
program-save-note = En el formato de trazas de Chrome, para la vista de trazas, Perfetto y otros.
program-took = Duración
program-utilisation = Núcleos ocupados
program-parallelism = A la vez, de media
program-at-once = Como mucho
program-concurrency = En curso, de media
program-switches = Cambios
program-instructions = Instrucciones
program-running = En ejecución
program-runnable = Listo
program-waited = En espera
program-response = Respuesta
program-turnaround = Retorno
program-stack-of = Pila de { $name }
program-machine-of = Máquina: { $name }
program-named-quantum = cuantos de { $value }
program-named-cost = cambios de { $value }
program-named-interval = intervalo de { $value }
program-named-seed = semilla { $value }
program-cores = { $n ->
    [one] { NUMBER($n) } núcleo
   *[other] { NUMBER($n) } núcleos
  }
program-core = núcleo { NUMBER($n) }
program-gil-of = GIL del proceso { NUMBER($n) }
program-at-line = línea { NUMBER($n) }
program-most-machines = más de { NUMBER($n) } máquinas
program-more-objects = { $n ->
    [one] Hay uno más que no se muestra.
   *[other] Hay { NUMBER($n) } más que no se muestran.
  }
program-of = { $count } de { $most }
program-thread-in = { $name } en { $process }
program-left-out = No se muestran { $bytes } bytes anteriores.
program-not-there = aquí no hay ningún programa «{ $name }»
program-repaired = Esto no se pudo usar: { $what }.
program-fault-instead = { $message }; { $instead }
program-fault-at = Línea { NUMBER($line) }, columna { NUMBER($column) }: { $message }
program-dead = { $message } El texto se conserva.
program-too-long = El programa es demasiado largo para la dirección: { $length } caracteres, de los que se leen { $most } como mucho. Se pierde al cerrar la página.
program-now = { $time }, { $instructions } instrucciones
program-progress = { $millions } millones de instrucciones, { $time }
program-ok = Terminó tras { $time }.
program-exit = Terminó con el código { NUMBER($code) } tras { $time }.
program-exception = { $exception }, tras { $time }.
program-deadlock = Interbloqueo tras { $time }: { $circle }.
program-deadlock-open = Tras { $time } nadie puede seguir: { $all }.
program-waits-join = { $name } (línea { NUMBER($line) }) espera a que termine { $other }
program-waits-nobody = { $name } (línea { NUMBER($line) }) espera { $what }
program-waits-holder = { $name } (línea { NUMBER($line) }) espera { $what }, en poder de { $holders }
program-policy = { $policy ->
    [fifo] primero en llegar, primero en salir
    [rr] turno rotatorio
    [sjf] el más corto primero
    [srtf] el de menor tiempo restante primero
    [priority] prioridad
    [mlfq] colas multinivel con realimentación
    [lottery] lotería
   *[eevdf] primero el plazo virtual más próximo
  }
program-thread-state = { $state ->
    [new] nuevo
    [runnable] listo
    [running] en ejecución
    [waiting] en espera
   *[terminated] terminado
  }
program-task-state = { $state ->
    [ready] en la cola
    [running] en ejecución
   *[waiting] en espera
  }
program-points = { $points ->
    [every] tras cualquier instrucción
   *[cpython] en llamadas y fines de bucle
  }
program-unit = { $unit ->
    [instruction] instrucción
    [line] línea
    [switch] cambio
   *[event] suceso
  }
program-on-title = { $unit ->
    [instruction] A la instrucción siguiente
    [line] A la línea siguiente
    [switch] Hasta que otro hilo tenga un núcleo
   *[event] Al suceso siguiente
  }
program-back-title = { $unit ->
    [instruction] A la instrucción anterior
    [line] A la línea anterior
    [switch] Al cambio anterior
   *[event] Al suceso anterior
  }
program-limit = { $limit ->
    [instructions] Detenido tras dos mil millones de instrucciones y { $time }: quizá no termine nunca.
    [memory] Detenido tras { $time }: necesita más memoria que los 128 MB que un programa puede tener aquí.
    [processes] Detenido tras { $time }: inicia más procesos e hilos de los que puede tener una ejecución.
   *[time] Detenido tras un año de tiempo virtual: quizá no termine nunca.
  }
program-waits = { $kind ->
    [gil] el GIL
    [switch] que otro tenga el GIL
    [sleep] duerme
    [io] entrada o salida
    [start] que arranque el hilo que inició
    [thread] que termine { $name }
    [process] que termine el proceso { $name }
   *[object] { $held ->
        [yes] { $name }, en poder de { $holders }
       *[no] { $name }
      }
  }

### La vista de programas: lo que dice el editor mismo

program-editor-find = Buscar
program-editor-next = siguiente
program-editor-previous = anterior
program-editor-all = todas
program-editor-match-case = mayúsculas y minúsculas
program-editor-regexp = expresión regular
program-editor-by-word = palabras enteras
program-editor-replace = Sustituir por
program-editor-replace-one = sustituir
program-editor-replace-all = sustituir todas
program-editor-close = cerrar
program-editor-current-match = coincidencia actual
program-editor-on-line = en la línea
program-editor-replaced-one = sustituida la coincidencia de la línea $
program-editor-replaced-all = $ coincidencias sustituidas
program-editor-control = carácter de control
program-editor-deleted = selección borrada

### La vista de programas: estados de los hilos

program-states-title = Estados
program-states-move = { $kind ->
    [admit] admitir
    [dispatch] despachar
    [preempt] expulsar
    [yield] ceder
    [block] bloquear
    [wake] despertar
   *[exit] terminar
  }
program-states-said = { $name } está { $state }.
program-states-last = Última transición: { $kind }.
program-states-in = { $state }: { $names }.

### La vista de programas: quién espera a quién

program-graph-title = Quién espera a quién
program-graph-none = Nadie espera a otro.
program-graph-circle = Un círculo en el que nadie puede seguir: { $names }.
program-graph-count = { $n ->
    [one] Un hilo espera a otro.
   *[other] { NUMBER($n) } hilos esperan a otros.
  }
program-graph-more = { $n ->
    [one] Un hilo más que espera está solo en la tabla.
   *[other] { NUMBER($n) } hilos más que esperan están solo en la tabla.
  }
program-graph-crowd = { $n ->
    [one] Un hilo
   *[other] { NUMBER($n) } hilos
  }
program-graph-wait = espera
program-graph-held = lo tiene
program-graph-process = proceso
program-graph-table = Como tabla
program-graph-waits-for = Espera
