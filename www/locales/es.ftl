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
frame-trace = Traza
frame-share = Compartir
frame-language = Idioma
frame-large = Letra grande, para el proyector
frame-theme = { $choice ->
    [light] Tema: claro
    [dark] Tema: oscuro
   *[auto] Tema: como el sistema
  }

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
    [one] fue
   *[other] fueron
  } <b>{ $ratio } veces más rápido</b> que { headline-whom }.
headline-faster-waiting = En este trabajo de espera { headline-who-inside } { $who-count ->
    [one] fue
   *[other] fueron
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
share-link-note = Abre esta página tal como está: ajustes y lo que se midió. Ningún servidor se entera.
share-controls = Controles
share-controls-min = trabajadores y ejecutar
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
