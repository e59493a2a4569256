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
frame-language = Idioma
frame-theme = { $choice ->
    [light] Tema: claro
    [dark] Tema: oscuro
   *[auto] Tema: como el sistema
  }

### Una mirada más de cerca

closer-open = Mirar de cerca
closer-back = Volver a las figuras
closer-hint = Ampliar, buscar, seguir flechas y medir, también mientras se ejecuta; Ctrl y la rueda sobre una figura llevan aquí también.
