# `hashlib`: SHA-2. What it costs in virtual time grows with the length of the data.


class _Hash:
    def __init__(self, name, data):
        self.name = name
        self._data = bytearray()
        self.digest_size = {"sha224": 28, "sha256": 32, "sha384": 48, "sha512": 64}[name]
        self.block_size = 64 if self.digest_size <= 32 else 128
        self.update(data)

    def update(self, data, /):
        if isinstance(data, str):
            raise TypeError("Strings must be encoded before hashing")
        self._data += data

    def digest(self):
        return _rt_sha2(self.name, self._data)

    def hexdigest(self):
        return self.digest().hex()

    def copy(self):
        return _Hash(self.name, self._data)

    def __repr__(self):
        return f"<{self.name} _hashlib.HASH object @ {hex(id(self))}>"


algorithms_guaranteed = algorithms_available = {"sha224", "sha256", "sha384", "sha512"}


def new(name, data=b"", *, usedforsecurity=True):
    if name.lower() not in algorithms_guaranteed:
        raise ValueError("unsupported hash type " + name)
    return _Hash(name.lower(), data)


def sha224(data=b"", *, usedforsecurity=True):
    return _Hash("sha224", data)


def sha256(data=b"", *, usedforsecurity=True):
    return _Hash("sha256", data)


def sha384(data=b"", *, usedforsecurity=True):
    return _Hash("sha384", data)


def sha512(data=b"", *, usedforsecurity=True):
    return _Hash("sha512", data)
