import logging, threading, time, sys
logging.basicConfig(level=logging.DEBUG, format="%(levelname)-8s %(threadName)s %(name)s %(funcName)s:%(lineno)d [%(filename)s %(module)s] %(message)s", stream=sys.stdout)
def worker(n):
    logging.info("start %d", n)
    time.sleep(0.01)
    logging.debug("end %s", n)
t = threading.Thread(target=worker, args=(1,), name="W1"); t.start(); t.join()
log = logging.getLogger("app.db")
log.warning("careful %(x)s", {"x": 4}); log.error("bad"); log.critical("crit")
print(log, log.parent, logging.getLogger("app"), log.parent, log.getEffectiveLevel(), logging.getLevelName(30), log.isEnabledFor(10))
try: 1 / 0
except ZeroDivisionError: log.exception("failed")
h = logging.StreamHandler(sys.stdout); h.setFormatter(logging.Formatter("{name}|{message}", style="{")); h.setLevel("ERROR")
log.addHandler(h); log.propagate = False; log.info("no"); log.error("yes")
class F(logging.Filter):
    def filter(self, r): return "x" in r.getMessage()
log.addFilter(F()); log.error("abc"); log.error("xyz")
logging.disable(logging.ERROR); log.error("x"); logging.disable(logging.NOTSET)
logging.log(35, "level35")
print(logging.getLogger() is logging.root, len(logging.getLogger().handlers))
r = logging.getLogger("q"); r.setLevel("WARNING"); r.info("hidden"); r.warning("seen", extra={"k": 1})
r2 = logging.getLogger("w"); r2.propagate=False; r2.warning("last resort")
ad = logging.LoggerAdapter(r, {"id": 3}); ad.warning("adapted")
