import textwrap, json, io, hashlib, warnings, atexit, pprint
print(textwrap.dedent("""
    a
      b

    c"""), textwrap.indent("x\n\ny", "> "), textwrap.fill("the quick brown fox jumps over the lazy dog", 20), textwrap.wrap("a verylongwordindeed b", 8), textwrap.shorten("hello big world", 12))
v = {"a": [1, 2.5, None, True], "b": {"c": "é\n\"q\""}, "d": (), "e": {}, "f": 1e100, "g": -0.0, 3: "k"}
print(json.dumps(v), json.dumps(v, indent=2), json.dumps([3, "é"], ensure_ascii=False, separators=(",", ":")), json.dumps({"b": 1, "a": 2}, sort_keys=True))
print(json.loads('{"a": [1, -2.5e3, null, true], "b": "x\\u00e9\\n", "c": {}}'), json.loads(" [ ] "))
for bad in ("", "[1,", "{\"a\" 1}", "[1] x", "tru", '"abc'):
    try: json.loads(bad)
    except json.JSONDecodeError as e: print(e)
try: json.dumps({1, 2})
except TypeError as e: print(e)
print(json.dumps(object, default=lambda o: "obj"))
s = io.StringIO("a\nb\n"); print(s.readline(), list(s), s.read()); s.write("z"); print(s.getvalue())
with io.StringIO() as o:
    print("hi", 3, file=o); print(o.getvalue().strip())
print(hashlib.sha256(b"abc").hexdigest(), hashlib.new("sha512", b"x").digest()[:4], hashlib.sha256().digest_size)
h = hashlib.sha256(); h.update(b"a"); h.update(b"bc"); print(h.hexdigest() == hashlib.sha256(b"abc").hexdigest())
atexit.register(print, "bye", 1); atexit.register(lambda: print("first"))
pprint.pprint({"b": 2, "a": [1, 2]}); pprint.pprint(list(range(40))); pprint.pprint({"key" + str(i): "v" * 20 for i in range(5)})
print(" a b  c ".split(None, 1), " a b  c ".rsplit(None, 1), " a ".split(None, 0), " a ".rsplit(None, 0), "  ".split(None, 1), "a b".rsplit())
